import { describe, expect, test } from 'vitest';
import type { ConnectionRule, Space, Values } from '../../src/contract/index.ts';
import { delaySteps } from '../../src/engine/connectivity/delays.ts';
import { overflowed, synapsesOf } from '../../src/engine/connectivity/index.ts';
import { type Connectivity, connect } from '../../src/engine/connectivity/reference.ts';
import type { Partition } from '../../src/engine/memory/partition.ts';
import type { Ends } from '../../src/library/topologies/index.ts';
import { build, constant, decode, requestOf, type Synapse, type Wish } from './connectivity-module.ts';

const apart: Ends = { sources: 90, targets: 333, same: false };
const square: Ends = { sources: 200, targets: 200, same: true };

const uniform: Values = { kind: 'uniform', low: -1, high: 2, key: 8 };
const normal: Values = { kind: 'normal', mean: 0.5, sd: 1, min: 0, max: 2, key: 9 };
const shortDelays: Values = { kind: 'uniform', low: 0.1, high: 1.4, key: 18 };
const normalDelays: Values = { kind: 'normal', mean: 1.5, sd: 0.75, min: 0, max: Number.POSITIVE_INFINITY, key: 19 };

const probability = (p: number, autapses = true): ConnectionRule => ({
  kind: 'fixed-probability',
  probability: p,
  autapses,
});
const inDegree = (k: number, multapses: boolean, autapses = true): ConnectionRule => ({
  kind: 'fixed-in-degree',
  inDegree: k,
  autapses,
  multapses,
});

/** Neither sources nor targets in order, and pairs that occur more than once. */
const pairs = Array.from({ length: 3000 }, (_, k) => [(k * 7919) % 90, (k * k * 31) % 333] as const);
const list: ConnectionRule = {
  kind: 'list',
  pre: Int32Array.from(pairs, ([pre]) => pre),
  post: Int32Array.from(pairs, ([, post]) => post),
};

/** What the reference makes, in the order in which it is kept: of each source and stretch, by delay. */
function expected(wish: Wish): Synapse[] {
  const request = requestOf(wish);
  const connectivity = connect(request);
  const delayed = request.delayMs.kind !== 'constant';
  return Array.from({ length: wish.ends.sources }, (_, source) => {
    const row = rowOf(connectivity, source);
    return row
      .map((synapse, k) => ({ synapse, k, stretch: stretchOf(request.partition, synapse.target) }))
      .sort((a, b) => a.stretch - b.stretch || (delayed ? a.synapse.delay - b.synapse.delay : 0) || a.k - b.k)
      .map(({ synapse }) => synapse);
  }).flat();
}

const stretchOf = ({ starts }: Partition, target: number): number => starts.findLastIndex((start) => start <= target);

function rowOf({ starts, targets, weights, delays }: Connectivity, source: number): Synapse[] {
  const first = starts[source] ?? 0;
  return Array.from(targets.subarray(first, starts[source + 1]), (target, k) => ({
    source,
    target,
    weight: 'constant' in weights ? weights.constant : (weights.each[first + k] ?? 0),
    delay: 'constant' in delays ? delays.constant : (delays.each[first + k] ?? 0),
  }));
}

const space: Space = {
  source: Float64Array.from({ length: 400 }, (_, k) => ((k * 7919) % 1009) + k / 7),
  target: Float64Array.from({ length: 400 }, (_, k) => ((k * 7919) % 1009) + k / 7),
  period: [1200, 0],
};
const byDistance: Values = { kind: 'distance', offset: 0.3, perUm: 0.002, space };

