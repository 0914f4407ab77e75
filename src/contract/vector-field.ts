import type { Program } from './program.ts';

/**
 * The right-hand sides of n states with p parameters as programs, for dynamical analysis: autonomous, without noise and
 * refractoriness. Derivatives are symbolic. Directions are read as inputs: those of the first from 0, of the second from n, of the
 * third from 2 n.
 */
export interface FieldPrograms {
  readonly states: number;
  readonly parameters: number;
  /** n results, per ms. */
  readonly rates: Program;
  /** n x n results, row by row: the derivative of the k-th rate with respect to the j-th state. */
  readonly jacobian: Program;
  /** n x p results, row by row: the derivative of the k-th rate with respect to the j-th parameter. */
  readonly sensitivity: Program;
  /** n results: the second derivative along two directions, the bilinear form B(u, v) of a Taylor series. */
  readonly second: Program;
  /** n results: the third derivative along three directions, C(u, v, w). */
  readonly third: Program;
  /** One result that is positive where a spike is counted; null: the model never spikes. */
  readonly threshold: Program | null;
  /** n results: the states after a spike's reset. */
  readonly reset: Program;
}

/**
 * A compiled vector field x' = f(x; p) in internal units (ms, mV, pA, nS, pF). Each function writes into `out`, and reads the first n
 * numbers of states and directions and the first p of parameters; what is not defined there is NaN or infinite.
 */
export interface VectorField {
  readonly states: number;
  readonly parameters: number;
  rates(x: Numbers, p: Numbers, out: Float64Array): void;
  /** Row by row, n x n. */
  jacobian(x: Numbers, p: Numbers, out: Float64Array): void;
  /** Row by row, n x p. */
  sensitivity(x: Numbers, p: Numbers, out: Float64Array): void;
  second(x: Numbers, p: Numbers, u: Numbers, v: Numbers, out: Float64Array): void;
  third(x: Numbers, p: Numbers, u: Numbers, v: Numbers, w: Numbers, out: Float64Array): void;
  /** Positive where a spike is counted, continuous in the states where the condition is one comparison; null: it never spikes. */
  readonly threshold: ((x: Numbers, p: Numbers) => number) | null;
  reset(x: Numbers, p: Numbers, out: Float64Array): void;
}

type Numbers = ArrayLike<number>;
