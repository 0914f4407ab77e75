import type { MomentsBlock } from '../../contract/index.ts';
import { type Budget, type Held, unbounded } from './budget.ts';

/** Share of the blocks that go together. */
const SHARE = 1 / 16;

/** The latest sums of moments. Several of them lie in one buffer, which is there until the last of them goes. */
export class MomentsStore implements Held {
  blocks: MomentsBlock[] = [];
  bytes = 0;
  /** How many arrays lie in a buffer. */
  private readonly buffers = new Map<ArrayBufferLike, number>();

  constructor(private readonly budget: Budget = unbounded()) {
    this.budget.join(this);
  }

  /** Gives them away. */
  take(): readonly MomentsBlock[] {
    const { blocks } = this;
    this.blocks = [];
    this.buffers.clear();
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
      this.forget(last);
    }
  }

  append(blocks: readonly MomentsBlock[]): void {
    for (const block of blocks) {
      this.blocks.push(block);
      for (const { buffer } of [block.sums, block.squareSums]) {
        const count = this.buffers.get(buffer) ?? 0;
        if (count === 0) this.bytes += buffer.byteLength;
        this.buffers.set(buffer, count + 1);
      }
    }
  }

  fold(): boolean {
    if (this.blocks.length < 2) return false;
    for (const block of this.blocks.splice(0, Math.ceil(this.blocks.length * SHARE))) this.forget(block);
    return true;
  }

  close(): void {
    this.budget.leave(this);
  }

  private forget({ sums, squareSums }: MomentsBlock): void {
    for (const { buffer } of [sums, squareSums]) {
      const count = (this.buffers.get(buffer) ?? 0) - 1;
      if (count > 0) this.buffers.set(buffer, count);
      else if (this.buffers.delete(buffer)) this.bytes -= buffer.byteLength;
    }
  }
}
