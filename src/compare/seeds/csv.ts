import type { Experiment } from '../../experiments/seeds/experiment.ts';
import { type Results, resultsOfArm } from '../../experiments/seeds/results.ts';
import { columnsOf, reasonsText, supportsText } from '../../experiments/sweep/table.ts';
import { csvText } from '../../plots/csv.ts';

/** One row for each configuration, seed and population, with all indices; where one is undefined, why, and what values rest on. */
export function seedsCsv(experiment: Experiment, results: Results): string {
  const measures = experiment.arms[0]?.sweep.measures ?? [];
  const rows = experiment.arms.flatMap((arm) =>
    resultsOfArm(arm, experiment, results).flatMap(({ cell, values, reasons, supports, fault }) => {
      const start = [arm.label, arm.name, cell.seed];
      if (fault !== null) return [[...start, '', ...measures.map(() => null), fault, '', '']];
      return Object.entries(values).map(([population, numbers]) => [
        ...start,
        population,
        ...numbers,
        '',
        reasonsText(measures, reasons?.[population]),
        supportsText(measures, supports?.[population]),
      ]);
    }),
  );
  return csvText(
    ['configuration', 'name', 'seed', 'population', ...columnsOf(measures), 'fault', 'undefined', 'rests on'],
    rows,
  );
}
