/**
 * Elementary functions in plain double arithmetic, written once over an abstract `Arithmetic`: with numbers they are the
 * reference (this file's `exp`, `log`, ...); with an arithmetic that emits instructions, a WebAssembly kernel performs the same
 * operations in the same order, so that the two agree bit for bit. Straight-line code: no branch, only selects.
 * No fused multiply-add may be used. Errors are at most 2 units in the last place where the comment says nothing else.
 *
 * Method: Cody and Waite's reductions (Software Manual for the Elementary Functions, 1980) with Taylor series, whose
 * coefficients are exact rationals and need no table of fitted numbers.
 */

/** What the functions are made of. `T` is a double (or a handle of one), `B` a condition. Every value is used as a value: an emitter must name what it computes. */
export interface Arithmetic<T, B> {
  constant(value: number): T;
  add(a: T, b: T): T;
  sub(a: T, b: T): T;
  mul(a: T, b: T): T;
  div(a: T, b: T): T;
  neg(a: T): T;
  abs(a: T): T;
  floor(a: T): T;
  /** To the nearest integer, ties to even (f64.nearest). */
  nearest(a: T): T;
  /** As f64.min and f64.max: NaN wins. */
  min(a: T, b: T): T;
  max(a: T, b: T): T;
  lt(a: T, b: T): B;
  eq(a: T, b: T): B;
  select(condition: B, whenTrue: T, whenFalse: T): T;
  /** 2^n of an integer-valued n in [-1022, 1023]: the bits of (n + (2^52 + 1023)) shifted left by 52. Anything else: any bits. */
  powerOfTwo(n: T): T;
  /** Unbiased exponent bits of a >= 0: (bits >> 52 | bits of 2^52) - (2^52 + 1023). */
  exponent(a: T): T;
  /** Mantissa bits with the exponent of 1: in [1, 2). */
  mantissa(a: T): T;
}

/** ln 2 in two parts: the first has 32 bits, so that its product with an exponent is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** pi/2 in three parts of 27, 27 and 53 bits: products with integers below 2^26 are exact in the first two. */
const HALF_PI_1 = 1.570796325802803;
const HALF_PI_2 = 9.920935739593517e-10;
const HALF_PI_3 = 5.721188726109832e-18;
const TWO_OVER_PI = 0.6366197723675814;
const TWO_52 = 4503599627370496;
/** Smallest normal double, and 2^54 that lifts denormals above it. */
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_54 = 18014398509481984;
/** Splits a double into halves of 26 bits (Dekker 1971). */
const SPLITTER = 134217729;

/** r coth(r/2) = 2 + r^2/6 - r^4/360 + ...: 2 B_2k / (2k)!, lowest power first. */
export const COTH_SERIES = [1 / 6, -1 / 360, 1 / 15120, -1 / 604800, 1 / 23950080, -691 / 653837184000] as const;
/** 2 atanh(s) = 2 s + s (2/3 s^2 + 2/5 s^4 + ...). */
export const ATANH_SERIES = [2 / 3, 2 / 5, 2 / 7, 2 / 9, 2 / 11, 2 / 13, 2 / 15, 2 / 17, 2 / 19, 2 / 21] as const;
/** sin r = r - r^3/6 + r^5 (1/120 - ...): from the second correction on. */
export const SINE_SERIES = [
  1 / 120,
  -1 / 5040,
  1 / 362880,
  -1 / 39916800,
  1 / 6227020800,
  -1 / 1307674368000,
  1 / 355687428096000,
] as const;
/** cos r = 1 - r^2/2 + r^4 (1/24 - ...). */
export const COSINE_SERIES = [
  1 / 24,
  -1 / 720,
  1 / 40320,
  -1 / 3628800,
  1 / 479001600,
  -1 / 87178291200,
  1 / 20922789888000,
] as const;

/** Horner's scheme, highest power first to be multiplied. */
function series<T, B>(m: Arithmetic<T, B>, coefficients: readonly number[], x: T): T {
  let sum = m.constant(coefficients.at(-1) ?? 0);
  for (let k = coefficients.length - 2; k >= 0; k--) sum = m.add(m.constant(coefficients[k] ?? 0), m.mul(x, sum));
  return sum;
}

/** x = k ln 2 + (high - low); `small` = exp(high - low) - 1 = (high - low) + r c/(2 - c), c = r - r^2 P(r^2). */
function reduceExponent<T, B>(m: Arithmetic<T, B>, x: T): { k: T; high: T; low: T; quotient: T } {
  const k = m.nearest(m.mul(x, m.constant(Math.LOG2E)));
  const high = m.sub(x, m.mul(k, m.constant(LN2_HIGH)));
  const low = m.mul(k, m.constant(LN2_LOW));
  const r = m.sub(high, low);
  const square = m.mul(r, r);
  const c = m.sub(r, m.mul(square, series(m, COTH_SERIES, square)));
  const quotient = m.div(m.mul(r, c), m.sub(m.constant(2), c));
  return { k, high, low, quotient };
}

