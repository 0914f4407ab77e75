import { describe, expect, test } from 'vitest';
import { compile, connectivityKey } from '../../src/compile/index.ts';
import { emptyNetwork, type NetworkDocument, type Rule, type SynapseEdge } from '../../src/document/schema.ts';
import { summarise } from '../../src/document/summarise.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { expectedSynapses } from '../../src/editor/inspector/expected.ts';
import { connect } from '../../src/engine/connectivity/reference.ts';
import { createEngine, estimate } from '../../src/engine/index.ts';
import { sweepParameters } from '../../src/experiments/sweep/parameters.ts';
import {
  defaultRule,
  exampleRule,
  type RuleFields,
  type RuleKind,
  ruleFacts,
  topologies,
  wiringOf,
  withField,
} from '../../src/library/topologies/index.ts';
import { TOPOLOGY_FAMILIES } from '../../src/library/types.ts';
import { parseQuantity, parseUnit, sameDimension } from '../../src/units/index.ts';

const SIZE = 400;

function network(rule: Rule, delay: SynapseEdge['delay'] = '1.5 ms', neurons = SIZE): NetworkDocument {
  const size = 'rows' in rule ? rule.rows.length : neurons;
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

const NEURONS = 40;
const RULES = Object.values(topologies).flatMap(({ kind }): (readonly [RuleKind, string, Rule])[] => [
  [kind, 'defaults', defaultRule(kind, { sources: SIZE, targets: SIZE })],
  [kind, 'the numbers of its picture', exampleRule(kind, NEURONS)],
]);
const sizeFor = (what: string): number => (what === 'defaults' ? SIZE : NEURONS);

describe.each(Object.values(topologies).map((topology) => [topology.kind, topology] as const))(
  'rule %s',
  (kind, own) => {
    const fields: RuleFields = own.fields;
    const start = defaultRule(kind);
    const faultsOf = (rule: Rule) => validateDocument(network(rule)).problems.map(({ field }) => field);

    test('stands in the list under its kind, with a family', () => {
      expect(topologies[kind]).toBe(own);
      expect(TOPOLOGY_FAMILIES).toContain(own.family);
    });

    test('has fields that the schema knows, and no others', () => {
      expect(faultsOf(start)).toEqual([]);
      expect(faultsOf(withField(start, 'zz', 1))).toEqual(['rule.zz']);
      for (const [name, field] of Object.entries(fields)) {
        const absent = withField(start, name, undefined);
        expect(faultsOf(absent), name).toEqual('optional' in field ? [] : [`rule.${name}`]);
      }
    });

    test('starts within the bounds of its numbers', () => {
      for (const [name, field] of Object.entries(fields)) {
        if (field.kind !== 'number') continue;
        const { min, max = Number.POSITIVE_INFINITY, default: usual, whole = false } = field;
        expect(usual >= min && usual <= max && (!whole || Number.isInteger(usual)), name).toBe(true);
      }
    });

    test('gives quantities of the unit that it declares, and choices that it offers', () => {
      for (const field of Object.values(fields)) {
        if (field.kind === 'choice') expect(field.options.map(({ value }) => value)).toContain(field.default);
        if (field.kind !== 'quantity') continue;
        const quantity = parseQuantity(field.declaration.default);
        const unit = parseUnit(field.declaration.unit);
        if ('fault' in quantity || unit === null) throw new Error('no quantity');
        expect(sameDimension(quantity.dimension, unit.dimension)).toBe(true);
      }
    });

    test('draws what it says that it draws', () => {
      const rule = exampleRule(kind, NEURONS);
      const projection = compile(network(rule, '1.5 ms', NEURONS)).config?.projections[0];
      if (projection === undefined) throw new Error('no projection');
      const ends = { sources: NEURONS, targets: NEURONS, same: true };
      const made = [1, 2, 3, 4, 5].map((seed) => {
        const { starts, targets } = connect({ ...projection, seed, dtMs: 0.1, ends });
        return { number: targets.length, synapses: [...starts, ...targets].join(' ') };
      });
      expect(new Set(made.map(({ synapses }) => synapses)).size > 1).toBe(own.draws !== 'nothing');
      expect(new Set(made.map(({ number }) => number)).size > 1).toBe(own.draws === 'number');
      const keys = [1, 2].map((seed) => connectivityKey({ ...ends, seed, edge: 'EE', rule }));
      expect(new Set(keys).size).toBe(own.draws === 'nothing' ? 1 : 2);
    });
  },
);

describe.each(RULES)('rule %s with %s', (_kind, what, rule) => {
  test('is said in a few signs', () => {
    const document = network(rule);
    expect(ruleFacts(rule).label.length).toBeGreaterThan(2);
    expect(summarise(edgeOf(document)).length).toBeLessThan(60);
  });

  test.each([
    ['one delay', '1.5 ms'],
    ['delays by distance', { distance: { offset: '0.5 ms', velocity: '0.3 mm/ms' } }],
  ] as const)('is built as expected, with %s', async (_name, delay) => {
    const document = network(rule, delay, sizeFor(what));
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

test('numbers in whose place a table is given are offered no more', () => {
  const start = defaultRule('block');
  const fields = (rule: Rule) =>
    sweepParameters(network(rule)).flatMap(({ field }) => (field.startsWith('rule.') ? [field] : []));
  expect(fields(start)).toEqual(['rule.blocks', 'rule.within', 'rule.between']);
  expect(fields(withField(start, 'matrix', [[0.1]]))).toEqual(['rule.blocks']);
});

test('memory of rows that nobody has made yet is estimated within a tenth', async () => {
  const rule = withField(defaultRule('distance-kernel'), 'width', '150 um');
  for (const delay of ['1.5 ms', { distance: { offset: '0.5 ms', velocity: '0.3 mm/ms' } }] as const) {
    const { config } = compile(network(rule, delay, 3000));
    if (config === null) throw new Error('no config');
    const engine = await createEngine(config);
    expect(engine.synapses).toBeGreaterThan(5e5);
    // The estimate adds 4 MiB for what every run needs besides the network.
    expect(Math.abs((estimate(config).bytes - 4 * 2 ** 20) / engine.bytes - 1)).toBeLessThan(0.1);
  }
});
