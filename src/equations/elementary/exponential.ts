import { type Arithmetic, type FloatFormat, polynomial } from './arithmetic.ts';

/** e^x = 2^k (1 + (high + rest)), |high + rest| < 0.42; `high` is exact. */
interface Reduced<T> {
  readonly k: T;
  readonly high: T;
  readonly rest: T;
}

/** Cody and Waite's reduction by multiples of ln 2. */
export function reduceExponent<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T): Reduced<T> {
  const k = m.nearest(m.mul(x, m.constant(Math.LOG2E)));
  const high = m.sub(x, m.mul(k, m.constant(format.ln2.high)));
  const low = m.mul(k, m.constant(format.ln2.low));
  const r = m.sub(high, low);
  const square = m.mul(r, r);
  // The rounding error of r matters only in r itself: there, its parts are kept.
  const rest = m.sub(m.mul(square, polynomial(m, format.exponentialSeries, r, square)), low);
  return { k, high, rest };
}

/** 1 + (high + rest). */
export function mantissaOf<T, B>(m: Arithmetic<T, B>, { high, rest }: Reduced<T>): T {
  return m.add(m.constant(1), m.add(high, rest));
}

/** y 2^k in two steps, so that neither factor leaves the range of normal numbers. */
export function scale<T, B>(m: Arithmetic<T, B>, y: T, k: T): T {
  const half = m.floor(m.mul(k, m.constant(0.5)));
  return m.mul(m.mul(y, m.powerOfTwo(half)), m.powerOfTwo(m.sub(k, half)));
}

/** `value` between the ends (and for NaN), 0 below and infinity above them. */
export function withinRange<T, B>(m: Arithmetic<T, B>, lowest: number, highest: number, x: T, value: T): T {
  const above = m.select(m.lt(m.constant(highest), x), m.constant(Number.POSITIVE_INFINITY), value);
  return m.select(m.lt(x, m.constant(lowest)), m.constant(0), above);
}

export function isOrdinaryExponent<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T): B {
  // By the square: one operation less.
  return m.lt(m.mul(x, x), m.constant(format.exponential.common ** 2));
}

/** e^x. */
export function exponential<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T): T {
  const reduced = reduceExponent(m, format, x);
  const mantissa = mantissaOf(m, reduced);
  const { lowest, highest } = format.exponential;
  return m.guarded(isOrdinaryExponent(m, format, x), m.mul(mantissa, m.powerOfTwo(reduced.k)), () =>
    withinRange(m, lowest, highest, x, scale(m, mantissa, reduced.k)),
  );
}

/** e^x - 1 = sum + last: the rounded sum of 2^k - 1 and 2^k high, and what it lost with 2^k rest. */
function minusOneParts<T, B>(m: Arithmetic<T, B>, { k, high, rest }: Reduced<T>): { sum: T; last: T } {
  const power = m.powerOfTwo(k);
  const base = m.sub(power, m.constant(1));
  const scaled = m.mul(high, power);
  const sum = m.add(base, scaled);
  // |base| >= |scaled| or base = 0: what is lost is exact.
  const lost = m.sub(scaled, m.sub(sum, base));
  return { sum, last: m.add(lost, m.mul(rest, power)) };
}

export function minusOne<T, B>(m: Arithmetic<T, B>, reduced: Reduced<T>): T {
  const { sum, last } = minusOneParts(m, reduced);
  return m.add(sum, last);
}

/** Whether x is in [-0.65, 0.3]: an exponential Euler step of some ten steps per time constant stays there. */
function isNear<T, B>(m: Arithmetic<T, B>, x: T): B {
  return m.lt(m.abs(m.add(x, m.constant(0.175))), m.constant(0.475));
}

/** e^x - 1 there. */
function nearMinusOne<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T): T {
  const square = m.mul(x, x);
  const more = m.mul(square, polynomial(m, format.ratioSeries, x, square));
  // x + more, which keeps the sign of 0.
  return m.sub(x, m.sub(m.constant(0), more));
}

/** e^x - 1, to full relative accuracy near 0. */
export function exponentialMinusOne<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T): T {
  const { lowest, highest } = format.exponential;
  return m.guarded(isNear(m, x), nearMinusOne(m, format, x), () => {
    const reduced = reduceExponent(m, format, x);
    return m.guarded(isOrdinaryExponent(m, format, x), minusOne(m, reduced), () => {
      const power = withinRange(m, lowest, highest, x, scale(m, mantissaOf(m, reduced), reduced.k));
      return m.select(m.lt(x, m.constant(0)), m.constant(-1), power);
    });
  });
}

/** (e^x - 1)/x, 1 at 0. */
export function exponentialRatio<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T): T {
  const { lowest, highestRatio } = format.exponential;
  const reduced = reduceExponent(m, format, x);
  const isZero = m.eq(x, m.constant(0));
  const ratio = m.select(isZero, m.constant(1), m.div(minusOne(m, reduced), x));
  return m.guarded(isOrdinaryExponent(m, format, x), ratio, () => {
    // Divided before it is scaled: e^x alone overflows sooner.
    const scaled = scale(m, m.div(mantissaOf(m, reduced), x), reduced.k);
    return m.select(m.lt(x, m.constant(0)), m.div(m.constant(-1), x), withinRange(m, lowest, highestRatio, x, scaled));
  });
}

/**
 * tanh |x| = q = t/(t + 2), or 1 - q = 1 - 2/(t + 2) where that is closer, with t = e^(2 |x|) - 1. Where t is small, so is the
 * result, and the rounding errors of t and of t + 2 count: (t + a)/(t + 2 + b) = q + (a - q b)/(t + 2), where 1/(t + 2) = (1 - q)/2.
 */
export function hyperbolicTangent<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T): T {
  const size = m.min(m.abs(x), m.constant(format.tanhLimit));
  const { sum, last } = minusOneParts(m, reduceExponent(m, format, m.add(size, size)));
  const t = m.add(sum, last);
  const divisor = m.add(t, m.constant(2));
  const below = m.lt(size, m.constant(0.55));
  const quotient = m.div(m.select(below, t, m.constant(2)), divisor);
  const complement = m.sub(m.constant(1), quotient);
  const lost = m.sub(last, m.sub(t, sum));
  const divisorLost = m.add(m.sub(t, m.sub(divisor, m.constant(2))), lost);
  const correction = m.mul(m.sub(lost, m.mul(quotient, divisorLost)), m.mul(m.constant(0.5), complement));
  const value = m.select(below, m.add(quotient, correction), complement);
  const signed = m.select(m.lt(x, m.constant(0)), m.neg(value), value);
  // Keeps the sign of 0.
  return m.select(m.eq(x, m.constant(0)), x, signed);
}
