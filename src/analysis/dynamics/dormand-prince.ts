import { entry } from './linear.ts';

/** The right-hand side of an autonomous system: writes the rates of a state. */
export type Rates = (x: Float64Array, out: Float64Array) => void;

/** Coefficients of Dormand and Prince, J Comput Appl Math 6 (1980) 19: order 5, with one of order 4 beside it for the error. */
const STAGES: readonly (readonly number[])[] = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];
/** Of the polynomial between two steps, of order 4 (Hairer, Nørsett and Wanner, Solving Ordinary Differential Equations I, 1993, II.6). */
const BETWEEN = [
  -12715105075 / 11282082432,
  0,
  87487479700 / 32700410799,
  -10690763975 / 1880347072,
  701980252875 / 199316789632,
  -1453857185 / 822651844,
  69997945 / 29380423,
];

/** A step that was taken. */
export interface Taken {
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly length: number;
  /** The state at a share of the step; of its first components if so many are wanted. */
  readonly at: (share: number, count?: number) => Float64Array;
}

/** Tolerances of the error of a step: relative, and absolute for each state. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: ArrayLike<number>;
}

/** What of a step's error the next one is made for. */
const SAFETY = 0.9;

/** One step of a given length; its error is 1 where it is as large as allowed, NaN where the rates are not defined on the way. */
export function step(
  rates: Rates,
  from: Float64Array,
  length: number,
  tolerance: Tolerance,
): Taken & { readonly error: number } {
  const size = from.length;
  // All slopes in one array, since most of the time of an analysis is spent in these loops.
  const slopes = new Float64Array(7 * size);
  const slope = new Float64Array(size);
  rates(from, slope);
  slopes.set(slope);
  let to = from;
  for (let stage = 0; stage < STAGES.length; stage++) {
    const row = STAGES[stage] ?? [];
    const state = new Float64Array(size);
    for (let j = 0; j < row.length; j++) {
      const factor = length * entry(row, j);
      if (factor === 0) continue;
      const place = j * size;
      for (let k = 0; k < size; k++) state[k] = entry(state, k) + factor * entry(slopes, place + k);
    }
    for (let k = 0; k < size; k++) state[k] = entry(state, k) + entry(from, k);
    rates(state, slope);
    slopes.set(slope, (stage + 1) * size);
    to = state;
  }
  const reached = to;
  const weighted = (weights: readonly number[], k: number): number => {
    let sum = 0;
    for (let j = 0; j < 7; j++) sum += entry(weights, j) * entry(slopes, j * size + k);
    return sum;
  };
  let square = 0;
  for (let k = 0; k < size; k++) {
    const allowed =
      entry(tolerance.absolute, k) +
      tolerance.relative * Math.max(Math.abs(entry(from, k)), Math.abs(entry(reached, k)));
    square += ((length * weighted(ERROR, k)) / allowed) ** 2;
  }
  const at = (share: number, count = size): Float64Array => {
    const rest = 1 - share;
    const state = new Float64Array(count);
    for (let k = 0; k < count; k++) {
      const start = entry(from, k);
      const rise = entry(reached, k) - start;
      const bend = length * entry(slopes, k) - rise;
      const turn = rise - length * entry(slopes, 6 * size + k) - bend;
      state[k] = start + share * (rise + rest * (bend + share * (turn + rest * length * weighted(BETWEEN, k))));
    }
    return state;
  };
  return { from, to: reached, length, at, error: Math.sqrt(square / size) };
}

/** The length of the step after one with this error. */
export function nextLength(length: number, error: number): number {
  if (Number.isNaN(error)) return length / 10;
  return length * Math.min(5, Math.max(0.2, SAFETY * Math.max(error, 1e-10) ** -0.2));
}

/** A first step: a hundredth of the time in which the state would move by its tolerances' scale. */
export function firstLength(rates: Rates, from: Float64Array, { absolute, relative }: Tolerance): number {
  const slope = new Float64Array(from.length);
  rates(from, slope);
  const fastest = slope.reduce((most, rate, k) => {
    const size = entry(absolute, k) / relative + Math.abs(entry(from, k));
    return Math.max(most, Math.abs(rate) / size);
  }, 0);
  return fastest > 0 && Number.isFinite(fastest) ? Math.min(1, 0.01 / fastest) : 0.01;
}
