import type { EngineConfig } from '../../contract/index.ts';
import type { Evaluation, EvaluationPlan } from '../../session/evaluate.ts';
import { cellKey } from './fingerprint.ts';
import { type CellResult, cellsOf, runCells, type Sweep } from './sweep.ts';

/** Workers that evaluate cells: as session/evaluation-pool. */
export interface CellPool {
  readonly size: number;
  evaluate(worker: number, job: { readonly config: EngineConfig; readonly plan: EvaluationPlan }): Promise<Evaluation>;
}

/** Where finished cells of sweeps are kept, by the sweep's fingerprint. */
export interface CellStore {
  load(fingerprint: string): Promise<readonly CellResult[]>;
  add(fingerprint: string, result: CellResult): Promise<void>;
  clear(fingerprint: string): Promise<void>;
}

interface Wanted {
  readonly sweep: Sweep;
  readonly fingerprint: string;
  /** Results that are there already. */
  readonly known: readonly CellResult[];
  readonly pool: CellPool;
  readonly store: CellStore;
  /** Memory that the networks of all workers may take together. */
  readonly budgetBytes: number;
  /** `wallMs`: how long it took on its worker; null where it could not be run. */
  readonly onResult: (result: CellResult, wallMs: number | null) => void;
  /** True: no further cell is begun. */
  readonly stopped: () => boolean;
}

/** The results that belong to cells of the sweep, each once, in the order of the cells. */
export function resultsOfCells(sweep: Sweep, known: readonly CellResult[]): CellResult[] {
  const byKey = new Map(known.map((result) => [cellKey(result.cell), result]));
  return cellsOf(sweep).flatMap((cell) => byKey.get(cellKey(cell)) ?? []);
}

/** Runs the cells that have no result yet, and keeps each as it finishes. Ends when all are done, or after `stopped`. */
export async function runMissing(wanted: Wanted): Promise<void> {
  const { sweep, fingerprint, known, pool, store, budgetBytes, onResult, stopped } = wanted;
  const done = new Set(known.map(({ cell }) => cellKey(cell)));
  const missing = spread(cellsOf(sweep).filter((cell) => !done.has(cellKey(cell))));
  const wallMs: (number | null)[] = Array.from({ length: pool.size }, () => null);
  const crashed = new Set<string>();
  const saving: Promise<void>[] = [];
  await runCells(
    sweep,
    missing,
    pool.size,
    budgetBytes / pool.size,
    async (worker, job) => {
      wallMs[worker] = null;
      try {
        const evaluation = await pool.evaluate(worker, job);
        if (evaluation.ok) wallMs[worker] = evaluation.wallMs;
        return evaluation;
      } catch (fault) {
        const message = fault instanceof Error ? fault.message : String(fault);
        crashed.add(message);
        return { ok: false, message };
      }
    },
    (result, worker) => {
      // A worker that died may have died of something else: the next try runs the cell again.
      const keep = result.fault === null || !crashed.has(result.fault);
      if (keep) saving.push(store.add(fingerprint, result).catch(() => undefined));
      onResult(result, wallMs[worker] ?? null);
    },
    stopped,
  );
  await Promise.all(saving);
}

/** Cells in an order in which the whole range is seen early: every eighth, then those between them. */
function spread<T>(cells: readonly T[]): T[] {
  const order = [0, 4, 2, 6, 1, 5, 3, 7];
  return order.flatMap((rest) => cells.filter((_, k) => k % 8 === rest));
}

/** Time that the cells left will take, from how long those so far took on their workers; null before the first. */
export function timeLeftMs(left: number, workers: number, wallMs: readonly number[]): number | null {
  if (wallMs.length === 0) return null;
  const mean = wallMs.reduce((sum, one) => sum + one, 0) / wallMs.length;
  return (mean * left) / Math.min(workers, Math.max(1, left));
}
