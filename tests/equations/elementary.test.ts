import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cos, exp, expm1, exprel, log, log1p, pow, propagators, sin, tanh } from '../../src/equations/elementary.ts';

const own = { cos, exp, expm1, log, log1p, sin, tanh };

/** Distance in units in the last place of the expected value. */
function ulps(found: number, expected: number): number {
  if (Object.is(found, expected) || found === expected) return 0;
  const exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(expected))));
  return Math.abs(found - expected) / 2 ** (exponent - 52);
}

const NAMES = ['exp', 'expm1', 'log', 'log1p', 'tanh', 'sin', 'cos'] as const;
const RANGES: Readonly<Record<(typeof NAMES)[number], readonly [number, number]>> = {
  exp: [-745, 709],
  expm1: [-60, 709],
  log: [1e-300, 1e300],
  log1p: [-0.999, 1e6],
  tanh: [-30, 30],
  sin: [-1e6, 1e6],
  cos: [-1e6, 1e6],
};

describe('elementary functions', () => {
  // The host's own functions may err by one unit themselves.
  test.each(NAMES)('%s is within 3 units in the last place of the host function', (name) => {
    const [min, max] = RANGES[name];
    const wide = fc.double({ min, max, noNaN: true });
    const narrow = fc.double({ min: Math.max(min, -2), max: Math.min(max, 2), noNaN: true });
    fc.assert(
      fc.property(fc.oneof(wide, narrow), (x) => {
        expect(ulps(own[name](x), Math[name](x))).toBeLessThanOrEqual(3);
      }),
      { numRuns: 2000 },
    );
  });

  // Rounded from 60 digits (mpmath 1.3).
  test.each<[(typeof NAMES)[number], number, number]>([
    ['exp', 2, 7.38905609893065],
    ['exp', -700, 9.85967654375977e-305],
    ['expm1', 1e-10, 1.00000000005e-10],
    ['log', 3, 1.0986122886681098],
    ['log1p', 1e-10, 9.9999999995e-11],
    ['tanh', 0.5, 0.46211715726000974],
    ['sin', 1e6, -0.3499935021712929],
    ['cos', 1e6, 0.9367521275331449],
  ])('%s(%d) is %d', (name, x, expected) => {
    expect(ulps(own[name](x), expected)).toBeLessThanOrEqual(2);
  });

  test.each<[string, number, number]>([
    ['exp(-inf)', own.exp(Number.NEGATIVE_INFINITY), 0],
    ['exp(710)', own.exp(710), Number.POSITIVE_INFINITY],
    ['exp(NaN)', own.exp(Number.NaN), Number.NaN],
    ['log(0)', own.log(0), Number.NEGATIVE_INFINITY],
    ['log(-1)', own.log(-1), Number.NaN],
    ['log(inf)', own.log(Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY],
    ['log1p(-1)', own.log1p(-1), Number.NEGATIVE_INFINITY],
    ['tanh(1000)', own.tanh(1000), 1],
    ['exprel(0)', exprel(0), 1],
    ['exprel(-inf)', exprel(Number.NEGATIVE_INFINITY), 0],
    ['pow(0, 0)', pow(0, 0), 1],
    ['pow(0, -1)', pow(0, -1), Number.POSITIVE_INFINITY],
    ['pow(-2, 3)', pow(-2, 3), -8],
    ['pow(-2, 0.5)', pow(-2, 0.5), Number.NaN],
    ['pow(NaN, 1)', pow(Number.NaN, 1), Number.NaN],
    ['pow(10, 2)', pow(10, 2), 100],
  ])('%s is %d', (_, found, expected) => {
    expect(found).toBe(expected);
  });

  it('pow is within 4 units of the host function for moderate results', () => {
    const base = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    const exponent = fc.double({ min: -8, max: 8, noNaN: true });
    fc.assert(
      fc.property(base, exponent, (x, y) => {
        expect(ulps(pow(x, y), x ** y)).toBeLessThanOrEqual(4);
      }),
      { numRuns: 2000 },
    );
  });

  it('exprel(x) x = expm1(x)', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(ulps(exprel(x) * x, own.expm1(x))).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe('propagators', () => {
  it('of a single decay are e^(A dt) and (e^(A dt) - 1)/A', () => {
    const { P, Phi } = propagators(Float64Array.of(-0.05), 1, 0.1);
    expect(P[0]).toBeCloseTo(Math.exp(-0.005), 15);
    expect(Phi[0]).toBeCloseTo(Math.expm1(-0.005) / -0.05, 15);
  });

  it('of a matrix of zeros are the identity and dt', () => {
    const { P, Phi } = propagators(new Float64Array(4), 2, 0.1);
    expect([...P]).toEqual([1, 0, 0, 1]);
    expect([...Phi]).toEqual([0.1, 0, 0, 0.1]);
  });

  it('of a rotation are sine and cosine', () => {
    const { P } = propagators(Float64Array.of(0, -3, 3, 0), 2, 2);
    const expected = [Math.cos(6), -Math.sin(6), Math.sin(6), Math.cos(6)];
    expected.forEach((entry, k) => {
      expect(P[k]).toBeCloseTo(entry, 13);
    });
  });
});
