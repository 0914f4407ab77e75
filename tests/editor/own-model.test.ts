import { beforeEach, describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { neuronOf } from '../../src/document/models.ts';
import { deleteModel, duplicateAndOpen, editEquations } from '../../src/editor/own-model/actions.ts';
import { closeModel, editModel, useModelEditor } from '../../src/editor/own-model/store.ts';
import { addItem, fittingItems, OWN_MODEL, paletteOf } from '../../src/editor/palette/items.ts';
import { useEditor } from '../../src/editor/store.ts';
import { copyOf, networkOf } from '../document/models.ts';
import { runningText } from '../fields.ts';

const state = () => useEditor.getState();
const shownModel = (id: string) => state().document.models?.[id];
const modelOf = (id: string) => {
  const node = state().document.nodes.find((candidate) => candidate.id === id);
  return node?.kind === 'population' ? node.model : null;
};

beforeEach(() => state().load(networkOf('adex')));

describe('editing the equations of a population', () => {
  it('copies a model of the library and opens the copy, as one step of undo', () => {
    editEquations('adex', ['cells']);
    expect(useModelEditor.getState().id).toBe('my-adex');
    expect(modelOf('cells')).toBe('my-adex');
    state().undo();
    expect(state().document).toEqual(networkOf('adex'));
  });

  it('opens an own model as it is', () => {
    state().load(networkOf('mine', copyOf('adex')));
    editEquations('mine', ['cells']);
    expect(useModelEditor.getState().id).toBe('mine');
    expect(state().past).toEqual([]);
  });

  it('gives the network the copy while a variant is shown', () => {
    state().editBase('Variant', (draft) => {
      draft.variants.push({ id: 'b', name: 'B', overrides: [{ node: 'cells', field: 'size', value: 7 }] });
    });
    state().editVariant('b');
    editEquations('adex', ['cells']);
    editModel('my-adex', 'reset', (model) => {
      model.reset = 'v = V_reset';
    });
    expect(state().base.models?.['my-adex']?.reset).toBe('v = V_reset');
    expect(shownModel('my-adex')?.reset).toBe('v = V_reset');
    expect(modelOf('cells')).toBe('my-adex');
    expect(state().base.variants[0]?.overrides.some(({ field }) => field === 'size')).toBe(true);
    expect(compile(state().document).problems).toEqual([]);
  });
});

describe('edits of a model', () => {
  const type = (text: string) =>
    editModel('mine', 'equations', (model) => {
      model.equations = text;
    });
  beforeEach(() => state().load(networkOf('mine', copyOf('adex'))));

  it('in one field are one step of undo until it is left', () => {
    const before = shownModel('mine')?.equations;
    type('dv/dt');
    type('dv/dt = -v/tau_w : mV');
    closeModel();
    type('dv/dt = v/tau_w : mV');
    expect(state().past).toHaveLength(2);
    state().undo();
    expect(shownModel('mine')?.equations).toBe('dv/dt = -v/tau_w : mV');
    state().undo();
    expect(shownModel('mine')?.equations).toBe(before);
    state().redo();
    expect(shownModel('mine')?.equations).toBe('dv/dt = -v/tau_w : mV');
  });

  it('change what is simulated, and are seen where the model is looked up', () => {
    const before = runningText(state().document);
    type(copyOf('adex').equations.replace('/tau_w', '/(2*tau_w)'));
    expect(runningText(state().document)).not.toBe(before);
    type('dv/dt = -v/tau_w : mV');
    expect(neuronOf(state().document, 'mine')?.states.map(({ name }) => name)).toEqual(['v']);
  });
});

describe('the palette', () => {
  it('offers the own models of the document among the neurons, and a new one', () => {
    const neurons = paletteOf({ models: { mine: copyOf('adex') } }).find(({ title }) => title === 'Neurons');
    expect(neurons?.items.slice(-2).map(({ name }) => name)).toEqual(['My AdEx', 'Own model']);
  });

  it('makes a population of a new model that runs, and opens it', () => {
    const id = addItem(OWN_MODEL, { x: 0, y: 0 });
    const model = modelOf(id) ?? '';
    expect(shownModel(model)).toMatchObject({ name: 'My model', source: 'own model, from LIF' });
    expect(useModelEditor.getState().id).toBe(model);
    expect(compile(state().document).problems).toEqual([]);
    expect(state().past).toHaveLength(1);
  });

  it('offers own models at the loose end of a line', () => {
    state().load(networkOf('mine', copyOf('adex')));
    const models = fittingItems(state().document, { node: 'drive', end: 'from' }).map(({ model }) => model);
    expect(models).toEqual(expect.arrayContaining(['mine', OWN_MODEL.model]));
  });
});

describe('a model', () => {
  beforeEach(() => state().load(networkOf('mine', copyOf('adex'))));

  it('that is used is not deleted, and says by what', () => {
    expect(deleteModel('mine')).toContain('"Cells"');
    expect(shownModel('mine')).toBeDefined();
  });

  it('that is a duplicate is deleted, and undo brings it back', () => {
    duplicateAndOpen('mine');
    expect(useModelEditor.getState().id).toBe('my-adex-copy');
    expect(deleteModel('my-adex-copy')).toBeNull();
    expect(useModelEditor.getState().id).toBeNull();
    expect(shownModel('my-adex-copy')).toBeUndefined();
    state().undo();
    expect(shownModel('my-adex-copy')?.name).toBe('My AdEx copy');
  });

  it('is closed when another network is opened', () => {
    editEquations('mine', ['cells']);
    state().load(networkOf('mine', copyOf('lif')));
    expect(useModelEditor.getState().id).toBeNull();
  });
});
