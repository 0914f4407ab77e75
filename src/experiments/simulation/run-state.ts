import type { Problem } from '../../contract/index.ts';
import type { RunView } from '../run.ts';

/**
 * The states of a run machine and its events; `-`: the event changes nothing.
 *
 * | state    | run      | pause  | resume   | step     | reset | comes by itself                                            |
 * | -------- | -------- | ------ | -------- | -------- | ----- | ---------------------------------------------------------- |
 * | idle     | building | -      | building | building | idle  |                                                            |
 * | building | building | idle   | building | -        | idle  | running; failed where the network is refused               |
 * | running  | building | paused | building | -        | idle  | finished at the duration; paused at another end; failed    |
 * |          |          |        |          |          |       | where a state diverges; building where a worker dies, then |
 * |          |          |        |          |          |       | paused at what was saved last, or failed                   |
 * | paused   | building | -      | running  | running  | idle  |                                                            |
 * | finished | building | -      | building | running  | idle  |                                                            |
 * | failed   | building | -      | building | building | idle  |                                                            |
 */
type RunStatus = 'idle' | 'building' | 'running' | 'paused' | 'finished' | 'failed';

/** What all networks take, bytes: those that run with their states on the way and those that were saved, results in the page, in the analysis, and in files. */
export interface HeldMemory {
  readonly networks: number;
  readonly results: number;
  readonly analysis: number;
  /** Not in memory. */
  readonly files: number;
}

/** Runs of an earlier visit of the page that did not come to rest, or of which not all is there. */
export interface LeftRuns {
  readonly sentence: string;
  readonly canGoOn: boolean;
}

/** What is shown of the networks that run. */
export interface RunState {
  readonly status: RunStatus;
  /** Why it failed, was refused or was set back, in a sentence. */
  readonly message: string | null;
  readonly timeMs: number;
  readonly durationMs: number;
  /** Simulated time by wall time, since the last start or resumption. */
  readonly speed: number | null;
  readonly wallLeftMs: number | null;
  readonly synapses: number | null;
  readonly memory: HeldMemory | null;
  /** Times on the way from which the first of them can be gone back to at once, ms. */
  readonly snapshotsMs: readonly number[];
  /** Why they cannot run on from an earlier time, in a sentence; null: they can. */
  readonly cannotGoBack: string | null;
  /** One of them was changed while it ran: its document alone does not give the same. */
  readonly changed: boolean;
  /** Of all networks that run. */
  readonly threads: number | null;
  readonly runs: readonly RunView[];
  /** What they showed when they last stood still that nobody may have meant. */
  readonly notices: readonly Problem[];
  /** Grows, at most once a frame, when the runs' recordings gained something; `timeMs` follows several times a second. */
  readonly version: number;
  /** The document says something else than what runs, that cannot be changed meanwhile: it applies at the next run. */
  readonly stale: boolean;
  /** What is to be said of runs of an earlier visit of the page, and whether they can go on; null: nothing. */
  readonly left: LeftRuns | null;
  /** Why results would not be there after a reload, in a sentence; null: they would. */
  readonly notKept: string | null;
  /** They run until they are stopped, and not for the duration. */
  readonly unbounded: boolean;
  /** Simulated time by wall time that they do not exceed; null: they are as fast as they can be. */
  readonly limit: number | null;
}

export const NOTHING_RUNS: RunState = {
  status: 'idle',
  message: null,
  timeMs: 0,
  durationMs: 0,
  speed: null,
  wallLeftMs: null,
  synapses: null,
  memory: null,
  snapshotsMs: [],
  cannotGoBack: null,
  changed: false,
  threads: null,
  runs: [],
  notices: [],
  version: 0,
  stale: false,
  left: null,
  notKept: null,
  unbounded: false,
  limit: null,
};

/** What is not so any more of what ran before when something else is begun. */
export const BEGUN: Partial<RunState> = {
  message: null,
  notices: [],
  timeMs: 0,
  speed: null,
  wallLeftMs: null,
  stale: false,
  snapshotsMs: [],
  cannotGoBack: null,
  left: null,
};

/** How runs that were begun together came to rest. */
export interface Rest extends Pick<RunState, 'message' | 'notices'> {
  readonly status: 'paused' | 'finished' | 'failed';
}
