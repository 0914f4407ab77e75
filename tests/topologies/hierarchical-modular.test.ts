import { expect, test } from 'vitest';
import type { ConnectionRule } from '../../src/contract/index.ts';
import { wiringOf } from '../../src/library/topologies/index.ts';
import { between, binomial, countDouble, countSelf, degrees, follows, pairsOf, within } from './wire.ts';

const rule = (
  levels: number,
  branching: number,
  probability: number,
  factor: number,
  autapses = false,
): ConnectionRule => ({ kind: 'hierarchical-modular', levels, branching, probability, factor, autapses });

/** Levels from a smallest module up to the smallest one that holds both, of modules that divide the neurons evenly. */
function levelOf(i: number, j: number, levels: number, branching: number, sources: number, targets: number): number {
  for (let level = 0; level < levels; level++) {
    const modules = branching ** (levels - level);
    if (Math.floor(i / (sources / modules)) === Math.floor(j / (targets / modules))) return level;
  }
  return levels;
}

test.each([
  [3, 2, within(512)],
  [2, 3, within(540)],
  [3, 2, between(320, 640)],
] as const)(
  'h %i, b %i: each level has its probability, p q^l: binomial counts (5 sigma)',
  (levels, branching, ends) => {
    const { sources, targets, same } = ends;
    const [p, q] = [0.6, 0.3];
    const level = (i: number, j: number) => levelOf(i, j, levels, branching, sources, targets);
    const all = new Array<number>(levels + 1).fill(0);
    for (let i = 0; i < sources; i++) {
      for (let j = 0; j < targets; j++) if (!same || i !== j) all[level(i, j)] = (all[level(i, j)] ?? 0) + 1;
    }
    const made = new Array<number>(levels + 1).fill(0);
    const pairs = pairsOf(rule(levels, branching, p, q), ends);
    for (const [i, j] of pairs) made[level(i, j)] = (made[level(i, j)] ?? 0) + 1;
    all.forEach((number, l) => {
      const chance = p * q ** l;
      expect(number).toBeGreaterThan(1000);
      expect(Math.abs((made[l] ?? 0) - chance * number)).toBeLessThan(5 * Math.sqrt(number * chance * (1 - chance)));
    });
    expect(countDouble(pairs)).toBe(0);
    const expected = all.reduce((sum, number, l) => sum + number * p * q ** l, 0);
    expect(wiringOf(rule(levels, branching, p, q), ends).expected).toBeCloseTo(expected, 6);
  },
);

test('rows are ascending, of sizes that modules do not divide too', () => {
  const pairs = pairsOf(rule(3, 2, 0.9, 0.8), within(101));
  expect(pairs).toEqual([...pairs].sort(([a, b], [c, d]) => a - c || b - d));
  const { expected } = wiringOf(rule(3, 2, 0.9, 0.8), within(101));
  expect(Math.abs(pairs.length - expected)).toBeLessThan(5 * Math.sqrt(expected));
});

test('with a factor of 0 modules are apart, with certainty within them', () => {
  const pairs = pairsOf(rule(2, 2, 1, 0), within(16));
  expect(pairs.length).toBe(4 * 4 * 3);
  expect(pairs.every(([i, j]) => Math.floor(i / 4) === Math.floor(j / 4))).toBe(true);
});

test.each([
  ['no level', rule(0, 2, 0.1, 0.3)],
  ['a factor of 1', rule(3, 2, 0.1, 1)],
])('%s is a fixed probability: binomial degrees (chi-square at 1e-4)', (_name, plain) => {
  const { out } = degrees(plain, within(800));
  expect(follows(out, binomial(799, 0.1))).toBe(true);
});

test('one level is the block rule of the two probabilities', () => {
  const probabilities = Float64Array.of(0.5, 0.1, 0.1, 0.5);
  const blocks: ConnectionRule = { kind: 'block', blocks: 2, probabilities, autapses: false };
  for (const ends of [within(60), within(61), between(40, 70)])
    expect(pairsOf(rule(1, 2, 0.5, 0.2), ends)).toEqual(pairsOf(blocks, ends));
});

test('autapses on request, size 1 and faults', () => {
  expect(countSelf(pairsOf(rule(2, 2, 1, 1), within(9)))).toBe(0);
  expect(countSelf(pairsOf(rule(2, 2, 1, 1, true), within(9)))).toBe(9);
  expect(pairsOf(rule(0, 2, 1, 0.5), within(1))).toEqual([]);
  expect(wiringOf(rule(4, 2, 0.1, 0.5), within(15)).fault).toBe(
    '4 levels of 2 modules are 16 of the smallest, and there are 15 neurons',
  );
  expect(wiringOf(rule(1, 2, 1.1, 0.5), within(15)).fault).toContain('between 0 and 1');
});
