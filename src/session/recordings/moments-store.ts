import type { MomentsBlock } from '../../contract/index.ts';
import { type Budget, type Held, unbounded } from './budget.ts';

/** Share of the blocks that go together. */
const SHARE = 1 / 16;

const bytesOfMoments = ({ sums, squareSums }: MomentsBlock): number => sums.byteLength + squareSums.byteLength;

/** The latest sums of moments. */
export class MomentsStore implements Held {
  blocks: MomentsBlock[] = [];
  bytes = 0;

  constructor(private readonly budget: Budget = unbounded()) {
    this.budget.join(this);
  }

  /** Gives them away. */
  take(): readonly MomentsBlock[] {
    const { blocks } = this;
    this.blocks = [];
    this.bytes = 0;
    return blocks;
  }

  /** Those that end in (fromStep, toStep]. They are not copied. */
  ending(fromStep: number, toStep: number): readonly MomentsBlock[] {
    return this.blocks.filter(({ endStep }) => endStep > fromStep && endStep <= toStep);
  }

  truncate(step: number): void {
    for (let last = this.blocks.at(-1); last && last.endStep > step; last = this.blocks.at(-1)) {
      this.blocks.pop();
      this.bytes -= bytesOfMoments(last);
    }
  }

  append(blocks: readonly MomentsBlock[]): void {
    for (const block of blocks) {
      this.blocks.push(block);
      this.bytes += bytesOfMoments(block);
    }
  }

  fold(): boolean {
    if (this.blocks.length < 2) return false;
    for (const block of this.blocks.splice(0, Math.ceil(this.blocks.length * SHARE)))
      this.bytes -= bytesOfMoments(block);
    return true;
  }

  close(): void {
    this.budget.leave(this);
  }
}
