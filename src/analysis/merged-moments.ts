import { bisector } from 'd3-array';
import type { MomentsBlock } from '../contract/index.ts';

/** Blocks that are merged into one, and groups of them again, so often. */
const GROUP = 10;
const LEVELS = 4;
/** Most bytes of merged blocks of one length; then the oldest are dropped. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Sums of moments over ten blocks each, over ten of these, and so on: the longer a window, the longer the sums that it is read
 * from, which also outlast the blocks themselves.
 */
export class MergedMoments {
  private readonly levels: Level[];

  /** `mostBytes`: of merged blocks of all lengths. */
  constructor(mostBytes = LEVELS * MOST_BYTES) {
    this.levels = Array.from({ length: LEVELS }, () => new Level(mostBytes / LEVELS));
  }

  get bytes(): number {
    return this.levels.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** The next blocks of the run. */
  add(blocks: readonly MomentsBlock[]): void {
    let next = blocks;
    for (const level of this.levels) next = level.add(next);
  }

  truncate(step: number): void {
    for (const level of this.levels) level.truncate(step);
  }

  /** All that lies wholly in [fromStep, toStep), as far as possible merged; `blocks`: those still kept, ascending. */
  within(blocks: readonly MomentsBlock[], fromStep: number, toStep: number): readonly MomentsBlock[] {
    const result: MomentsBlock[] = [];
    // The longest first.
    const lists = [...this.levels.map(({ groups }) => groups).reverse(), blocks];
    const places = lists.map((list) => firstFrom(list, fromStep));
    let step = fromStep;
    for (;;) {
      let next: MomentsBlock | undefined;
      lists.forEach((list, k) => {
        let place = places[k] ?? 0;
        while ((list[place]?.firstStep ?? Number.POSITIVE_INFINITY) < step) place += 1;
        places[k] = place;
        const one = list[place];
        if (one === undefined || one.endStep > toStep) return;
        if (next === undefined || one.firstStep < next.firstStep) next = one;
      });
      if (next === undefined) return result;
      result.push(next);
      step = next.endStep;
    }
  }
}

/** Sums of ten blocks each. */
class Level {
  groups: MomentsBlock[] = [];
  bytes = 0;
  private pending: MomentsBlock[] = [];

  constructor(private readonly mostBytes: number) {}

  /** Returns the sums that these blocks complete. */
  add(blocks: readonly MomentsBlock[]): readonly MomentsBlock[] {
    const completed: MomentsBlock[] = [];
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
      completed.push(merged);
    }
    while (this.bytes > this.mostBytes && this.groups.length > 1) {
      const oldest = this.groups.shift();
      if (oldest !== undefined) this.bytes -= bytesOf(oldest);
    }
    return completed;
  }

  truncate(step: number): void {
    this.groups = this.groups.filter(({ endStep }) => endStep <= step);
    this.bytes = this.groups.reduce((sum, group) => sum + bytesOf(group), 0);
    this.pending = [];
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
