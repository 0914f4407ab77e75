import type { Arithmetic, Elementary, FloatFormat } from './elementary/arithmetic.ts';
import { bernoulli, bernoulliNearZero } from './elementary/bernoulli.ts';
import { exponential, exponentialMinusOne, exponentialRatio, hyperbolicTangent } from './elementary/exponential.ts';
import { logarithm, logarithmOfOnePlus } from './elementary/logarithm.ts';
import { power } from './elementary/power.ts';
import { cosine, sine } from './elementary/sine.ts';

/**
 * Elementary functions in plain arithmetic, written once over an abstract `Arithmetic`: with numbers they are the reference
 * (this file's `exp`, `log`, ...); with an arithmetic that emits instructions, a WebAssembly kernel performs the same operations
 * in the same order, so that the two agree bit for bit. Straight-line code, except that `guarded` passes over what no element
 * needs. No fused multiply-add may be used. Errors are at most 2 units in the last place (of sin and cos for |x| < 1e10; beyond,
 * those of an argument off by a few of its own units).
 *
 * Method: Cody and Waite's reductions (Software Manual for the Elementary Functions, 1980) with minimax polynomials, fitted with
 * 60 digits by Lawson's weighted least squares (1961), then rounded.
 */
export type { Arithmetic, Elementary } from './elementary/arithmetic.ts';
export { propagators } from './propagators.ts';

const TWO_52 = 4503599627370496;

const DOUBLE: FloatFormat = {
  exponentBound: 1023,
  lift: { factor: 2 ** 54, bits: 54 },
  splitter: 2 ** 27 + 1,
  shortener: 1.5 * 2 ** (52 - 19),
  /** 32 bits and 53. */
  ln2: { high: 0.6931471803691238, low: 1.9082149292705877e-10 },
  /** 27 bits each, and 53: for multiples below 2^25 by 1/2. More parts have 20 bits, for multiples below 2^32. */
  pi: {
    parts: [3.141592651605606, 1.9841871479187034e-9, 1.1442377452219664e-17],
    moreParts: [
      3.1415939331054688, -1.27951534523163e-6, -3.302800741233902e-13, 1.666748254779037e-19, 3.289249221551504e-26,
      2.165713347843828e-32,
    ],
    enoughAbove: 2 ** -20,
    enoughBelow: 2 ** 25,
  },
  exponential: { common: 708, lowest: -746, highest: 710, highestRatio: 720 },
  tanhLimit: 22,
  exponentialSeries: [
    0.5, 0.16666666666666602, 0.04166666666661999, 0.008333333333388395, 0.0013888888920500823, 0.000198412697093259,
    2.480151636007997e-5, 2.755742508741436e-6, 2.762222157763527e-7, 2.5045897989618885e-8,
  ],
  ratioSeries: [
    0.5, 0.16666666666666657, 0.04166666666668181, 0.008333333333369249, 0.0013888888881896922, 0.00019841269630713857,
    2.4801595850573433e-5, 2.755769260296628e-6, 2.7557056187064065e-7, 2.4863593099213647e-8, 1.7835839625496221e-9,
  ],
  bernoulli: {
    near: 1,
    series: [
      0.0833333333333333, -0.0013888888888851738, 3.306878300926343e-5, -8.26719218658696e-7, 2.0875729194622377e-8,
      -5.268988519780863e-10, 1.2257392372635436e-11,
    ],
  },
  atanhSeries: [
    0.40000000000002256, 0.28571428570098406, 0.22222222520136695, 0.1818178434792482, 0.15386758237674164,
    0.1325679615889762, 0.13196533165959318,
  ],
  sineSeries: [
    -0.04166666666666666, 0.008333333333333194, -0.00019841269841209148, 2.7557319211124824e-6, -2.505210687163088e-8,
    1.605893964551896e-10, -7.642989880638536e-13, 2.7211576447316392e-15,
  ],
};

