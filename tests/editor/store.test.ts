import { beforeEach, describe, expect, it } from 'vitest';
import { onOpened, useEditor } from '../../src/editor/store.ts';
import { network, population, synapse } from './networks.ts';

const editor = () => useEditor.getState();
const rename = (name: string, key?: string) =>
  editor().edit(
    'Rename',
    (draft) => {
      draft.name = name;
    },
    key,
  );

describe('the editor store', () => {
  beforeEach(() => editor().load(network([synapse('e1', 'E', 'I')])));

  it('undoes and redoes each edit in turn', () => {
    const opened = editor().document;
    rename('one');
    rename('two');
    const edited = editor().document;
    editor().undo();
    expect(editor().document.name).toBe('one');
    editor().undo();
    expect(editor().document).toEqual(opened);
    editor().redo();
    editor().redo();
    expect(editor().document).toEqual(edited);
  });

  it('has nothing to undo or redo in a network just opened', () => {
    const opened = editor().document;
    editor().undo();
    editor().redo();
    expect(editor().document).toBe(opened);
  });

  it('tells a document that is loaded from one that is shown otherwise or edited back and forth', () => {
    let times = 0;
    const stop = onOpened(() => {
      times += 1;
    });
    editor().editBase('Variant', (draft) => {
      draft.variants.push({ id: 'larger', name: 'larger', overrides: [{ node: 'E', field: 'size', value: 7 }] });
    });
    editor().load(editor().base);
    expect(times).toBe(1);
    // Another variant is shown, while there is no history yet: the document is not another one.
    editor().editVariant('larger');
    editor().editVariant(null);
    rename('one');
    editor().undo();
    expect(times).toBe(1);
    editor().load(editor().base);
    expect(times).toBe(2);
    stop();
    editor().load(editor().base);
    expect(times).toBe(2);
  });

  it('makes one step of edits in a row with one key', () => {
    for (const name of ['n', 'ne', 'net']) rename(name, 'name');
    expect(editor().past).toHaveLength(1);
    editor().undo();
    expect(editor().document.name).toBe('Untitled network');
    editor().redo();
    expect(editor().document.name).toBe('net');
  });

  it('keeps steps apart after a commit, another edit, or an undo', () => {
    rename('a', 'name');
    editor().commit();
    rename('b', 'name');
    expect(editor().past).toHaveLength(2);
    editor().undo();
    editor().redo();
    rename('c', 'name');
    expect(editor().past).toHaveLength(3);
  });

  it('keeps no step for an edit that changes nothing', () => {
    editor().edit('Nothing', () => undefined);
    expect(editor().past).toHaveLength(0);
  });

  it('forgets what could be redone at a new edit', () => {
    rename('a');
    editor().undo();
    rename('b');
    editor().redo();
    expect(editor().document.name).toBe('b');
  });

  it('counts a revision for every change, undo and redo included', () => {
    const before = editor().revision;
    rename('a');
    editor().undo();
    editor().redo();
    expect(editor().revision).toBe(before + 3);
  });

  it('selects nothing that an edit or an undo took away', () => {
    editor().edit('Add', (draft) => {
      draft.nodes.push(population('P'));
    });
    editor().select({ nodes: ['E', 'P'], edges: ['e1'] });
    editor().undo();
    expect(editor().selection).toEqual({ nodes: ['E'], edges: ['e1'] });
    editor().edit('Remove', (draft) => {
      draft.edges = [];
    });
    expect(editor().selection).toEqual({ nodes: ['E'], edges: [] });
  });
});
