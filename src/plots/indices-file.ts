import { SURROGATES } from '../analysis/chance.ts';
import { columnOf, type PopulationMeasure } from '../analysis/measures/index.ts';
import type { Window } from '../analysis/spike-times.ts';
import { remarkOf } from '../analysis/support.ts';
import { type Surrogates, surrogatesText } from '../analysis/surrogates.ts';
import { chanceColumns, chanceValues } from './between-table.tsx';
import { rounded } from './csv.ts';
import type { Column, HistoryLine } from './indices.ts';
import { type DataTable, tableOf } from './tables.ts';

/** The indices of each population of each configuration, with the window that they are of; what chance gives of them, if it is known. */
export function indicesTable(
  rows: readonly PopulationMeasure[],
  columns: readonly Column[],
  { fromMs, toMs }: Window,
  surrogates: Surrogates | null = null,
): DataTable {
  const withChance = surrogates === null ? [] : rows.filter(({ baseline }) => baseline.by !== 'none');
  return tableOf(
    [
      'configuration',
      'population',
      'from (ms)',
      'to (ms)',
      ...rows.map(columnOf),
      ...withChance.flatMap(chanceColumns),
      ...(surrogates === null ? [] : ['surrogates']),
      'undefined',
      'remarks',
    ],
    columns.map(({ run, population, values, chances }) => [
      run,
      population,
      rounded(fromMs),
      rounded(toMs),
      ...rows.map((_, k) => values[k]?.value ?? null),
      ...withChance.flatMap((row) => chanceValues(chances[rows.indexOf(row)])),
      ...(surrogates === null ? [] : [`${SURROGATES} of ${surrogatesText(surrogates)}`]),
      phrases(rows, (k) => (values[k]?.value === null ? values[k].reason : '')),
      phrases(rows, (k) => remarkOf(values[k])),
    ]),
  );
}

const phrases = (rows: readonly PopulationMeasure[], of: (k: number) => string): string =>
  rows.flatMap((row, k) => (of(k) === '' ? [] : [`${row.id}: ${of(k)}`])).join('. ');

/** Each line's windows by their centres. */
export function historyTable(heading: string, lines: readonly HistoryLine[]): DataTable {
  return tableOf(
    ['of', 'time (ms)', heading],
    lines.flatMap(({ label, x, y }) => Array.from(x, (timeMs, k) => [label, rounded(timeMs), y[k] ?? null])),
  );
}
