import type { Problem, Values } from '../contract/index.ts';
import { problem, type Subject } from '../document/problems.ts';

/** Spikes of a train in a step, and of a background to a neuron, above which they are asked for by mistake. */
const MOST_OF_TRAIN = 1000;
const MOST_OF_BACKGROUND = 10_000;

/** A rate at which a train has more spikes in a step is a problem of this field. */
export function checkTrain(dtMs: number, subject: Subject, field: string, rateKHz: number): readonly Problem[] {
  if (rateKHz * dtMs <= MOST_OF_TRAIN) return [];
  const given = `${figure(rateKHz * 1000)} Hz`;
  const allowed = `at most ${figure((MOST_OF_TRAIN * 1000) / dtMs)} Hz`;
  const sentence = `the rate of a train is ${given}, ${figure(rateKHz * dtMs)} spikes in a time step of ${dtMs} ms; must be ${allowed}, ${MOST_OF_TRAIN} spikes in a step.`;
  return [problem({ code: 'out-of-range', subject, field, given, allowed, sentence })];
}

/** What a background may bring to a neuron in a step. */
export function checkBackground(dtMs: number, subject: Subject, trains: number, rateKHz: number): readonly Problem[] {
  if (trains * rateKHz * dtMs <= MOST_OF_BACKGROUND) return [];
  const given = `${figure(rateKHz * 1000)} Hz`;
  const allowed = `at most ${figure((MOST_OF_BACKGROUND * 1000) / (trains * dtMs))} Hz`;
  const sentence = `${trains} trains of ${given} bring ${figure(trains * rateKHz * dtMs)} spikes in a time step of ${dtMs} ms; the rate must be ${allowed}, ${MOST_OF_BACKGROUND} spikes in a step. Take fewer trains, or a current.`;
  return [problem({ code: 'out-of-range', subject, field: 'parameters.rate', given, allowed, sentence })];
}

/** As many digits of a number as a sentence needs. */
export const figure = (value: number): number => Number(value.toPrecision(6));

/** The largest value of drawn ones, of a normal distribution its mean. */
export function largestOf(values: Values): number {
  if (values.kind === 'constant') return values.value;
  if (values.kind === 'uniform') return values.high;
  return values.kind === 'normal' ? values.mean : 0;
}
