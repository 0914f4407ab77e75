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
  /** The state at a share of the step. */
  readonly at: (share: number) => Float64Array;
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
  const slopes = [new Float64Array(size)];
  const [first = new Float64Array(size)] = slopes;
  rates(from, first);
  let to = from;
  for (const row of STAGES) {
    const state = new Float64Array(size);
    for (let k = 0; k < size; k++) {
      let sum = 0;
      for (let j = 0; j < row.length; j++) sum += entry(row, j) * (slopes[j]?.[k] ?? 0);
      state[k] = entry(from, k) + length * sum;
    }
    const slope = new Float64Array(size);
    rates(state, slope);
    slopes.push(slope);
    to = state;
  }
  let square = 0;
  for (let k = 0; k < size; k++) {
    let deviation = 0;
    for (let j = 0; j < ERROR.length; j++) deviation += entry(ERROR, j) * (slopes[j]?.[k] ?? 0);
    const allowed =
      entry(tolerance.absolute, k) + tolerance.relative * Math.max(Math.abs(entry(from, k)), Math.abs(entry(to, k)));
    square += ((length * deviation) / allowed) ** 2;
  }
  const reached = to;
  const at = (share: number): Float64Array =>
    from.map((start, k) => {
      const [rise, begin, end] = [entry(reached, k) - start, slopes[0]?.[k] ?? 0, slopes[6]?.[k] ?? 0];
      const bend = length * begin - rise;
      let last = 0;
      for (let j = 0; j < BETWEEN.length; j++) last += entry(BETWEEN, j) * (slopes[j]?.[k] ?? 0);
      const rest = 1 - share;
      return start + share * (rise + rest * (bend + share * (rise - length * end - bend + rest * length * last)));
    });
  return { from, to, length, at, error: Math.sqrt(square / size) };
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
