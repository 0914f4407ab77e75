import { cellKey } from '../sweep/fingerprint.ts';
import type { CellPool, CellStore } from '../sweep/runner.ts';
import { type Cell, type CellResult, jobOf, resultOf } from '../sweep/sweep.ts';
import type { Arm, Experiment } from './experiment.ts';

/** Results by the fingerprint of the configuration. */
export type Results = Readonly<Record<string, readonly CellResult[]>>;

interface Task {
  readonly arm: Arm;
  readonly cell: Cell;
}

/** The results of an experiment's own seeds. */
export function resultsOfArm({ fingerprint }: Arm, { seeds }: Experiment, results: Results): CellResult[] {
  const bySeed = new Map((results[fingerprint] ?? []).map((result) => [result.cell.seed, result]));
  return seeds.flatMap((seed) => bySeed.get(seed) ?? []);
}

/** The runs that have no result yet: seed by seed, so that all configurations grow together; what is equal is run once. */
export function missingTasks(experiment: Experiment, results: Results): Task[] {
  const arms = experiment.arms.filter(
    ({ fingerprint }, k, all) => all.findIndex((other) => other.fingerprint === fingerprint) === k,
  );
  const done = new Set(
    arms.flatMap((arm) =>
      resultsOfArm(arm, experiment, results).map(({ cell }) => `${arm.fingerprint} ${cellKey(cell)}`),
    ),
  );
  return experiment.seeds
    .flatMap((seed) => arms.map((arm): Task => ({ arm, cell: { place: [], seed } })))
    .filter(({ arm, cell }) => !done.has(`${arm.fingerprint} ${cellKey(cell)}`));
}

interface Wanted {
  readonly tasks: readonly Task[];
  readonly pool: CellPool;
  readonly store: CellStore;
  /** Memory that the networks of all workers may take together. */
  readonly budgetBytes: number;
  readonly onResult: (fingerprint: string, result: CellResult, wallMs: number | null) => void;
  readonly stopped: () => boolean;
}

/** Runs the tasks on all workers of the pool, and keeps each result as it comes. */
export async function runTasks({ tasks, pool, store, budgetBytes, onResult, stopped }: Wanted): Promise<void> {
  let next = 0;
  const saving: Promise<void>[] = [];
  const work = async (worker: number): Promise<void> => {
    while (next < tasks.length && !stopped()) {
      const task = tasks[next++];
      if (task === undefined) return;
      const { arm, cell } = task;
      const job = jobOf(arm.sweep, cell, budgetBytes / pool.size);
      if ('fault' in job) {
        onResult(arm.fingerprint, { cell, values: {}, fault: job.fault }, null);
        continue;
      }
      try {
        const evaluation = await pool.evaluate(worker, job);
        const result = resultOf(cell, job, evaluation);
        saving.push(store.add(arm.fingerprint, result).catch(() => undefined));
        onResult(arm.fingerprint, result, evaluation.ok ? evaluation.wallMs : null);
      } catch (fault) {
        // A worker that died may have died of something else: it is not kept, so that the next try runs it again.
        const message = fault instanceof Error ? fault.message : String(fault);
        onResult(arm.fingerprint, { cell, values: {}, fault: message }, null);
      }
    }
  };
  await Promise.all(Array.from({ length: pool.size }, (_, worker) => work(worker)));
  await Promise.all(saving);
}
