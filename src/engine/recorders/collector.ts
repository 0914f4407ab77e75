import type { RecorderResult } from '../../contract/index.ts';

/** Gathers in pieces, emptied by `take`, what one recorder leaves in memory. */
export interface Collector {
  /** First step that must not be run before the next `collect`. */
  roomUntil(step: number): number;
  collect(from: number, to: number): void;
  /** Between two steps: what is read from outside the kernels, as it is at the start of a step. */
  sample?(step: number): void;
  take(firstStep: number): RecorderResult;
}

export const nextMultiple = (step: number, of: number): number => Math.ceil(step / of) * of;
