import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { RULE_DEFAULTS, RULE_NUMBERS } from '../../src/document/rule-defaults.ts';
import { emptyNetwork, type NetworkDocument, type Rule, type SynapseEdge } from '../../src/document/schema.ts';
import { summarise } from '../../src/document/summarise.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { expectedSynapses } from '../../src/editor/inspector/expected.ts';
import { createEngine, estimate } from '../../src/engine/index.ts';
import { topologies, wiringOf } from '../../src/library/topologies/index.ts';

const SIZE = 400;

function network(rule: Rule, delay: SynapseEdge['delay'] = '1.5 ms', neurons = SIZE): NetworkDocument {
  const size = rule.type === 'matrix' ? rule.rows.length : neurons;
  return {
    ...emptyNetwork(),
    nodes: [
      {
        ...{ id: 'E', name: 'E', position: { x: 0, y: 0 }, kind: 'population', model: 'lif', size },
        ...{ parameters: {}, initial: {}, integrator: 'default' },
      },
    ],
    edges: [
      {
        ...{ id: 'EE', kind: 'synapse', source: 'E', target: 'E', model: 'delta', sign: 'excitatory', rule },
        ...{ weight: '0.1 mV', relativeStrength: 1, delay, parameters: {} },
      },
    ],
  };
}

const edgeOf = (document: NetworkDocument): SynapseEdge => {
  const [edge] = document.edges;
  if (edge?.kind !== 'synapse') throw new Error('no synapse');
  return edge;
};

describe.each(Object.values(RULE_DEFAULTS).map((rule) => [rule.type, rule] as const))('rule %s', (type, rule) => {
  test('is in the library, with a name and a sentence', () => {
    const topology = topologies[type];
    expect(topology.name.length).toBeGreaterThan(2);
    expect(topology.summary).toMatch(/\.$/);
  });

  test('is saved and read back, and said in a few signs', () => {
    const document = network(rule);
    expect(validateDocument(JSON.parse(JSON.stringify(document)))).toEqual({ document, problems: [] });
    expect(summarise(edgeOf(document)).length).toBeLessThan(60);
  });

  test('starts with numbers that it allows', () => {
    for (const { name, min, max = Number.POSITIVE_INFINITY } of RULE_NUMBERS[type] ?? []) {
      const value = Number(Reflect.get(rule, name));
      expect(value >= min && value <= max, name).toBe(true);
    }
  });

  test.each([
    ['one delay', '1.5 ms'],
    ['delays by distance', { distance: { offset: '0.5 ms', velocity: '0.3 mm/ms' } }],
  ] as const)('is built as expected, with %s', async (_name, delay) => {
    const document = network(rule, delay);
    const { config, problems } = compile(document);
    expect(problems).toEqual([]);
    const [projection] = config?.projections ?? [];
    if (config === null || projection === undefined) throw new Error('no projection');
    const size = config.groups[0]?.size ?? 0;
    const { expected, certain } = wiringOf(projection.rule, { sources: size, targets: size, same: true });
    const engine = await createEngine(config);
    expect(Math.abs(engine.synapses - expected)).toBeLessThanOrEqual(certain ? 0 : 6 * Math.sqrt(expected));
    expect(expectedSynapses(document, edgeOf(document))).toContain(Math.round(expected).toLocaleString('en'));
  });
});

test('memory of rows that nobody has made yet is estimated within a tenth', async () => {
  const rule: Rule = { ...RULE_DEFAULTS['distance-kernel'], width: '150 um' };
  for (const delay of ['1.5 ms', { distance: { offset: '0.5 ms', velocity: '0.3 mm/ms' } }] as const) {
    const { config } = compile(network(rule, delay, 3000));
    if (config === null) throw new Error('no config');
    const engine = await createEngine(config);
    expect(engine.synapses).toBeGreaterThan(5e5);
    // The estimate adds 4 MiB for what every run needs besides the network.
    expect(Math.abs((estimate(config).bytes - 4 * 2 ** 20) / engine.bytes - 1)).toBeLessThan(0.1);
  }
});
