import { applyPatches, enablePatches, produce, produceWithPatches } from 'immer';
import { describe, expect, it } from 'vitest';
import { compile, problemsOfAll } from '../../src/compile/index.ts';
import { removeSelection } from '../../src/document/commands.ts';
import { renameParameter } from '../../src/document/model-commands.ts';
import { modelFaults } from '../../src/document/model-faults.ts';
import { emptyNetwork, type NetworkDocument, type OwnModel } from '../../src/document/schema.ts';
import { setField } from '../../src/document/set-field.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { applyVariant, dropOverrides } from '../../src/document/variants.ts';
import { copyOf, networkOf } from './models.ts';

enablePatches();

type Overrides = NetworkDocument['variants'][number]['overrides'];

/** E and I, joined by a synapse of fixed in-degree with a rule of plasticity; a drive into E; a variant of these overrides. */
function network(overrides: Overrides = []): NetworkDocument {
  const base = { position: { x: 0, y: 0 }, parameters: {} };
  const cells = { ...base, kind: 'population', model: 'lif', size: 100, initial: {}, integrator: 'default' } as const;
  return {
    ...emptyNetwork(),
    nodes: [
      { ...cells, id: 'E', name: 'E' },
      { ...cells, id: 'I', name: 'I' },
      { ...base, kind: 'stimulus', id: 'drive', name: 'Drive', model: 'step', enabled: true },
    ],
    edges: [
      {
        id: 'IE',
        kind: 'synapse',
        source: 'I',
        target: 'E',
        model: 'exponential-current',
        sign: 'inhibitory',
        rule: { type: 'fixed-in-degree', inDegree: 10, autapses: false, multapses: false },
        weight: '0.1 nA',
        relativeStrength: 1,
        delay: '1.5 ms',
        parameters: {},
      },
      { id: 'into', kind: 'injection', source: 'drive', target: 'E', scale: 1 },
    ],
    variants: [{ id: 'strong', name: 'Strong', overrides }],
  };
}

/** What is given to a field, and the sentence that refuses it. */
const REFUSED: readonly (readonly [node: string | null, field: string, value: unknown, sentence: string])[] = [
  ['E', 'size', 1.5, 'Population "E": size is 1.5; must be a whole number from 1 to 10,000,000.'],
  ['E', 'size', '100', 'Population "E": size is "100"; must be a whole number from 1 to 10,000,000.'],
  ['E', 'size', null, 'Population "E": size is missing; must be a whole number from 1 to 10,000,000.'],
  ['E', 'parameters', 1, 'Population "E": parameters is 1; must be an object of names and values.'],
  [
    'E',
    'parameters.tau_m',
    true,
    'Population "E": parameters.tau_m is true; must be a quantity such as "1.5 ms", {"uniform": [low, high]} or {"normal": [mean, sd]}.',
  ],
  ['E', 'id', 'F', 'Population "E": id says what it is and cannot be set.'],
  ['E', 'kind', 'probe', 'Population "E": kind says what it is and cannot be set.'],
  ['E', 'parameters.__proto__', '1 ms', 'Population "E": there is no field "parameters.__proto__".'],
  ['E', 'constructor.name', 'x', 'Population "E": there is no field "constructor.name".'],
  ['E', 'layout.width', '1 mm', 'Population "E": there is no field "layout.width".'],
  ['IE', 'rule.inDegree', 1.5, 'Synapse "IE": rule.inDegree is 1.5; must be a whole number of at least 0.'],
  ['IE', 'sign', 'foo', 'Synapse "IE": sign is "foo"; must be "excitatory" or "inhibitory".'],
  ['IE', 'relativeStrength', -3, 'Synapse "IE": relativeStrength is -3; must be a number of at least 0.'],
  ['IE', 'probability', 0.1, 'Synapse "IE": there is no field "probability".'],
  [
    'IE',
    'rule.probability',
    0.1,
    'Synapse "IE": there is no field "rule.probability". There are type, inDegree, autapses, multapses.',
  ],
  [
    'IE',
    'rule.inDegre',
    5,
    'Synapse "IE": there is no field "rule.inDegre". There are type, inDegree, autapses, multapses. Did you mean inDegree?',
  ],
  ['IE', 'rule', { type: 'rig' }, 'Synapse "IE": rule.type is "rig"; must be "all-to-all", "one-to-one", '],
  ['IE', 'rule', 'ring', 'Synapse "IE": rule is "ring"; must be an object such as {"type": "one-to-one"}'],
  ['IE', 'plasticity.0.model', 'x', 'Synapse "IE": there is no field "plasticity.0.model".'],
  ['IE', 'source', 'X', 'Edge "IE": its source is "X", and there is no such node.'],
  [null, 'seed', 'abc', 'Run settings: seed is "abc"; must be a whole number from 0 to 4,294,967,295.'],
  [null, 'seed', -5, 'Run settings: seed is -5; must be a whole number from 0 to 4,294,967,295.'],
  [null, 'precision', 'half', 'Run settings: precision is "half"; must be "double" or "single".'],
  [
    null,
    'durations',
    '1 s',
    'Run settings: there is no field "durations". There are duration, dt, seed, precision, from, window. Did you mean duration?',
  ],
  ['X', 'size', 1, 'there is no node or edge "X" to set size of. There are E, I, drive, IE, into.'],
];

