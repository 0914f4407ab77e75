import { findPopulationMeasure, measuredOf } from '../analysis/measures/index.ts';
import { recordOf } from '../analysis/record.ts';
import type { Support } from '../analysis/trains.ts';
import type { EngineConfig, RecorderConfig } from '../contract/index.ts';
import { createSession } from './host.ts';
import { Recordings } from './recordings.ts';

/** What is measured of a run. */
export interface EvaluationPlan {
  readonly steps: number;
  /** Analysis window [fromMs, toMs). */
  readonly fromMs: number;
  readonly toMs: number;
  readonly populations: readonly {
    readonly size: number;
    /** Indices of recorders of the config; null: there is none. */
    readonly spikes: number;
    readonly moments: number | null;
  }[];
  /** Ids of measures of a population. */
  readonly measures: readonly string[];
  readonly budgetBytes: number;
}

/**
 * Values by population, then by measure; null: undefined there, of which `reasons` says why. `supports`: what a value rests
 * on, where it says.
 */
export type Evaluation =
  | {
      readonly ok: true;
      readonly values: readonly (readonly (number | null)[])[];
      readonly reasons: readonly (readonly (string | null)[])[];
      readonly supports: readonly (readonly (Support | null)[])[];
      readonly wallMs: number;
    }
  | { readonly ok: false; readonly message: string };

/** Builds a network, runs it on this thread to the end and measures it: one cell of a sweep. */
export async function evaluate(config: EngineConfig, plan: EvaluationPlan): Promise<Evaluation> {
  const startedMs = performance.now();
  const needed = neededRecorders(config, plan);
  const lean: EngineConfig = { ...config, recorders: needed.recorders };
  const session = createSession();
  try {
    const request = { budgetBytes: plan.budgetBytes, threads: { exactly: 1 } };
    const outcome = await session.build(lean, request, () => undefined);
    if (!outcome.ok) return { ok: false, message: outcome.message };
    const recordings = new Recordings(lean);
    const end = await session.run(plan.steps, (chunk) => recordings.append(chunk));
    if (end.message !== null) return { ok: false, message: end.message };
    const measured = plan.populations.map(({ size, spikes, moments }) => {
      const record = recordOf(
        recordings.spikes(needed.places.get(spikes) ?? -1),
        size,
        config.dtMs,
        plan,
        moments === null || !needed.places.has(moments) ? null : recordings.moments(needed.places.get(moments) ?? -1),
      );
      return plan.measures.map((id) => measuredOf(id, record));
    });
    const values = measured.map((own) => own.map(({ value }) => value));
    const reasons = measured.map((own) => own.map((one) => (one.value === null ? one.reason : null)));
    const supports = measured.map((own) => own.map((one) => (one.value === null ? null : (one.support ?? null))));
    return { ok: true, values, reasons, supports, wallMs: performance.now() - startedMs };
  } catch (fault) {
    return { ok: false, message: fault instanceof Error ? fault.message : String(fault) };
  } finally {
    await session.dispose();
  }
}

/** The recorders that the plan reads, and where each stands among them; no trace of a probe is kept. */
function neededRecorders(
  config: EngineConfig,
  { populations, measures }: EvaluationPlan,
): { recorders: RecorderConfig[]; places: Map<number, number> } {
  const recorders: RecorderConfig[] = [];
  const places = new Map<number, number>();
  const withMoments = measures.some((id) => findPopulationMeasure(id)?.needs === 'potentials');
  for (const index of populations.flatMap(({ spikes, moments }) => [spikes, ...(withMoments ? [moments] : [])])) {
    const recorder = index === null ? undefined : config.recorders[index];
    if (index !== null && recorder) places.set(index, recorders.push(recorder) - 1);
  }
  return { recorders, places };
}
