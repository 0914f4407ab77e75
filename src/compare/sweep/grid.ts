import { type Curve, curveOf } from '../../experiments/sweep/fits.ts';
import type { Sweep } from '../../experiments/sweep/sweep.ts';
import type { PlaceSummary } from '../../experiments/sweep/table.ts';

/** Summaries by their places: row by row of the second axis, a summary for each value of the first; one row of a single axis. */
export type Grid = readonly (readonly (PlaceSummary | undefined)[])[];

export function gridOf({ axes }: Sweep, summaries: readonly PlaceSummary[]): Grid {
  const [columns = 0, rows = 1] = axes.map(({ numbers }) => numbers.length);
  const grid = Array.from({ length: rows }, () => Array.from<PlaceSummary | undefined>({ length: columns }));
  for (const summary of summaries) {
    const [column = 0, row = 0] = summary.place;
    const line = grid[row];
    if (line !== undefined) line[column] = summary;
  }
  return grid;
}

/** The measure against the first axis, of each row. */
export const curvesOf = ({ axes }: Sweep, grid: Grid): Curve[] =>
  grid.map((line) =>
    curveOf(
      line.flatMap((summary, k) =>
        summary === undefined ? [] : [{ x: axes[0]?.numbers[k] ?? Number.NaN, values: summary.values }],
      ),
    ),
  );
