import { bootstrapMean, type Interval } from '../../analysis/resampling.ts';
import { entryOf } from '../../units/index.ts';
import { axisName } from './axis.ts';
import { formatNumber } from './numbers.ts';
import type { CellResult, Sweep } from './sweep.ts';

/** Values of one measure of one population over the seeds, at one place of the sweep. */
export interface PlaceSummary {
  readonly place: readonly number[];
  /** Of the seeds at which the measure is defined. */
  readonly values: readonly number[];
  /** Null: undefined at every seed. */
  readonly interval: Interval | null;
}

/** By place, then seed: the order in which they were done is chance, which no result may depend on. */
const inOrder = (results: readonly CellResult[]): CellResult[] =>
  [...results].sort((a, b) => comparePlaces(a.cell.place, b.cell.place) || a.cell.seed - b.cell.seed);

/** Summaries by place, in the order of the cells. */
export function summarise(
  results: readonly CellResult[],
  measures: readonly string[],
  population: string,
  measure: string,
): PlaceSummary[] {
  const column = measures.indexOf(measure);
  const places = new Map<string, { place: readonly number[]; values: number[] }>();
  for (const { cell, values } of inOrder(results)) {
    const key = cell.place.join(' ');
    const found = places.get(key) ?? { place: cell.place, values: [] };
    const value = entryOf(values, population)?.[column] ?? null;
    if (value !== null) found.values.push(value);
    places.set(key, found);
  }
  return [...places.values()].map(({ place, values }) => ({ place, values, interval: bootstrapMean(values) }));
}

export function comparePlaces(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((index, k) => index !== b[k]);
  return differing < 0 ? 0 : (a[differing] ?? 0) - (b[differing] ?? 0);
}

/** One row for each cell and population: the axes' values, the seed, the measures; empty where undefined. */
export function csvOf({ axes, measures }: Sweep, results: readonly CellResult[]): string {
  const heading = [
    ...axes.map((axis) => (axis.unit === '' ? axisName(axis) : `${axisName(axis)} (${axis.unit})`)),
    'seed',
    'population',
    ...measures,
    'fault',
  ];
  const rows = inOrder(results).flatMap(({ cell, values, fault }) => {
    const start = [...axes.map((axis, k) => formatNumber(axis.numbers[cell.place[k] ?? 0] ?? 0)), String(cell.seed)];
    if (fault !== null) return [[...start, '', ...measures.map(() => ''), fault]];
    return Object.entries(values).map(([population, found]) => [
      ...start,
      population,
      ...found.map((value) => (value === null ? '' : String(value))),
      '',
    ]);
  });
  return `${[heading, ...rows].map((row) => row.map(quoted).join(',')).join('\n')}\n`;
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The sweep with all its cells, as data: what was varied, in units, and each run's measures by population. */
export function jsonOf({ document, axes, seeds, measures }: Sweep, results: readonly CellResult[]): string {
  const runs = inOrder(results).map(({ cell: { place, seed }, values, fault }) => ({
    at: place.map((index, k) => axes[k]?.numbers[index] ?? null),
    seed,
    populations: Object.fromEntries(
      Object.entries(values).map(([id, found]) => [
        id,
        Object.fromEntries(measures.map((measure, k) => [measure, found[k] ?? null])),
      ]),
    ),
    ...(fault === null ? {} : { fault }),
  }));
  const varied = axes.map(({ node, field, unit, numbers }) => ({ node, field, unit, values: numbers }));
  return `${JSON.stringify({ network: document.name, axes: varied, seeds, measures, runs }, null, 1)}\n`;
}
