import type { Support } from '../../analysis/trains.ts';
import { type CompileResult, compile, setField } from '../../compile/index.ts';
import type { EngineConfig } from '../../contract/index.ts';
import type { NetworkDocument } from '../../document/schema.ts';
import { validateDocument } from '../../document/validate.ts';
import type { Evaluation, EvaluationPlan } from '../../session/evaluate.ts';
import { fieldsOf, type SweepAxis, valueAt } from './axis.ts';

/** A sweep: every combination of the axes' values, each with every seed. */
export interface Sweep {
  readonly document: NetworkDocument;
  readonly axes: readonly SweepAxis[];
  readonly seeds: readonly number[];
  /** Ids in analysis/population-measures. */
  readonly measures: readonly string[];
}

/** One run of a sweep: an index into each axis, and a seed. */
export interface Cell {
  readonly place: readonly number[];
  readonly seed: number;
}

export interface CellResult {
  readonly cell: Cell;
  /** By population id, then parallel to the sweep's measures; null: undefined there. */
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
    (found, { numbers }) => found.flatMap((place) => numbers.map((_, k) => [...place, k])),
    [[]],
  );
  return places.flatMap((place) => seeds.map((seed) => ({ place, seed })));
}

/** The network of a cell. Throws, with a sentence, where a field does not exist. */
export function documentOf(
  { document, axes }: Pick<Sweep, 'document' | 'axes'>,
  { place, seed }: Cell,
): NetworkDocument {
  const seeded = setField(document, null, 'seed', seed);
  return axes.reduce(
    (varied, axis, k) =>
      fieldsOf(axis).reduce(
        (changed, { node, field }) => setField(changed, node, field, valueAt(axis, place[k] ?? 0)),
        varied,
      ),
    seeded,
  );
}

/** Why the axes do not fit the network: a sentence on a field that is not there, or takes no such value; null: they fit. */
export function faultOfAxes(sweep: Sweep): string | null {
  const cells = cellsOf({ axes: sweep.axes, seeds: sweep.seeds.slice(0, 1) });
  try {
    for (const cell of cells.length > 1 ? [cells[0], cells[cells.length - 1]] : cells) {
      const { problems } = validateDocument(
        JSON.parse(JSON.stringify(cell ? documentOf(sweep, cell) : sweep.document)),
      );
      if (problems[0]) return problems[0].message;
    }
    return null;
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}

/** What a worker needs for a cell. */
export interface Job {
  readonly config: EngineConfig;
  readonly plan: EvaluationPlan;
  /** Ids of the populations, parallel to the plan's. */
  readonly populations: readonly string[];
}

/** A cell ready to be run, or the sentence on why it cannot be. */
export function jobOf(sweep: Sweep, cell: Cell, budgetBytes: number): Job | { readonly fault: string } {
  const found = compiled(sweep, cell);
  if (typeof found === 'string') return { fault: found };
  const { config, map } = found;
  const populations = map.populations.filter(({ kind }) => kind === 'population');
  return {
    config,
    populations: populations.map(({ id }) => id),
    plan: {
      steps: Math.round(map.durationMs / map.dtMs),
      fromMs: map.fromMs,
      toMs: map.durationMs,
      populations: populations.map(({ size, spikes, moments }) => ({ size, spikes, moments })),
      measures: sweep.measures,
      budgetBytes,
    },
  };
}

function compiled(sweep: Sweep, cell: Cell): Extract<CompileResult, { config: EngineConfig }> | string {
  try {
    const result = compile(documentOf(sweep, cell));
    return result.config === null ? (result.problems[0]?.message ?? 'the network has a problem') : result;
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}

/** The result of a cell from what a worker answered. */
export function resultOf(cell: Cell, { populations }: Job, evaluation: Evaluation): CellResult {
  if (!evaluation.ok) return { cell, values: {}, fault: evaluation.message };
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
    const own = said[k] ?? [];
    return own.some((one) => one !== null) ? [[id, own] as const] : [];
  });
}

/**
 * Runs cells on `workers` at a time. `evaluate` is called with the number of the worker, which has one call at a time. Ends
 * early once `stopped()` is true.
 */
export async function runCells(
  sweep: Sweep,
  cells: readonly Cell[],
  workers: number,
  budgetBytes: number,
  evaluate: (worker: number, job: Job) => Promise<Evaluation>,
  onResult: (result: CellResult, worker: number) => void,
  stopped: () => boolean = () => false,
): Promise<void> {
  let next = 0;
  const work = async (worker: number): Promise<void> => {
    while (next < cells.length && !stopped()) {
      const cell = cells[next++];
      if (cell === undefined) return;
      const job = jobOf(sweep, cell, budgetBytes);
      const result =
        'fault' in job ? { cell, values: {}, fault: job.fault } : resultOf(cell, job, await evaluate(worker, job));
      onResult(result, worker);
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
}
