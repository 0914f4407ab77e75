import { describe, expect, test } from 'vitest';
import type { ConnectionRule } from '../../src/contract/index.ts';
import { connect } from '../../src/engine/connectivity/reference.ts';
import { type Ends, topologies, wiringOf } from '../../src/library/topologies/index.ts';

function wire(rule: ConnectionRule, ends: Ends, seed = 1) {
  const none = { kind: 'constant', value: 0 } as const;
  return connect({ name: 'test', seed, key: 5, rule, ends, weight: none, delayMs: none, dtMs: 0.1 });
}

function pairs(rule: ConnectionRule, ends: Ends): [number, number][] {
  const { starts, targets } = wire(rule, ends);
  return Array.from({ length: ends.sources }, (_, i) =>
    Array.from(targets.subarray(starts[i], starts[i + 1]), (target): [number, number] => [i, target]),
  ).flat();
}

const square: Ends = { sources: 40, targets: 40, same: true };
const apart: Ends = { sources: 60, targets: 40, same: false };

describe('fixed probability', () => {
  const rule = (probability: number, autapses = true): ConnectionRule => ({
    kind: 'fixed-probability',
    probability,
    autapses,
  });

  test('of 0 makes none and of 1 makes all', () => {
    expect(pairs(rule(0), square)).toEqual([]);
    expect(pairs(rule(1), square)).toEqual(pairs({ kind: 'all-to-all', autapses: true }, square));
    expect(pairs(rule(1, false), square)).toEqual(pairs({ kind: 'all-to-all', autapses: false }, square));
  });

  test('makes each pair at most once, with the right frequency everywhere', () => {
    const ends: Ends = { sources: 1000, targets: 500, same: false };
    const { starts, targets } = wire(rule(0.1), ends);
    const total = 500_000;
    expect(Math.abs(targets.length - 0.1 * total)).toBeLessThan(5 * Math.sqrt(0.09 * total));
    const inDegrees = new Float64Array(ends.targets);
    for (const target of targets) inDegrees[target] = (inDegrees[target] ?? 0) + 1;
    const variance = inDegrees.reduce((sum, degree) => sum + (degree - 100) ** 2, 0) / ends.targets;
    expect(Math.abs(variance / 90 - 1)).toBeLessThan(5 * Math.sqrt(2 / ends.targets));
    for (let i = 0; i < ends.sources; i++) {
      const row = Array.from(targets.subarray(starts[i], starts[i + 1]));
      expect(row.every((target, k) => k === 0 || target > (row[k - 1] ?? 0))).toBe(true);
    }
  });

  test('without autapses has none, and only within one population', () => {
    expect(pairs(rule(0.7, false), square).some(([i, j]) => i === j)).toBe(false);
    expect(pairs(rule(0.9, false), { ...square, same: false }).some(([i, j]) => i === j)).toBe(true);
  });
});

describe('fixed in-degree', () => {
  const cases = [true, false].flatMap((autapses) => [true, false].map((multapses) => ({ autapses, multapses })));

  test.each(cases)('gives every target K synapses: %o', (options) => {
    for (const inDegree of [0, 3, 30]) {
      const made = pairs({ kind: 'fixed-in-degree', inDegree, ...options }, square);
      for (let target = 0; target < square.targets; target++) {
        const sources = made.filter(([, j]) => j === target).map(([i]) => i);
        expect(sources.length).toBe(inDegree);
        if (!options.multapses) expect(new Set(sources).size).toBe(inDegree);
        if (!options.autapses) expect(sources).not.toContain(target);
      }
    }
  });

  test('draws all sources alike', () => {
    const ends: Ends = { sources: 50, targets: 20_000, same: false };
    for (const multapses of [true, false]) {
      const { starts } = wire({ kind: 'fixed-in-degree', inDegree: 10, autapses: true, multapses }, ends);
      for (let i = 0; i < ends.sources; i++) {
        expect(Math.abs((starts[i + 1] ?? 0) - (starts[i] ?? 0) - 4000)).toBeLessThan(5 * Math.sqrt(4000));
      }
    }
  });

  test('says where it cannot be met', () => {
    const rule = { kind: 'fixed-in-degree', inDegree: 40, autapses: false, multapses: false } as const;
    expect(wiringOf(rule, square).fault).toContain('39');
    expect(wiringOf({ ...rule, autapses: true }, square).fault).toBeNull();
  });
});

test('one to one and lists make their pairs', () => {
  expect(pairs({ kind: 'one-to-one' }, square)).toEqual(Array.from({ length: 40 }, (_, i) => [i, i]));
  expect(wiringOf({ kind: 'one-to-one' }, apart).fault).toContain('60');
  const list: ConnectionRule = { kind: 'list', pre: Int32Array.of(5, 0, 5), post: Int32Array.of(9, 3, 2) };
  expect(pairs(list, apart)).toEqual([
    [0, 3],
    [5, 9],
    [5, 2],
  ]);
});

test('every rule is listed under its kind and expects what it makes', () => {
  for (const [kind, topology] of Object.entries(topologies)) expect(topology.kind).toBe(kind);
  const exact: ConnectionRule[] = [
    { kind: 'all-to-all', autapses: false },
    { kind: 'fixed-in-degree', inDegree: 7, autapses: true, multapses: true },
  ];
  for (const rule of exact) expect(wiringOf(rule, square).expected).toBe(pairs(rule, square).length);
});

test('another seed wires otherwise', () => {
  const rule = { kind: 'fixed-probability', probability: 0.2, autapses: true } as const;
  expect(wire(rule, square, 1).targets).toEqual(wire(rule, square, 1).targets);
  expect(wire(rule, square, 1).targets).not.toEqual(wire(rule, square, 2).targets);
});
