import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile, streamKey } from '../../src/compile/index.ts';
import { emptyNetwork, type NetworkDocument } from '../../src/document/schema.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { applyVariant, setField } from '../fields.ts';

const FOLDER = new URL('../../presets/', import.meta.url);
const presets = readdirSync(FOLDER).filter((name) => name.endsWith('.json') && !name.includes('schema'));

function read(name: string): NetworkDocument {
  const { document, problems } = validateDocument(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')));
  expect(problems).toEqual([]);
  if (document === null) throw new Error(name);
  return document;
}

/** One population with a recurrent edge. */
function network(): NetworkDocument {
  return {
    ...emptyNetwork(),
    nodes: [
      {
        id: 'E',
        name: 'PV',
        kind: 'population',
        model: 'lif',
        size: 10,
        position: { x: 0, y: 0 },
        parameters: {},
        initial: {},
        integrator: 'default',
      },
    ],
    edges: [
      {
        id: 'EE',
        kind: 'synapse',
        source: 'E',
        target: 'E',
        model: 'delta',
        sign: 'inhibitory',
        rule: { type: 'all-to-all', autapses: false },
        weight: '0.1 mV',
        relativeStrength: 4,
        delay: '1.5 ms',
        parameters: {},
      },
    ],
  };
}

describe('compiling', () => {
  it.each(presets)('%s and its variants have no problem', (name) => {
    const document = read(name);
    for (const variant of [undefined, ...document.variants.map(({ id }) => id)]) {
      const { config, map, problems } = compile(document, variant === undefined ? {} : { variant });
      expect(problems).toEqual([]);
      expect(config?.recorders.length).toBeGreaterThan(0);
      expect(map?.populations.length).toBeGreaterThan(0);
    }
  });

  it('multiplies a weight by its sign and relative strength', () => {
    expect(compile(network()).config?.projections[0]?.weight).toEqual({ kind: 'constant', value: -0.4 });
  });

  it('keeps an inhibitory conductance positive, on a state of its own', () => {
    const changed = setField(setField(network(), 'EE', 'model', 'exponential-conductance'), 'EE', 'weight', '6 nS');
    const { config } = compile(changed);
    expect(config?.projections[0]?.weight).toEqual({ kind: 'constant', value: 24 });
    expect(config?.groups[0]?.states.map(({ name }) => name)).toEqual(['v', 's_1']);
    expect(config?.projections[0]?.state).toBe(1);
  });

  it('draws from a stream that is named by node and field', () => {
    const changed = setField(network(), 'E', 'parameters.tau_m', { uniform: ['10 ms', '20 ms'] });
    expect(compile(changed).config?.groups[0]?.parameters[0]?.values).toEqual({
      kind: 'uniform',
      low: 10,
      high: 20,
      key: streamKey('E/parameters.tau_m'),
    });
  });

  it('takes away what may be absent by null, and nothing else', () => {
    const ring = setField(network(), 'E', 'layout', { type: 'ring', width: '1 mm', height: '1 mm' });
    expect(setField(ring, 'E', 'layout', null).nodes.find(({ id }) => id === 'E')).not.toHaveProperty('layout');
    expect(() => setField(ring, 'E', 'size', null)).toThrow(
      'Population "PV": size is missing; must be a whole number from 1 to 10,000,000.',
    );
  });

  it('is pure: twice the same, and the document untouched', () => {
    const document = network();
    const before = structuredClone(document);
    expect(compile(document)).toEqual(compile(document));
    expect(document).toEqual(before);
  });
});

describe('a problem names node, field and what is allowed', () => {
  it.each([
    [
      'E',
      'parameters.tau_m',
      '0 ms',
      'out-of-range',
      'Population "PV": membrane time constant is 0 ms; must be more than 0 ms. Try 20 ms.',
    ],
    [
      'E',
      'parameters.tau_m',
      '5 mV',
      'quantity-dimension',
      'Population "PV": membrane time constant is 5 mV, a voltage (mV); must be a time (ms). Try "20 ms".',
    ],
    [
      'E',
      'parameters.nonsense',
      '5 mV',
      'unknown-parameter',
      'Population "PV": there is no parameter "nonsense". There are tau_m, E_L, R, V_th, V_reset, t_ref.',
    ],
    ['E', 'model', 'toy', 'unknown-model', 'Population "PV": there is no neuron model "toy" in the library.'],
    ['EE', 'delay', '-1 ms', 'out-of-range', 'Synapse "EE": delay is -1 ms; must be at least 0 ms. Try 1.5 ms.'],
  ])('%s %s = %s', (node, field, given, code, message) => {
    const { config, problems } = compile(setField(network(), node, field, given));
    expect(config).toBeNull();
    expect(problems[0]).toMatchObject({ code, node, field, message });
  });

  it('refuses a time step out of range', () => {
    expect(compile(setField(network(), null, 'dt', '0 ms')).problems[0]?.code).toBe('out-of-range');
  });

  it('has nothing to say of a time constant near the time step where the equations are solved exactly', () => {
    const { config, problems } = compile(setField(network(), 'E', 'parameters.tau_m', '0.06 ms'));
    expect(config).not.toBeNull();
    expect(problems).toEqual([]);
  });
});

it('applies a variant without touching the network', () => {
  const document: NetworkDocument = {
    ...network(),
    variants: [{ id: 'B', name: 'g 8', overrides: [{ node: 'EE', field: 'relativeStrength', value: 8 }] }],
  };
  expect(applyVariant(document, 'B').edges[0]).toMatchObject({ relativeStrength: 8 });
  expect(document.edges[0]).toMatchObject({ relativeStrength: 4 });
});
