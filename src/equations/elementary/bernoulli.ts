import { type Arithmetic, type FloatFormat, polynomial } from './arithmetic.ts';
import { isOrdinaryExponent, mantissaOf, minusOne, reduceExponent, scale } from './exponential.ts';

/**
 * x/(e^x - 1), 1 at 0: the generating function of the Bernoulli numbers. An exponential Euler step is x' dt over it, and so
 * are the rates of Hodgkin and Huxley's gates.
 */
export function bernoulli<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T): T {
  const reduced = reduceExponent(m, format, x);
  const ratio = m.div(x, minusOne(m, reduced));
  const value = m.select(m.eq(x, m.constant(0)), m.constant(1), ratio);
  return m.guarded(isOrdinaryExponent(m, format, x), value, () => {
    // Above, e^x - 1 is e^x, which alone would overflow; well above, the result is 0.
    const above = scale(m, m.div(x, mantissaOf(m, reduced)), m.neg(reduced.k));
    const vanishes = m.lt(m.constant(-1.1 * format.exponential.lowest), x);
    return m.select(m.lt(x, m.constant(0)), m.neg(x), m.select(vanishes, m.constant(0), above));
  });
}

/** The same, without exponents and divisions where all elements are near 0: 1 - x/2 + x^2/12 - ..., even from there on. */
export function bernoulliNearZero<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T): T {
  const { near, series } = format.bernoulli;
  const square = m.mul(x, x);
  const even = m.mul(square, polynomial(m, series, square, m.mul(square, square)));
  const value = m.add(m.sub(m.constant(1), m.mul(m.constant(0.5), x)), even);
  return m.guarded(m.lt(square, m.constant(near * near)), value, () => bernoulli(m, format, x));
}