describe('a field that is set', () => {
  it.each(REFUSED)('%s.%s = %o is refused', (node, field, value, sentence) => {
    const set = setField(network(), { node, field }, value);
    expect(set.ok ? 'taken' : set.problem.message).toContain(sentence);
  });

  it.each([
    ['E', 'tau_m', '15 ms', 'parameters.tau_m'],
    ['E', 'parameters.tau_m', { uniform: ['10 ms', '20 ms'] }, 'parameters.tau_m'],
    ['IE', 'inDegree', 5, 'rule.inDegree'],
    ['IE', 'rule', { type: 'one-to-one' }, 'rule'],
    ['IE', 'delay', { distance: { offset: '1 ms', velocity: '0.3 mm/ms' } }, 'delay'],
    ['IE', 'plasticity', [{ model: 'stdp-additive', parameters: {} }], 'plasticity'],
    ['run', 'dt', '0.1 ms', 'dt'],
    [null, 'precision', 'single', 'precision'],
  ])('%s.%s = %o is taken, as in a file', (node, field, value, whole) => {
    const set = setField(network(), { node, field }, value);
    expect(set).toMatchObject({ ok: true, field: whole });
    const json = JSON.parse(JSON.stringify(set.ok ? set.document : null));
    expect(validateDocument(json).problems).toEqual([]);
  });

  it('leaves the network alone that it is set of', () => {
    const before = network();
    setField(before, { node: 'E', field: 'size' }, 7);
    expect(before).toEqual(network());
  });
});

