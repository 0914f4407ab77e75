/**
 * Elementary functions of doubles to some 250 bits, by series on integers: the reference for those of the simulator. Slow, and
 * simple enough to be believed; `high-precision.test.ts` checks it on published constants.
 */

/** mantissa 2^exponent, exactly. */
export interface Real {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** Numbers of bits of a significand and least exponent of a normal number. */
export interface Format {
  readonly precision: number;
  readonly least: number;
  readonly greatest: number;
}
export const DOUBLE: Format = { precision: 53, least: -1022, greatest: 1023 };
export const SINGLE: Format = { precision: 24, least: -126, greatest: 127 };

const view = new DataView(new ArrayBuffer(8));

/** A finite double as it is. */
function exact(x: number): Real {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const field = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = field === 0 ? fraction : fraction | 0x10000000000000n;
  return { mantissa: x < 0 ? -mantissa : mantissa, exponent: Math.max(field, 1) - 1075 };
}

const shift = (value: bigint, by: number): bigint => (by >= 0 ? value << BigInt(by) : value >> BigInt(-by));
const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);
const bitLength = (value: bigint): number => magnitude(value).toString(2).length;
/** floor(log2 |x|). */
const exponentOf = ({ mantissa, exponent }: Real): number => bitLength(mantissa) - 1 + exponent;

/** Fixed-point bits behind the point that keep 250 bits of x and of what is proportional to it. */
const bitsFor = (x: number): number => 280 + Math.max(0, x === 0 ? 0 : -exponentOf(exact(x)));
const fixed = (x: number, bits: number): bigint => shift(exact(x).mantissa, exact(x).exponent + bits);

const CONSTANT_BITS = 1500;

/** Sum of (+-1)^n / ((2 n + 1) q^(2 n + 1)): atanh(1/q), or atan(1/q) by alternating signs. */
function inverseSeries(q: bigint, sign: 1n | -1n): bigint {
  let power = (1n << BigInt(CONSTANT_BITS)) / q;
  let sum = power;
  for (let n = 3n; power !== 0n; n += 2n) {
    power = (sign * power) / (q * q);
    sum += power / n;
  }
  return sum;
}

/** Machin-like formulas. */
const LN2 = 18n * inverseSeries(26n, 1n) - 2n * inverseSeries(4801n, 1n) + 8n * inverseSeries(8749n, 1n);
const PI = 16n * inverseSeries(5n, -1n) - 4n * inverseSeries(239n, -1n);
const ln2 = (bits: number): bigint => shift(LN2, bits - CONSTANT_BITS);
const pi = (bits: number): bigint => shift(PI, bits - CONSTANT_BITS);

/** a/b to the nearest integer. */
function quotient(a: bigint, b: bigint): bigint {
  const twice = 2n * a + b;
  const floor = twice / (2n * b);
  return twice % (2n * b) < 0n ? floor - 1n : floor;
}

/** e^r - 1 of a fixed-point r, |r| < 1. */
function exponentialSeries(r: bigint, bits: number): bigint {
  let term = r;
  let sum = r;
  for (let n = 2n; term !== 0n && term !== -1n; n++) {
    term = ((term * r) >> BigInt(bits)) / n;
    sum += term;
  }
  return sum;
}

/** e^x of a fixed-point x. */
function exponentialOf(x: bigint, bits: number): Real {
  const k = quotient(x, ln2(bits));
  const mantissa = (1n << BigInt(bits)) + exponentialSeries(x - k * ln2(bits), bits);
  return { mantissa, exponent: Number(k) - bits };
}

export const exp = (x: number): Real => exponentialOf(fixed(x, bitsFor(x)), bitsFor(x));

/** To 250 bits also where it is -1 + e^x with e^x below 2^-1000. */
export function expm1(x: number): Real {
  if (x < -800) return { mantissa: -1n, exponent: 0 };
  const bits = bitsFor(x);
  if (Math.abs(x) < 0.5) return { mantissa: exponentialSeries(fixed(x, bits), bits), exponent: -bits };
  return sum(exp(x), { mantissa: -1n, exponent: 0 });
}

export const exprel = (x: number): Real => ratio(expm1(x), exact(x));

/** x/(e^x - 1). */
export const bernoulli = (x: number): Real => ratio(exact(x), expm1(x));

