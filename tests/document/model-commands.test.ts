import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { copySelection, pasteFragment } from '../../src/document/fragments.ts';
import {
  copyModelFor,
  deletionRefusal,
  duplicateModel,
  newParameter,
  removeModel,
  removeParameter,
  renameParameter,
  usersOf,
} from '../../src/document/model-commands.ts';
import { modelFaults } from '../../src/document/model-faults.ts';
import { missingParameter } from '../../src/document/model-fixes.ts';
import { addModel } from '../../src/document/models.ts';
import { emptyNetwork, type NetworkDocument, type OwnModel } from '../../src/document/schema.ts';
import { copyOf, networkOf } from './models.ts';

const mine = networkOf('mine', copyOf('adex'));
const indexOf = (document: NetworkDocument, name: string) =>
  document.models?.mine?.parameters.findIndex((parameter) => parameter.name === name) ?? -1;

/** The network with values given to `a`, by its population and by a variant. */
const given = produce(mine, (draft) => {
  for (const node of draft.nodes) if (node.kind === 'population') node.parameters = { a: '2 nS', b: '10 pA' };
  draft.variants.push({
    id: 'weak',
    name: 'Weak',
    overrides: [
      { node: 'cells', field: 'parameters.a', value: '1 nS' },
      { node: 'drive', field: 'parameters.amplitude', value: '1 nA' },
    ],
  });
});

describe('editing a model of the library', () => {
  const library = networkOf('adex');
  const edited = produce(library, (draft) => {
    copyModelFor(draft, library, 'adex', ['cells']);
  });

  it('makes a copy of the document, which the population then has', () => {
    expect(edited.models).toEqual({ 'my-adex': copyOf('adex') });
    expect(edited.nodes[0]).toMatchObject({ id: 'cells', model: 'my-adex' });
    expect(edited.models?.['my-adex']?.source).toBe('own model, from AdEx');
  });

  it('leaves the other populations as they were', () => {
    const [first] = library.nodes;
    if (first?.kind !== 'population') throw new Error('No population.');
    const two = { ...library, nodes: [...library.nodes, { ...first, id: 'others', name: 'Others' }] };
    const changed = produce(two, (draft) => {
      copyModelFor(draft, two, 'adex', ['others']);
    });
    expect(changed.nodes.map((node) => (node.kind === 'population' ? node.model : null))).toEqual([
      'adex',
      null,
      'my-adex',
    ]);
  });

  it('never takes an id or name that is there', () => {
    const taken = produce(edited, (draft) => {
      addModel(draft, copyOf('adex'));
      addModel(draft, { ...copyOf('lif'), name: 'LIF' });
    });
    expect(Object.entries(taken.models ?? {}).map(([id, { name }]) => [id, name])).toEqual([
      ['my-adex', 'My AdEx'],
      ['my-adex-2', 'My AdEx 2'],
      ['own-lif', 'LIF'],
    ]);
  });
});