/** y 2^k for |k| <= 2044, in two steps so that neither factor leaves the range of normal numbers. */
function scale<T, B>(m: Arithmetic<T, B>, y: T, k: T): T {
  const half = m.floor(m.mul(k, m.constant(0.5)));
  return m.mul(m.mul(y, m.powerOfTwo(half)), m.powerOfTwo(m.sub(k, half)));
}

/** e^x. 0 below -746, infinite above 709.78. */
export function expOn<T, B>(m: Arithmetic<T, B>, x: T): T {
  const clamped = m.max(m.min(x, m.constant(710)), m.constant(-746));
  const { k, high, low, quotient } = reduceExponent(m, clamped);
  const mantissa = m.add(m.constant(1), m.add(m.sub(quotient, low), high));
  return scale(m, mantissa, k);
}

/** e^x - 1, exact near 0: ((e^r - 1) + (1 - 2^-k)) 2^k. */
export function expm1On<T, B>(m: Arithmetic<T, B>, x: T): T {
  const clamped = m.max(m.min(x, m.constant(710)), m.constant(-50));
  const { k, high, low, quotient } = reduceExponent(m, clamped);
  const small = m.add(m.sub(quotient, low), high);
  const inverse = m.powerOfTwo(m.max(m.neg(k), m.constant(-1000)));
  const exact = m.eq(k, m.constant(0));
  const scaled = scale(m, m.add(small, m.sub(m.constant(1), inverse)), k);
  return m.select(exact, small, scaled);
}

/** (e^x - 1)/x, 1 at 0. */
export function exprelOn<T, B>(m: Arithmetic<T, B>, x: T): T {
  const zero = m.eq(x, m.constant(0));
  const divisor = m.min(m.select(zero, m.constant(1), x), m.constant(1000));
  return m.select(zero, m.constant(1), m.div(expm1On(m, x), divisor));
}

/** x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)), for x > 0. */
function reduceLogarithm<T, B>(m: Arithmetic<T, B>, x: T): { k: T; f: T } {
  const tiny = m.lt(x, m.constant(SMALLEST_NORMAL));
  const normal = m.select(tiny, m.mul(x, m.constant(TWO_54)), x);
  const mantissa = m.mantissa(normal);
  const large = m.lt(m.constant(Math.SQRT2), mantissa);
  const shift = m.select(tiny, m.constant(-54), m.constant(0));
  const exponent = m.add(m.exponent(normal), shift);
  return {
    k: m.select(large, m.add(exponent, m.constant(1)), exponent),
    f: m.sub(m.select(large, m.mul(mantissa, m.constant(0.5)), mantissa), m.constant(1)),
  };
}

/** `value` for x in (0, inf); the limits and NaN elsewhere. */
function logarithmEdges<T, B>(m: Arithmetic<T, B>, x: T, value: T): T {
  const above = m.select(m.lt(x, m.constant(Number.POSITIVE_INFINITY)), value, x);
  const atZero = m.select(m.eq(x, m.constant(0)), m.constant(Number.NEGATIVE_INFINITY), above);
  return m.select(m.lt(x, m.constant(0)), m.constant(Number.NaN), atZero);
}

/** Natural logarithm. log 0 = -inf; NaN below 0. */
export function logOn<T, B>(m: Arithmetic<T, B>, x: T): T {
  const { k, f } = reduceLogarithm(m, x);
  const s = m.div(f, m.add(m.constant(2), f));
  const square = m.mul(s, s);
  const rest = m.mul(square, series(m, ATANH_SERIES, square));
  // log(1 + f) = f - (f^2/2 - s (f^2/2 + rest)): f itself is exact.
  const halfSquare = m.mul(m.mul(m.constant(0.5), f), f);
  const low = m.add(m.mul(s, m.add(halfSquare, rest)), m.mul(k, m.constant(LN2_LOW)));
  const value = m.sub(m.mul(k, m.constant(LN2_HIGH)), m.sub(m.sub(halfSquare, low), f));
  return logarithmEdges(m, x, value);
}

/** log(1 + x): log of the rounded sum u, and the part (x - (u - 1))/u that rounding lost. */
export function log1pOn<T, B>(m: Arithmetic<T, B>, x: T): T {
  const sum = m.add(m.constant(1), x);
  const lost = m.sub(x, m.sub(sum, m.constant(1)));
  const usable = m.lt(m.abs(lost), m.constant(1));
  const divisor = m.select(m.eq(sum, m.constant(0)), m.constant(1), sum);
  return m.add(logOn(m, sum), m.select(usable, m.div(lost, divisor), m.constant(0)));
}