/** The elementary functions of a format, by their names in programs. */
export function elementaryIn(format: FloatFormat) {
  return {
    exp: { arity: 1, define: (m, x) => exponential(m, format, x) },
    expm1: { arity: 1, define: (m, x) => exponentialMinusOne(m, format, x) },
    exprel: { arity: 1, define: (m, x) => exponentialRatio(m, format, x) },
    bernoulli: { arity: 1, define: (m, x) => bernoulli(m, format, x) },
    bernoulliNearZero: { arity: 1, define: (m, x) => bernoulliNearZero(m, format, x) },
    log: { arity: 1, define: (m, x) => logarithm(m, format, x) },
    log1p: { arity: 1, define: (m, x) => logarithmOfOnePlus(m, format, x) },
    sin: { arity: 1, define: (m, x) => sine(m, format, x) },
    cos: { arity: 1, define: (m, x) => cosine(m, format, x) },
    tanh: { arity: 1, define: (m, x) => hyperbolicTangent(m, format, x) },
    pow: { arity: 2, define: (m, x, y) => power(m, format, x, y) },
  } as const satisfies Readonly<Record<string, Elementary>>;
}

export const elementaryF64: ReturnType<typeof elementaryIn> = elementaryIn(DOUBLE);

const doubles = new Float64Array(1);
/** Low word, high word (little-endian, as WebAssembly). */
const words = new Int32Array(doubles.buffer);

/** Ties to even; keeps the sign of 0. */
export function nearestEven(a: number): number {
  if (!(Math.abs(a) < TWO_52)) return a;
  const rounded = a < 0 ? a - TWO_52 + TWO_52 : a + TWO_52 - TWO_52;
  return rounded === 0 ? a * 0 : rounded;
}

function highWord(a: number): number {
  doubles[0] = a;
  return words[1] ?? 0;
}

function fromWords(low: number, high: number): number {
  words[0] = low;
  words[1] = high;
  return doubles[0] ?? 0;
}

function lowWord(a: number): number {
  doubles[0] = a;
  return words[0] ?? 0;
}

/** The arithmetic of doubles themselves. */
export const NUMBERS: Arithmetic<number, boolean> = {
  constant: (value) => value,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  neg: (a) => -a,
  abs: Math.abs,
  floor: Math.floor,
  nearest: nearestEven,
  min: Math.min,
  max: Math.max,
  lt: (a, b) => a < b,
  eq: (a, b) => a === b,
  select: (condition, whenTrue, whenFalse) => (condition ? whenTrue : whenFalse),
  guarded: (common, value, rare) => (common ? value : rare()),
  powerOfTwo: (n) => fromWords(0, lowWord(n + (TWO_52 + 1023)) << 20),
  exponent: (a) => (highWord(a) >>> 20) - 1023,
  mantissa: (a) => fromWords(lowWord(a), (highWord(a) & 0xfffff) | 0x3ff00000),
};

const unary =
  ({ define }: Elementary) =>
  (x: number): number =>
    define(NUMBERS, x, 0);

export const exp: (x: number) => number = unary(elementaryF64.exp);
export const expm1: (x: number) => number = unary(elementaryF64.expm1);
export const exprel: (x: number) => number = unary(elementaryF64.exprel);
/** x/(e^x - 1), 1 at 0. */
export const bernoulliOf: (x: number) => number = unary(elementaryF64.bernoulli);
/** The same, faster near 0; the last digit may differ. */
export const bernoulliNear: (x: number) => number = unary(elementaryF64.bernoulliNearZero);
export const log: (x: number) => number = unary(elementaryF64.log);
export const log1p: (x: number) => number = unary(elementaryF64.log1p);
export const tanh: (x: number) => number = unary(elementaryF64.tanh);
export const sin: (x: number) => number = unary(elementaryF64.sin);
export const cos: (x: number) => number = unary(elementaryF64.cos);
export const pow = (x: number, y: number): number => elementaryF64.pow.define(NUMBERS, x, y);