/** (1 - e)/(1 + e) with e = e^(-2 |x|). */
export function tanh(x: number): Real {
  const fall = expm1(-2 * Math.abs(x));
  const size = ratio({ ...fall, mantissa: -fall.mantissa }, sum(fall, { mantissa: 2n, exponent: 0 }));
  return x < 0 ? { ...size, mantissa: -size.mantissa } : size;
}

/** 2 atanh(s) of a fixed-point s. */
function logarithmSeries(s: bigint, bits: number): bigint {
  const square = (s * s) >> BigInt(bits);
  let power = s;
  let sum = 0n;
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
    sum += power / n;
    power = (power * square) >> BigInt(bits);
  }
  return 2n * sum;
}

/** log(1 + x) of an exact 1 + x: the exponent apart from a fraction in [2/3, 4/3]. */
function logarithmOf(whole: Real, bits: number): bigint {
  const estimate = exponentOf(whole);
  const leading = shift(whole.mantissa, whole.exponent - estimate + bits);
  const one = 1n << BigInt(bits);
  const large = 3n * leading > 4n * one;
  const k = large ? estimate + 1 : estimate;
  const fraction = shift(whole.mantissa, whole.exponent - k + bits);
  return BigInt(k) * ln2(bits) + logarithmSeries(((fraction - one) << BigInt(bits)) / (fraction + one), bits);
}

export const log = (x: number): Real => ({ mantissa: logarithmOf(exact(x), 400), exponent: -400 });

export function log1p(x: number): Real {
  const bits = bitsFor(x) + 60;
  return { mantissa: logarithmOf(sum({ mantissa: 1n, exponent: 0 }, exact(x)), bits), exponent: -bits };
}

/** sin of a fixed-point angle. */
function sineOf(x: bigint, bits: number): Real {
  const n = quotient(x, pi(bits));
  const r = x - n * pi(bits);
  const square = (r * r) >> BigInt(bits);
  let term = r;
  let sum = r;
  for (let k = 2n; term !== 0n && term !== -1n; k += 2n) {
    term = -((term * square) >> BigInt(bits)) / (k * (k + 1n));
    sum += term;
  }
  return { mantissa: n % 2n === 0n ? sum : -sum, exponent: -bits };
}

export const sin = (x: number): Real => sineOf(fixed(x, bitsFor(x) + 100), bitsFor(x) + 100);
export const cos = (x: number): Real => sineOf(fixed(x, 400) + (pi(400) >> 1n), 400);

/** x^y for x > 0. */
export function pow(x: number, y: number): Real {
  const bits = 1400;
  const { mantissa, exponent } = exact(y);
  return exponentialOf(shift(logarithmOf(exact(x), bits) * mantissa, exponent), bits);
}

function sum(a: Real, b: Real): Real {
  const exponent = Math.min(a.exponent, b.exponent);
  return { mantissa: shift(a.mantissa, a.exponent - exponent) + shift(b.mantissa, b.exponent - exponent), exponent };
}

function ratio(a: Real, b: Real): Real {
  const extra = Math.max(0, 300 + bitLength(b.mantissa) - bitLength(a.mantissa));
  return { mantissa: shift(a.mantissa, extra) / b.mantissa, exponent: a.exponent - extra - b.exponent };
}

/** Distance of a number of the format from the true value, in units of its last place. */
export function ulps(found: number, expected: Real, { precision, least, greatest }: Format): number {
  if (Number.isNaN(found)) return Number.POSITIVE_INFINITY;
  const size = expected.mantissa === 0n ? least : exponentOf(expected);
  // Infinity is what comes after the greatest number, and right for all beyond.
  const top: Real = { mantissa: found < 0 ? -1n : 1n, exponent: greatest + 1 };
  const isInfinite = !Number.isFinite(found);
  if (isInfinite && size > greatest) return found < 0 === expected.mantissa < 0n ? 0 : Number.POSITIVE_INFINITY;
  const difference = sum(isInfinite ? top : exact(found), { ...expected, mantissa: -expected.mantissa });
  const unit = Math.min(Math.max(size, least), greatest) - precision + 1;
  return Number(shift(magnitude(difference.mantissa), difference.exponent - unit + 20)) / 2 ** 20;
}

/** The integer next to value 10^places, in decimal. */
export function digits({ mantissa, exponent }: Real, places: number): string {
  const scaled = mantissa * 10n ** BigInt(places);
  return String((shift(scaled, exponent + 1) + 1n) >> 1n);
}