/** Hyperbolic tangent by expm1(-2|x|) below 1, expm1(2|x|) above. */
export function tanhOn<T, B>(m: Arithmetic<T, B>, x: T): T {
  const size = m.min(m.abs(x), m.constant(22));
  const below = m.lt(size, m.constant(1));
  const twice = m.add(size, size);
  const t = expm1On(m, m.select(below, m.neg(twice), twice));
  const sum = m.add(t, m.constant(2));
  const quotient = m.div(m.select(below, m.neg(t), m.constant(2)), sum);
  const value = m.select(below, quotient, m.sub(m.constant(1), quotient));
  return m.select(m.lt(x, m.constant(0)), m.neg(value), value);
}

/** x = n pi/2 + (head + tail), quadrant = n mod 4. Absolute error below 2^-75 for |x| < 1e8. */
function reduceAngle<T, B>(m: Arithmetic<T, B>, x: T): { head: T; tail: T; quadrant: T } {
  const n = m.nearest(m.mul(x, m.constant(TWO_OVER_PI)));
  const first = m.sub(x, m.mul(n, m.constant(HALF_PI_1)));
  const second = m.mul(n, m.constant(HALF_PI_2));
  const difference = m.sub(first, second);
  // Error of the subtraction (Knuth's two-sum, valid for either order of sizes).
  const back = m.sub(first, difference);
  const error = m.sub(m.sub(first, m.add(difference, back)), m.sub(second, back));
  const low = m.sub(m.mul(n, m.constant(HALF_PI_3)), error);
  const head = m.sub(difference, low);
  const tail = m.sub(m.sub(difference, head), low);
  return { head, tail, quadrant: m.sub(n, m.mul(m.constant(4), m.floor(m.mul(n, m.constant(0.25))))) };
}

function sineAndCosine<T, B>(m: Arithmetic<T, B>, head: T, tail: T): { sine: T; cosine: T } {
  const square = m.mul(head, head);
  const cube = m.mul(square, head);
  const sineRest = m.mul(square, series(m, SINE_SERIES, square));
  const correction = m.sub(m.mul(m.constant(1 / 6), cube), m.mul(cube, sineRest));
  const sine = m.sub(head, m.sub(m.sub(correction, tail), m.mul(m.mul(m.constant(-0.5), square), tail)));
  const half = m.mul(m.constant(0.5), square);
  const near = m.sub(m.constant(1), half);
  const lost = m.sub(m.sub(m.constant(1), near), half);
  const cosineRest = m.mul(m.mul(square, square), series(m, COSINE_SERIES, square));
  return { sine, cosine: m.add(near, m.add(lost, m.sub(cosineRest, m.mul(head, tail)))) };
}

/** Picks by quadrant: sine, cosine, -sine, -cosine for 0, 1, 2, 3 (4 is 0). */
function byQuadrant<T, B>(m: Arithmetic<T, B>, quadrant: T, sine: T, cosine: T): T {
  const isSecond = m.eq(quadrant, m.constant(1));
  const odd = m.select(isSecond, m.constant(1), m.select(m.eq(quadrant, m.constant(3)), m.constant(1), m.constant(0)));
  const value = m.select(m.eq(odd, m.constant(1)), cosine, sine);
  const upper = m.lt(m.constant(1.5), quadrant);
  const lower = m.lt(quadrant, m.constant(3.5));
  return m.select(upper, m.select(lower, m.neg(value), value), value);
}

/** Sine; |x| below 1e8. */
export function sinOn<T, B>(m: Arithmetic<T, B>, x: T): T {
  const { head, tail, quadrant } = reduceAngle(m, x);
  const { sine, cosine } = sineAndCosine(m, head, tail);
  return byQuadrant(m, quadrant, sine, cosine);
}

/** Cosine; |x| below 1e8. */
export function cosOn<T, B>(m: Arithmetic<T, B>, x: T): T {
  const { head, tail, quadrant } = reduceAngle(m, x);
  const { sine, cosine } = sineAndCosine(m, head, tail);
  return byQuadrant(m, m.add(quadrant, m.constant(1)), sine, cosine);
}

/** a b = product + error exactly (Dekker 1971); for sizes within 2^-480 .. 2^480. */
function twoProduct<T, B>(m: Arithmetic<T, B>, a: T, b: T): { product: T; error: T } {
  const product = m.mul(a, b);
  const splitA = m.mul(a, m.constant(SPLITTER));
  const splitB = m.mul(b, m.constant(SPLITTER));
  const highA = m.sub(splitA, m.sub(splitA, a));
  const highB = m.sub(splitB, m.sub(splitB, b));
  const lowA = m.sub(a, highA);
  const lowB = m.sub(b, highB);
  const partial = m.add(m.add(m.sub(m.mul(highA, highB), product), m.mul(highA, lowB)), m.mul(lowA, highB));
  return { product, error: m.add(partial, m.mul(lowA, lowB)) };
}

