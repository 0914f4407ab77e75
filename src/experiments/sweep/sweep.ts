import { findPopulationMeasure } from '../../analysis/measures/index.ts';
import type { Support } from '../../analysis/trains.ts';
import { compile, type NetworkMap, type PopulationMap } from '../../compile/index.ts';
import type { EngineConfig, RecorderConfig } from '../../contract/index.ts';
import type { NetworkDocument } from '../../document/schema.ts';
import { type FieldPlace, setField } from '../../document/set-field.ts';
import type { Evaluation, EvaluationPlan } from '../cells/evaluation.ts';
import { stepsOf } from '../run.ts';
import { fieldsOf, type SweepAxis, valueAt } from './axis.ts';

/** A sweep: every combination of the axes' values, each with every seed. */
export interface Sweep {
  readonly document: NetworkDocument;
  readonly axes: readonly SweepAxis[];
  readonly seeds: readonly number[];
  /** Ids of measures of a population. */
  readonly measures: readonly string[];
}

/** One run of a sweep: an index into each axis, and a seed. */
export interface Cell {
  readonly place: readonly number[];
  readonly seed: number;
}

export interface CellResult {
  readonly cell: Cell;
  /** Values by population id, in the order of the sweep's measures; null: the measure is undefined there. */
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
  /** As `values`: why there is none; only of populations that lack one. */
  readonly reasons?: Readonly<Record<string, readonly (string | null)[]>>;
  /** As `values`: what they rest on; only of populations of which a measure says so. */
  readonly supports?: Readonly<Record<string, readonly (Support | null)[]>>;
  /** Why there are no values: the network could not be compiled, built or run to its end. */
  readonly fault: string | null;
}

/** All cells: the last axis varies fastest but for the seed. */
export function cellsOf({ axes, seeds }: Pick<Sweep, 'axes' | 'seeds'>): Cell[] {
  const places = axes.reduce<number[][]>(
    (places, { numbers }) => places.flatMap((place) => numbers.map((_, k) => [...place, k])),
    [[]],
  );
  return places.flatMap((place) => seeds.map((seed) => ({ place, seed })));
}

/** The network of a cell; the sentence on why there is none where a field does not exist or takes no such value. */
export function documentOf(
  { document, axes }: Pick<Sweep, 'document' | 'axes'>,
  { place, seed }: Cell,
): NetworkDocument | { readonly fault: string } {
  let varied: NetworkDocument = document;
  const settings = axes.flatMap((axis, k) =>
    fieldsOf(axis).map((field) => ({ place: field, value: valueAt(axis, place[k] ?? 0) })),
  );
  for (const { place: field, value } of [{ place: SEED, value: seed }, ...settings]) {
    const set = setField(varied, field, value);
    if (!set.ok) return { fault: set.problem.message };
    varied = set.document;
  }
  return varied;
}

const SEED: FieldPlace = { node: null, field: 'seed' };

/**
 * Why the axes do not fit the network: a sentence on a field that is not there, is varied twice or takes no such value, or on what
 * the compiler says to the first and the last values; null: they fit.
 */
export function faultOfAxes(sweep: Sweep): string | null {
  const { document, axes, seeds } = sweep;
  const fault = axes.map((axis) => faultOfAxis(document, axis)).find((sentence) => sentence !== null);
  if (fault !== undefined) return fault;
  const varied = axes.flatMap(fieldsOf).map((place) => JSON.stringify([place.node, wholeField(document, place)]));
  if (new Set(varied).size < varied.length)
    return 'Both axes vary the same parameter. Choose another one for the second.';
  const [seed = 0] = seeds;
  for (const place of [axes.map(() => 0), axes.map(({ numbers }) => numbers.length - 1)]) {
    const end = jobOf(sweep, { place, seed }, 0);
    if ('fault' in end) return end.fault;
  }
  return null;
}

