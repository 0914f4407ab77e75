import { columnOf, findPopulationMeasure } from '../../analysis/measures/index.ts';
import { bootstrapMean, type Interval } from '../../analysis/resampling.ts';
import { meanSupport, supportText } from '../../analysis/support.ts';
import type { Support } from '../../analysis/trains.ts';
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
  /** What the values rest on, on average; null: they do not say. */
  readonly support: Support | null;
  /** Why the measure is undefined at the other seeds; each reason once. */
  readonly reasons: readonly string[];
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
  const places = new Map<string, CellResult[]>();
  for (const result of inOrder(results)) {
    const key = result.cell.place.join(' ');
    places.set(key, [...(places.get(key) ?? []), result]);
  }
  return [...places.values()].map((here) => {
    const values = here.flatMap((result) => entryOf(result.values, population)?.[column] ?? []);
    let interval: Interval | null | undefined;
    return {
      place: here[0]?.cell.place ?? [],
      values,
      // Of a map with many cells only that of the cell which is pointed at is looked at.
      get interval() {
        interval ??= bootstrapMean(values);
        return interval;
      },
      support: meanSupport(here.flatMap(({ supports }) => entryOf(supports ?? {}, population)?.[column] ?? [])),
      reasons: [
        ...new Set(here.flatMap(({ fault, reasons }) => fault ?? entryOf(reasons ?? {}, population)?.[column] ?? [])),
      ],
    };
  });
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((index, k) => index !== b[k]);
  return differing < 0 ? 0 : (a[differing] ?? 0) - (b[differing] ?? 0);
}

/**
 * One row for each cell and population: the axes' values, the seed, the measures. Where one is undefined its cell is empty and
 * the last but one column says why; the last says what values rest on.
 */
export function csvOf({ axes, measures }: Sweep, results: readonly CellResult[]): string {
  const heading = [
    ...axes.map((axis) => (axis.unit === '' ? axisName(axis) : `${axisName(axis)} (${axis.unit})`)),
    'seed',
    'population',
    ...columnsOf(measures),
    'fault',
    'undefined',
    'rests on',
  ];
  const rows = inOrder(results).flatMap(({ cell, values, reasons, supports, fault }) => {
    const start = [...axes.map((axis, k) => formatNumber(axis.numbers[cell.place[k] ?? 0] ?? 0)), String(cell.seed)];
    if (fault !== null) return [[...start, '', ...measures.map(() => ''), fault, '', '']];
    return Object.entries(values).map(([population, numbers]) => [
      ...start,
      population,
      ...numbers.map((value) => (value === null ? '' : String(value))),
      '',
      reasonsText(measures, reasons?.[population]),
      supportsText(measures, supports?.[population]),
    ]);
  });
  return `${[heading, ...rows].map((row) => row.map(quoted).join(',')).join('\n')}\n`;
}

/** Headings of the columns of measures, with the unit where the id does not say it. */
export const columnsOf = (measures: readonly string[]): string[] =>
  measures.map((id) => {
    const measure = findPopulationMeasure(id);
    return measure === undefined ? id : columnOf(measure);
  });

/** `R: at no time ...; chi: ...`. */
export const reasonsText = (measures: readonly string[], reasons: readonly (string | null)[] = []): string =>
  reasons.flatMap((reason, k) => (reason === null ? [] : [`${measures[k]}: ${reason}`])).join('; ');

/** `R: over 12 % of the time, 3 of 100 neurons; chance 0.51`. */
export const supportsText = (measures: readonly string[], supports: readonly (Support | null)[] = []): string =>
  supports.flatMap((support, k) => (support === null ? [] : [`${measures[k]}: ${supportText(support)}`])).join('. ');

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The sweep with all its cells, as data: what was varied, in units, and each run's measures by population. */
export function jsonOf({ document, axes, seeds, measures }: Sweep, results: readonly CellResult[]): string {
  const runs = inOrder(results).map(({ cell: { place, seed }, values, reasons, supports, fault }) => ({
    at: place.map((index, k) => axes[k]?.numbers[index] ?? null),
    seed,
    populations: Object.fromEntries(
      Object.entries(values).map(([id, found]) => [
        id,
        Object.fromEntries(measures.map((measure, k) => [measure, found[k] ?? null])),
      ]),
    ),
    // By population, then parallel to the measures.
    ...(reasons === undefined ? {} : { reasons }),
    ...(supports === undefined ? {} : { supports }),
    ...(fault === null ? {} : { fault }),
  }));
  const varied = axes.map(({ node, field, unit, numbers }) => ({ node, field, unit, values: numbers }));
  return `${JSON.stringify({ network: document.name, axes: varied, seeds, measures, runs }, null, 1)}\n`;
}
