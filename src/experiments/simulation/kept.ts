import type { NetworkMap } from '../../compile/types.ts';
import type { EngineConfig, RecorderConfig, Snapshot } from '../../contract/index.ts';
import type { NetworkDocument } from '../../document/schema.ts';
import type { CopiedChunk } from '../../session/recordings.ts';
import type { BuildReport } from '../../session/types.ts';
import type { Poked } from '../poked.ts';
import type { Rest } from './run-state.ts';

/** Runs that were begun together. */
interface Begun {
  /** ms since 1970; of two batches one has the larger number. */
  readonly startedAt: number;
  readonly ids: readonly (string | null)[];
}

/** Runs that were begun together, and how they are. */
export interface Batch extends Begun {
  /** Null: it runs, or is being built. */
  rest: Rest | null;
  /** It was under way when the page was left. */
  interrupted?: boolean;
}

/** A state to go on from, and what the network had been changed to by then. */
export interface SavedState {
  readonly snapshot: Snapshot;
  readonly config: EngineConfig;
}

/** What is beyond the page of a run. */
export interface KeptSoFar {
  readonly stretches: number;
  readonly endStep: number;
  readonly bytes: number;
  /** Why nothing is; null: all is, up to `endStep`. */
  readonly refusal: string | null;
}

export const NOTHING_KEPT: KeptSoFar = { stretches: 0, endStep: 0, bytes: 0, refusal: null };

/** A run beyond the page, without its results: plain data. */
export interface KeptHead {
  readonly format: number;
  readonly id: string | null;
  readonly batch: Begun;
  /** Null: it was running. */
  readonly rest: Rest | null;
  readonly unbounded: boolean;
  readonly document: NetworkDocument;
  readonly map: NetworkMap;
  readonly builtFrom: EngineConfig;
  readonly config: EngineConfig;
  readonly added: readonly RecorderConfig[];
  /** Absent: it was not poked. */
  readonly pokes?: readonly Poked[];
  /** It was changed while it ran. */
  readonly changed: boolean;
  readonly budgetBytes: number;
  readonly report: BuildReport;
  readonly saved: SavedState | null;
  /** How many stretches its results are in. */
  readonly stretches: number;
  readonly bytes: number;
  /** Why its results are not kept; null: they are. */
  readonly refusal: string | null;
}

export interface KeptRun {
  readonly head: KeptHead;
  /** One after another, from the first step on. */
  readonly stretches: readonly CopiedChunk[];
}

/** Where runs are kept beyond the page, one a configuration. */
export interface Archive {
  /**
   * Keeps a head in place of the one before, and a stretch besides as the last one of `head.stretches`: what was there of an
   * earlier run goes. The arrays of the stretch are given away. Resolves when it
   * is written, or with a sentence why it is not; may be refused, as by a full disk.
   */
  write(id: string | null, head: KeptHead, stretch: CopiedChunk | null): Promise<string | null>;
  remove(ids: readonly (string | null)[]): Promise<void>;
}