describe('renaming a parameter', () => {
  const renamed = produce(given, (draft) => renameParameter(draft, 'mine', indexOf(given, 'a'), 'coupling'));

  it('renames it in the equations, and nothing else in them', () => {
    expect(renamed.models?.mine?.equations).toBe(copyOf('adex').equations.replace('(a*(v', '(coupling*(v'));
    expect(modelFaults(renamed.models?.mine ?? copyOf('lif'))).toEqual([]);
  });

  it('keeps the values that a population and a variant give it', () => {
    expect(renamed.nodes[0]).toMatchObject({ parameters: { coupling: '2 nS', b: '10 pA' } });
    expect(renamed.nodes[0]).not.toHaveProperty('parameters.a');
    expect(renamed.variants[0]?.overrides).toEqual([
      { node: 'cells', field: 'parameters.coupling', value: '1 nS' },
      { node: 'drive', field: 'parameters.amplitude', value: '1 nA' },
    ]);
  });

  it('renames it in the parameter sets', () => {
    const sets = renamed.models?.mine?.sets ?? [];
    expect(sets.find(({ name }) => name === 'Bursting')?.parameters).toMatchObject({ coupling: '4 nS', b: '500 pA' });
    expect(sets.some(({ parameters }) => 'a' in parameters)).toBe(false);
  });

  it('follows where it is the reset, the initial value or the refractory period', () => {
    const lif = networkOf('mine', copyOf('lif'));
    const all = ['t_ref', 'E_L', 'V_reset'].reduce(
      (document, name) =>
        produce(document, (draft) => renameParameter(draft, 'mine', indexOf(document, name), `${name}_x`)),
      lif,
    );
    expect(all.models?.mine).toMatchObject({ refractory: 't_ref_x', initial: { v: 'E_L_x' }, reset: 'v = V_reset_x' });
  });

  it('follows where it is the refractory condition', () => {
    const axon = networkOf('mine', copyOf('hodgkin-huxley'));
    const renamed = produce(axon, (draft) => renameParameter(draft, 'mine', indexOf(axon, 'V_cut'), 'V_spike'));
    expect(renamed.models?.mine).toMatchObject({ threshold: 'v > V_spike', refractoryWhile: 'v > V_spike' });
  });

  const LIF = copyOf('lif');
  const tau = LIF.parameters.findIndex(({ name }) => name === 'tau_m');
  /** A LIF model whose membrane time constant has a name of its own. */
  const lifWith = (name: string, changes: Partial<OwnModel>) =>
    copyOf('lif', {
      parameters: LIF.parameters.with(tau, { name, unit: 'ms', default: '20 ms', meaning: name }),
      ...changes,
    });
  const renamedIn = (own: OwnModel, to: string): OwnModel => {
    const document = networkOf('mine', own);
    return produce(document, (draft) => renameParameter(draft, 'mine', tau, to)).models?.mine ?? LIF;
  };

  // @ stands for the name where the parameter is meant.
  it.each([
    ['comments', 'tau', '# tau of the membrane\ndv/dt  =  (E_L - v + R*I)/@ : mV # tau'],
    ['spacing and other cases', 'tau', '\n dv/dt=( E_L-v+R * I )/ @:mV\n\nTau = @ / ms : 1 '],
    ['names that begin or end alike', 'tau', 'dv/dt = (E_L - v + R*I)/@ : mV\ntau_2 = 2*@ : ms\nmy_tau = @ : ms'],
    ['flags', 'refractory', 'dv/dt = (E_L - v + R*I)/@ : mV (unless refractory)'],
    ['derivatives', 'dv', 'dv/dt = (E_L - v + R*I)/@ : mV'],
    ['the exponents of numbers', 'e1', 'dv/dt = 1e1*(E_L - v + R*I)/(1e1*@) : mV'],
  ])('keeps %s', (_, name, text) => {
    const own = lifWith(name, { equations: text.replaceAll('@', name), reset: `v = V_reset # ${name}` });
    expect(modelFaults(own)).toEqual([]);
    const renamed = renamedIn(own, 'k');
    expect(renamed.equations).toBe(text.replaceAll('@', 'k'));
    expect(renamed.reset).toBe(own.reset);
    expect(modelFaults(renamed)).toEqual([]);
  });

  it('renames a declaration of it, and what a text at fault can be read to be', () => {
    const declared = lifWith('tau', { equations: 'dv/dt = (E_L - v + R*I)/tau : mV\ntau : ms' });
    expect(renamedIn(declared, 'k').equations).toBe('dv/dt = (E_L - v + R*I)/k : mV\nk : ms');
    const faulty = lifWith('tau', {
      equations: 'dv/dt = (E_L - v/tau + : mV # tau\nx = tau : ms',
      threshold: 'tau > (v',
    });
    expect(renamedIn(faulty, 'k')).toMatchObject({
      equations: 'dv/dt = (E_L - v/k + : mV # tau\nx = k : ms',
      threshold: 'k > (v',
    });
  });

  it.each([
    ['a unit', 'mV', 'dv/dt = (E_L - v + R*I)/(20*ms) : mV\nx = v/mV : 1'],
    ['a function', 'exp', 'dv/dt = (E_L - v + R*I)*exp(0)/(20*ms) : mV'],
    ['the input', 'I', 'dv/dt = (E_L - v + R*I)/(20*ms) : mV'],
    ['a variable', 'v', 'dv/dt = (E_L - v + R*I)/(20*ms) : mV'],
    ['time', 't', 'dv/dt = (E_L - v + R*I*(t > 0*ms))/(20*ms) : mV'],
  ])('leaves %s what it is when a parameter of that name is called otherwise', (_, name, equations) => {
    const own = lifWith(name, { equations });
    expect(modelFaults(own)).not.toEqual([]);
    const renamed = renamedIn(own, 'k');
    expect(renamed.equations).toBe(equations);
    expect(modelFaults(renamed)).toEqual([]);
  });

  it.each(['v', 'I', 't', 'mV', 'exp', 'two words', ''])(
    'leaves the texts as they are where it is to be "%s"',
    (to) => {
      const equations = 'dv/dt = (E_L - v + R*I)/tau*exp(0) : mV\nx = t/tau + v/mV : 1';
      const renamed = renamedIn(lifWith('tau', { equations }), to);
      expect(renamed.parameters[tau]?.name).toBe(to);
      expect(renamed.equations).toBe(equations);
    },
  );

  it('to a name that another parameter has keeps the texts and the values of both', () => {
    const twice = produce(given, (draft) => renameParameter(draft, 'mine', indexOf(given, 'a'), 'b'));
    expect(twice.models?.mine).toMatchObject({ equations: copyOf('adex').equations, reset: copyOf('adex').reset });
    expect(twice.nodes[0]).toMatchObject({ parameters: { a: '2 nS', b: '10 pA' } });
    expect(twice.variants).toEqual(given.variants);
    expect(twice.models?.mine && modelFaults(twice.models.mine)[0]?.message).toBe('There are two parameters "b".');
  });

  it('follows where a population, a variant or a set starts from it', () => {
    const started = produce(
      networkOf('mine', copyOf('lif', { initial: { v: ' E_L ' }, spikePeak: 'E_L ' })),
      (draft) => {
        for (const node of draft.nodes) if (node.kind === 'population') node.initial = { v: 'E_L' };
        draft.models?.mine?.sets?.push({ name: 'S', parameters: {}, initial: { v: 'E_L' }, source: '' });
        draft.variants.push({ id: 'B', name: 'B', overrides: [{ node: 'cells', field: 'initial.v', value: 'E_L' }] });
      },
    );
    const renamed = produce(started, (draft) => renameParameter(draft, 'mine', indexOf(started, 'E_L'), 'E_rest'));
    expect(renamed.models?.mine).toMatchObject({ initial: { v: 'E_rest' }, spikePeak: 'E_rest' });
    expect(renamed.models?.mine?.sets?.at(-1)?.initial).toEqual({ v: 'E_rest' });
    expect(renamed.nodes[0]).toMatchObject({ initial: { v: 'E_rest' } });
    expect(renamed.variants[0]?.overrides[0]?.value).toBe('E_rest');
  });

  it('of two with one name leaves the texts to the other', () => {
    const twice = produce(mine, (draft) => {
      draft.models?.mine?.parameters.push({ name: 'a', unit: 'nS', meaning: '', default: '1 nS' });
    });
    const last = (twice.models?.mine?.parameters.length ?? 0) - 1;
    const mended = produce(twice, (draft) => renameParameter(draft, 'mine', last, 'a_2'));
    expect(mended.models?.mine?.equations).toBe(mine.models?.mine?.equations);
    expect(modelFaults(mended.models?.mine ?? copyOf('lif'))).toEqual([]);
  });
});

