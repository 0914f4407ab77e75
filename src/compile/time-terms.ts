import type { Problem, Program } from '../contract/index.ts';
import type { Subject } from '../document/problems.ts';
import {
  type ElementValues,
  evaluateProgram,
  integrators,
  type LoweredGroup,
  lowerGroup,
  namesIn,
  parseEquations,
  sumOf,
} from '../equations/index.ts';
import { remembered } from '../equations/remembered.ts';
import { dimensionOf, inputOf } from '../library/fit.ts';
import type { NeuronModel } from '../library/types.ts';
import { startOf, type Timescales } from './decays.ts';
import type { Context } from './resolve.ts';
import { roundStep } from './round-step.ts';
import { stepProblem } from './step-problem.ts';
import { type Assembly, populationsOf } from './wiring.ts';

/** Parts into which a step is cut, and one in which a rate jumps. */
const PARTS = 10;
const PARTS_AT_JUMP = 100;
/** Between neighbouring parts a rate that jumps goes so much of its way within the step; a sine, 0.31 at most. */
const JUMP = 0.5;
/** Steps that are looked at from the beginning, and from the middle of the run. */
const STEPS = 1000;
/** Part of a term's change that steps may miss: Euler's method misses 0.31 of a sine at ten steps a period. */
const MOST_ERROR = 0.35;
/** Part of it that may be left over many steps, such as the charge of pulses. */
const MOST_BIAS = 0.02;
/** So many steps a membrane adds up: what is missed at one pulse is not made up for at the next. */
const MEMORY_STEPS = 30;
/** Shorter steps that are tried as advice, and the one that is advised where none of them holds, in parts of the step. */
const SHORTER = [2, 5, 10];
const SHORTEST = 20;
/** Models of which what they miss is remembered while a network is edited. */
const MOST_REMEMBERED = 20;

/**
 * Warns where terms of time in a model's own equations change faster than the integrator looks at them: a condition on time that
 * holds for less than a step, or a sine that it takes for a slower one.
 */
export function checkTimeTerms(context: Context, assembly: Assembly, durationMs: number): readonly Problem[] {
  return populationsOf(context, assembly).flatMap(({ subject, group, timescales }) =>
    group.model === null ? [] : checkModel(context.dtMs, subject, group.model, timescales, durationMs),
  );
}

function checkModel(
  dtMs: number,
  subject: Subject,
  model: NeuronModel,
  timescales: Timescales,
  durationMs: number,
): readonly Problem[] {
  const rates = ownRates(model, dtMs);
  if (rates === null) return [];
  const { integrator } = timescales.lowered;
  const method = integrators.find(({ name }) => name === integrator);
  const weights = method?.times ?? [1, 0, 0];
  const at = startOf({ ...timescales, lowered: rates });
  const missed = (stepMs: number, spanMs: number): readonly Missed[] =>
    missedOf({ rates: rates.speeds.rates, at, weights, stepMs, durationMs, spanMs });
  const parts = missed(dtMs, STEPS * dtMs);
  const isMissed = ({ error, bias }: Missed): boolean => error > MOST_ERROR || bias > MOST_BIAS;
  const worst = parts.findIndex(isMissed);
  const { error: part = 0 } = parts[worst] ?? {};
  if (worst < 0) return [];
  const shorter = SHORTER.map((parts) => roundStep(dtMs / parts));
  const holds = (candidate: number): boolean => !missed(candidate, (STEPS / 4) * dtMs).some(isMissed);
  const stepMs = shorter.find(holds) ?? roundStep(dtMs / SHORTEST);
  const sentence = `d${rates.states[worst]?.name}/dt holds a term of time that changes within steps of ${dtMs} ms: under the integrator "${integrator}" ${part < 1 ? `${Math.round(100 * part)} % of its change` : 'all of its change'} is taken wrongly. Take a time step of ${stepMs} ms or less, or a stimulus: the charge of its pulses is right at any step.`;
  return [stepProblem(dtMs, { subject, field: 'model', stepMs, sentence })];
}

