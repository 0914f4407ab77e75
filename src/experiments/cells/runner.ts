import { mean } from 'd3-array';
import { type Cell, type CellResult, cellsOf, jobOf, resultOf, type Sweep } from '../sweep/sweep.ts';
import type { CellPool } from './evaluation.ts';

/** Where finished cells are kept, by the fingerprint of their sweep. */
export interface CellStore {
  load(fingerprint: string): Promise<readonly CellResult[]>;
  add(fingerprint: string, result: CellResult): Promise<void>;
  clear(fingerprint: string): Promise<void>;
}

/** A cell that is to be run, and what its result is kept under. */
export interface Task {
  readonly sweep: Sweep;
  readonly fingerprint: string;
  readonly cell: Cell;
}

/** A cell within its sweep. */
export function cellKey({ place, seed }: Cell): string {
  return `${place.join(' ')} ${seed}`;
}

interface Wanted {
  readonly tasks: readonly Task[];
  readonly pool: CellPool;
  /** Absent: results are not kept. */
  readonly store?: CellStore;
  /** Memory that the network of each worker may take. */
  readonly budgetBytes: number;
  /** `wallMs`: how long it took on its worker; null where it could not be run. */
  readonly onResult: (result: CellResult, task: Task, wallMs: number | null) => void;
  /** Once aborted, no further cell is begun; those under way come to their end. */
  readonly signal?: AbortSignal;
}

/** The results that belong to cells of the sweep, each once, in the order of the cells. */
export function resultsOfCells(sweep: Sweep, known: readonly CellResult[]): CellResult[] {
  const byKey = new Map(known.map((result) => [cellKey(result.cell), result]));
  return cellsOf(sweep).flatMap((cell) => byKey.get(cellKey(cell)) ?? []);
}

/** The cells of a sweep that have no result yet. */
export function missingCells(sweep: Sweep, fingerprint: string, known: readonly CellResult[]): Task[] {
  const done = new Set(known.map(({ cell }) => cellKey(cell)));
  const missing = cellsOf(sweep).filter((cell) => !done.has(cellKey(cell)));
  return spread(missing).map((cell) => ({ sweep, fingerprint, cell }));
}

/** Runs cells on all workers of the pool, and keeps each as it finishes. Ends when all are done, or after the signal. */
export async function runTasks({ tasks, pool, store, budgetBytes, onResult, signal }: Wanted): Promise<void> {
  const saving: (Promise<void> | undefined)[] = [];
  let next = 0;
  const keep = ({ fingerprint }: Task, result: CellResult): void => {
    saving.push(store?.add(fingerprint, result).catch(() => undefined));
  };
  const work = async (worker: number): Promise<void> => {
    while (signal?.aborted !== true) {
      const task = tasks[next++];
      if (task === undefined) return;
      const { sweep, cell } = task;
      const failed = (fault: string): CellResult => ({ cell, values: {}, fault });
      const job = jobOf(sweep, cell, budgetBytes);
      if ('fault' in job) {
        const result = failed(job.fault);
        keep(task, result);
        onResult(result, task, null);
        continue;
      }
      try {
        const evaluation = await pool.evaluate(worker, job);
        const result = resultOf(cell, job, evaluation);
        keep(task, result);
        onResult(result, task, evaluation.ok ? evaluation.wallMs : null);
      } catch (fault) {
        // A worker that died may have died of something else: the result is not kept, and the next try runs the cell again.
        onResult(failed(fault instanceof Error ? fault.message : String(fault)), task, null);
      }
    }
  };
  await Promise.all(Array.from({ length: pool.size }, (_, worker) => work(worker)));
  await Promise.all(saving);
}

/** Cells in an order in which the whole range is seen early: every eighth, then those between them. */
function spread<T>(cells: readonly T[]): T[] {
  const order = [0, 4, 2, 6, 1, 5, 3, 7];
  return order.flatMap((rest) => cells.filter((_, k) => k % 8 === rest));
}

/** Time that the cells left will take, from how long those so far took on their workers; null before the first. */
export function timeLeftMs(left: number, workers: number, wallMs: readonly number[]): number | null {
  const eachMs = mean(wallMs);
  return eachMs === undefined ? null : (eachMs * left) / Math.min(workers, Math.max(1, left));
}
