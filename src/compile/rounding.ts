import type { Problem, Values } from '../contract/index.ts';
import { problem, type Subject } from '../document/problems.ts';
import { FOREVER_STEPS, HALF_UP, nearestSteps, PERIOD_SLACK, periodSteps } from '../equations/steps.ts';
import { shown } from './timing.ts';

/** Rounding to steps that changes a time by more is said. */
const TOLERATED = 0.01;

/** A time that is kept in whole steps: how many it becomes, and what it is called in a sentence. */
interface Rounded {
  readonly field: string;
  readonly meaning: string;
  readonly plural: string;
  readonly steps: (timeMs: number, dtMs: number) => number;
  /** What is added to a time in steps before the fraction is dropped. */
  readonly shift: number;
}

const DELAY: Rounded = {
  ...{ field: 'delay', meaning: 'the delay', plural: 'delays' },
  ...{ steps: nearestSteps, shift: HALF_UP },
};

/** Warns where whole steps make a delay, one of those that are listed, or the mean of drawn ones more than 1 % longer or shorter. */
export function checkDelay(dtMs: number, subject: Subject, delayMs: Values): readonly Problem[] {
  return checkRounding(dtMs, subject, delayMs, DELAY);
}

/** The same of a refractory period. */
export function checkRefractoryPeriod(
  dtMs: number,
  subject: Subject,
  parameter: string,
  periodMs: Values,
): readonly Problem[] {
  return checkRounding(dtMs, subject, periodMs, {
    ...{ field: `parameters.${parameter}`, meaning: 'the refractory period', plural: 'refractory periods' },
    ...{ steps: periodSteps, shift: PERIOD_SLACK },
  });
}

function checkRounding(dtMs: number, subject: Subject, values: Values, rounded: Rounded): readonly Problem[] {
  if (values.kind === 'constant') return checkListed(dtMs, subject, [values.value], rounded);
  if (values.kind === 'array') return checkListed(dtMs, subject, [...values.values], rounded);
  return checkDrawn(dtMs, subject, values, rounded);
}

function checkListed(dtMs: number, subject: Subject, listed: readonly number[], rounded: Rounded): readonly Problem[] {
  const { field, meaning, steps } = rounded;
  const miss = (timeMs: number) => {
    const whole = steps(timeMs, dtMs);
    return whole >= FOREVER_STEPS ? 0 : Math.abs(whole * dtMs - timeMs) / timeMs;
  };
  const [worst = 0] = listed.filter((timeMs) => timeMs > 0).sort((a, b) => miss(b) - miss(a));
  if (worst === 0 || miss(worst) <= TOLERATED) return [];
  const [given, becomes] = [`${shown(worst)} ms`, `${shown(steps(worst, dtMs) * dtMs)} ms`];
  const finer = worst / Math.ceil(worst / dtMs);
  const sentence = `${meaning}, ${given}, becomes ${becomes} in steps of ${shown(dtMs)} ms. A time step of ${shown(finer)} ms keeps it.`;
  return [changed(subject, field, given, sentence)];
}

/** Of what is drawn each number is rounded: their mean stays where they spread over many steps and the nearest one is taken. */
function checkDrawn(
  dtMs: number,
  subject: Subject,
  values: Values,
  { field, plural, shift }: Rounded,
): readonly Problem[] {
  const means = drawnMeans(values, dtMs, shift);
  if (means === null || Math.abs(means.kept - means.asked) <= TOLERATED * means.asked) return [];
  const given = `${shown(means.asked)} ms`;
  // The mean misses half a step at most, where each number misses a whole one.
  const finer = shown(2 * TOLERATED * means.asked);
  const sentence = `drawn ${plural} become whole steps of ${shown(dtMs)} ms: their mean is ${shown(means.kept)} ms for ${given}. A time step of ${finer} ms keeps it to 1 %.`;
  return [changed(subject, field, given, sentence)];
}

function changed(subject: Subject, field: string, given: string, sentence: string): Problem {
  const said = { field, given, allowed: 'a whole number of steps', sentence };
  return problem({ code: 'rounded', severity: 'warning', subject, ...said });
}

interface Means {
  readonly asked: number;
  readonly kept: number;
}

/** The mean of drawn times, ms, and of what is left of them, floor(time/dt + shift) steps; null of none or of endless ones. */
function drawnMeans(values: Values, dtMs: number, shift: number): Means | null {
  switch (values.kind) {
    case 'uniform':
      return values.high / dtMs < FOREVER_STEPS ? uniformMeans(values.low, values.high, dtMs, shift) : null;
    case 'normal':
      return (values.mean + WIDEST * values.sd) / dtMs < FOREVER_STEPS ? normalMeans(values, dtMs, shift) : null;
    default:
      return null;
  }
}

function uniformMeans(low: number, high: number, dtMs: number, shift: number): Means {
  const first = Math.floor(low / dtMs + shift);
  const [from, to] = [low / dtMs + shift - first, high / dtMs + shift - first];
  const whole = Math.floor(to);
  // The integral of floor(x) from `from`, which is less than 1, to `to`.
  const integral = (whole * (whole - 1)) / 2 + whole * (to - whole);
  const above = to > from ? integral / (to - from) : 0;
  return { asked: (low + high) / 2, kept: (first + above) * dtMs };
}

/** Standard deviations beyond which nothing is summed, and points within them. */
const WIDEST = 6;
const POINTS = 20_001;

/** A normal distribution is redrawn until it is within its bounds, and so has another mean than the one that is written. */
function normalMeans(
  { mean, sd, min, max }: Extract<Values, { kind: 'normal' }>,
  dtMs: number,
  shift: number,
): Means | null {
  let [weights, asked, kept] = [0, 0, 0];
  for (let k = 0; k < POINTS; k++) {
    const z = WIDEST * ((2 * k) / (POINTS - 1) - 1);
    const time = mean + sd * z;
    if (time < min || time > max) continue;
    const weight = Math.exp(-(z ** 2) / 2);
    weights += weight;
    asked += weight * time;
    kept += weight * Math.floor(time / dtMs + shift) * dtMs;
  }
  return weights > 0 ? { asked: asked / weights, kept: kept / weights } : null;
}
