import { describe, expect, it } from 'vitest';
import { compile, connectivityKey, keptWeights } from '../../src/compile/index.ts';
import type { NetworkDocument, Rule, SynapseEdge } from '../../src/document/schema.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { findPlasticity, plasticityParameters, plasticityRules } from '../../src/library/plasticity/index.ts';
import { synapses } from '../../src/library/synapses/index.ts';
import { PLASTICITY_FAMILIES } from '../../src/library/types.ts';
import { parseQuantity, parseUnit, sameDimension } from '../../src/units/index.ts';
import { setField } from '../fields.ts';
import { configOf, given, network, population, rule, synapse, withEngine } from './networks.ts';

const learning = (edge: Partial<SynapseEdge>): NetworkDocument =>
  network(
    [population('A', 10), population('T', 20)],
    [synapse('S', 'A', 'T', { rule: { type: 'all-to-all', autapses: false }, ...edge })],
  );

const problemsOf = (edge: Partial<SynapseEdge>) => compile(learning(edge)).problems;

describe.each(plasticityRules.map((model) => [model.id, model] as const))('plasticity rule %s', (id, model) => {
  const spiking = synapses.filter(({ action }) => action !== 'coupling');

  it.each(spiking.map(({ id: kind, weight }) => [kind, weight.unit] as const))('compiles on %s edges', (kind, unit) => {
    const config = configOf(learning({ model: kind, weight: `0.5 ${unit}`, plasticity: [rule(id)] }));
    expect(config.projections[0]?.plasticity).toBeDefined();
  });

  it.each(model.sets.map((set) => [set.name, set] as const))(
    'compiles with the set %s',
    (_name, { parameters, source }) => {
      configOf(learning({ plasticity: [rule(id, { ...parameters })] }));
      expect(source.length).toBeGreaterThan(5);
    },
  );

  it('documents its parameters and source, and survives a round trip', () => {
    for (const { unit, default: usual, meaning, min } of plasticityParameters(model, 'pA')) {
      for (const text of [usual, min ?? usual]) {
        const quantity = parseQuantity(text);
        const wanted = parseUnit(unit);
        expect('fault' in quantity || wanted === null || sameDimension(quantity.dimension, wanted.dimension)).toBe(
          true,
        );
        expect(quantity).not.toHaveProperty('fault');
      }
      expect(meaning.length).toBeGreaterThan(2);
    }
    expect(PLASTICITY_FAMILIES).toContain(model.family);
    expect(model.source.length).toBeGreaterThan(5);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    expect(findPlasticity(id)).toBe(model);
    const document = learning({ plasticity: [rule(id)] });
    expect(validateDocument(JSON.parse(JSON.stringify(document)))).toEqual({ document, problems: [] });
  });
});

describe('faults of plasticity', () => {
  it.each([
    ['an unknown rule', { plasticity: [rule('hebb')] }, 'unknown-model', 'plasticity.0.model'],
    [
      'an unknown parameter',
      { plasticity: [rule('stdp-additive', { A: 1 })] },
      'unknown-parameter',
      'plasticity.0.parameters.A',
    ],
    [
      'a wrong unit',
      { plasticity: [rule('stdp-additive', { w_max: '2 nS' })] },
      'quantity-dimension',
      'plasticity.0.parameters.w_max',
    ],
    [
      'a value out of range',
      { plasticity: [rule('tsodyks-markram', { U: 1.2 })] },
      'out-of-range',
      'plasticity.0.parameters.U',
    ],
    ['two rules of a family', { plasticity: [rule('stdp-additive'), rule('triplet')] }, 'rule', 'plasticity.1.model'],
    [
      'a drawn delay',
      { plasticity: [rule('stdp-additive')], delay: { uniform: ['1 ms', '2 ms'] as [string, string] } },
      'not-constant',
      'delay',
    ],
    [
      'a gap junction',
      { plasticity: [rule('stdp-additive')], model: 'gap-junction', weight: '1 nS' },
      'rule',
      'plasticity',
    ],
  ] as const)('%s', (_name, edge, code, field) => {
    const problems = problemsOf(edge as unknown as Partial<SynapseEdge>);
    expect(problems).toMatchObject([{ code, field, node: 'S', severity: 'error' }]);
  });

  it('a weight above the largest is warned of', () => {
    const problems = problemsOf({ plasticity: [rule('stdp-additive', { w_max: '0.4 mV' })] });
    expect(problems).toMatchObject([
      { code: 'out-of-range', severity: 'warning', field: 'plasticity.0.parameters.w_max' },
    ]);
    expect(problems[0]?.message).toContain('0.4 mV');
  });
});

it('a variant can set a parameter of a rule', () => {
  const document = setField(
    learning({ plasticity: [rule('stdp-additive')] }),
    'S',
    'plasticity.0.parameters.A_plus',
    0.02,
  );
  expect(document.edges[0]).toMatchObject({ plasticity: [{ model: 'stdp-additive', parameters: { A_plus: 0.02 } }] });
  expect(configOf(document)).toBeDefined();
});

