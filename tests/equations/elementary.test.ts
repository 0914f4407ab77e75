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

describe('elementary functions', () => {
  // Rounded from 60 digits (mpmath 1.3).
  test.each<[keyof typeof own, number, number]>([
    ['exp', 2, 7.38905609893065],
    ['exp', -700, 9.85967654375977e-305],
    ['expm1', 1e-10, 1.00000000005e-10],
    ['log', 3, 1.0986122886681098],
    ['log1p', 1e-10, 9.9999999995e-11],
    ['tanh', 0.5, 0.46211715726000974],
    ['sin', 1e6, -0.3499935021712929],
    ['cos', 1e6, 0.9367521275331449],
    ['sin', 1e9, 0.5458434494486996],
    ['cos', 1e9, 0.8378871813639023],
  ])('%s(%d) is %d', (name, x, expected) => {
    expect(ulps(own[name](x), expected)).toBeLessThanOrEqual(2);
  });

  it('pow of a small integer is a product, of 1/2 a root', () => {
    expect(pow(-2, 3)).toBe(-8);
    expect(pow(10, 2)).toBe(100);
    expect(ulps(pow(2, 0.5), Math.SQRT2)).toBeLessThanOrEqual(1);
  });

  it('exprel(x) x = expm1(x)', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        // Two errors of at most 2, and the rounding of the product.
        expect(ulps(exprel(x) * x, own.expm1(x))).toBeLessThanOrEqual(5);
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
