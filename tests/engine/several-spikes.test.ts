import { expect, test } from 'vitest';
import { startThread } from '../../src/cli/threads.ts';
import type { ProjectionConfig, SpikeSourceConfig } from '../../src/contract/index.ts';
import type { NetworkNode } from '../../src/document/schema.ts';
import { connect } from '../../src/engine/connectivity/reference.ts';
import { createEngine } from '../../src/engine/index.ts';
import { configOf, network, population, rule, synapse } from '../plasticity/networks.ts';
import { constant, counter, empty, projection, spikesOf } from './configs.ts';

const SOURCES = 60;
const TARGETS = 1100;
const STOP_MS = 8;

const trains = {
  ...{ name: 'P', key: 5, size: SOURCES, startMs: 0, stopMs: STOP_MS },
  rateKHz: constant(1.5),
  kind: 'poisson',
} satisfies SpikeSourceConfig;
const bursts = { ...trains, kind: 'gamma', rateKHz: 1.5, shape: 0.7, deadMs: 0 } satisfies SpikeSourceConfig;

const sparse = { kind: 'fixed-in-degree', inDegree: 12, autapses: true, multapses: true } as const;
const dense = { kind: 'fixed-probability', probability: 0.3, autapses: true } as const;
const late = { kind: 'uniform', low: 0, high: 6, key: 3 } as const;

/** Each way by which spikes reach their targets. */
const ways: [string, Partial<ProjectionConfig>][] = [
  ['rows', { rule: sparse }],
  ['rows, a delay later', { rule: sparse, delayMs: constant(3) }],
  ['a ring of sums, at drawn delays', { rule: sparse, delayMs: late }],
  ['bits', { rule: dense, delayMs: constant(2) }],
  ['regenerated rows', { rule: dense, storage: 'regenerated' }],
  ['regenerated rows, at drawn delays', { rule: dense, storage: 'regenerated', delayMs: late }],
];

test.each(ways)('each of several spikes in a step is recorded and delivered through %s', async (_, way) => {
  for (const source of [trains, bursts]) {
    const one = projection({ ...way, source: { of: 'source', index: 0 } });
    const config = {
      ...{ ...empty, dtMs: 1, groups: [counter(TARGETS)], sources: [source] },
      ...{ projections: [one], recorders: [spikesOf(0, 'source')] },
    };
    const ends = { sources: SOURCES, targets: TARGETS, same: false };
    const { starts, targets } = connect({ ...one, seed: 1, dtMs: 1, ends });
    for (const threads of [1, 3]) {
      const engine = await createEngine(config, { threads, startThread });
      const [result] = engine.advance(20).recorders;
      const block = result?.kind === 'spikes' ? result.block : null;
      const expected = new Array<number>(TARGETS).fill(0);
      for (const spike of block?.elements ?? [])
        for (const target of targets.subarray(starts[spike], starts[spike + 1]))
          expected[target] = (expected[target] ?? 0) + 1;
      expect(Array.from(engine.readState(0, 0))).toEqual(expected);
      expect(block?.steps.length).toBeGreaterThan(SOURCES * STOP_MS);
      engine.dispose();
    }
  }
});

test('several spikes in a step are so many events to a synapse with resources', async () => {
  const stimulus: NetworkNode = {
    ...{ id: 'pre', name: 'pre', kind: 'stimulus', model: 'poisson', position: { x: 0, y: 0 }, enabled: true },
    parameters: { size: '40', rate: '25 kHz', offset: '0.1 ms' },
  };
  const resources = rule('tsodyks-markram', { U: '0.3', tau_rec: '800 ms', tau_facil: '500 ms' });
  const current = {
    model: 'exponential-current',
    weight: '1 pA',
    parameters: { tau: '5 ms' },
    plasticity: [resources],
  };
  const config = configOf(network([stimulus, population('T', 40)], [synapse('S', 'pre', 'T', current)]));
  const [arrives] = config.projections;
  const engine = await createEngine({ ...config, recorders: [spikesOf(0, 'source')] });
  const [result] = engine.advance(1).recorders;
  const numbers = new Array<number>(40).fill(0);
  for (const element of result?.kind === 'spikes' ? result.block.elements : [])
    numbers[element] = (numbers[element] ?? 0) + 1;
  expect(Math.max(...numbers)).toBeGreaterThan(3);
  const found = engine.readState(arrives?.target ?? -1, arrives?.state ?? -1);
  numbers.forEach((n, element) => {
    let [u, x, released] = [0.3, 1, 0];
    for (let spike = 0; spike < n; spike++) {
      released += u * x;
      x -= u * x;
      u += 0.3 * (1 - u);
    }
    expect(found[element]).toBeCloseTo(released, 12);
  });
  engine.dispose();
});
