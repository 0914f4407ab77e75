import { availableParallelism } from 'node:os';
import { allChances, type Chance, SURROGATES } from '../analysis/chance.ts';
import {
  type BetweenMeasure,
  columnOf,
  type Measure,
  measures,
  type PopulationMeasure,
} from '../analysis/measures/index.ts';
import { type PopulationRecord, recordOf, spikesWithin } from '../analysis/record.ts';
import { isPartial, supportText } from '../analysis/support.ts';
import type { Surrogates } from '../analysis/surrogates.ts';
import type { Measured, Support } from '../analysis/trains.ts';
import { compile, noticesOf, problemsOfAll } from '../compile/index.ts';
import type { NetworkMap } from '../compile/types.ts';
import type { EngineConfig, Problem } from '../contract/index.ts';
import { nameIn } from '../document/name-in.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { setField } from '../document/set-field.ts';
import { runVariant } from '../document/variants.ts';
import { budgetBytes } from '../experiments/budget.ts';
import { runToEnd, stepsOf } from '../experiments/run.ts';
import { createSession } from '../session/host.ts';
import type { Recordings } from '../session/recordings.ts';
import { type ChanceReport, chanceCell, chanceReports, surrogatesLine } from './chance.ts';
import { isError, problemLine, readNetwork, sentence } from './files.ts';
import { measuresNamed } from './measures.ts';
import { applyOverride, type OptionPlace, withOption } from './overrides.ts';
import { startThread } from './threads.ts';

/** Changes of a network before it is run. */
export interface NetworkOptions {
  readonly seed?: number;
  readonly duration?: string;
  readonly from?: string;
  readonly variant?: string;
  readonly set: readonly string[];
  readonly precision?: 'double' | 'single';
}

export interface RunOptions extends NetworkOptions {
  readonly threads?: number;
  readonly json?: boolean;
  /** Ids of measures, separated by commas. */
  readonly measure?: string;
  readonly surrogates?: Surrogates;
}

/** Why values are undefined, and what they rest on, by measure. */
interface Said {
  readonly reasons: Readonly<Record<string, string>>;
  readonly supports: Readonly<Record<string, Support>>;
  /** What chance gives, where that is asked for. */
  readonly chances?: Readonly<Record<string, ChanceReport>>;
}

/** What is measured where nothing is asked for. */
export const USUAL_MEASURES = 'rateHz,cv,chi,R';

/** What `--json` prints. Times in ms; null: undefined in the window, and `reasons` says why. */
interface RunReport {
  readonly network: string;
  readonly seed: number;
  readonly durationMs: number;
  readonly fromMs: number;
  /** Each population, with its values by the ids of measures beside these. */
  readonly populations: readonly ({ readonly name: string; readonly size: number; readonly spikes: number } & Said)[];
  /** Of each two populations, where a measure of them is asked for; `at`: the frequency or the lag of each value. */
  readonly between?: readonly ({
    readonly first: string;
    readonly second: string;
    readonly at: Readonly<Record<string, number | null>>;
  } & Said)[];
  /** What chance is of. */
  readonly surrogates?: Surrogates & { readonly count: number };
  readonly precision: 'double' | 'single';
  readonly threads: number;
  /** Warnings of the network, then what the run has shown that nobody may have meant. */
  readonly notes: readonly Problem[];
  /** Build and run. */
  readonly wallMs: number;
}

/** Runs a file and prints its indices; faults go to standard error. Returns the exit status. */
export async function runNetwork(file: string, options: RunOptions): Promise<number> {
  try {
    const asks = measuresNamed(options.measure ?? USUAL_MEASURES, measures);
    const { document, problems } = await readNetwork(file);
    if (document === null) return refuse(problems.map(problemLine));
    const { document: asked, places } = withOptions(document, options);
    const { config, map, problems: faults } = compile(asked);
    if (config === null) return refuse(faults.filter(isError).map((fault) => problemLine(withOption(places, fault))));
    const report = await simulate(asked, config, map, asks, options);
    const told = {
      ...report,
      notes: [...faults.map((fault) => withOption(places, fault)), ...ofVariants(document, options), ...report.notes],
    };
    console.log(options.json ? JSON.stringify(told) : table(told, asks));
    if (!options.json) for (const note of told.notes) console.error(problemLine(note));
    return 0;
  } catch (fault) {
    return refuse([sentence(fault)]);
  }
}

/** What is wrong with the variants that are not run keeps nothing from running; of the one that is run, what is set twice. */
function ofVariants(document: NetworkDocument, { variant: run }: NetworkOptions): Problem[] {
  return problemsOfAll(document).flatMap((problem) => {
    if (problem.variant === undefined) return [];
    if (problem.variant === run) return problem.code === 'set-twice' ? [problem] : [];
    return isError(problem) ? [{ ...problem, severity: 'warning' as const }] : [];
  });
}

