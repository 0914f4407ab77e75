import { describe, expect, it } from 'vitest';
import { startThread } from '../../src/cli/threads.ts';
import type { RecorderConfig } from '../../src/contract/index.ts';
import type { NetworkDocument, Rule } from '../../src/document/schema.ts';
import { createEngine } from '../../src/engine/index.ts';
import { wiringOf } from '../../src/library/topologies/index.ts';
import {
  configOf,
  network,
  pairs,
  population,
  randomTrains,
  rule,
  synapse,
  weightsAfter,
  withEngine,
} from './networks.ts';

/** A recurrent network that spikes and learns by all three kinds of rules. */
function learning(precision: 'double' | 'single', edge = {}): NetworkDocument {
  const background = {
    id: 'B',
    name: 'B',
    kind: 'stimulus' as const,
    model: 'background',
    position: { x: 0, y: 0 },
    parameters: { trains: '1000', rate: '14 Hz' },
    enabled: true,
  };
  return network(
    [background, population('T', 100)],
    [
      synapse('B1', 'B', 'T', { weight: '0.1 mV' }),
      synapse('S', 'T', 'T', {
        rule: { type: 'fixed-probability', probability: 0.2, autapses: false },
        weight: { uniform: ['0.1 mV', '0.3 mV'] },
        delay: '1.5 ms',
        plasticity: [rule('tsodyks-markram'), rule('stdp-additive', { w_max: '0.4 mV' }), rule('synaptic-scaling')],
        ...edge,
      }),
    ],
    { precision },
  );
}