describe('deleting', () => {
  it('a parameter takes the values given to it away, and leaves a fault where it is read', () => {
    const without = produce(given, (draft) => removeParameter(draft, 'mine', indexOf(given, 'a')));
    expect(without.nodes[0]).toMatchObject({ parameters: { b: '10 pA' } });
    expect(without.nodes[0]).not.toHaveProperty('parameters.a');
    expect(without.variants[0]?.overrides.map(({ node }) => node)).toEqual(['drive']);
    const model = without.models?.mine;
    expect(model && modelFaults(model).map(({ unknown }) => unknown)).toEqual(['a']);
  });

  it('a model that a population has is refused with the name of the population', () => {
    expect(deletionRefusal(mine, 'mine')).toBe('"My AdEx" is the model of "Cells"; give it another model first.');
  });

  it('a model that only a variant has is refused too', () => {
    const variant = produce(networkOf('adex'), (draft) => {
      draft.models = { mine: copyOf('adex') };
      draft.variants = [{ id: 'b', name: 'B', overrides: [{ node: 'cells', field: 'model', value: 'mine' }] }];
    });
    expect(usersOf(variant, 'mine')).toEqual(['Cells']);
  });

  it('the last model leaves a document as it was without any', () => {
    const unused = { ...networkOf('adex'), models: { mine: copyOf('adex') } };
    expect(deletionRefusal(unused, 'mine')).toBeNull();
    expect(produce(unused, (draft) => removeModel(draft, 'mine'))).toEqual(networkOf('adex'));
  });
});

