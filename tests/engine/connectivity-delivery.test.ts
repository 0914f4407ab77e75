import { describe, expect, test } from 'vitest';
import type { ConnectionRule, Values } from '../../src/contract/index.ts';
import { overflowed, projectionBytes } from '../../src/engine/connectivity/index.ts';
import type { ProjectionMemory } from '../../src/engine/connectivity/memory.ts';
import { connect } from '../../src/engine/connectivity/reference.ts';
import type { Ends } from '../../src/library/topologies/index.ts';
import { type Built, build, constant, decode, requestOf, slotsOf, type Wish } from './connectivity-module.ts';

const apart: Ends = { sources: 90, targets: 333, same: false };
const square: Ends = { sources: 200, targets: 200, same: true };
/** More than one stretch for a thread, and more than one section of random numbers. */
const wide: Ends = { sources: 12, targets: 70_000, same: false };

const normal: Values = { kind: 'normal', mean: 0.5, sd: 1, min: -0.2, max: 2, key: 9 };
const uniformDelays: Values = { kind: 'uniform', low: 0.1, high: 1.4, key: 18 };
const probability = (p: number, autapses = true): ConnectionRule => ({
  kind: 'fixed-probability',
  probability: p,
  autapses,
});

const PAIRS = 3000;
/** Neither sources nor targets in order, and pairs that occur more than once. */
const list: ConnectionRule = {
  kind: 'list',
  pre: Int32Array.from({ length: PAIRS }, (_, k) => (k * 7919) % 90),
  post: Int32Array.from({ length: PAIRS }, (_, k) => (k * k * 31) % 333),
};
const each = (value: (k: number) => number): Values => ({
  kind: 'array',
  values: Float64Array.from({ length: PAIRS }, (_, k) => value(k)),
});

const SPIKES = [3, 11, 0, 7, 3, 9, 10];
const STEPS = [0, 1, 40];

/** Every number that the projection delivered to: the state, or all slots of the ring. */
function delivered({ views, target, memory }: Built): Float64Array {
  const { address, slotBytes, mask } = target.ring ?? { address: target.address, slotBytes: 0, mask: 0 };
  const { targets } = memory.request.ends;
  const all = new Float64Array((mask + 1) * targets);
  for (let slot = 0; slot <= mask; slot++)
    all.set(views.numbers(target.precision, address + slot * slotBytes, targets), slot * targets);
  return all;
}

/** Places where two lists differ in a bit, but for those after the first few. */
function differences(a: Float64Array, b: Float64Array): number[] {
  const found: number[] = a.length === b.length ? [] : [-1];
  for (let k = 0; k < a.length && found.length < 5; k++) if (!Object.is(a[k], b[k])) found.push(k);
  return found;
}

function afterSpikes(wish: Wish): Float64Array {
  const built = build(wish);
  for (const step of STEPS) built.deliver(SPIKES, step);
  expect(overflowed(built.views, built.memory)).toBe(false);
  return delivered(built);
}

/** The same by a loop over the synapses of the reference. */
function added(wish: Wish): Float64Array {
  const { starts, targets, weights, delays } = connect(requestOf(wish));
  const mask = 'constant' in delays ? 0 : slotsOf(wish.delayMs, 0.1) - 1;
  const rounded = wish.precision === 'f32' ? Math.fround : (value: number) => value;
  const size = wish.ends.targets;
  const sums = new Float64Array((mask + 1) * size);
  for (const step of STEPS) {
    for (const source of SPIKES) {
      for (let k = starts[source] ?? 0; k < (starts[source + 1] ?? 0); k++) {
        const delay = 'constant' in delays ? 0 : (delays.each[k] ?? 0);
        const place = ('constant' in delays ? 0 : ((step + delay) & mask) * size) + (targets[k] ?? 0);
        const weight = 'constant' in weights ? weights.constant : (weights.each[k] ?? 0);
        sums[place] = rounded((sums[place] ?? 0) + rounded(weight));
      }
    }
  }
  return sums;
}

const multapses = (inDegree: number): ConnectionRule => ({
  kind: 'fixed-in-degree',
  inDegree,
  autapses: true,
  multapses: true,
});

const networks: readonly [string, ConnectionRule, Ends, Values, Values][] = [
  ['constant weights', probability(0.13), apart, constant(0.1), constant(1.5)],
  ['drawn weights', probability(0.4, false), square, normal, constant(1.5)],
  ['drawn delays', probability(0.13), apart, constant(0.1), uniformDelays],
  ['drawn weights and delays', probability(0.13), apart, normal, uniformDelays],
  ['pairs that occur often', multapses(40), { ...apart, sources: 12 }, normal, uniformDelays],
  ['listed weights that singles can hold', list, apart, each((k) => k / 8), constant(1.5)],
  ['listed weights that need doubles', list, apart, each((k) => k / 10), constant(1.5)],
  ['listed weights and delays', list, apart, each((k) => k / 10), each((k) => (k % 9) / 10)],
  ['listed weights, drawn delays', list, apart, each((k) => k / 8), uniformDelays],
  ['many targets', probability(0.05), wide, constant(0.1), constant(1.5)],
  ['many targets, drawn weights', probability(0.05), wide, normal, constant(1.5)],
  ['many targets, few synapses', probability(0.0005), wide, normal, constant(1.5)],
  ['many targets, drawn weights and delays', probability(0.05), wide, normal, uniformDelays],
  ['many targets of given in-degree', multapses(2), wide, normal, uniformDelays],
];

