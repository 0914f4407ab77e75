import type { Values } from '../contract/index.ts';
import type { Subject } from '../document/problems.ts';
import { FOREVER_STEPS, nearestSteps, periodSteps } from '../equations/steps.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import { type Context, report } from './context.ts';

/** Rounding to steps that changes a time by more is said. */
const TOLERATED = 0.01;

const shown = (value: number): string => String(Number(value.toPrecision(4)));

/** The least and the largest number; of a normal distribution the mean. */
function extent(values: Values | undefined): { least: number; most: number } | null {
  switch (values?.kind) {
    case 'constant':
      return { least: values.value, most: values.value };
    case 'uniform':
      return { least: values.low, most: values.high };
    case 'normal':
      return { least: values.mean, most: values.mean };
    case 'array':
      return { least: Math.min(...values.values), most: Math.max(...values.values) };
    default:
      return null;
  }
}

type Timed = ParameterDeclaration & { readonly least: number; readonly most: number };

/** What could not be read has been reported, and stands for nothing. */
const isRead = ({ problems }: Context, { id }: Subject, field: string): boolean =>
  !problems.some((found) => found.node === id && found.field === field && found.severity === 'error');

/** The parameter of a declared timing, with its numbers. */
function timed(
  context: Context,
  subject: Subject,
  declarations: readonly ParameterDeclaration[],
  values: ReadonlyMap<string, Values>,
  timing: ParameterDeclaration['timing'],
): Timed | null {
  const declaration = declarations.find((one) => one.timing === timing);
  if (declaration === undefined || !isRead(context, subject, `parameters.${declaration.name}`)) return null;
  const range = extent(values.get(declaration.name));
  return range === null ? null : { ...declaration, ...range };
}

/** Warns of an end before the beginning. */
export function checkWindow(
  context: Context,
  subject: Subject,
  declarations: readonly ParameterDeclaration[],
  values: ReadonlyMap<string, Values>,
): void {
  const [onset, offset] = [
    timed(context, subject, declarations, values, 'onset'),
    timed(context, subject, declarations, values, 'offset'),
  ];
  if (onset === null || offset === null || offset.most >= onset.least) return;
  const given = `${shown(offset.most)} ms`;
  const allowed = `at least ${shown(onset.least)} ms, the time of the beginning`;
  const sentence = `it ends at ${given}, before it begins, and so does nothing. The end must be ${allowed}.`;
  const said = { field: `parameters.${offset.name}`, given, allowed, sentence };
  report(context, { code: 'out-of-range', severity: 'warning', subject, ...said });
}

/** Warns where the time step is too coarse for a current: a pulse within one step, or a sine that it cannot follow. */
export function checkSignal(
  context: Context,
  subject: Subject,
  declarations: readonly ParameterDeclaration[],
  values: ReadonlyMap<string, Values>,
): void {
  const { dtMs } = context;
  const [onset, offset] = [
    timed(context, subject, declarations, values, 'onset'),
    timed(context, subject, declarations, values, 'offset'),
  ];
  const length = timed(context, subject, declarations, values, 'length');
  if (length !== null) checkLength(context, subject, length.name, length.least);
  else if (onset !== null && offset !== null) checkLength(context, subject, offset.name, offset.least - onset.most);
  const frequency = timed(context, subject, declarations, values, 'frequency');
  if (frequency === null || frequency.most * dtMs <= 0.5) return;
  const given = `${shown(1000 * frequency.most)} Hz`;
  const allowed = `at most ${shown(500 / dtMs)} Hz, half a period a step`;
  const sentence = `its ${frequency.meaning} is ${given}, which steps of ${shown(dtMs)} ms take for a lower one; it must be ${allowed}, or the time step at most ${shown(0.5 / frequency.most)} ms.`;
  const said = { field: `parameters.${frequency.name}`, given, allowed, sentence };
  report(context, { code: 'time-step', severity: 'warning', subject, ...said });
}

function checkLength(context: Context, subject: Subject, name: string, lengthMs: number): void {
  const { dtMs } = context;
  // Less than a rounding error is on the grid; no length at all is no pulse.
  if (lengthMs <= 0 || lengthMs > dtMs * (1 - 1e-6)) return;
  const given = `${shown(lengthMs)} ms`;
  const sentence = `it lasts ${given}, less than a step of ${shown(dtMs)} ms: the step has the same charge, at ${shown((100 * lengthMs) / dtMs)} % of the height. Lengthen it, or choose a time step of at most ${given}.`;
  const said = { field: `parameters.${name}`, given, allowed: `at least ${shown(dtMs)} ms`, sentence };
  report(context, { code: 'time-step', severity: 'warning', subject, ...said });
}

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
