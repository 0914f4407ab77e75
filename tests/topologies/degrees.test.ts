import { describe, expect, test } from 'vitest';
import type { ConnectionRule } from '../../src/contract/index.ts';
import { wiringOf } from '../../src/library/topologies/index.ts';
import { between, binomial, countDouble, countSelf, degrees, follows, pairsOf, poisson, wire, within } from './wire.ts';

const options = [true, false].flatMap((autapses) => [true, false].map((multapses) => ({ autapses, multapses })));

describe('fixed out-degree', () => {
  const rule = (outDegree: number, autapses: boolean, multapses: boolean): ConnectionRule => ({
    kind: 'fixed-out-degree',
    outDegree,
    autapses,
    multapses,
  });

  test.each(options)('gives every source K synapses: %o', ({ autapses, multapses }) => {
    for (const k of [0, 1, 3, 30, 39]) {
      const pairs = pairsOf(rule(k, autapses, multapses), within(40));
      expect(degrees(rule(k, autapses, multapses), within(40)).out).toEqual(new Array(40).fill(k));
      if (!autapses) expect(countSelf(pairs)).toBe(0);
      if (!multapses) expect(countDouble(pairs)).toBe(0);
    }
  });

  test('with autapses and multapses has both', () => {
    const pairs = pairsOf(rule(30, true, true), within(40));
    expect(countSelf(pairs)).toBeGreaterThan(10);
    expect(countDouble(pairs)).toBeGreaterThan(100);
  });

  test.each([4, 60, 150])('draws distinct targets alike: in-degrees are binomial, K %i (chi-square at 1e-4)', (k) => {
    const into = degrees(rule(k, true, false), between(500, 200)).in;
    expect(follows(into, binomial(500, k / 200))).toBe(true);
  });

  test('with multapses each synapse is drawn for itself: binomial in-degrees (chi-square at 1e-4)', () => {
    const { in: into } = degrees(rule(10, true, true), between(400, 200));
    expect(follows(into, binomial(4000, 1 / 200))).toBe(true);
  });

  test('without autapses all others are drawn alike (chi-square at 1e-4)', () => {
    const { in: into } = degrees(rule(10, false, false), within(1000));
    expect(follows(into, binomial(999, 10 / 999))).toBe(true);
  });

  test('works at size 1, and says where it cannot be met', () => {
    expect(pairsOf(rule(1, true, false), within(1))).toEqual([[0, 0]]);
    expect(wiringOf(rule(1, false, true), within(1)).fault).toContain('0 there are');
    expect(wiringOf(rule(40, false, false), within(40)).fault).toContain('39');
  });

  test('of 1000 among 10,000 is quick', () => {
    const started = performance.now();
    expect(wire(rule(1000, false, false), within(10_000)).targets.length).toBe(10_000_000);
    expect(performance.now() - started).toBeLessThan(8000);
  });
});

describe('fixed total number', () => {
  const rule = (synapses: number, autapses: boolean, multapses: boolean): ConnectionRule => ({
    kind: 'fixed-total-number',
    synapses,
    autapses,
    multapses,
  });

  test.each(options)('makes exactly n: %o', ({ autapses, multapses }) => {
    for (const n of [0, 1, 500, 1400]) {
      const pairs = pairsOf(rule(n, autapses, multapses), within(40));
      expect(pairs.length).toBe(n);
      if (!autapses) expect(countSelf(pairs)).toBe(0);
      if (!multapses) expect(countDouble(pairs)).toBe(0);
    }
  });

  test('of all pairs makes all pairs', () => {
    expect(pairsOf(rule(1600, true, false), within(40))).toEqual(
      pairsOf({ kind: 'all-to-all', autapses: true }, within(40)),
    );
  });

  test('degrees of both ends are binomial with multapses (chi-square at 1e-4)', () => {
    const made = degrees(rule(20_000, true, true), between(1000, 500));
    expect(follows(made.out, binomial(20_000, 1 / 1000))).toBe(true);
    expect(follows(made.in, binomial(20_000, 1 / 500))).toBe(true);
  });

  test.each([0.1, 0.8])('and hypergeometric without: their variance, share %f of all pairs (5 sigma)', (share) => {
    const [sources, targets] = [800, 200];
    const n = share * sources * targets;
    const { out } = degrees(rule(n, true, false), between(sources, targets));
    const mean = n / sources;
    // Of n of all pairs, those in a row of `targets`.
    const expected = (mean * (1 - share) * (sources * targets - targets)) / (sources * targets - 1);
    const variance = out.reduce((sum, degree) => sum + (degree - mean) ** 2, 0) / sources;
    expect(Math.abs(variance / expected - 1)).toBeLessThan(5 * Math.sqrt(2 / sources));
  });

  test('works at size 1, and says where there are too few pairs', () => {
    expect(pairsOf(rule(3, true, true), within(1))).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(wiringOf(rule(2, true, false), within(1)).fault).toContain('more pairs than the 1');
  });
});

describe('Poisson pairs', () => {
  const rule = (mean: number, autapses = true): ConnectionRule => ({ kind: 'pairwise-poisson', mean, autapses });

  test('the number of synapses of a pair is Poisson (chi-square at 1e-4)', () => {
    const [sources, targets, mean] = [200, 150, 1.3];
    const counts = new Array<number>(sources * targets).fill(0);
    for (const [i, j] of pairsOf(rule(mean), between(sources, targets))) {
      counts[i * targets + j] = (counts[i * targets + j] ?? 0) + 1;
    }
    expect(follows(counts, poisson(mean, 12))).toBe(true);
  });

  test('out-degrees are Poisson (chi-square at 1e-4)', () => {
    const made = degrees(rule(0.05, false), within(600));
    expect(follows(made.out, poisson(0.05 * 599, 80))).toBe(true);
    expect(follows(made.in, poisson(0.05 * 599, 80))).toBe(true);
  });

  test('out-degrees of many rows with few synapses are Poisson (chi-square at 1e-4)', () => {
    const made = degrees(rule(0.13), between(20_000, 30));
    expect(follows(made.out, poisson(3.9, 40))).toBe(true);
  });

  test('none at mean 0, none onto itself unless autapses, and size 1', () => {
    expect(pairsOf(rule(0), within(20))).toEqual([]);
    expect(countSelf(pairsOf(rule(2, false), within(50)))).toBe(0);
    expect(countSelf(pairsOf(rule(2), within(50)))).toBeGreaterThan(50);
    expect(pairsOf(rule(2, false), within(1))).toEqual([]);
  });
});