function refuse(lines: readonly string[]): number {
  for (const line of lines) console.error(line);
  return 1;
}

/** The network that the options ask for, and what each has set. Throws, with a sentence, where one does not fit the network. */
export function withOptions(
  document: NetworkDocument,
  options: NetworkOptions,
): { readonly document: NetworkDocument; readonly places: readonly OptionPlace[] } {
  const places: OptionPlace[] = [];
  let asked = options.variant === undefined ? document : variantOf(document, options.variant, places);
  for (const field of ['seed', 'duration', 'from', 'precision'] as const) {
    const value = options[field];
    if (value === undefined) continue;
    const option = `--${field} ${value}`;
    const set = setField(asked, { node: null, field }, value);
    if (!set.ok) throw new Error(`${option}: ${set.problem.message}`);
    asked = set.document;
    places.push({ node: null, field, option });
  }
  for (const text of options.set) {
    const { document: changed, place } = applyOverride(asked, text);
    asked = changed;
    places.push(place);
  }
  return { document: asked, places };
}

function variantOf(document: NetworkDocument, id: string, places: OptionPlace[]): NetworkDocument {
  const { document: changed, problems, applied } = runVariant(document, id);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  const name = nameIn(document.variants, id);
  places.push(...applied.map((place) => ({ ...place, option: `Variant "${name}"` })));
  return changed;
}

/**
 * Builds and runs to the end of the duration, on as many threads as the network gains from where none are asked for. Throws,
 * with a sentence, above the budget or where a state diverges.
 */
async function simulate(
  document: NetworkDocument,
  config: EngineConfig,
  map: NetworkMap,
  asks: readonly Measure[],
  { threads, surrogates }: RunOptions,
): Promise<RunReport> {
  const session = createSession(startThread);
  const { recordings, report, wallMs } = await runToEnd(session, config, {
    steps: stepsOf(map),
    budgetBytes: budgetBytes('process'),
    threads: threads === undefined ? { atMost: availableParallelism() } : { exactly: threads },
  });
  await session.dispose();
  return {
    network: document.name,
    seed: config.seed,
    durationMs: map.durationMs,
    fromMs: map.fromMs,
    ...measured(map, recordings, asks, config.seed, surrogates),
    ...(surrogates === undefined ? {} : { surrogates: { ...surrogates, count: SURROGATES } }),
    precision: config.precision === 'f32' ? 'single' : 'double',
    threads: report.threads,
    notes: noticesOf({ document, config, map, recordings, synapsesOf: report.synapsesOf }),
    wallMs: Math.round(wallMs),
  };
}

/** Values by id, and what is said of them. */
function valuesOf(asks: readonly Measure[], values: readonly Measured[], chances: readonly Chance[] | undefined): Said {
  const measures = asks.flatMap(({ id }, k) => (values[k] === undefined ? [] : [[id, values[k]] as const]));
  return {
    ...Object.fromEntries(measures.map(([id, { value }]) => [id, value])),
    supports: Object.fromEntries(
      measures.flatMap(([id, measured]) =>
        measured.value === null || measured.support === undefined ? [] : [[id, measured.support]],
      ),
    ),
    reasons: Object.fromEntries(
      measures.flatMap(([id, measured]) => (measured.value === null ? [[id, measured.reason]] : [])),
    ),
    ...(chances === undefined ? {} : { chances: chanceReports(asks, values, chances) }),
  };
}

/** What is asked for, of every population and of each two. */
function measured(
  map: NetworkMap,
  recordings: Recordings,
  asks: readonly Measure[],
  seed: number,
  surrogates: Surrogates | undefined,
): Pick<RunReport, 'populations' | 'between'> {
  const [within, between] = [asks.filter(isWithin), asks.filter(isBetween)];
  const window = { fromMs: map.fromMs, toMs: map.durationMs };
  const populations = map.populations
    .filter(({ kind }) => kind === 'population')
    .map(({ id, name, size, spikes, moments }) => {
      const potentials = moments === null ? null : recordings.moments(moments);
      return { id, seed, name, size, record: recordOf(recordings.spikes(spikes), size, map.dtMs, window, potentials) };
    });
  const pairs = populations.flatMap((first, i) =>
    populations.flatMap((second, j) => (i < j ? [{ places: [i, j] as const, first, second }] : [])),
  );
  const places = between.length === 0 ? [] : pairs.map((pair) => pair.places);
  const chances = surrogates && allChances({ surrogates, populations, pairs: places, measures: within, between });
  return {
    populations: populations.map(({ name, size, record }, k) => ({
      name,
      size,
      spikes: spikesWithin(record),
      ...valuesOf(
        within,
        within.map(({ of }) => of(record)),
        chances?.populations[k],
      ),
    })),
    ...(between.length === 0
      ? {}
      : { between: pairs.map(({ first, second }, k) => betweenOf(first, second, between, chances?.pairs[k])) }),
  };
}

