import type { MomentsBlock } from '../contract/index.ts';

/** Blocks that are merged into one. */
const GROUP = 10;

/** Sums of moments over ten blocks each, made once: long windows are then read a tenth as often. */
export class MergedMoments {
  /** By first step. */
  private readonly merged = new Map<number, MomentsBlock>();

  /** Blocks from a step on, as far as possible merged; their sums in a window that begins there are the same. */
  from(blocks: readonly MomentsBlock[], fromStep: number): readonly MomentsBlock[] {
    this.forgetBefore(blocks[0]?.firstStep ?? Number.POSITIVE_INFINITY);
    const result: MomentsBlock[] = [];
    let k = firstFrom(blocks, fromStep);
    while (k < blocks.length) {
      const group = this.groupAt(blocks, k);
      const next = group ?? blocks[k];
      if (next !== undefined) result.push(next);
      k += group === null ? 1 : GROUP;
    }
    return result;
  }

  /** The merged block that begins with block k; null: groups do not begin there, or it is not complete. */
  private groupAt(blocks: readonly MomentsBlock[], k: number): MomentsBlock | null {
    const [first, last] = [blocks[k], blocks[k + GROUP - 1]];
    if (first === undefined || last === undefined) return null;
    const lengthSteps = GROUP * (first.endStep - first.firstStep);
    if (first.firstStep % lengthSteps !== 0 || last.endStep !== first.firstStep + lengthSteps) return null;
    const known = this.merged.get(first.firstStep);
    if (known !== undefined) return known;
    const made = sumOf(blocks.slice(k, k + GROUP));
    this.merged.set(first.firstStep, made);
    return made;
  }

  private forgetBefore(step: number): void {
    for (const firstStep of this.merged.keys()) {
      if (firstStep >= step) return;
      this.merged.delete(firstStep);
    }
  }
}

/** Index of the first block that begins at a step or later. */
function firstFrom(blocks: readonly MomentsBlock[], step: number): number {
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((blocks[middle]?.firstStep ?? 0) < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sumOf(blocks: readonly MomentsBlock[]): MomentsBlock {
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('there is no block to merge');
  const sums = new Float64Array(first.sums.length);
  const squareSums = new Float64Array(first.sums.length);
  let [samples, meanSum, meanSquareSum] = [0, 0, 0];
  for (const block of blocks) {
    samples += block.samples;
    meanSum += block.meanSum;
    meanSquareSum += block.meanSquareSum;
    for (let i = 0; i < sums.length; i++) {
      sums[i] = (sums[i] ?? 0) + (block.sums[i] ?? 0);
      squareSums[i] = (squareSums[i] ?? 0) + (block.squareSums[i] ?? 0);
    }
  }
  return { firstStep: first.firstStep, endStep: last.endStep, samples, meanSum, meanSquareSum, sums, squareSums };
}