const rules: readonly [string, ConnectionRule, Ends][] = [
  ['fixed probability', probability(0.13), apart],
  ['fixed probability without autapses', probability(0.4, false), square],
  ['fixed probability, nearly all', probability(0.97), apart],
  ['fixed probability, few', probability(0.0007), { sources: 900, targets: 700, same: false }],
  ['fixed probability of 0', probability(0), apart],
  ['fixed probability of 1', probability(1, false), square],
  ['all to all', { kind: 'all-to-all', autapses: false }, square],
  ['one to one', { kind: 'one-to-one' }, square],
  ['in-degree', inDegree(20, true), apart],
  ['in-degree without autapses', inDegree(20, true, false), square],
  ['in-degree without multapses', inDegree(20, false, false), square],
  ['in-degree that leaves few out', inDegree(80, false), apart],
  ['in-degree of 0', inDegree(0, true), apart],
  ['list', list, apart],
  ['out-degree', { kind: 'fixed-out-degree', outDegree: 20, autapses: false, multapses: true }, square],
  ['total number', { kind: 'fixed-total-number', synapses: 2000, autapses: true, multapses: false }, apart],
  ['Poisson pairs', { kind: 'pairwise-poisson', mean: 0.3, autapses: true }, apart],
  ['ring', { kind: 'ring', neighbours: 8, autapses: false }, square],
  ['Watts-Strogatz', { kind: 'watts-strogatz', neighbours: 8, rewiring: 0.2 }, square],
  ['Barabasi-Albert', { kind: 'barabasi-albert', attachments: 3 }, square],
  ['blocks', { kind: 'block', blocks: 2, probabilities: Float64Array.of(0.4, 0, 0.1, 1), autapses: false }, square],
];

const carried: readonly [string, Values, Values][] = [
  ['constant weights and delays', constant(0.1), constant(1.5)],
  ['drawn weights', uniform, constant(1.5)],
  ['drawn delays', constant(0.1), shortDelays],
  ['drawn weights and delays', normal, normalDelays],
];

const cases = rules.flatMap(([name, rule, ends]) =>
  carried.flatMap(([what, weight, delayMs]) =>
    [1, 2, 3].map((threads) => ({
      name: `${name}, ${what}, ${threads} threads`,
      rule,
      ends,
      weight,
      delayMs,
      threads,
    })),
  ),
);

const kernel: ConnectionRule = {
  kind: 'distance-kernel',
  kernel: 'exponential',
  probability: 0.7,
  widthUm: 150,
  autapses: false,
  space,
};
const spatial = [kernel, probability(0.2), inDegree(9, true)].flatMap((rule) =>
  [1, 3].map((threads) => ({
    name: `${rule.kind}, delays by distance, ${threads} threads`,
    ...{ rule, ends: square, weight: uniform, delayMs: byDistance, threads },
  })),
);

describe('rows in memory are those of the reference', () => {
  test.each([...cases, ...spatial])('$name', (wish) => {
    const built = build(wish);
    const reference = expected(wish);
    expect(overflowed(built.views, built.memory)).toBe(false);
    expect(synapsesOf(built.views, built.memory)).toBe(reference.length);
    expect(decode(built)).toEqual(reference);
  });
});

describe('delays in steps', () => {
  // At 0.1 ms; as quotients 0.15/0.1 is a little less than 1.5, and 0.25/0.1 is 2.5.
  const halves = Array.from({ length: 60 }, (_, k) => (2 * k + 3) / 20);

  test('halves go up, whatever the quotient is rounded to', () => {
    expect(halves.map((delayMs) => delaySteps(delayMs, 0.1))).toEqual(halves.map((_, k) => k + 2));
    expect([0, 0.04, 0.1, 0.149, 0.3].map((delayMs) => delaySteps(delayMs, 0.1))).toEqual([0, 0, 1, 1, 3]);
  });

  test.each([...halves.slice(0, 6), ...halves.slice(50, 54)])('WebAssembly makes of %d ms the same', (delayMs) => {
    const drawn: Values = { kind: 'uniform', low: delayMs, high: delayMs, key: 3 };
    const wish: Wish = { rule: probability(0.2), ends: apart, weight: constant(1), delayMs: drawn, threads: 1 };
    const built = build(wish);
    const delays = new Set(decode(built).map(({ delay }) => delay));
    expect([...delays]).toEqual([delaySteps(delayMs, requestOf(wish).dtMs)]);
  });
});
