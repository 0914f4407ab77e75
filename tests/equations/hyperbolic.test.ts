import { expect, test } from 'vitest';
import { ProgramBuilder } from '../../src/equations/builder.ts';
import { findFunction } from '../../src/equations/functions.ts';
import { evaluateProgram } from '../../src/equations/interpret.ts';
import { DOUBLE, expm1, type Real, ulps } from './high-precision.ts';

/** As a program computes it. */
function sinh(x: number): number {
  const builder = new ProgramBuilder();
  const result = findFunction('sinh')?.build(builder, [builder.leaf({ op: 'parameter', index: 0 })]) ?? 0;
  const element = { states: [], parameters: [x], inputs: [], time: 0, normals: [], notRefractory: true };
  return evaluateProgram(builder.extract([result]), element)[0] ?? Number.NaN;
}

/** (e^x - 1 - (e^-x - 1))/2 with hundreds of bits. */
function precise(x: number): Real {
  const [rising, falling] = [expm1(x), expm1(-x)];
  const exponent = Math.min(rising.exponent, falling.exponent);
  const aligned = (part: Real): bigint => part.mantissa << BigInt(part.exponent - exponent);
  return { mantissa: aligned(rising) - aligned(falling), exponent: exponent - 1 };
}

test('sinh errs by at most 4 units in the last place, near 0 as well', () => {
  const sizes = Array.from({ length: 400 }, (_, k) => 1e-12 * 10 ** (k / 30));
  const within = [...sizes, 709].flatMap((x) => [x, -x]);
  const worst = within.reduce((most, x) => Math.max(most, ulps(sinh(x), precise(x), DOUBLE)), 0);
  expect(sizes.at(-1)).toBeGreaterThan(15);
  expect(worst).toBeLessThanOrEqual(4);
  expect(sinh(1e-9)).toBe(1e-9);
});

test('sinh keeps the sign of 0, and is infinite where it overflows', () => {
  expect([0, -0, 800, -800].map(sinh)).toEqual([0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
});
