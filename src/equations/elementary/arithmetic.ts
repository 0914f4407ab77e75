/** What the functions are made of. `T` is a number (or a handle of one), `B` a condition. Every value is used as a value: an emitter must name what it computes. */
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
  /** `value` where `common` holds and `rare()` elsewhere, which a vector computes only if it has such an element. */
  guarded(common: B, value: T, rare: () => T): T;
  /** 2^n of an integer-valued n that is the exponent of a normal number: the bits of n + (2^52 + 1023) shifted left by 52. Anything else: any bits. */
  powerOfTwo(n: T): T;
  /** Sign and exponent bits as an integer, less the bias 1023: the exponent of a normal a > 0, -1023 below those, 1024 and above elsewhere. */
  exponent(a: T): T;
  /** Mantissa bits with the exponent of 1: in [1, 2). */
  mantissa(a: T): T;
}

/** One function, for any arithmetic of its format. */
export interface Elementary {
  readonly arity: 1 | 2;
  define<T, B>(m: Arithmetic<T, B>, x: T, y: T): T;
}

/** What depends on the number of bits. Polynomials: lowest power first. */
export interface FloatFormat {
  /** Exponents k with |k| below this are those of normal numbers, and so are -k. */
  readonly exponentBound: number;
  /** Multiplies (or divides) by 2^bits to bring denormal or huge numbers among those. */
  readonly lift: { readonly factor: number; readonly bits: number };
  /** Splits a number into halves (Dekker 1971). */
  readonly splitter: number;
  /** Added to such an s and taken away: leaves leading bits whose cube is exact. */
  readonly shortener: number;
  /** ln 2 in two parts: the product of the first with any exponent is exact. */
  readonly ln2: { readonly high: number; readonly low: number };
  /** pi in parts, so that products of all but the last with the multiples of the reduction are exact; more parts for remainders below `enoughAbove` and for multiples from `enoughBelow` on. */
  readonly pi: {
    readonly parts: readonly number[];
    readonly moreParts: readonly number[];
    readonly enoughAbove: number;
    readonly enoughBelow: number;
  };
  /** e^x and 1/e^x are normal for |x| < common; e^x is 0 below lowest, infinite above highest, as is (e^x - 1)/x above highestRatio. */
  readonly exponential: {
    readonly common: number;
    readonly lowest: number;
    readonly highest: number;
    readonly highestRatio: number;
  };
  /** tanh is 1 from here on. */
  readonly tanhLimit: number;
  /** (e^r - 1 - r)/r^2 for |r| <= ln(2)/2. */
  readonly exponentialSeries: readonly number[];
  /** ((e^x - 1)/x - 1)/x for x in [-0.65, 0.3]. */
  readonly ratioSeries: readonly number[];
  /** (x/(e^x - 1) - 1 + x/2)/x^2 of x^2 for |x| < near. */
  readonly bernoulli: { readonly near: number; readonly series: readonly number[] };
  /** (2 atanh(s) - 2 s - 2/3 s^3)/s^5 of s^2 for |s| <= 0.1716. */
  readonly atanhSeries: readonly number[];
  /** (sin r - r)/r^3 + 1/8 of r^2 for |r| <= pi/2. */
  readonly sineSeries: readonly number[];
}

/**
 * Estrin's scheme (1960): neighbours are joined to a + b x, those by x^2, those by x^4, ...: few more products than Horner's,
 * and a chain of dependent operations as long as the logarithm of the degree.
 */
export function polynomial<T, B>(m: Arithmetic<T, B>, coefficients: readonly number[], x: T, square: T): T {
  let terms = coefficients.map((coefficient) => m.constant(coefficient));
  let power = x;
  let next = square;
  while (terms.length > 1) {
    terms = joined(m, terms, power);
    power = next;
    if (terms.length > 2) next = m.mul(next, next);
  }
  return terms[0] ?? m.constant(0);
}

function joined<T, B>(m: Arithmetic<T, B>, terms: readonly T[], power: T): T[] {
  const pairs: T[] = [];
  for (let k = 0; k < terms.length; k += 2) {
    const [low, high] = terms.slice(k, k + 2);
    if (low !== undefined) pairs.push(high === undefined ? low : m.add(low, m.mul(high, power)));
  }
  return pairs;
}