/** Why a field of an axis is not there, or does not take one of its values; null: it does. */
export function faultOfAxis(document: NetworkDocument, axis: SweepAxis): string | null {
  for (const place of fieldsOf(axis)) {
    // A seed that is varied would give each of a value's runs the same numbers, and an interval of no width.
    if (place.node === null && place.field === 'seed')
      return 'The seed is no parameter: each value is run with several seeds. Choose how many instead.';
    for (let k = 0; k < axis.numbers.length; k++) {
      const set = setField(document, place, valueAt(axis, k));
      if (!set.ok) return set.problem.message;
    }
  }
  return null;
}

/** The whole path of a field, which may be written short. */
function wholeField(document: NetworkDocument, place: FieldPlace): string {
  const set = setField(document, place, 0);
  return set.ok ? set.field : (set.problem.field ?? place.field);
}

/** A cell that is compiled, for the worker that runs it. */
export interface Job {
  /** With the recorders that the plan reads and no others. */
  readonly config: EngineConfig;
  readonly plan: EvaluationPlan;
  readonly document: NetworkDocument;
  readonly map: NetworkMap;
  /** Those of the map that neurons are in, parallel to the plan's; their recorders are those of `config`. */
  readonly populations: readonly PopulationMap[];
}

/** Probes observe and change nothing: what they would record is not asked for, and may need groups of its own. */
const withoutProbes = (document: NetworkDocument): NetworkDocument => ({
  ...document,
  nodes: document.nodes.filter(({ kind }) => kind !== 'probe'),
  edges: document.edges.filter(({ kind }) => kind !== 'tap'),
});

/** A cell ready to be run, or the sentence on why it cannot be. */
export function jobOf(sweep: Sweep, cell: Cell, budgetBytes: number): Job | { readonly fault: string } {
  const document = documentOf(sweep, cell);
  if ('fault' in document) return document;
  const { config, map, problems } = compile(withoutProbes(document));
  if (config === null)
    return { fault: problems.find(({ severity }) => severity === 'error')?.message ?? 'the network has a problem' };
  const withMoments = sweep.measures.some((id) => findPopulationMeasure(id)?.needs === 'potentials');
  const recorders: RecorderConfig[] = [];
  const keep = (index: number): number => recorders.push(...config.recorders.slice(index, index + 1)) - 1;
  const populations = map.populations
    .filter(({ kind }) => kind === 'population')
    .map((population) => ({
      ...population,
      spikes: keep(population.spikes),
      moments: withMoments && population.moments !== null ? keep(population.moments) : null,
    }));
  return {
    config: { ...config, recorders },
    document,
    map,
    populations,
    plan: {
      steps: stepsOf(map),
      fromMs: map.fromMs,
      toMs: map.durationMs,
      populations: populations.map(({ size, spikes, moments }) => ({ size, spikes, moments })),
      measures: sweep.measures,
      budgetBytes,
    },
  };
}

/** The result of a cell from what a worker answered. */
export function resultOf(cell: Cell, job: Job, evaluation: Evaluation): CellResult {
  if (!evaluation.ok) return { cell, values: {}, fault: evaluation.message };
  const populations = job.populations.map(({ id }) => id);
  const lacking = known(populations, evaluation.reasons);
  const supported = known(populations, evaluation.supports);
  return {
    cell,
    values: Object.fromEntries(populations.map((id, k) => [id, evaluation.values[k] ?? []])),
    ...(lacking.length === 0 ? {} : { reasons: Object.fromEntries(lacking) }),
    ...(supported.length === 0 ? {} : { supports: Object.fromEntries(supported) }),
    fault: null,
  };
}

/** Of the populations of which anything is said. */
function known<T>(
  populations: readonly string[],
  said: readonly (readonly (T | null)[])[],
): (readonly [string, readonly (T | null)[]])[] {
  return populations.flatMap((id, k) => {
    const remarks = said[k] ?? [];
    return remarks.some((remark) => remark !== null) ? [[id, remarks] as const] : [];
  });
}