const cases = networks.flatMap(([what, rule, ends, weight, delayMs]) =>
  (['f64', 'f32'] as const).flatMap((precision) =>
    [1, 2, 3].map((threads) => ({
      name: `${what}, ${precision}, ${threads} threads`,
      ...{ rule, ends, weight, delayMs, precision, threads },
    })),
  ),
);

describe('spikes bring what a loop over the reference adds', () => {
  test.each(cases)('$name', (wish) => {
    expect(differences(afterSpikes(wish), added(wish))).toEqual([]);
  });

  test('also where a row has more synapses than a segment can count', () => {
    const ends: Ends = { sources: 1, targets: 700, same: false };
    // All of them 4 steps.
    const delayMs: Values = { kind: 'uniform', low: 0.36, high: 0.44, key: 18 };
    const wish: Wish = { rule: multapses(100), ends, weight: normal, delayMs, threads: 1 };
    const built = build(wish);
    const steps = 50;
    built.deliver([0], steps);
    const { targets, weights, delays } = connect(requestOf(wish));
    const mask = built.target.ring?.mask ?? 0;
    const sums = new Float64Array((mask + 1) * ends.targets);
    targets.forEach((target, k) => {
      const delay = 'each' in delays ? (delays.each[k] ?? 0) : 0;
      const place = ((steps + delay) & mask) * ends.targets + target;
      sums[place] = (sums[place] ?? 0) + ('each' in weights ? (weights.each[k] ?? 0) : 0);
    });
    expect(targets.length).toBeGreaterThan(65_535);
    expect(differences(delivered(built), sums)).toEqual([]);
  });
});

describe('regenerated synapses are those that would be stored', () => {
  const regenerable = cases.filter(({ rule }) => rule.kind === 'fixed-probability');

  test.each(regenerable)('$name', (wish) => {
    expect(differences(afterSpikes({ ...wish, storage: 'regenerated' }), afterSpikes(wish))).toEqual([]);
  });

  test('all to all', () => {
    const rule: ConnectionRule = { kind: 'all-to-all', autapses: false };
    const wish: Wish = { rule, ends: square, weight: normal, delayMs: uniformDelays, threads: 2 };
    expect(differences(afterSpikes({ ...wish, storage: 'regenerated' }), afterSpikes(wish))).toEqual([]);
  });

  test('and cannot be where the rule draws the sources of each target, or something is listed', () => {
    const wish: Wish = { rule: multapses(3), ends: apart, weight: normal, delayMs: constant(1), threads: 1 };
    expect(() => build({ ...wish, storage: 'regenerated' })).toThrow(/test: .*fixed-in-degree/);
    const listed: Wish = { ...wish, rule: list, weight: each((k) => k) };
    expect(() => build({ ...listed, storage: 'regenerated' })).toThrow(/test: .*listed/);
  });
});

describe('a thread that has too little room', () => {
  const ROOM = 640;
  const narrow = (memory: ProjectionMemory): ProjectionMemory => ({
    ...memory,
    shares: memory.shares.map((share) => ({ ...share, to: share.from + ROOM })),
  });
  const rules: readonly [string, ConnectionRule][] = [
    ['by source', probability(0.5)],
    ['by source, few', probability(0.0009)],
    ['by target', multapses(20)],
  ];
  const short = rules.flatMap(([name, rule]) =>
    [constant(1.5), uniformDelays].flatMap((delayMs) =>
      [1, 2].map((threads) => ({
        name: `${name}, ${delayMs.kind} delays, ${threads} threads`,
        ...{ rule, delayMs, threads, ends: { sources: 2000, targets: 1200, same: false }, weight: constant(0.1) },
      })),
    ),
  );

  test.each(short)('says so and writes nothing beyond: $name', (wish) => {
    const { views, memory } = build(wish, narrow);
    expect(overflowed(views, memory)).toBe(true);
    const whole = build(wish).memory;
    memory.shares.forEach(({ to }, thread) => {
      const end = whole.shares[thread]?.to ?? to;
      expect(views.bytes(to, end - to).every((byte) => byte === 0)).toBe(true);
    });
  });
});

describe('bytes of a synapse', () => {
  const ends: Ends = { sources: 1000, targets: 4000, same: false };
  const rule = probability(0.1);
  const table: readonly [string, Values, Values, number][] = [
    ['constant weights and delays', constant(0.1), constant(1.5), 2.1],
    ['drawn weights', normal, constant(1.5), 6.2],
    ['drawn delays', constant(0.1), uniformDelays, 2.6],
    ['drawn weights and delays', normal, uniformDelays, 6.8],
  ];

  test.each(table)('%s', (_, weight, delayMs, most) => {
    for (const threads of [1, 2]) {
      const wish: Wish = { rule, ends, weight, delayMs, threads };
      const bytes = projectionBytes(requestOf(wish)) / decode(build(wish)).length;
      expect(bytes).toBeLessThan(most);
    }
  });

  test('regenerated rows need room for one only', () => {
    const request = requestOf({
      rule,
      ends,
      weight: normal,
      delayMs: uniformDelays,
      threads: 1,
      storage: 'regenerated',
    });
    expect(projectionBytes(request)).toBeLessThan(50_000);
  });
});