describe('a variant', () => {
  it.each(REFUSED.filter(([, , value]) => value !== null))(
    'with %s.%s = %o is told with its name and not run',
    (node, field, value, sentence) => {
      const { config, problems } = compile(network([{ node, field, value: value as string }]), { variant: 'strong' });
      expect(config).toBeNull();
      expect(problems[0]?.message).toContain(`Variant "Strong": ${sentence}`);
      expect(problems[0]).toMatchObject({ severity: 'error', variant: 'strong' });
    },
  );

  it.each([
    [
      'E',
      'parameters.tau_n',
      '1 ms',
      'Population "E": there is no parameter "tau_n". There are tau_m, E_L, R, V_th, V_reset, t_ref. Did you mean tau_m?',
    ],
    ['E', 'initial.u', '1 mV', 'Population "E": there is no state variable "u". There is v.'],
    ['IE', 'parameters.tau_x', '1 ms', 'Synapse "IE": there is no parameter "tau_x". There is tau.'],
    ['drive', 'parameters.rate', '1 Hz', 'Stimulus "Drive": there is no parameter "rate". There are '],
    ['E', 'size', 5, 'Synapse "IE": '],
  ])(
    'whose %s.%s = %o does not fit is a problem of the variant, not of the network',
    (node, field, value, sentence) => {
      const document = network([
        { node, field, value },
        { node: 'IE', field: 'rule.inDegree', value: 500 },
      ]);
      expect(compile(document).problems).toEqual([]);
      const problems = problemsOfAll(document);
      expect(problems.map(({ message }) => message).join('\n')).toContain(`Variant "Strong": ${sentence}`);
      expect(problems.every(({ variant }) => variant === 'strong')).toBe(true);
    },
  );

  it('is shown without what does not fit, and mended by taking that out', () => {
    const document = network([
      { node: 'gone', field: 'size', value: 3 },
      { node: 'E', field: 'size', value: 7 },
      { node: 'I', field: 'siz', value: 7 },
      { node: 'I', field: 'tau_m', value: 3 },
    ]);
    const { document: shown, problems } = applyVariant(document, 'strong');
    expect(shown.nodes[0]).toMatchObject({ size: 7 });
    expect(problems.map(({ node }) => node)).toEqual(['gone', 'I']);
    const mended = produce(document, (draft) => {
      for (const found of problemsOfAll(document)) dropOverrides(draft, found);
    });
    expect(mended.variants[0]?.overrides).toEqual([{ node: 'E', field: 'size', value: 7 }]);
    expect(problemsOfAll(mended)).toEqual([]);
  });

  it('gets its model before the parameters of that', () => {
    const document = network([
      { node: 'E', field: 'b', value: '10 pA' },
      { node: 'E', field: 'model', value: 'adex' },
    ]);
    expect(applyVariant(document, 'strong')).toMatchObject({
      problems: [],
      document: { nodes: [{ parameters: { b: '10 pA' } }, {}, {}] },
    });
  });
});

it('what is said of a removed node goes with it, and comes back', () => {
  const place = { node: 'I', field: 'parameters.tau_m' };
  const range = { from: '1 ms', to: '2 ms', count: 2, scale: 'linear' as const };
  const sweep = { seeds: 1, measures: ['chi'], measure: 'chi', population: 'E' };
  const document: NetworkDocument = {
    ...network([
      { node: 'I', field: 'size', value: 3 },
      { node: 'IE', field: 'weight', value: '1 nA' },
      { node: 'E', field: 'size', value: 7 },
    ]),
    expect: [{ measure: 'chi', population: 'I', source: 'made' }],
    sweeps: [
      { ...sweep, axes: [{ ...place, ...range }] },
      { ...sweep, axes: [{ ...place, ...range, also: [{ node: 'E', field: 'parameters.tau_m' }] }] },
    ],
  };
  const [next, , backward] = produceWithPatches(document, (draft) =>
    removeSelection(draft, { nodes: ['I'], edges: [] }),
  );
  expect(next.variants[0]?.overrides).toEqual([{ node: 'E', field: 'size', value: 7 }]);
  expect(next.expect).toEqual([]);
  expect(next.sweeps).toEqual([{ ...sweep, axes: [{ ...range, node: 'E', field: 'parameters.tau_m' }] }]);
  expect(problemsOfAll(next)).toEqual([]);
  expect(applyPatches(next, backward)).toEqual(document);
});

