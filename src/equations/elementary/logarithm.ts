import { type Arithmetic, type FloatFormat, polynomial } from './arithmetic.ts';

/** x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)); `inverse` = 2^-k. */
function exponentOf<T, B>(m: Arithmetic<T, B>, x: T): { k: T; inverse: T } {
  const k = m.exponent(m.mul(x, m.constant(Math.SQRT2)));
  return { k, inverse: m.powerOfTwo(m.neg(k)) };
}

/** Whether `exponentOf` a number is right: not for those that are 0, negative, infinite or NaN, nor for the smallest and largest. */
export function isOrdinary<T, B>(m: Arithmetic<T, B>, format: FloatFormat, k: T): B {
  return m.lt(m.abs(k), m.constant(format.exponentBound));
}

export interface Fraction<T> {
  readonly k: T;
  readonly f: T;
}

/** k and f of x where `isOrdinary`; f is exact. */
export function fractionOf<T, B>(m: Arithmetic<T, B>, x: T): Fraction<T> {
  const { k, inverse } = exponentOf(m, x);
  return { k, f: m.sub(m.mul(x, inverse), m.constant(1)) };
}

/** k and f of any other x in (0, inf). */
export function liftedFractionOf<T, B>(m: Arithmetic<T, B>, { lift }: FloatFormat, x: T): Fraction<T> {
  const small = m.lt(x, m.constant(1));
  const { k, f } = fractionOf(m, m.mul(x, m.select(small, m.constant(lift.factor), m.constant(1 / lift.factor))));
  return { k: m.add(k, m.select(small, m.constant(-lift.bits), m.constant(lift.bits))), f };
}

/** k ln 2 + log(1 + f), by log(1 + f) = 2 atanh(s), s = f/(2 + f): f - (f^2/2 - s (f^2/2 + rest)), where f itself is exact. */
function assembled<T, B>(m: Arithmetic<T, B>, format: FloatFormat, { k, f }: Fraction<T>): T {
  const s = m.div(f, m.add(m.constant(2), f));
  const square = m.mul(s, s);
  const series = m.mul(square, polynomial(m, format.atanhSeries, square, m.mul(square, square)));
  const rest = m.mul(square, m.add(m.constant(2 / 3), series));
  const halfSquare = m.mul(m.mul(m.constant(0.5), f), f);
  const low = m.add(m.mul(s, m.add(halfSquare, rest)), m.mul(k, m.constant(format.ln2.low)));
  return m.sub(m.mul(k, m.constant(format.ln2.high)), m.sub(m.sub(halfSquare, low), f));
}

/** The logarithm of what `isOrdinary` excludes. */
function rareLogarithm<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T): T {
  const value = assembled(m, format, liftedFractionOf(m, format, x));
  const above = m.select(m.lt(x, m.constant(Number.POSITIVE_INFINITY)), value, x);
  const atZero = m.select(m.eq(x, m.constant(0)), m.constant(Number.NEGATIVE_INFINITY), above);
  return m.select(m.lt(x, m.constant(0)), m.constant(Number.NaN), atZero);
}

/** Natural logarithm. log 0 = -inf; NaN below 0. */
export function logarithm<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T): T {
  const fraction = fractionOf(m, x);
  return m.guarded(isOrdinary(m, format, fraction.k), assembled(m, format, fraction), () =>
    rareLogarithm(m, format, x),
  );
}

/** log(1 + x), with the exponent of the rounded sum and f = 2^-k x + (2^-k - 1), which does not use that sum. */
export function logarithmOfOnePlus<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T): T {
  const sum = m.add(m.constant(1), x);
  const { k, inverse } = exponentOf(m, sum);
  const f = m.add(m.mul(x, inverse), m.sub(inverse, m.constant(1)));
  const value = m.guarded(isOrdinary(m, format, k), assembled(m, format, { k, f }), () =>
    rareLogarithm(m, format, sum),
  );
  // Keeps the sign of 0.
  return m.select(m.eq(x, m.constant(0)), x, value);
}