interface NamedRecord {
  readonly name: string;
  readonly record: PopulationRecord;
}

function betweenOf(
  first: NamedRecord,
  second: NamedRecord,
  asks: readonly BetweenMeasure[],
  chances: readonly Chance[] | undefined,
): NonNullable<RunReport['between']>[number] {
  const pair = { first: first.record, second: second.record };
  const placed = asks.map(({ of }) => of(pair));
  return {
    first: first.name,
    second: second.name,
    at: Object.fromEntries(asks.map(({ id }, k) => [id, placed[k]?.at.value ?? null])),
    ...valuesOf(
      asks,
      placed.map(({ value }) => value),
      chances,
    ),
  };
}

const isWithin = (measure: Measure): measure is PopulationMeasure => measure.scope === 'within';
const isBetween = (measure: Measure): measure is BetweenMeasure => measure.scope === 'between';

/** A value by the id of its measure, in the decimals of tables and one more. */
function valueText(values: object, { id, digits }: Measure): string {
  const value: unknown = Reflect.get(values, id);
  return typeof value === 'number' ? value.toFixed(digits + 1) : 'undefined';
}

function aligned(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}

function table(report: RunReport, asks: readonly Measure[]): string {
  const { populations, between = [] } = report;
  const [within, ofTwo] = [asks.filter(isWithin), asks.filter(isBetween)];
  const headed = (measure: Measure): string[] => (report.surrogates && hasChance(measure) ? ['chance'] : []);
  const speed = report.durationMs / Math.max(1, report.wallMs);
  return [
    `${report.network}: seed ${report.seed}, indices from ${report.fromMs} to ${report.durationMs} ms`,
    ...aligned([
      ['population', 'size', 'spikes', ...within.flatMap((measure) => [columnOf(measure), ...headed(measure)])],
      ...populations.map((population) => [
        population.name,
        String(population.size),
        String(population.spikes),
        ...within.flatMap((measure) => [valueText(population, measure), ...chanceOf(population, measure)]),
      ]),
    ]),
    ...populations.flatMap((population) => remarks(population.name, population, within)),
    ...(between.length === 0 ? [] : pairLines(between, ofTwo, headed)),
    ...(report.surrogates === undefined ? [] : [surrogatesLine(report.surrogates)]),
    `${(report.wallMs / 1000).toFixed(2)} s of wall time, ${speed.toFixed(2)} x real time, ` +
      `${report.threads} thread${report.threads === 1 ? '' : 's'}, ${report.precision} precision`,
  ].join('\n');
}

const hasChance = ({ baseline }: Measure): boolean => baseline.by !== 'none';

/** What stands under the heading of chance. */
const chanceOf = ({ chances }: Said, measure: Measure): string[] =>
  chances !== undefined && hasChance(measure) ? [chanceCell(chances[measure.id], measure)] : [];

function pairLines(
  pairs: NonNullable<RunReport['between']>,
  asks: readonly BetweenMeasure[],
  headed: (measure: Measure) => string[],
): string[] {
  const nameOf = ({ first, second }: (typeof pairs)[number]): string => `${first}, ${second}`;
  const where = (at: number | null | undefined): string => (at === null || at === undefined ? '' : at.toPrecision(3));
  return [
    ...aligned([
      ['between', ...asks.flatMap((measure) => [columnOf(measure), `at (${measure.atUnit})`, ...headed(measure)])],
      ...pairs.map((pair) => [
        nameOf(pair),
        ...asks.flatMap((measure) => [
          valueText(pair, measure),
          where(pair.at[measure.id]),
          ...chanceOf(pair, measure),
        ]),
      ]),
    ]),
    ...pairs.flatMap((pair) => remarks(nameOf(pair), pair, asks)),
  ];
}

/** What numbers rest on, and why there are none or chance gives none, a line each. */
function remarks(name: string, { supports, reasons, chances }: Said, asks: readonly Measure[]): string[] {
  return asks.flatMap((measure) => {
    const { id } = measure;
    const [support, reason, chance] = [supports[id], reasons[id], chances?.[id]];
    if (reason !== undefined) return [`  ${name}, ${id}: undefined, ${reason}`];
    return [
      ...(support !== undefined && isPartial(support) ? [`  ${name}, ${id}: ${supportText(support)}`] : []),
      ...(chance?.mean === null && hasChance(measure) ? [`  ${name}, ${id}: no chance, ${chance.reason}`] : []),
    ];
  });
}
