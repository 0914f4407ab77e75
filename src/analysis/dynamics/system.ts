import type { VectorField } from '../../contract/index.ts';
import { entry } from './linear.ts';

export type Numbers = ArrayLike<number>;

/**
 * A neuron as a dynamical system x' = f(x; p), in internal units (ms, mV, pA, nS, pF): its compiled field, and what the questions
 * of this folder need to know of it besides.
 */
export interface DynamicalSystem {
  readonly field: VectorField;
  /** Values of the parameters; each question may be asked with others. */
  readonly parameters: readonly number[];
  /** Where a run starts. */
  readonly initial: readonly number[];
  /** Which state is the membrane potential. */
  readonly membrane: number;
  /** How far each state usually goes, more than 0: in these, distances are measured. */
  readonly scales: readonly number[];
  /** Where the membrane usually is. Searches are finest there and go far beyond. */
  readonly window: { readonly low: number; readonly high: number };
  /** Whether a spike sets states anew (integrate-and-fire), so that what lies beyond the threshold is never reached. */
  readonly hasReset: boolean;
  /** Which parameter is the refractory period; null: there is none. */
  readonly refractory: number | null;
  /** States that stand still while the neuron is refractory. */
  readonly clamped: readonly boolean[];
}

export function ratesAt({ field }: DynamicalSystem, x: Numbers, p: Numbers): Float64Array {
  const out = new Float64Array(field.states);
  field.rates(x, p, out);
  return out;
}

/** Row by row, n x n. */
export function jacobianAt({ field }: DynamicalSystem, x: Numbers, p: Numbers): Float64Array {
  const out = new Float64Array(field.states ** 2);
  field.jacobian(x, p, out);
  return out;
}

/** The derivative of the rates with respect to one parameter. */
export function sensitivityTo({ field }: DynamicalSystem, x: Numbers, p: Numbers, parameter: number): Float64Array {
  const all = new Float64Array(field.states * field.parameters);
  field.sensitivity(x, p, all);
  return Float64Array.from({ length: field.states }, (_, k) => entry(all, k * field.parameters + parameter));
}

/**
 * The size of the terms that each rate is made of, per ms: what its derivatives say that states and parameters contribute. A rate
 * is 0 to rounding where it is small against this.
 */
function rateScales(system: DynamicalSystem, x: Numbers, p: Numbers): Float64Array {
  const { states, parameters } = system.field;
  const jacobian = jacobianAt(system, x, p);
  const sensitivity = new Float64Array(states * parameters);
  system.field.sensitivity(x, p, sensitivity);
  return Float64Array.from({ length: states }, (_, k) => {
    let sum = 0;
    const add = (term: number): void => {
      if (Number.isFinite(term)) sum += Math.abs(term);
    };
    for (let j = 0; j < states; j++) add(entry(jacobian, k * states + j) * entry(x, j));
    for (let j = 0; j < parameters; j++) add(entry(sensitivity, k * parameters + j) * entry(p, j));
    return sum > 0 ? sum : 1;
  });
}

/** The greatest rate, each by the size of its terms. */
export function residualOf(system: DynamicalSystem, x: Numbers, p: Numbers): number {
  const scales = rateScales(system, x, p);
  return ratesAt(system, x, p).reduce((most, rate, k) => {
    const share = Math.abs(rate) / entry(scales, k);
    return Number.isNaN(share) ? Number.NaN : Math.max(most, share);
  }, 0);
}

/** The distance of two states in the usual ranges of each. */
export function distanceOf({ scales }: DynamicalSystem, a: Numbers, b: Numbers): number {
  return scales.reduce((most, scale, k) => Math.max(most, Math.abs(entry(a, k) - entry(b, k)) / scale), 0);
}

/** Whether a state lies where a spike is counted and reset. */
export function isBeyondThreshold({ field, hasReset }: DynamicalSystem, x: Numbers, p: Numbers): boolean {
  return hasReset && field.threshold !== null && field.threshold(x, p) > 0;
}

export const withParameter = (parameters: readonly number[], index: number, value: number): readonly number[] =>
  parameters.with(index, value);
