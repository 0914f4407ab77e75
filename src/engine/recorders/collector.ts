import type { RecorderResult } from '../../contract/index.ts';

/** Gathers what one recorder leaves in memory, piece by piece, until `take` gives it away. */
export interface Collector {
  /** The first step that must not be run before the next `collect`. */
  roomUntil(step: number): number;
  collect(from: number, to: number): void;
  /** Reads, between two steps, what no kernel samples, as it is at the start of a step. */
  sample?(step: number): void;
  /** Reads what the step that has just been computed has left. */
  sampleAfter?(step: number): void;
  /** The next step after this one before which the run has to stop for that. */
  stopAt?(step: number): number;
  take(firstStep: number): RecorderResult;
}

/** The first multiple of a number that is not below `step`. */
export const nextMultiple = (step: number, of: number): number => Math.ceil(step / of) * of;
