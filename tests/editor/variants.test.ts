import { beforeEach, describe, expect, test } from 'vitest';
import { differences } from '../../src/compare/differences.ts';
import { addConfiguration } from '../../src/document/configurations.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { useEditor } from '../../src/editor/store.ts';
import { readPreset } from '../presets/expectations.ts';

const preset = readPreset('stimulus-and-synchrony-lif');
const editor = () => useEditor.getState();
const overrides = (id: string) => editor().base.variants.find((variant) => variant.id === id)?.overrides;

beforeEach(() => editor().load(preset));

/** Edits a node as the inspector does. */
function edit(id: string, change: (node: Record<string, unknown>) => void): void {
  editor().edit('Edit', (draft) => {
    const node = draft.nodes.find((candidate) => candidate.id === id);
    if (node !== undefined) change(node as unknown as Record<string, unknown>);
  });
}

describe('while a configuration is edited', () => {
  test('changed values go back to it, and to no other', () => {
    editor().editVariant('sparse');
    const before = overrides('sparse')?.length ?? 0;
    edit('E', (node) => {
      node.size = 77;
    });
    expect(overrides('sparse')).toHaveLength(before + 1);
    expect(overrides('sparse')).toContainEqual({ node: 'E', field: 'size', value: 77 });
    expect(overrides('without')).toEqual(preset.variants[0]?.overrides);
    expect(editor().base.nodes).toEqual(preset.nodes);
    editor().editVariant('without');
    expect(editor().document.nodes.find(({ id }) => id === 'E')).toMatchObject({ size: 2000 });
    editor().editVariant('sparse');
    expect(editor().document.nodes.find(({ id }) => id === 'E')).toMatchObject({ size: 77 });
  });

  test('a field that the network lacks is kept by it too', () => {
    editor().editVariant('sparse');
    const layout = { type: 'ring', width: '1 mm', height: '1 mm' };
    edit('E', (node) => {
      node.layout = layout;
    });
    expect(overrides('sparse')).toContainEqual({ node: 'E', field: 'layout', value: layout });
    expect(editor().document.nodes.find(({ id }) => id === 'E')).toMatchObject({ layout });
  });

  test('a field that is taken away is absent in it alone: plasticity of an edge, repetition of a group', () => {
    editor().load(readPreset('stdp-bimodal'));
    editor().editBase('Add a configuration', (draft) => void addConfiguration(draft, null));
    const [added] = editor().base.variants;
    if (added === undefined) throw new Error('no configuration was added');
    const edge = () => editor().document.edges.find(({ id }) => id === 'learning') as Record<string, unknown>;
    const rules = edge().plasticity;
    expect(rules).toHaveLength(1);
    editor().editVariant(added.id);
    editor().edit('No plasticity', (draft) => {
      for (const one of draft.edges) if (one.kind === 'synapse') delete one.plasticity;
    });
    expect(overrides(added.id)).toEqual([{ node: 'learning', field: 'plasticity', value: null }]);
    expect(edge()).not.toHaveProperty('plasticity');
    expect(validateDocument(JSON.parse(JSON.stringify(editor().base))).problems).toEqual([]);
    expect(differences(editor().base).rows.map(({ parameter, cells }) => [parameter, ...cells])).toEqual([
      [
        'plasticity',
        { text: 'STDP, additive (A_plus 0.01, A_minus 0.0105, w_max 0.1 nS)', overridden: false },
        { text: 'none', overridden: true },
      ],
    ]);
    editor().editVariant(null);
    expect(edge().plasticity).toEqual(rules);
    editor().editVariant(added.id);
    editor().edit('Plasticity again', (draft) => {
      for (const one of draft.edges) if (one.kind === 'synapse') Object.assign(one, { plasticity: rules });
    });
    expect(overrides(added.id)).toEqual([]);

    editor().load(readPreset('gamma-columns'));
    editor().editVariant('apart');
    editor().edit('Once', (draft) => {
      for (const group of draft.groups ?? []) delete group.repeat;
    });
    expect(overrides('apart')).toContainEqual({ node: 'column', field: 'repeat', value: null });
    expect(editor().document.groups?.[0]).not.toHaveProperty('repeat');
    expect(editor().base.groups?.[0]).toHaveProperty('repeat');
    const repeated = differences(editor().base).rows.find(({ parameter }) => parameter === 'repeat');
    expect(repeated).toMatchObject({ owner: 'Column' });
    expect(repeated?.cells[1]).toEqual({ text: 'none', overridden: true });
  });

  test('a value set back to the network’s own is no override any more', () => {
    editor().editVariant('without');
    edit('background', (node) => {
      node.enabled = true;
    });
    expect(overrides('without')).toEqual([]);
    editor().undo();
    expect(overrides('without')).toEqual(preset.variants[0]?.overrides);
  });
});

test('adding and removing configurations is undone, and a removed one is no longer edited', () => {
  editor().editBase('Add a configuration', (draft) => {
    addConfiguration(draft, 'sparse');
  });
  const added = editor().base.variants.at(-1)?.id ?? '';
  editor().editVariant(added);
  editor().undo();
  expect(editor().base.variants).toEqual(preset.variants);
  expect(editor().variant).toBeNull();
  editor().redo();
  expect(editor().base.variants.at(-1)?.id).toBe(added);
});