/** log x = high + low to some 60 bits, for finite x > 0. */
function longLogarithm<T, B>(m: Arithmetic<T, B>, x: T): { high: T; low: T } {
  const { k, f } = reduceLogarithm(m, x);
  const divisor = m.add(m.constant(2), f);
  const divisorLost = m.sub(f, m.sub(divisor, m.constant(2)));
  const s = m.div(f, divisor);
  const exact = twoProduct(m, s, divisor);
  const remainder = m.sub(m.sub(m.sub(f, exact.product), exact.error), m.mul(s, divisorLost));
  const sLow = m.div(remainder, divisor);
  const square = m.mul(s, s);
  const rest = m.mul(s, m.mul(square, series(m, ATANH_SERIES, square)));
  const low = m.add(m.add(rest, m.add(sLow, sLow)), m.mul(k, m.constant(LN2_LOW)));
  const twice = m.add(s, s);
  const base = m.mul(k, m.constant(LN2_HIGH));
  const sum = m.add(base, twice);
  // |base| >= |twice| or base = 0: the rounding error of the sum is exact either way.
  const sumLost = m.sub(twice, m.sub(sum, base));
  const tail = m.add(sumLost, low);
  const high = m.add(sum, tail);
  return { high, low: m.sub(tail, m.sub(high, sum)) };
}

/**
 * x^y, within 2 units in the last place where |y log x| < 64 (8 at the ends of the range). Negative x: only integer y, else NaN.
 * x^0 = 1, 0^y = 0 (infinite for y < 0).
 */
export function powOn<T, B>(m: Arithmetic<T, B>, x: T, y: T): T {
  const infinity = m.constant(Number.POSITIVE_INFINITY);
  const zero = m.constant(0);
  const size = m.abs(x);
  const isZero = m.eq(size, zero);
  const isInfinite = m.eq(size, infinity);
  const exponent = m.max(m.min(y, m.constant(1e100)), m.constant(-1e100));
  const logarithm = longLogarithm(m, m.select(isZero, m.constant(1), m.select(isInfinite, m.constant(1), size)));
  const { product, error } = twoProduct(m, exponent, logarithm.high);
  const head = expOn(m, product);
  const correction = m.add(error, m.mul(exponent, logarithm.low));
  const corrected = m.add(head, m.mul(head, correction));
  const inside = m.lt(m.abs(product), m.constant(709.7));
  const regular = m.select(inside, corrected, head);
  const negativePower = m.lt(y, zero);
  const atZero = m.select(isZero, m.select(negativePower, infinity, zero), regular);
  const atInfinity = m.select(isInfinite, m.select(negativePower, zero, infinity), atZero);
  const isInteger = m.eq(m.floor(y), y);
  const half = m.mul(y, m.constant(0.5));
  const isEven = m.eq(m.floor(half), half);
  const odd = m.select(isEven, atInfinity, m.neg(atInfinity));
  const signed = m.select(m.lt(x, zero), m.select(isInteger, odd, m.constant(Number.NaN)), atInfinity);
  const number = m.select(m.eq(x, x), signed, x);
  return m.select(m.eq(y, zero), m.constant(1), number);
}

export { propagators } from './propagators.ts';

const doubles = new Float64Array(1);
const words = new BigUint64Array(doubles.buffer);

function nearestEven(a: number): number {
  if (!(Math.abs(a) < TWO_52)) return a;
  return a < 0 ? a - TWO_52 + TWO_52 : a + TWO_52 - TWO_52;
}

function bitsOf(a: number): bigint {
  doubles[0] = a;
  return words[0] ?? 0n;
}

function fromBits(bits: bigint): number {
  words[0] = bits;
  return doubles[0] ?? 0;
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
  powerOfTwo: (n) => fromBits(bitsOf(n + (TWO_52 + 1023)) << 52n),
  exponent: (a) => fromBits((bitsOf(a) >> 52n) | bitsOf(TWO_52)) - (TWO_52 + 1023),
  mantissa: (a) => fromBits((bitsOf(a) & 0xfffffffffffffn) | 0x3ff0000000000000n),
};

export const exp = (x: number): number => expOn(NUMBERS, x);
export const expm1 = (x: number): number => expm1On(NUMBERS, x);
export const exprel = (x: number): number => exprelOn(NUMBERS, x);
export const log = (x: number): number => logOn(NUMBERS, x);
export const log1p = (x: number): number => log1pOn(NUMBERS, x);
export const tanh = (x: number): number => tanhOn(NUMBERS, x);
export const sin = (x: number): number => sinOn(NUMBERS, x);
export const cos = (x: number): number => cosOn(NUMBERS, x);
export const pow = (x: number, y: number): number => powOn(NUMBERS, x, y);
