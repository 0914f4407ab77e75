import { beforeEach, describe, expect, test } from 'vitest';
import { addConfiguration } from '../../src/document/configurations.ts';
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