it('a sweep outlives the population that it draws, and a configuration an override that leads to it', () => {
  const axes = [{ node: 'E', field: 'parameters.tau_m', from: '1 ms', to: '2 ms', count: 2, scale: 'linear' as const }];
  const sweep = { axes, seeds: 1, measures: ['chi'], measure: 'chi', population: 'I' };
  const document: NetworkDocument = {
    ...network([
      { node: 'E', field: 'size', value: 70 },
      { node: 'EE', field: 'source', value: 'I' },
    ]),
    sweeps: [sweep],
  };
  const [first] = document.edges;
  if (first === undefined) throw new Error('no edge');
  const looped: NetworkDocument = {
    ...document,
    edges: [...document.edges, { ...first, id: 'EE', source: 'E', target: 'E' }],
  };
  const [next, , backward] = produceWithPatches(looped, (draft) => removeSelection(draft, { nodes: ['I'], edges: [] }));
  expect(next.sweeps).toEqual([{ ...sweep, population: 'E' }]);
  expect(next.variants[0]?.overrides).toEqual([{ node: 'E', field: 'size', value: 70 }]);
  expect(problemsOfAll(next)).toEqual([]);
  expect(applyPatches(next, backward)).toEqual(looped);
});

describe('names that every object of JavaScript has', () => {
  const names = ['constructor', 'toString', 'hasOwnProperty', 'valueOf'];

  it.each(names)('%s may be a state, a parameter, a model and a node', (name) => {
    const model: OwnModel = copyOf('lif', {
      equations: `dv/dt = (-v + ${name}_2*mV)/tau_m : mV\nd${name}/dt = -${name}/tau_m : 1`,
      threshold: 'v > 20*mV',
      reset: 'v = 0*mV',
      refractory: null,
      parameters: [
        { name: 'tau_m', unit: 'ms', meaning: 'time constant', default: '10 ms' },
        { name: `${name}_2`, unit: '1', meaning: 'drive', default: '30' },
      ],
      initial: {},
      spikePeak: '30 mV',
    });
    const document = networkOf(name, model);
    const found = compile(document);
    expect(found.problems).toEqual([]);
    const renamed = JSON.parse(
      JSON.stringify(document)
        .replaceAll(`${name}_2`, name)
        .replaceAll('"cells"', `"${name}"`)
        .replace(`\\nd${name}/dt = -${name}/tau_m : 1`, ''),
    );
    const { document: read, problems } = validateDocument(renamed);
    expect(problems).toEqual([]);
    expect(read && compile(read).problems).toEqual([]);
    const set = read && setField(read, { node: name, field: `parameters.${name}` }, '40');
    expect(set?.ok && compile(set.document).problems).toEqual([]);
  });

  it('a library model has none of them, and says so', () => {
    for (const name of names) {
      const { problems } = compile(network([{ node: 'E', field: `parameters.${name}`, value: '1 ms' }]), {
        variant: 'strong',
      });
      expect(problems[0]?.message).toContain(`there is no parameter "${name}"`);
      expect(compile(networkOf(name)).problems[0]?.code).toBe('unknown-model');
    }
  });

  it('__proto__ is no name of a parameter or state of an own model', () => {
    const parameters = [{ name: '__proto__', unit: '1', meaning: 'none', default: '1' }];
    const reserved = '"__proto__" is reserved; choose another name.';
    const equations = 'dv/dt = (-v + R*I)/tau_m : mV\nd__proto__/dt = -1/tau_m : 1';
    const lif = copyOf('lif');
    for (const model of [
      { ...lif, parameters: [...lif.parameters, ...parameters] },
      { ...lif, equations },
    ])
      expect(modelFaults(model).map(({ message }) => message)).toContain(reserved);
    const document = produce(networkOf('mine', lif), (draft) => {
      Object.assign(draft.nodes[0] ?? {}, { parameters: { tau_m: '10 ms' } });
      renameParameter(draft, 'mine', 0, '__proto__');
    });
    expect(compile(document).problems.map(({ message }) => message)).toContain(`Model "My LIF": ${reserved}`);
    expect(document.nodes[0]).toMatchObject({ parameters: { tau_m: '10 ms' } });
  });

  it('__proto__ is refused by name, not lost', () => {
    const json = JSON.parse(JSON.stringify(network()).replace('"parameters":{}', '"parameters":{"__proto__":"1 ms"}'));
    const { document, problems } = validateDocument(json);
    expect(document).toBeNull();
    expect(problems[0]?.message).toBe('Population "E": "parameters.__proto__" cannot be a name; must be another name.');
  });
});
