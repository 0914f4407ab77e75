import { describe, expect, test } from 'vitest';
import { bootstrapMean, permutationTest } from '../../src/analysis/resampling.ts';
import { noise } from './examples.ts';

describe('bootstrap of a mean', () => {
  test('covers about twice the standard error on both sides', () => {
    const values = [...noise(1, 400)];
    const interval = bootstrapMean(values);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
    const reach = (1.96 * sd) / Math.sqrt(values.length);
    expect(interval?.mean).toBeCloseTo(mean, 12);
    expect((interval?.high ?? 0) - mean).toBeCloseTo(reach, 1);
    expect(mean - (interval?.low ?? 0)).toBeCloseTo(reach, 1);
    expect(((interval?.high ?? 0) - (interval?.low ?? 0)) / (2 * reach)).toBeGreaterThan(0.9);
    expect(((interval?.high ?? 0) - (interval?.low ?? 0)) / (2 * reach)).toBeLessThan(1.1);
  });

  test('holds the true mean about 95 times in 100', () => {
    const covered = Array.from({ length: 200 }, (_, k) => bootstrapMean([...noise(k, 40)])).filter(
      (interval) => interval !== null && interval.low <= 0 && interval.high >= 0,
    ).length;
    // Binomial(200, .95) is 184 to 196 with p > .995; small samples are known to cover a little less.
    expect(covered).toBeGreaterThan(178);
    expect(covered).toBeLessThanOrEqual(199);
  });

  test('is the same each time; nothing has none, one value no width', () => {
    expect(bootstrapMean([1, 2, 5])).toEqual(bootstrapMean([1, 2, 5]));
    expect(bootstrapMean([])).toBeNull();
    expect(bootstrapMean([3])).toEqual({ mean: 3, low: 3, high: 3, count: 1 });
  });
});

describe('permutation test', () => {
  test('of all relabellings, where they are few', () => {
    // 2 of the 20 ways to choose three of six part them as far.
    expect(permutationTest([1, 2, 3], [10, 11, 12])).toBeCloseTo(0.1, 12);
    expect(permutationTest([1, 2, 3], [1, 2, 3])).toBe(1);
    expect(permutationTest([1, 1, 1, 1, 1], [2, 2, 2, 2, 2])).toBeCloseTo(2 / 252, 12);
  });

  test('of drawn relabellings agrees with the t test for many values', () => {
    const a = [...noise(1, 60)];
    const shifted = [...noise(2, 60)].map((x) => x + 0.3);
    const p = permutationTest(a, shifted);
    const mean = (xs: number[]): number => xs.reduce((sum, x) => sum + x, 0) / xs.length;
    const variance = (xs: number[]): number => xs.reduce((sum, x) => sum + (x - mean(xs)) ** 2, 0) / (xs.length - 1);
    const t = Math.abs(mean(a) - mean(shifted)) / Math.sqrt((variance(a) + variance(shifted)) / 60);
    // Two-sided tail of the normal (118 degrees of freedom are as good as that), Abramowitz & Stegun 7.1.26.
    const u = 1 / (1 + (0.3275911 * t) / Math.SQRT2);
    const tail =
      u *
      (0.254829592 + u * (-0.284496736 + u * (1.421413741 + u * (-1.453152027 + u * 1.061405429)))) *
      Math.exp(-(t * t) / 2);
    expect(Math.abs(p - tail)).toBeLessThan(0.01 + tail / 4);
  });
});
