import { describe, expect, test } from 'vitest';
import type { ConnectionRule } from '../../src/contract/index.ts';
import { wiringOf } from '../../src/library/topologies/index.ts';
import { between, binomial, countDouble, countSelf, degrees, follows, pairsOf, within } from './wire.ts';

const isSymmetric = (pairs: readonly [number, number][]): boolean => {
  const names = new Set(pairs.map(([i, j]) => `${i} ${j}`));
  return pairs.every(([i, j]) => names.has(`${j} ${i}`));
};

describe('ring', () => {
  const rule = (neighbours: number, autapses = false): ConnectionRule => ({ kind: 'ring', neighbours, autapses });

  test('joins exactly the nearest on either side', () => {
    expect(pairsOf(rule(2), within(5))).toEqual([
      [0, 1],
      [0, 4],
      [1, 0],
      [1, 2],
      [2, 1],
      [2, 3],
      [3, 2],
      [3, 4],
      [4, 0],
      [4, 3],
    ]);
    const pairs = pairsOf(rule(10), within(100));
    expect(pairs.length).toBe(1000);
    expect(pairs.every(([i, j]) => [1, 2, 3, 4, 5].includes(Math.min((i - j + 100) % 100, (j - i + 100) % 100)))).toBe(
      true,
    );
    expect(countDouble(pairs)).toBe(0);
  });

  test('has the one opposite between two populations, and autapses on request', () => {
    expect(pairsOf(rule(0), between(3, 3))).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
    expect(countSelf(pairsOf(rule(4, true), within(9)))).toBe(9);
    expect(countSelf(pairsOf(rule(4), within(9)))).toBe(0);
  });

  test('works at size 1, and says what it needs', () => {
    expect(pairsOf(rule(0), within(1))).toEqual([]);
    expect(wiringOf(rule(3), within(9)).fault).toContain('even');
    expect(wiringOf(rule(10), within(10)).fault).toContain('more than a ring of 10');
    expect(wiringOf(rule(2), between(4, 5)).fault).toContain('same size');
  });
});

describe('Watts-Strogatz', () => {
  const rule = (neighbours: number, rewiring: number): ConnectionRule => ({
    kind: 'watts-strogatz',
    neighbours,
    rewiring,
  });

  test('without rewiring is the ring', () => {
    expect(pairsOf(rule(6, 0), within(50))).toEqual(
      pairsOf({ kind: 'ring', neighbours: 6, autapses: false }, within(50)),
    );
  });

  test.each([0.01, 0.1, 0.5, 1])('p %f: N k synapses, both ways, none doubled, none onto itself', (p) => {
    const pairs = pairsOf(rule(10, p), within(400));
    expect(pairs.length).toBe(4000);
    expect(isSymmetric(pairs)).toBe(true);
    expect(countDouble(pairs)).toBe(0);
    expect(countSelf(pairs)).toBe(0);
  });

  test('rewires each edge with probability p: binomial (5 sigma)', () => {
    for (const p of [0.05, 0.3]) {
      const edges = 2000 * 5;
      const far = pairsOf(rule(10, p), within(2000)).filter(([i, j]) => {
        const distance = Math.abs(i - j);
        return Math.min(distance, 2000 - distance) > 5;
      });
      // A new end falls among the old neighbours' places hardly ever: 10 in 2000, of which most are taken.
      expect(Math.abs(far.length / 2 - p * edges)).toBeLessThan(5 * Math.sqrt(p * (1 - p) * edges) + p * edges * 0.005);
    }
  });

  test('every node keeps at least k/2 edges; at p = 1 the others are Poisson-like (chi-square at 1e-4)', () => {
    const { out } = degrees(rule(10, 1), within(3000));
    expect(Math.min(...out)).toBeGreaterThanOrEqual(5);
    const gained = out.map((degree) => degree - 5);
    expect(follows(gained, binomial(15_000, 1 / 3000))).toBe(true);
  });

  test('full and tiny graphs', () => {
    expect(pairsOf(rule(4, 1), within(5)).length).toBe(20);
    expect(pairsOf(rule(0, 0.5), within(1))).toEqual([]);
    expect(wiringOf(rule(2, 0.5), within(1)).fault).toContain('more than a ring of 1');
  });
});

