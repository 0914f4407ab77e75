import { type Arithmetic, type FloatFormat, polynomial } from './arithmetic.ts';
import { isOrdinaryExponent, mantissaOf, reduceExponent, scale, withinRange } from './exponential.ts';
import { type Fraction, fractionOf, isOrdinary, liftedFractionOf } from './logarithm.ts';

/** a b = product + error exactly (Dekker 1971), where nothing over- or underflows. */
function twoProduct<T, B>(m: Arithmetic<T, B>, { splitter }: FloatFormat, a: T, b: T): { product: T; error: T } {
  const product = m.mul(a, b);
  const splitA = m.mul(a, m.constant(splitter));
  const splitB = m.mul(b, m.constant(splitter));
  const highA = m.sub(splitA, m.sub(splitA, a));
  const highB = m.sub(splitB, m.sub(splitB, b));
  const lowA = m.sub(a, highA);
  const lowB = m.sub(b, highB);
  const partial = m.add(m.add(m.sub(m.mul(highA, highB), product), m.mul(highA, lowB)), m.mul(lowA, highB));
  return { product, error: m.add(partial, m.mul(lowA, lowB)) };
}

interface Pair<T> {
  readonly high: T;
  readonly low: T;
}

/** high + low = a + b, where |a| >= |b| or a = 0. */
function orderedSum<T, B>(m: Arithmetic<T, B>, a: T, b: T): Pair<T> {
  const high = m.add(a, b);
  return { high, low: m.sub(b, m.sub(high, a)) };
}

/** 2/3 s^3: that of the leading bits of s, whose cube is exact, and what the others add. */
function twoThirdsCube<T, B>(m: Arithmetic<T, B>, { shortener }: FloatFormat, s: T, square: T): Pair<T> {
  const short = m.sub(m.add(s, m.constant(shortener)), m.constant(shortener));
  const shortSquare = m.mul(short, short);
  const cube = m.mul(shortSquare, short);
  const high = m.mul(cube, m.constant(2 / 3));
  // Three times what the product lost; each difference is exact.
  const lost = m.sub(m.sub(m.add(cube, cube), m.add(high, high)), high);
  const slope = m.add(square, m.add(m.mul(s, short), shortSquare));
  const others = m.mul(m.mul(m.sub(s, short), slope), m.constant(2 / 3));
  return { high, low: m.add(m.mul(lost, m.constant(1 / 3)), others) };
}

/** k ln 2 + log(1 + f), to some 10 bits more than a number has: by 2 atanh(s + sLow) = 2 s + 2/3 s^3 + s^5 (...) + 2 sLow (1 + s^2). */
function longLogarithm<T, B>(m: Arithmetic<T, B>, format: FloatFormat, { k, f }: Fraction<T>): Pair<T> {
  const divisor = m.add(m.constant(2), f);
  const divisorLost = m.sub(f, m.sub(divisor, m.constant(2)));
  const inverse = m.div(m.constant(1), divisor);
  const s = m.mul(f, inverse);
  const exact = twoProduct(m, format, s, divisor);
  const remainder = m.sub(m.sub(m.sub(f, exact.product), exact.error), m.mul(s, divisorLost));
  const sLow = m.mul(remainder, inverse);
  const square = m.mul(s, s);
  const fourth = m.mul(square, square);
  const cube = twoThirdsCube(m, format, s, square);
  const whole = orderedSum(m, m.mul(k, m.constant(format.ln2.high)), m.add(s, s));
  const more = orderedSum(m, whole.high, cube.high);
  const derived = m.mul(m.add(sLow, sLow), m.add(m.constant(1), square));
  const fifth = m.mul(m.mul(s, fourth), polynomial(m, format.atanhSeries, square, fourth));
  const small = m.add(m.add(fifth, m.add(cube.low, derived)), m.mul(k, m.constant(format.ln2.low)));
  return orderedSum(m, more.high, m.add(m.add(whole.low, more.low), small));
}

/** (1 + f)^y 2^(k y) = mantissa 2^exponent; `product`, its logarithm, says whether that is right. */
function powerOf<T, B>(m: Arithmetic<T, B>, format: FloatFormat, fraction: Fraction<T>, y: T) {
  const logarithm = longLogarithm(m, format, fraction);
  const { product, error } = twoProduct(m, format, y, logarithm.high);
  const correction = m.add(error, m.mul(y, logarithm.low));
  const reduced = reduceExponent(m, format, product);
  const head = mantissaOf(m, reduced);
  return { product, mantissa: m.add(head, m.mul(head, correction)), exponent: reduced.k };
}

/** |x|^y for x that is not 0, infinite or NaN, at any size of the result. */
function anyPower<T, B>(m: Arithmetic<T, B>, format: FloatFormat, size: T, y: T): T {
  // Beyond, a power is 0, 1 or infinite, and its logarithm can still be split.
  const bound = 2 ** (format.exponentBound / 4);
  const limited = m.max(m.min(y, m.constant(bound)), m.constant(-bound));
  const { product, mantissa, exponent } = powerOf(m, format, liftedFractionOf(m, format, size), limited);
  const { lowest, highest } = format.exponential;
  return withinRange(m, lowest, highest, product, scale(m, mantissa, exponent));
}

/** Infinite for a condition, else 0. */
function infiniteIf<T, B>(m: Arithmetic<T, B>, condition: B): T {
  return m.select(condition, m.constant(Number.POSITIVE_INFINITY), m.constant(0));
}

/** `size` with the sign of x^y: NaN for x < 0 unless y is an integer. */
function signed<T, B>(m: Arithmetic<T, B>, x: T, y: T, size: T): T {
  const half = m.mul(y, m.constant(0.5));
  const isInteger = m.eq(m.floor(y), y);
  const byParity = m.select(m.eq(m.floor(half), half), size, m.neg(size));
  const ofZero = m.select(isInteger, byParity, size);
  const ofNegative = m.select(isInteger, byParity, m.constant(Number.NaN));
  // 1/x tells -0 from 0.
  const zeroIsNegative = m.lt(m.div(m.constant(1), x), m.constant(0));
  const atZero = m.select(zeroIsNegative, ofZero, size);
  return m.select(m.eq(x, m.constant(0)), atZero, m.select(m.lt(x, m.constant(0)), ofNegative, size));
}

/** x^y with every special value. */
function rarePower<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T, y: T): T {
  const zero = m.constant(0);
  const size = m.abs(x);
  const atZero = m.select(m.eq(size, zero), infiniteIf(m, m.lt(y, zero)), anyPower(m, format, size, y));
  const isInfinite = m.eq(size, m.constant(Number.POSITIVE_INFINITY));
  const result = signed(m, x, y, m.select(isInfinite, infiniteIf(m, m.lt(zero, y)), atZero));
  const number = m.select(m.eq(x, x), m.select(m.eq(y, y), result, y), x);
  return m.select(m.eq(y, zero), m.constant(1), number);
}

/**
 * x^y. Negative x: only integer y, else NaN. x^0 = 1 and 1^(+-inf) = 1, as in IEEE 754's pow, but NaN for a NaN x unless y is 0,
 * and for any NaN y.
 */
export function power<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T, y: T): T {
  const fraction = fractionOf(m, x);
  const { product, mantissa, exponent } = powerOf(m, format, fraction, y);
  const infinity = m.constant(Number.POSITIVE_INFINITY);
  const checked = m.select(isOrdinary(m, format, fraction.k), product, infinity);
  return m.guarded(isOrdinaryExponent(m, format, checked), m.mul(mantissa, m.powerOfTwo(exponent)), () =>
    rarePower(m, format, x, y),
  );
}
