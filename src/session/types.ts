import type { GraphSummary } from '../analysis/connectivity/index.ts';
import type {
  EngineConfig,
  Estimate,
  PokeConfig,
  RecorderConfig,
  ResultChunk,
  Snapshot,
  TimedPoke,
  WeightList,
} from '../contract/index.ts';
import type { ConnectionsOf } from '../engine/index.ts';

export type { ConnectionsOf } from '../engine/index.ts';

export interface BuildRequest {
  /** Memory that the network may take. */
  readonly budgetBytes: number;
  /** `atMost`: as many of them as the network makes use of. One where threads cannot be started, or the network needs it. */
  readonly threads: { readonly exactly: number } | { readonly atMost: number };
  /** For states on the way, from which a run can be gone back to; absent: none are held. */
  readonly snapshotBytes?: number;
}

/** States on the way of a run that are held. */
export interface HeldSnapshots {
  readonly steps: readonly number[];
  readonly bytes: number;
}

export interface BuildReport {
  readonly runId: number;
  readonly estimate: Estimate;
  /** Synapses actually made. */
  readonly synapses: number;
  /** The same by the name that the config gives a projection or coupling. */
  readonly synapsesOf: ReadonlyMap<string, number>;
  readonly threads: number;
  /** Of the network's memory. */
  readonly bytes: number;
  readonly snapshotBytes: number;
  /** There was no room for the rows of synapses: they are drawn again at each spike. */
  readonly regenerated: boolean;
  readonly wallMs: number;
}

export type BuildOutcome =
  | { readonly ok: true; readonly report: BuildReport }
  | { readonly ok: false; readonly message: string; readonly estimate: Estimate };

/** Why a stretch of running ended. `diverged`: a state became NaN or larger than any could be; `message` names group, state, element and time. */
export interface RunEnd {
  readonly reason: 'finished' | 'paused' | 'diverged' | 'disposed';
  readonly step: number;
  readonly message: string | null;
}

/**
 * The one interface of the worker (comlink). Steps are counted from the build. `onChunk` must be awaited by the host before
 * it sends the fourth chunk after it (backpressure).
 */
export interface Session {
  estimate(config: EngineConfig): Promise<Estimate>;
  /** What the synapses of a projection will be, without building a network; refuses, with a sentence, where they are too many. */
  connectivity(config: EngineConfig, which: ConnectionsOf): Promise<GraphSummary>;
  /** Refuses, with a sentence, above the budget. Drops what was built before. */
  build(config: EngineConfig, request: BuildRequest, onProgress: (fraction: number) => void): Promise<BuildOutcome>;
  /** Runs until `untilStep` (null: until paused). Chunks arrive about every 30 ms of wall time. */
  run(untilStep: number | null, onChunk: (chunk: ResultChunk) => void): Promise<RunEnd>;
  /**
   * A run, under way or to come, is no faster than this from now on: simulated time by wall time; null: as fast as it can be.
   * What it gives does not depend on it. Chunks of a slow run arrive at every frame. Returns the step from which that holds.
   */
  setPace(speed: number | null): Promise<number>;
  /** Takes effect within one chunk. */
  pause(): Promise<void>;
  /** Makes the network, running or not, one of this config from the next chunk on. False: it would have to be built anew. */
  change(config: EngineConfig): Promise<boolean>;
  /**
   * Records these too, from the next chunk on, whose results come after those of the others; the network, running or not, goes
   * on. False: one of them would have to be there when the network is built, and none is recorded.
   */
  record(recorders: readonly RecorderConfig[]): Promise<boolean>;
  /** Pokes a group, running or not, from a step on, or from the next one where that has passed; returns the step. */
  poke(poke: PokeConfig, fromStep: number): Promise<number>;
  /** Takes these pokes in place of all before: a state that is restored goes on with them, each at its steps. */
  setPokes(pokes: readonly TimedPoke[]): Promise<void>;
  /** Lets go what pokes hold of a group; returns the first step in which it is free. */
  release(group: number): Promise<number>;
  /** Synapses of a plastic projection (an index of the config), running or not: after the chunk at hand. */
  readWeights(projection: number): Promise<WeightList>;
  /** Of a network that runs: after the chunk at hand. */
  snapshot(): Promise<Snapshot>;
  /** Goes on from a snapshot of a network built from the same config; `config`: what it had been changed to by then. */
  restore(snapshot: Snapshot, config: EngineConfig): Promise<void>;
  /** Which states on the way are held. */
  snapshots(): Promise<HeldSnapshots>;
  /**
   * Goes to a step without results: back, bit for bit, from the latest state that is held or from the start, with the changes
   * that were made before it; or on. A pause ends it early. Returns the step that it has come to. Rejects a step before the
   * snapshot that it was restored from, since what was changed before that is not known.
   */
  seek(step: number): Promise<number>;
  /** Back to step 0 as built: same connectivity, parameters and initial state; the seed stays. */
  reset(): Promise<void>;
  dispose(): Promise<void>;
}