const RULES: readonly Rule[] = [
  { type: 'all-to-all', autapses: false },
  { type: 'fixed-probability', probability: 0.3, autapses: false },
  { type: 'fixed-in-degree', inDegree: 4, autapses: false, multapses: true },
  {
    type: 'list',
    pairs: [
      [5, 3],
      [1, 7],
      [5, 0],
      [1, 2],
    ],
  },
];

describe.each(RULES.map((connection) => [connection.type, connection] as const))(
  'learned weights of %s',
  (_type, connection) => {
    const times = Array.from({ length: 10 }, (_, k) => Array.from({ length: 20 }, (_unused, n) => 5 + k + 17 * n));
    const document = network(
      [
        given('pre', times),
        given(
          'drive',
          times.map((train) => train.map((timeMs) => timeMs * 0.9)),
        ),
        population('T', 10),
      ],
      [
        synapse('S', 'pre', 'T', { rule: connection, plasticity: [rule('stdp-additive')] }),
        synapse('D', 'drive', 'T', { weight: '1000 mV' }),
      ],
    );
    const drawn = { seed: 7, edge: 'S', rule: connection, sources: 10, targets: 10 };
    const withLearned = (weights: string, changes = {}): NetworkDocument => ({
      ...document,
      edges: document.edges.map((edge) =>
        edge.id === 'S' ? { ...edge, learned: { connectivity: connectivityKey(drawn), weights }, ...changes } : edge,
      ) as NetworkDocument['edges'],
    });

    it('are where the next run starts', async () => {
      const learned = await withEngine(document, (engine, projection) => {
        engine.advance(5000);
        return engine.readWeights(projection);
      });
      expect(new Set(learned.weights).size).toBeGreaterThan(3);
      const started = await withEngine(withLearned(keptWeights(learned)), (engine, projection) =>
        engine.readWeights(projection),
      );
      const order = ({ pre, post, weights }: typeof learned) =>
        Array.from(weights, (weight, k) => [pre[k], post[k], weight]).sort(
          (a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0),
        );
      expect(order(started)).toEqual(order(learned));
    });

    it('are refused where the synapses are others', () => {
      const text = keptWeights({ pre: Int32Array.of(0), post: Int32Array.of(0), weights: Float64Array.of(1) });
      const problems = compile(
        withLearned(text, { rule: { type: 'fixed-probability', probability: 0.5, autapses: true } }),
      ).problems;
      expect(problems).toMatchObject([{ code: 'learned-weights', field: 'learned', node: 'S' }]);
    });

    it('are refused where they cannot be read', () => {
      for (const text of [
        'not base64',
        'AAAA',
        keptWeights({ pre: Int32Array.of(0), post: Int32Array.of(0), weights: Float64Array.of(-1) }),
      ])
        expect(compile(withLearned(text)).problems).toMatchObject([{ code: 'learned-weights' }]);
    });
  },
);

describe('the key of the synapses that learned weights belong to', () => {
  const keyOf = (connection: Rule, seed: number, edge = 'S') =>
    connectivityKey({ seed, edge, rule: connection, sources: 10, targets: 10 });
  const ring: Rule = { type: 'ring', neighbours: 4, autapses: false };
  const matrix: Rule = { type: 'matrix', unit: 'mV', rows: Array.from({ length: 10 }, () => Array(10).fill(0.1)) };

  const pairs: Rule = { type: 'list', pairs: [[5, 3]] };
  const everyPair: Rule = { type: 'all-to-all', autapses: false };
  it.each(
    [everyPair, { type: 'one-to-one' } as Rule, ring, matrix, pairs].map(
      (drawsNothing) => [drawsNothing.type, drawsNothing] as const,
    ),
  )('of %s, which draws nothing, depends on neither seed nor edge', (_type, connection) => {
    expect(keyOf(connection, 7)).toBe(keyOf(connection, 8));
    expect(keyOf(connection, 7)).toBe(keyOf(connection, 7, 'other'));
  });

  it('of a rule that draws depends on both', () => {
    const drawn: Rule = { type: 'fixed-probability', probability: 0.3, autapses: false };
    expect(keyOf(drawn, 7)).not.toBe(keyOf(drawn, 8));
    expect(keyOf(drawn, 7)).not.toBe(keyOf(drawn, 7, 'other'));
  });

  it('is taken as files of before have it, where it held the seed of a ring', () => {
    const weights = keptWeights({
      pre: Int32Array.from({ length: 40 }, (_, k) => Math.floor(k / 4)),
      post: Int32Array.from({ length: 40 }, (_, k) => k % 4),
      weights: new Float64Array(40).fill(0.25),
    });
    const withSeed = (seed: number): NetworkDocument => {
      const learned = { connectivity: 'aefb20ca5a54c87f', weights };
      const document = learning({ rule: ring, plasticity: [rule('stdp-additive')], learned });
      const nodes = document.nodes.map((node) => (node.kind === 'population' ? { ...node, size: 10 } : node));
      return { ...document, nodes, run: { ...document.run, seed } };
    };
    expect(compile(withSeed(7)).problems).toEqual([]);
    expect(compile(withSeed(8)).problems).toMatchObject([{ code: 'learned-weights' }]);
  });
});
