import { applyPatches, type Draft, enablePatches, type Patch, produceWithPatches } from 'immer';
import { create } from 'zustand';
import { emptyNetwork, type NetworkDocument } from '../document/schema.ts';

enablePatches();

interface Edit {
  readonly label: string;
  readonly forward: readonly Patch[];
  readonly backward: readonly Patch[];
  /** Edits in a row with one key (a drag, typing in one field) are one step of undo. */
  readonly key: string | null;
}

export interface Selection {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}

interface EditorState {
  readonly document: NetworkDocument;
  readonly selection: Selection;
  readonly past: readonly Edit[];
  readonly future: readonly Edit[];
  /** Grows with every change of the document, undo and redo included. */
  readonly revision: number;
  /** Changes the document as one step of undo. `key` merges it with the step before that has the same key. */
  edit(label: string, recipe: (draft: Draft<NetworkDocument>) => void, key?: string): void;
  undo(): void;
  redo(): void;
  /** Replaces the document by another one; clears history and selection. */
  load(document: NetworkDocument): void;
  select(selection: Selection): void;
  /** Ends merging: the next edit is a step of its own. */
  commit(): void;
}

const NOTHING: Selection = { nodes: [], edges: [] };

/** What of a selection still exists. */
function prune(selection: Selection, document: NetworkDocument): Selection {
  const nodes = new Set(document.nodes.map((node) => node.id));
  const edges = new Set(document.edges.map((edge) => edge.id));
  return {
    nodes: selection.nodes.filter((id) => nodes.has(id)),
    edges: selection.edges.filter((id) => edges.has(id)),
  };
}

/** The open document, its history and the selection: the one store that every editing view reads and writes. */
export const useEditor = create<EditorState>()((set, get) => ({
  document: emptyNetwork(),
  selection: NOTHING,
  past: [],
  future: [],
  revision: 0,

  edit(label, recipe, key) {
    const { document, past, revision, selection } = get();
    const [next, forward, backward] = produceWithPatches(document, recipe);
    if (forward.length === 0) return;
    const last = past.at(-1);
    const edit: Edit =
      key !== undefined && last?.key === key
        ? { label, key, forward: [...last.forward, ...forward], backward: [...backward, ...last.backward] }
        : { label, key: key ?? null, forward, backward };
    const before = key !== undefined && last?.key === key ? past.slice(0, -1) : past;
    set({
      document: next,
      past: [...before, edit],
      future: [],
      revision: revision + 1,
      selection: prune(selection, next),
    });
  },

  undo() {
    const { document, past, future, revision, selection } = get();
    const last = past.at(-1);
    if (last === undefined) return;
    const previous = applyPatches(document, [...last.backward]);
    set({
      document: previous,
      past: past.slice(0, -1),
      future: [...future, { ...last, key: null }],
      revision: revision + 1,
      selection: prune(selection, previous),
    });
  },

  redo() {
    const { document, past, future, revision, selection } = get();
    const next = future.at(-1);
    if (next === undefined) return;
    const following = applyPatches(document, [...next.forward]);
    set({
      document: following,
      past: [...past, { ...next, key: null }],
      future: future.slice(0, -1),
      revision: revision + 1,
      selection: prune(selection, following),
    });
  },

  load(document) {
    set({ document, past: [], future: [], selection: NOTHING, revision: get().revision + 1 });
  },

  select(selection) {
    set({ selection });
  },

  commit() {
    const { past } = get();
    const last = past.at(-1);
    if (last !== undefined && last.key !== null) set({ past: [...past.slice(0, -1), { ...last, key: null }] });
  },
}));
