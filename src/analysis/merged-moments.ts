import { bisector } from 'd3-array';
import type { MomentsBlock } from '../contract/index.ts';

/** Blocks that are merged into one. */
const GROUP = 10;
/** Most bytes of merged blocks; then the oldest are dropped. */
const MOST_BYTES = 128 * 1024 * 1024;

/** Sums of moments over ten blocks each: long windows are read a tenth as often, and outlast the blocks themselves. */
export class MergedMoments {
  private groups: MomentsBlock[] = [];
  private pending: MomentsBlock[] = [];
  private bytes = 0;

  /** The next blocks of the run. */
  add(blocks: readonly MomentsBlock[]): void {
    for (const block of blocks) {
      const lengthSteps = GROUP * (block.endStep - block.firstStep);
      if (block.firstStep % lengthSteps === 0 || this.pending.at(-1)?.endStep !== block.firstStep) this.pending = [];
      if (this.pending.length === 0 && block.firstStep % lengthSteps !== 0) continue;
      this.pending.push(block);
      if (this.pending.length < GROUP) continue;
      const merged = sumOf(this.pending);
      this.pending = [];
      this.groups.push(merged);
      this.bytes += bytesOf(merged);
    }
    while (this.bytes > MOST_BYTES && this.groups.length > 1) {
      const oldest = this.groups.shift();
      if (oldest !== undefined) this.bytes -= bytesOf(oldest);
    }
  }

  truncate(step: number): void {
    this.groups = this.groups.filter(({ endStep }) => endStep <= step);
    this.bytes = this.groups.reduce((sum, group) => sum + bytesOf(group), 0);
    this.pending = [];
  }

  /** All that lies wholly in [fromStep, toStep), as far as possible merged; `blocks`: those still kept, ascending. */
  within(blocks: readonly MomentsBlock[], fromStep: number, toStep: number): readonly MomentsBlock[] {
    const result: MomentsBlock[] = [];
    let step = fromStep;
    let [g, b] = [firstFrom(this.groups, step), firstFrom(blocks, step)];
    for (;;) {
      while ((this.groups[g]?.firstStep ?? Number.POSITIVE_INFINITY) < step) g += 1;
      while ((blocks[b]?.firstStep ?? Number.POSITIVE_INFINITY) < step) b += 1;
      const [group, block] = [this.groups[g], blocks[b]];
      const isNext = group !== undefined && (block === undefined || group.firstStep <= block.firstStep);
      const next = isNext && group.endStep <= toStep ? group : block;
      if (next === undefined || next.endStep > toStep) return result;
      result.push(next);
      step = next.endStep;
    }
  }
}

const bytesOf = ({ sums, squareSums }: MomentsBlock): number => sums.byteLength + squareSums.byteLength;

/** Index of the first block that begins at a step or later. */
const firstFrom = bisector(({ firstStep }: MomentsBlock) => firstStep).left;

function sumOf(blocks: readonly MomentsBlock[]): MomentsBlock {
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('there is no block to merge');
  const { length } = first.sums;
  const both = new Float64Array(2 * length);
  const [sums, squareSums] = [both.subarray(0, length), both.subarray(length)];
  let [samples, meanSum, meanSquareSum] = [0, 0, 0];
  for (const block of blocks) {
    samples += block.samples;
    meanSum += block.meanSum;
    meanSquareSum += block.meanSquareSum;
    addTo(sums, block.sums);
    addTo(squareSums, block.squareSums);
  }
  return { firstStep: first.firstStep, endStep: last.endStep, samples, meanSum, meanSquareSum, sums, squareSums };
}

function addTo(sums: Float64Array, more: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (more[i] ?? 0);
}
