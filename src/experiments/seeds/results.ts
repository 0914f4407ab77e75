import { cellKey, type Task } from '../cells/runner.ts';
import type { CellResult } from '../sweep/sweep.ts';
import type { Arm, Experiment } from './experiment.ts';

/** Results by the fingerprint of the configuration. */
export type Results = Readonly<Record<string, readonly CellResult[]>>;

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
    .flatMap((seed) => arms.map(({ sweep, fingerprint }): Task => ({ sweep, fingerprint, cell: { place: [], seed } })))
    .filter(({ fingerprint, cell }) => !done.has(`${fingerprint} ${cellKey(cell)}`));
}

/** The results with further ones. */
export function withResults(
  results: Results,
  further: readonly { readonly fingerprint: string; readonly result: CellResult }[],
): Results {
  const all: Record<string, CellResult[]> = Object.fromEntries(
    Object.entries(results).map(([fingerprint, own]) => [fingerprint, [...own]]),
  );
  for (const { fingerprint, result } of further) {
    all[fingerprint] ??= [];
    all[fingerprint].push(result);
  }
  return all;
}