/** The model alone, without what reaches it; null where its equations do not read the time. */
function ownRates(model: NeuronModel, dtMs: number): LoweredGroup | null {
  const { equations } = parseEquations(model.equations);
  if (!equations.some(({ expression }) => expression !== null && namesIn(expression).has('t'))) return null;
  const lowered = lowerGroup({
    equations,
    substitutes: { [inputOf(model).name]: sumOf([]) },
    parameters: model.parameters.map(({ name, unit }) => ({ name, dimension: dimensionOf(unit) })),
    inputs: [],
    threshold: null,
    reset: null,
    integrator: 'euler',
    dtMs,
  });
  return lowered.ok ? lowered : null;
}

/** Rates of a model, and the steps that take them at their weighted times. */
interface Taking {
  readonly rates: Program;
  readonly at: ElementValues;
  readonly weights: readonly [number, number, number];
  readonly stepMs: number;
  readonly durationMs: number;
  /** So long from the beginning, and from the middle of the run, steps are looked at. */
  readonly spanMs: number;
}

/** Parts of a rate's change over time: what a step misses, and what a membrane keeps of that over many steps. */
interface Missed {
  readonly error: number;
  readonly bias: number;
}

/** Of each rate how much of its change over time the steps miss. */
const missedOf = remembered((taking: Taking) => JSON.stringify(taking), MOST_REMEMBERED, missedAnew);

function missedAnew({ rates, at, weights, stepMs, durationMs, spanMs }: Taking): readonly Missed[] {
  const all = Math.max(1, Math.round(durationMs / stepMs));
  const steps = Array.from({ length: Math.min(all, Math.round(spanMs / stepMs)) }, (_, k) => k);
  const later = steps.map((k) => k + Math.floor(all / 2)).filter((k) => k >= steps.length && k < all);
  const courses = [...steps, ...later].map((step) => {
    const ratesAt = (part: number) => evaluateProgram(rates, { ...at, time: (step + part) * stepMs });
    const cutInto = (parts: number) => Array.from({ length: parts }, (_, k) => ratesAt((k + 0.5) / parts));
    const coarse = cutInto(PARTS);
    return {
      fine: jumps(coarse) ? cutInto(PARTS_AT_JUMP) : coarse,
      taken: weights.map((weight, k) => (weight === 0 ? null : ratesAt(k / 2))),
    };
  });
  return rates.results.map((_, i) => {
    const fine = courses.map((course) => course.fine.map((values) => values[i] ?? 0));
    const means = fine.map(meanOf);
    const mean = meanOf(means);
    const change = meanOf(fine.map((values) => meanOf(values.map((value) => Math.abs(value - mean)))));
    const errors = courses.map(
      ({ taken }, k) =>
        taken.reduce((sum, values, j) => sum + (weights[j] ?? 0) * (values?.[i] ?? 0), 0) - (means[k] ?? 0),
    );
    const error = meanOf(errors.map(Math.abs));
    if (error <= ROUNDING * Math.abs(mean)) return { error: 0, bias: 0 };
    return { error: error / change, bias: meanOf(addedUp(errors).map(Math.abs)) / change };
  });
}

/** Whether one of the rates does most of its way between two neighbours. */
function jumps(course: readonly (readonly number[])[]): boolean {
  return (course[0] ?? []).some((_, i) => {
    const values = course.map((rates) => rates[i] ?? 0);
    const range = Math.max(...values) - Math.min(...values);
    return range > 0 && values.some((value, k) => k > 0 && Math.abs(value - (values[k - 1] ?? 0)) > JUMP * range);
  });
}

/** Leaky means of the errors up to each step. */
function addedUp(errors: readonly number[]): readonly number[] {
  let mean = 0;
  return errors.map((error) => {
    mean += (error - mean) / MEMORY_STEPS;
    return mean;
  });
}

/** Of a number that does not change, an error so small is one of rounding. */
const ROUNDING = 1e-9;

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