describe('Barabasi-Albert', () => {
  const rule = (attachments: number): ConnectionRule => ({ kind: 'barabasi-albert', attachments });

  test.each([1, 2, 5])('m %i: m (N - m) edges both ways, none doubled, none onto itself', (m) => {
    const pairs = pairsOf(rule(m), within(300));
    expect(pairs.length).toBe(2 * m * (300 - m));
    expect(isSymmetric(pairs)).toBe(true);
    expect(countDouble(pairs)).toBe(0);
    expect(countSelf(pairs)).toBe(0);
    expect(Math.min(...degrees(rule(m), within(300)).out.slice(m))).toBeGreaterThanOrEqual(m);
  });

  test('degrees follow 2 m (m + 1) / (k (k + 1) (k + 2)) (Bollobas et al. 2001; total variation over 5 graphs)', () => {
    const m = 3;
    const all = [1, 2, 3, 4, 5].flatMap((seed) => degrees(rule(m), within(4000), seed).out);
    const limit = (k: number) => (2 * m * (m + 1)) / (k * (k + 1) * (k + 2));
    let apart = 0;
    for (let k = m; k < 40; k++) {
      const share = all.filter((degree) => degree === k).length / all.length;
      apart += Math.abs(share - limit(k)) / 2;
    }
    expect(apart).toBeLessThan(0.02);
  });

  test('the tail has exponent 3: maximum likelihood of degrees of at least 10 (Clauset et al. 2009)', () => {
    const tail = [1, 2, 3, 4].flatMap((seed) => degrees(rule(3), within(5000), seed).out.filter((k) => k >= 10));
    const exponent = 1 + tail.length / tail.reduce((sum, k) => sum + Math.log(k / 9.5), 0);
    expect(exponent).toBeGreaterThan(2.8);
    expect(exponent).toBeLessThan(3.2);
  });

  test('smallest graphs, and what it needs', () => {
    expect(pairsOf(rule(1), within(2))).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(wiringOf(rule(1), within(1)).fault).toContain('less than the size, 1');
  });
});

describe('blocks', () => {
  const rule = (probabilities: number[], autapses = false): ConnectionRule => ({
    kind: 'block',
    blocks: Math.sqrt(probabilities.length),
    probabilities: Float64Array.from(probabilities),
    autapses,
  });

  test('each pair of blocks has its probability: binomial counts (5 sigma)', () => {
    const probabilities = [0.3, 0.02, 0.1, 0, 1, 0.5, 0.05, 0.2, 0.4];
    const [sources, targets] = [301, 452];
    const edge = (n: number, k: number) => Math.floor((k * n) / 3);
    const counts = new Array<number>(9).fill(0);
    const blockOf = (index: number, n: number) => [0, 1, 2].findIndex((k) => index < edge(n, k + 1));
    const pairs = pairsOf(rule(probabilities), between(sources, targets));
    for (const [i, j] of pairs) {
      const k = blockOf(i, sources) * 3 + blockOf(j, targets);
      counts[k] = (counts[k] ?? 0) + 1;
    }
    expect(countDouble(pairs)).toBe(0);
    probabilities.forEach((p, k) => {
      const [a, b] = [Math.floor(k / 3), k % 3];
      const all = (edge(sources, a + 1) - edge(sources, a)) * (edge(targets, b + 1) - edge(targets, b));
      expect(Math.abs((counts[k] ?? 0) - p * all)).toBeLessThanOrEqual(5 * Math.sqrt(p * (1 - p) * all));
    });
    const expected = wiringOf(rule(probabilities), between(sources, targets)).expected;
    expect(Math.abs(pairs.length - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });

  test('one block is a fixed probability: binomial degrees (chi-square at 1e-4)', () => {
    const { out } = degrees(rule([0.1]), within(800));
    expect(follows(out, binomial(799, 0.1))).toBe(true);
  });

  test('autapses, size 1 and faults', () => {
    expect(countSelf(pairsOf(rule([1, 1, 1, 1]), within(7)))).toBe(0);
    expect(countSelf(pairsOf(rule([1, 1, 1, 1], true), within(7)))).toBe(7);
    expect(pairsOf(rule([1], true), within(1))).toEqual([[0, 0]]);
    expect(wiringOf(rule([1, 1, 1, 1]), within(1)).fault).toContain('2 blocks cannot be made of 1');
    expect(wiringOf(rule([1, 1, 1, 2]), within(9)).fault).toContain('one is 2');
  });
});

test('a matrix makes a synapse of each entry that is not 0', () => {
  const rule: ConnectionRule = { kind: 'matrix', rows: 2, columns: 3, entries: Float64Array.of(0, 2, 1, 3, 0, 0) };
  expect(pairsOf(rule, between(2, 3))).toEqual([
    [0, 1],
    [0, 2],
    [1, 0],
  ]);
  expect(wiringOf(rule, between(2, 3)).expected).toBe(3);
  expect(wiringOf(rule, between(3, 2)).fault).toContain('2 rows and 3 columns');
});
