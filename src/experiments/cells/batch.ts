import { budgetBytes } from '../budget.ts';
import type { CellResult } from '../sweep/sweep.ts';
import { evaluationPool } from './pool.ts';
import { type CellStore, runTasks, type Task, timeLeftMs } from './runner.ts';

/** Cells that run in workers of their own. */
export interface Batch {
  readonly workers: number;
  /** Begins no further cell; those under way come to their end. */
  pause(): void;
  /** Ends at once; what is finished is kept, and nothing is told any more. */
  end(): void;
}

interface BatchProgress {
  /** Those of this batch so far. */
  readonly finished: readonly { readonly fingerprint: string; readonly result: CellResult }[];
  /** Time that the cells left will take; null: not known yet. */
  readonly leftMs: number | null;
  /** Runs a second; null before the first. */
  readonly perSecond: number | null;
}

interface Wanted {
  readonly tasks: readonly Task[];
  readonly store: CellStore;
  /** Least time between two calls of `onProgress`, ms. */
  readonly everyMs: number;
  readonly onProgress: (progress: BatchProgress) => void;
  /** All cells are finished, or those that were under way when it was paused. */
  readonly onEnd: () => void;
}

/** Starts as many workers as there are cores, or cells if these are fewer. */
export function startBatch({ tasks, store, everyMs, onProgress, onEnd }: Wanted): Batch {
  const workers = Math.min(Math.max(1, navigator.hardwareConcurrency), Math.max(1, tasks.length));
  const pool = evaluationPool(workers);
  const pausing = new AbortController();
  const finished: BatchProgress['finished'][number][] = [];
  const wallMs: number[] = [];
  const startedAt = performance.now();
  let toldAt = 0;
  let live = true;
  const tell = (): void => {
    toldAt = performance.now();
    onProgress({
      finished: [...finished],
      leftMs: timeLeftMs(tasks.length - finished.length, workers, wallMs),
      perSecond: finished.length === 0 ? null : (1000 * finished.length) / (toldAt - startedAt),
    });
  };
  const end = (): void => {
    live = false;
    pausing.abort();
    pool.terminate();
  };
  const run = async (): Promise<void> => {
    await runTasks({
      tasks,
      pool,
      store,
      budgetBytes: budgetBytes('page', workers),
      signal: pausing.signal,
      onResult: (result, { fingerprint }, took) => {
        if (!live) return;
        if (took !== null) wallMs.push(took);
        finished.push({ fingerprint, result });
        if (performance.now() - toldAt > everyMs) tell();
      },
    });
    if (!live) return;
    end();
    tell();
    onEnd();
  };
  void run();
  return { workers, pause: () => pausing.abort(), end };
}
