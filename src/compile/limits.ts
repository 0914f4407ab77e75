import type { Problem, Program, Values } from '../contract/index.ts';
import { problem, type Subject } from '../document/problems.ts';
import type { RunSettings, SynapseEdge } from '../document/schema.ts';
import { nearestSteps } from '../equations/steps.ts';
import { extent, LONGEST_DELAY_STEPS } from '../library/topologies/extent.ts';
import { ruleFacts } from '../library/topologies/index.ts';

/** Steps are counted in 32 bits, and the end of a refractory period lies as many steps ahead as a run may have. */
const MOST_STEPS = 2 ** 30 - 1;

/** From here on a number is written with an exponent. */
const LONG = 1e10;

/** A number as a sentence writes it: 65,540, or 1e+301. */
export function shown(value: number, digits = 4): string {
  const rounded = Number(value.toPrecision(digits));
  if (Math.abs(rounded) < LONG) return rounded.toLocaleString('en', { maximumSignificantDigits: digits });
  return rounded.toExponential();
}

/** As many digits as a bound needs. */
const IN_FULL = 9;

/** A number with as many digits as tell it from its bound. */
function shownApart(value: number, bound: number): string {
  for (let digits = 4; digits < IN_FULL; digits++) {
    if (shown(value, digits) !== shown(bound, digits)) return shown(value, digits);
  }
  return shown(value, 16);
}

/** Tells of a duration that is no step, or more steps than can be counted. */
export function checkSteps(dtMs: number, subject: Subject, run: RunSettings, durationMs: number): readonly Problem[] {
  const steps = durationMs / dtMs;
  const given = String(run.duration);
  const fault = { code: 'out-of-range', subject, field: 'duration', given } as const;
  if (Math.round(steps) < 1) {
    const allowed = `at least one time step, ${run.dt}`;
    const sentence = `the duration is ${given}; must be ${allowed}. Make it longer, or the time step shorter.`;
    return [problem({ ...fault, allowed, sentence })];
  }
  if (steps > MOST_STEPS) {
    const counted = shownApart(steps, MOST_STEPS);
    const allowed = `at most ${MOST_STEPS.toLocaleString('en')} time steps, ${shown((MOST_STEPS * dtMs) / 1000, IN_FULL)} s`;
    const sentence = `the duration of ${given} is ${counted} time steps of ${run.dt}; must be ${allowed}. Make it shorter, or the time step longer.`;
    return [problem({ ...fault, allowed, sentence })];
  }
  return [];
}

/** Tells of a delay of more steps than can be kept. */
export function checkLongestDelay(
  dtMs: number,
  subject: Subject,
  { rule }: SynapseEdge,
  delayMs: Values,
): readonly Problem[] {
  const longest = extent(delayMs).most;
  if (nearestSteps(longest, dtMs) <= LONGEST_DELAY_STEPS) return [];
  const longestKept = LONGEST_DELAY_STEPS * dtMs;
  const given = `${shownApart(longest, longestKept)} ms`;
  const steps = shownApart(longest / dtMs, LONGEST_DELAY_STEPS);
  const allowed = `at most ${LONGEST_DELAY_STEPS.toLocaleString('en')} of them, ${shown(longestKept, IN_FULL)} ms`;
  const what = delayMs.kind === 'constant' ? 'the delay of' : 'the longest delay,';
  const sentence = `${what} ${given} is ${steps} time steps of ${dtMs} ms; must be ${allowed}. Make it shorter, or the time step longer.`;
  const { delays } = ruleFacts(rule).brings;
  const field = delays === undefined ? 'delay' : `rule.${delays.field}`;
  return [problem({ code: 'out-of-range', subject, field, given, allowed, sentence })];
}

/** Tells of equations that come to no finite number whatever the states are, such as 1/0: a reset may hide it. */
export function checkFinite(subject: Subject, programs: readonly (Program | null)[]): readonly Problem[] {
  const nodes = programs.flatMap((program) => program?.nodes ?? []);
  if (nodes.every((node) => node.op !== 'constant' || Number.isFinite(node.value))) return [];
  const sentence = 'its equations hold a number that is not finite, such as 1/0. Look for a division by 0.';
  return [problem({ code: 'equations', subject, field: 'model', allowed: 'finite numbers', sentence })];
}