it('a duplicate is a model of its own', () => {
  const twice = produce(mine, (draft) => {
    duplicateModel(draft, mine, 'mine');
  });
  expect(twice.models?.['my-adex-copy']).toEqual({ ...copyOf('adex'), name: 'My AdEx copy' });
});

describe('a copied population', () => {
  const fragment = JSON.parse(JSON.stringify(copySelection(mine, { nodes: ['cells'], edges: [] })));

  it('brings its own model into another network', () => {
    const pasted = produce(emptyNetwork(), (draft) => {
      pasteFragment(draft, fragment);
    });
    const [node] = pasted.nodes;
    expect(node?.kind === 'population' && pasted.models?.[node.model]).toEqual(copyOf('adex'));
  });

  it('shares its model where it was copied from', () => {
    const pasted = produce(mine, (draft) => {
      pasteFragment(draft, fragment);
    });
    expect(Object.keys(pasted.models ?? {})).toEqual(['mine']);
    expect(pasted.nodes.at(-1)).toMatchObject({ model: 'mine' });
  });

  it('does not take another model of the same id', () => {
    const other = networkOf('mine', copyOf('lif'));
    const pasted = produce(other, (draft) => {
      pasteFragment(draft, fragment);
    });
    expect(pasted.models?.mine).toEqual(copyOf('lif'));
    const node = pasted.nodes.at(-1);
    expect(node?.kind === 'population' && pasted.models?.[node.model]).toEqual(copyOf('adex'));
  });
});

describe('a name that nothing defines', () => {
  const adex = copyOf('adex');
  it.each([
    ['tau_w', 'ms'],
    ['C', 'pF'],
    ['g_L', 'nS'],
    ['V_T', 'mV'],
    ['a', 'nS'],
    ['b', 'pA'],
    ['V_cut', 'mV'],
  ])('%s is made a parameter in %s, which mends the model', (name, unit) => {
    const without = { ...adex, parameters: adex.parameters.filter((parameter) => parameter.name !== name) };
    expect(modelFaults(without).some(({ unknown }) => unknown === name)).toBe(true);
    const parameter = missingParameter(without, name);
    expect(parameter).toMatchObject({ name, unit });
    expect(modelFaults({ ...without, parameters: [...without.parameters, parameter] })).toEqual([]);
  });
});

it('a new parameter has a name that is free and no fault', () => {
  const adex = copyOf('adex');
  const one = { ...adex, parameters: [...adex.parameters, newParameter(adex)] };
  const two = { ...one, parameters: [...one.parameters, newParameter(one)] };
  expect(two.parameters.slice(-2).map(({ name }) => name)).toEqual(['p_1', 'p_2']);
  expect(modelFaults(two)).toEqual([]);
});

describe('what sweeps vary of a parameter', () => {
  const range = { from: '1 nS', to: '2 nS', count: 2, scale: 'linear' } as const;
  const rest = { seeds: 1, measures: ['chi'], measure: 'chi', population: 'cells' };
  const axis = { node: 'cells', field: 'parameters.a', ...range };
  const swept: NetworkDocument = {
    ...mine,
    sweeps: [
      { ...rest, axes: [axis] },
      { ...rest, axes: [{ ...axis, also: [{ node: 'cells', field: 'parameters.b' }] }] },
      { ...rest, axes: [{ ...axis, field: 'parameters.a.uniform.1' }] },
    ],
  };
  const fieldsOf = ({ sweeps = [] }: NetworkDocument) =>
    sweeps.map(({ axes }) => axes.flatMap(({ field, also = [] }) => [field, ...also.map((place) => place.field)]));

  it('is renamed with it', () => {
    const renamed = produce(swept, (draft) => renameParameter(draft, 'mine', indexOf(swept, 'a'), 'coupling'));
    expect(fieldsOf(renamed)).toEqual([
      ['parameters.coupling'],
      ['parameters.coupling', 'parameters.b'],
      ['parameters.coupling.uniform.1'],
    ]);
  });

  it('goes with it, and a sweep that varies nothing else', () => {
    const without = produce(swept, (draft) => removeParameter(draft, 'mine', indexOf(swept, 'a')));
    expect(fieldsOf(without)).toEqual([['parameters.b']]);
    expect(fieldsOf(produce(swept, (draft) => removeParameter(draft, 'mine', indexOf(swept, 'tau_w'))))).toEqual(
      fieldsOf(swept),
    );
  });
});
