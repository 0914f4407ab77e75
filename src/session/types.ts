import type { EngineConfig, Estimate, ResultChunk } from '../contract/index.ts';

export interface BuildReport {
  readonly runId: number;
  readonly estimate: Estimate;
  /** Synapses actually made. */
  readonly synapses: number;
  readonly wallMs: number;
}

export type BuildOutcome =
  | { readonly ok: true; readonly report: BuildReport }
  | { readonly ok: false; readonly message: string; readonly estimate: Estimate };

/** Why a stretch of running ended. `diverged`: a state became NaN or infinite; `message` names group, state, element and time. */
export interface RunEnd {
  readonly reason: 'finished' | 'paused' | 'diverged' | 'disposed';
  readonly step: number;
  readonly message: string | null;
}

/**
 * The one interface of the worker (comlink). Steps are counted from the build. `onChunk` must be awaited by the host before
 * it sends the next chunk but one (backpressure).
 */
export interface Session {
  estimate(config: EngineConfig): Promise<Estimate>;
  /** Refuses, with a sentence, above `budgetBytes`. Drops what was built before. */
  build(config: EngineConfig, budgetBytes: number, onProgress: (fraction: number) => void): Promise<BuildOutcome>;
  /** Runs until `untilStep` (null: until paused). Chunks arrive about every 30 ms of wall time. */
  run(untilStep: number | null, onChunk: (chunk: ResultChunk) => void): Promise<RunEnd>;
  /** Takes effect within one chunk. */
  pause(): Promise<void>;
  /** Back to step 0 with the same connectivity and initial state; the seed stays. */
  reset(): Promise<void>;
  dispose(): Promise<void>;
}
