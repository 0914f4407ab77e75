import { expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { fitted, liveChanges } from '../../src/engine/index.ts';
import { sharesOf } from '../../src/plots/weights.tsx';
import { createSession } from '../../src/session/host.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { configOf, pairs, population, rule, synapse } from './networks.ts';

const BUDGET = { budgetBytes: 1e9, threads: { exactly: 1 } } as const;

/** A pair, and a probe of its synapse. */
function probed(): NetworkDocument {
  const document = pairs(
    [rule('stdp-additive')],
    [{ pre: [20, 60, 140], post: [25, 66, 150] }],
    {},
    { duration: '200 ms' },
  );
  const position = { x: 0, y: 0 };
  const options = { show: 'synapses', edge: 'S', synapses: [0, 1] };
  const probe = {
    id: 'W',
    name: 'W',
    kind: 'probe' as const,
    probe: 'weights',
    options,
    position,
    size: { width: 300, height: 200 },
  };
  return {
    ...document,
    nodes: [...document.nodes, probe],
    edges: [...document.edges, { id: 'tap', kind: 'tap', source: 'W', target: 'T' }],
  };
}

it('a session streams the weights that a probe observes, goes back with them, and reads them out', async () => {
  const { config, map } = compile(probed());
  const observed = map?.probes.W?.weights[0];
  if (config === null || observed === undefined) throw new Error('nothing is observed');
  const session = createSession();
  await session.build(config, BUDGET, () => undefined);
  const recordings = new Recordings(config);
  await session.run(2000, (chunk) => recordings.append(chunk));
  const { weights, pre, post } = await session.readWeights(observed.projection);
  expect([...pre, ...post]).toEqual([0, 0]);
  const trace = recordings.trace(observed.chosen);
  const view = recordings.weights(observed.distribution);
  expect([trace.samples, view.samples]).toEqual([20, 20]);
  expect(trace.row(0)[0]).toBe(0.5);
  expect(trace.row(0)[19]).toBe(weights[0]);
  expect(trace.row(1).every(Number.isNaN)).toBe(true);
  expect(view.mean(19)).toBe(weights[0]);
  expect([...view.matrix]).toEqual([...weights]);
  expect(sharesOf(view.counts(0))[20]).toBe(1);
  recordings.truncate(1000);
  const kept = [recordings.trace(observed.chosen), recordings.weights(observed.distribution)];
  expect(kept.map(({ samples }) => samples)).toEqual([10, 10]);
  await session.dispose();
});

it('an edge that learns is neither regenerated nor changed while it runs', () => {
  const document = (weight: string): NetworkDocument => {
    const plain = pairs([rule('stdp-additive')], [{ pre: [20], post: [25] }]);
    const dense = synapse('S', 'A', 'A', {
      rule: { type: 'fixed-probability', probability: 0.5, autapses: true },
      weight,
      plasticity: [rule('stdp-additive')],
    });
    return { ...plain, nodes: [population('A', 2000)], edges: [dense] };
  };
  const config = configOf(document('0.5 mV'));
  expect(fitted(config, 1).config.projections[0]?.storage).toBeUndefined();
  expect(liveChanges(config, configOf(document('0.4 mV')))).toBeNull();
  expect(liveChanges(config, configOf(document('0.5 mV')))).toEqual([]);
});
