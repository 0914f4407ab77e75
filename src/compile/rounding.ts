import type { Values } from '../contract/index.ts';
import type { Subject } from '../document/problems.ts';
import { FOREVER_STEPS, nearestSteps, periodSteps } from '../equations/steps.ts';
import { type Context, report } from './context.ts';
import { isRead, shown } from './timing.ts';

/** Rounding to steps that changes a time by more is said. */
const TOLERATED = 0.01;

/** A time that is kept in whole steps: how many it becomes, and what it is called in a sentence. */
interface Rounded {
  readonly field: string;
  readonly meaning: string;
  readonly steps: (timeMs: number, dtMs: number) => number;
}

const DELAY_STEPS: Rounded = { field: 'delay', meaning: 'the delay', steps: nearestSteps };

/** Warns where whole steps make a delay, or one of those that are listed, more than 1 % longer or shorter. */
export function checkDelay(context: Context, subject: Subject, delayMs: Values): void {
  checkRounding(context, subject, delayMs, DELAY_STEPS);
}

/** The same of a refractory period. */
export function checkRefractoryPeriod(context: Context, subject: Subject, parameter: string, periodMs: Values): void {
  const rounded = { field: `parameters.${parameter}`, meaning: 'the refractory period', steps: periodSteps };
  checkRounding(context, subject, periodMs, rounded);
}

/** Of what is drawn each number is rounded, and their mean stays: that is not said. */
function checkRounding(context: Context, subject: Subject, values: Values, { field, meaning, steps }: Rounded): void {
  const { dtMs } = context;
  const listed = values.kind === 'constant' ? [values.value] : values.kind === 'array' ? [...values.values] : [];
  const miss = (timeMs: number) => {
    const whole = steps(timeMs, dtMs);
    return whole >= FOREVER_STEPS ? 0 : Math.abs(whole * dtMs - timeMs) / timeMs;
  };
  const [worst = 0] = listed.filter((timeMs) => timeMs > 0).sort((a, b) => miss(b) - miss(a));
  if (worst === 0 || miss(worst) <= TOLERATED || !isRead(context, subject, field)) return;
  const [given, becomes] = [`${shown(worst)} ms`, `${shown(steps(worst, dtMs) * dtMs)} ms`];
  const finer = worst / Math.ceil(worst / dtMs);
  const sentence = `${meaning}, ${given}, becomes ${becomes} in steps of ${shown(dtMs)} ms. A time step of ${shown(finer)} ms keeps it.`;
  report(context, {
    code: 'rounded',
    severity: 'warning',
    subject,
    field,
    given,
    allowed: 'a whole number of steps',
    sentence,
  });
}