describe.each(['double', 'single'] as const)('a learning network in %s precision', (precision) => {
  const recorders: RecorderConfig[] = [
    { kind: 'synapses', projection: 0, of: 'weight', index: 0, elements: Int32Array.of(0, 7), everySteps: 20 },
    { kind: 'synapses', projection: 0, of: 'pre', index: 1, elements: Int32Array.of(3), everySteps: 30 },
    { kind: 'weights', projection: 0, bins: 10, most: 0.4, rows: 5, columns: 4, everySteps: 50 },
  ];

  it('goes on from a snapshot bit for bit, and starts anew after a reset', async () => {
    const config = configOf(learning(precision));
    const engine = await createEngine({ ...config, recorders: [...config.recorders, ...recorders] });
    const all = (steps: number) => {
      const advance = engine.advance(steps);
      return {
        advance,
        weights: engine.readWeights(0),
        states: engine.readState(0, 0),
        x: engine.readEnd(0, 'pre', 1),
      };
    };
    const first = engine.readWeights(0);
    const early = all(1234);
    const snapshot = engine.snapshot();
    const late = all(1111);
    expect(late.weights.weights).not.toEqual(early.weights.weights);
    engine.restore(snapshot);
    expect(all(1111)).toEqual(late);
    engine.reset();
    expect(engine.readWeights(0)).toEqual(first);
    expect(all(1234)).toEqual(early);
    engine.dispose();
  });

  it('gives the same results in any pieces, in vectors and one by one, and whatever threads are offered', async () => {
    const config = configOf(learning(precision));
    const whole = await createEngine(config);
    const pieces = await createEngine(config, { lanes: 'one', threads: 2, startThread });
    expect(pieces.threads).toBe(1);
    whole.advance(3000);
    for (const steps of [1, 7, 992, 2000]) pieces.advance(steps);
    expect(pieces.readWeights(0)).toEqual(whole.readWeights(0));
    whole.dispose();
    pieces.dispose();
  });

  it('records weights as they are at the start of a step', async () => {
    const config = configOf(learning(precision));
    const engine = await createEngine({ ...config, recorders });
    const results = [engine.advance(70), engine.advance(60)].flatMap(({ recorders: own }) => own);
    const [early, , , late, , distributions] = results;
    if (early?.kind !== 'trace' || late?.kind !== 'trace' || distributions?.kind !== 'weights')
      throw new Error('results');
    expect([early.block.firstStep, early.block.samples, late.block.firstStep, late.block.samples]).toEqual([
      0, 4, 80, 3,
    ]);
    expect(distributions.block).toMatchObject({ firstStep: 100, samples: 1 });
    const { counts, means, matrix } = distributions.block;
    engine.reset();
    engine.advance(100);
    const { pre, post, weights } = engine.readWeights(0);
    const inCell = weights.filter(
      (_, k) => Math.floor((pre[k] ?? 0) / 20) === 3 && Math.floor((post[k] ?? 0) / 25) === 2,
    );
    expect(matrix[3 * 4 + 2]).toBeCloseTo(inCell.reduce((sum, weight) => sum + weight, 0) / inCell.length, 12);
    expect(late.block.values[1]).toBe(weights[0]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(weights.length);
    expect(counts[5]).toBe(weights.filter((weight) => weight >= 0.2 && weight < 0.24).length);
    expect(means[0]).toBeCloseTo(weights.reduce((sum, weight) => sum + weight, 0) / weights.length, 12);
    engine.dispose();
  });
});

it('weights in single precision are those of double to six digits', async () => {
  const pre = randomTrains(20, 20, 1000, 5);
  const post = randomTrains(20, 20, 1000, 6);
  const trains = pre.map((train, k) => ({ pre: train, post: post[k] ?? [] }));
  const [double, single] = await Promise.all(
    (['double', 'single'] as const).map((precision) =>
      weightsAfter(pairs([rule('stdp-additive')], trains, {}, { precision }), 1000),
    ),
  );
  single?.forEach((weight, k) => {
    expect(weight).toBeCloseTo(double?.[k] ?? 0, 5);
  });
  expect(single).not.toEqual(double);
});

const RULES: readonly Rule[] = [
  { type: 'all-to-all', autapses: false },
  { type: 'fixed-probability', probability: 0.01, autapses: true },
  { type: 'fixed-in-degree', inDegree: 20, autapses: false, multapses: false },
  { type: 'fixed-in-degree', inDegree: 20, autapses: true, multapses: true },
  {
    type: 'list',
    pairs: [
      [5, 9000],
      [3, 1],
      [3, 8999],
      [5, 2],
      [3, 0],
    ],
  },
];

/** Targets in several stretches of 65,536 or fewer, where rows are cut. */
const MANY = 9001;

it.each(RULES.map((connection) => [connection.type, connection] as const))(
  'synapses of the rule %s are all reached from their source and from their target',
  async (_type, connection) => {
    const size = connection.type === 'all-to-all' ? 4 : MANY;
    const nodes = [population('A', size), population('T', MANY, { V_th: '-1 mV' })];
    // Every target spikes in every step; a source that spikes as often reaches all of its synapses too.
    const document = network(nodes, [
      synapse('S', 'A', 'T', {
        rule: connection,
        weight: '0 mV',
        plasticity: [rule('vogels', { rho_0: '0 Hz', eta: '1e-6' })],
      }),
    ]);
    const silent = await withEngine(document, (engine, projection) => {
      engine.advance(5);
      return engine.readWeights(projection);
    });
    expect(silent.weights.every((weight) => weight === 0)).toBe(true);
    const spiking = {
      ...document,
      nodes: document.nodes.map((node) =>
        node.id === 'A' ? { ...node, parameters: { V_th: '-1 mV', t_ref: '0 ms' } } : node,
      ),
    } as NetworkDocument;
    const { pre, post, weights } = await withEngine(spiking, (engine, projection) => {
      engine.advance(1);
      return engine.readWeights(projection);
    });
    // In step 0 the arrival finds no trace; the spike of the target finds that of the arrival.
    expect(weights.every((weight) => weight === weights[0] && weight > 0)).toBe(true);
    const ends = { sources: size, targets: MANY, same: false };
    if (connection.type === 'list') {
      expect(Array.from(pre, (source, k) => [source, post[k]])).toEqual([
        [3, 1],
        [3, 8999],
        [3, 0],
        [5, 9000],
        [5, 2],
      ]);
    } else {
      const { expected } = wiringOf({ kind: connection.type, ...connection } as never, ends);
      expect(Math.abs(weights.length - expected)).toBeLessThan(6 * Math.sqrt(expected) + 1);
      expect(pre.every((source, k) => k === 0 || source >= (pre[k - 1] ?? 0))).toBe(true);
    }
  },
);

it('a weight that is no number is reported', async () => {
  const config = configOf(pairs([rule('stdp-additive')], [{ pre: [1], post: [2] }]));
  const projections = config.projections.map((projection) =>
    projection.plasticity
      ? { ...projection, weight: { kind: 'array' as const, values: Float64Array.of(Number.NaN) } }
      : projection,
  );
  const engine = await createEngine({ ...config, projections });
  expect(engine.checkFinite()).toEqual({ group: 'S', state: 'weight', element: 0, of: 'synapse' });
});
