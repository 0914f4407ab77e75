import type { Problem, Values } from '../contract/index.ts';
import { problem, type Subject } from '../document/problems.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import type { Outcome } from './outcome.ts';
import { isRead, type Parameters } from './resolve.ts';

/** A figure for a sentence. */
export const shown = (value: number): string => String(Number(value.toPrecision(4)));

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

/** The parameter of a declared timing, with its numbers. */
function timed(
  declarations: readonly ParameterDeclaration[],
  parameters: Outcome<Parameters>,
  timing: ParameterDeclaration['timing'],
): Timed | null {
  const declaration = declarations.find((candidate) => candidate.timing === timing);
  if (declaration === undefined || !isRead(parameters, `parameters.${declaration.name}`)) return null;
  const range = extent(parameters.value.get(declaration.name));
  return range === null ? null : { ...declaration, ...range };
}

/** Warns of an end before the beginning. */
export function checkWindow(
  subject: Subject,
  declarations: readonly ParameterDeclaration[],
  parameters: Outcome<Parameters>,
): readonly Problem[] {
  const [onset, offset] = [timed(declarations, parameters, 'onset'), timed(declarations, parameters, 'offset')];
  if (onset === null || offset === null || offset.most >= onset.least) return [];
  const given = `${shown(offset.most)} ms`;
  const allowed = `at least ${shown(onset.least)} ms, the time of the beginning`;
  const sentence = `it ends at ${given}, before it begins, and so does nothing. The end must be ${allowed}.`;
  const said = { field: `parameters.${offset.name}`, given, allowed, sentence };
  return [problem({ code: 'out-of-range', severity: 'warning', subject, ...said })];
}

/** Warns where the time step is too coarse for a current: a pulse within one step, or a sine that it cannot follow. */
export function checkSignal(
  dtMs: number,
  subject: Subject,
  declarations: readonly ParameterDeclaration[],
  parameters: Outcome<Parameters>,
): readonly Problem[] {
  const of = (timing: ParameterDeclaration['timing']) => timed(declarations, parameters, timing);
  const [onset, offset] = [of('onset'), of('offset')];
  const [length, period, rise, frequency] = [of('length'), of('period'), of('rise'), of('frequency')];
  const checkOn = (): readonly Problem[] => {
    if (length !== null && period !== null)
      return checkTrain(dtMs, subject, { length, period, count: of('count')?.most ?? 1 });
    if (length !== null) return checkLength(dtMs, subject, length.name, length.least);
    return onset === null || offset === null ? [] : checkLength(dtMs, subject, offset.name, offset.least - onset.most);
  };
  return [
    ...checkOn(),
    ...(rise === null ? [] : checkRise(dtMs, subject, rise)),
    ...(frequency === null ? [] : checkFrequency(dtMs, subject, frequency)),
  ];
}

function checkFrequency(dtMs: number, subject: Subject, frequency: Timed): readonly Problem[] {
  if (frequency.most * dtMs <= 0.5) return [];
  const given = `${shown(1000 * frequency.most)} Hz`;
  const allowed = `at most ${shown(500 / dtMs)} Hz, half a period a step`;
  const sentence = `its ${frequency.meaning} is ${given}, which steps of ${shown(dtMs)} ms take for a lower one; it must be ${allowed}, or the time step at most ${shown(0.5 / frequency.most)} ms.`;
  const said = { field: `parameters.${frequency.name}`, given, allowed, sentence };
  return [problem({ code: 'time-step', severity: 'warning', subject, ...said })];
}

/** Less than a rounding error is on the grid; no length at all is nothing. */
const isWithinStep = (lengthMs: number, dtMs: number): boolean => lengthMs > 0 && lengthMs <= dtMs * (1 - 1e-6);

/** `perStepMs`: how much of it a step holds. */
function checkLength(
  dtMs: number,
  subject: Subject,
  name: string,
  lengthMs: number,
  perStepMs = lengthMs,
): readonly Problem[] {
  if (!isWithinStep(lengthMs, dtMs)) return [];
  const given = `${shown(lengthMs)} ms`;
  const sentence = `it lasts ${given}, less than a step of ${shown(dtMs)} ms: the step has the same charge, at ${shown((100 * perStepMs) / dtMs)} % of the height. Lengthen it, or choose a time step of at most ${given}.`;
  const said = { field: `parameters.${name}`, given, allowed: `at least ${shown(dtMs)} ms`, sentence };
  return [problem({ code: 'time-step', severity: 'warning', subject, ...said })];
}

interface Train {
  readonly length: Timed;
  readonly period: Timed;
  readonly count: number;
}

/** Warns of pulses that are shorter than a step, or longer than their period. */
function checkTrain(dtMs: number, subject: Subject, { length, period, count }: Train): readonly Problem[] {
  const pulsesInStep = Math.min(count, Math.max(1, dtMs / period.least));
  if (length.most <= period.least * (1 + 1e-6))
    return checkLength(dtMs, subject, length.name, length.least, length.least * pulsesInStep);
  if (count < 2) return [];
  const [given, allowed] = [`${shown(length.most)} ms`, `at most ${shown(period.least)} ms`];
  const sentence = `its width is ${given}, longer than the period, ${shown(period.least)} ms: the current stays on from pulse to pulse. The width must be ${allowed} for pulses.`;
  const said = { field: `parameters.${length.name}`, given, allowed, sentence };
  return [problem({ code: 'out-of-range', severity: 'warning', subject, ...said })];
}

function checkRise(dtMs: number, subject: Subject, { name, meaning, least }: Timed): readonly Problem[] {
  if (!isWithinStep(least, dtMs)) return [];
  const given = `${shown(least)} ms`;
  const sentence = `the ${meaning} is ${given}, less than a step of ${shown(dtMs)} ms: it is a jump, with the same charge. Lengthen it, or choose a time step of at most ${given}.`;
  const said = { field: `parameters.${name}`, given, allowed: `at least ${shown(dtMs)} ms`, sentence };
  return [problem({ code: 'time-step', severity: 'warning', subject, ...said })];
}
