import { applyPatches, type Draft, enablePatches, freeze, type Patch, produce, produceWithPatches } from 'immer';
import { create } from 'zustand';
import { groupsOf } from '../document/groups.ts';
import { emptyNetwork, type NetworkDocument } from '../document/schema.ts';
import { applyVariant } from '../document/variants.ts';
import { overridesBetween, sameStructure } from './variant-overrides.ts';

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
  /** The network that is saved: configuration A, with the variants as overrides. */
  readonly base: NetworkDocument;
  /** The variant being edited; null: the network itself. */
  readonly variant: string | null;
  /** What is shown and edited: `base`, with the variant's overrides where one is being edited. */
  readonly document: NetworkDocument;
  readonly selection: Selection;
  readonly past: readonly Edit[];
  readonly future: readonly Edit[];
  /** Grows with every change of the document, undo and redo included. */
  readonly revision: number;
  /** Grows with every document that is loaded: what is kept of the one before (runs, results, choices) is not of this one. */
  readonly opened: number;
  /**
   * Changes what is shown as one step of undo. `key` merges it with the step before that has the same key. While a variant is
   * edited, changed values become its overrides; nodes and edges are shared, so adding and removing them changes the network.
   */
  edit(label: string, recipe: (draft: Draft<NetworkDocument>) => void, key?: string): void;
  /** Changes the saved network itself (its variants, its name), whatever is shown. */
  editBase(label: string, recipe: (draft: Draft<NetworkDocument>) => void, key?: string): void;
  /** Chooses what is shown and edited. */
  editVariant(id: string | null): void;
  undo(): void;
  redo(): void;
  /** Replaces the document by another one, which does not change any more; clears history and selection. */
  load(document: NetworkDocument): void;
  select(selection: Selection): void;
  /** Ends merging: the next edit is a step of its own. */
  commit(): void;
}

const NOTHING: Selection = { nodes: [], edges: [] };

/** What of a selection still exists; a group counts as a node. */
function prune(selection: Selection, document: NetworkDocument): Selection {
  const nodes = new Set([...document.nodes, ...groupsOf(document)].map(({ id }) => id));
  const edges = new Set(document.edges.map((edge) => edge.id));
  return {
    nodes: selection.nodes.filter((id) => nodes.has(id)),
    edges: selection.edges.filter((id) => edges.has(id)),
  };
}

const EMPTY = freeze(emptyNetwork(), true);

/** What is shown of a network: a variant that is gone falls back to the network itself, an override that does not fit is passed over. */
function show(base: NetworkDocument, variant: string | null): NetworkDocument {
  return variant !== null && base.variants.some(({ id }) => id === variant)
    ? applyVariant(base, variant).document
    : base;
}

/** The state after the saved network became `base`. */
function changeTo(state: EditorState, base: NetworkDocument) {
  const variant = base.variants.some(({ id }) => id === state.variant) ? state.variant : null;
  const document = show(base, variant);
  return { base, variant, document, revision: state.revision + 1, selection: prune(state.selection, document) };
}

/** Keeps an edit of a shown variant: values as its overrides; layout, names and probes as the network's own. */
function writeVariant(draft: Draft<NetworkDocument>, base: NetworkDocument, shown: NetworkDocument, id: string): void {
  const variant = draft.variants.find((candidate) => candidate.id === id);
  if (variant === undefined) return;
  const overrides = overridesBetween(base, shown);
  if (JSON.stringify(overrides) !== JSON.stringify(variant.overrides)) variant.overrides = overrides;
  shown.nodes.forEach((node, k) => {
    const own = draft.nodes[k];
    if (own === undefined) return;
    if (node.kind === 'probe' && own !== node) draft.nodes[k] = node as Draft<typeof node>;
    else if (own.name !== node.name) own.name = node.name;
    const { x, y } = node.position;
    if (own.position.x !== x || own.position.y !== y) own.position = { x, y };
    if (own.parent !== node.parent) Object.assign(own, { parent: node.parent });
  });
  groupsOf(shown).forEach((group, k) => {
    const own = draft.groups?.[k];
    // How often it is repeated is a value, and stands among the overrides.
    if (own !== undefined) draft.groups?.splice(k, 1, { ...group, repeat: own.repeat });
  });
}

/** The open document, its history and the selection: the one store that every editing view reads and writes. */
export const useEditor = create<EditorState>()((set, get) => ({
  base: EMPTY,
  variant: null,
  document: EMPTY,
  selection: NOTHING,
  past: [],
  future: [],
  revision: 0,
  opened: 0,

  edit(label, recipe, key) {
    const { base, document, variant, editBase } = get();
    if (variant === null) {
      editBase(label, recipe, key);
      return;
    }
    const shown = produce(document, recipe);
    if (shown === document) return;
    const shared = !sameStructure(document, shown);
    editBase(label, shared ? recipe : (draft) => writeVariant(draft, base, shown, variant), key);
  },

  editBase(label, recipe, key) {
    const { base, past } = get();
    const [next, forward, backward] = produceWithPatches(base, recipe);
    if (forward.length === 0) return;
    const last = past.at(-1);
    const merges = key !== undefined && last?.key === key;
    const edit: Edit = merges
      ? { label, key, forward: [...last.forward, ...forward], backward: [...backward, ...last.backward] }
      : { label, key: key ?? null, forward, backward };
    set({ ...changeTo(get(), next), past: [...(merges ? past.slice(0, -1) : past), edit], future: [] });
  },

  editVariant(variant) {
    const { base, selection } = get();
    const document = show(base, variant);
    set({ variant, document, selection: prune(selection, document) });
  },

  undo() {
    const { base, past, future } = get();
    const last = past.at(-1);
    if (last === undefined) return;
    const previous = applyPatches(base, [...last.backward]);
    set({ ...changeTo(get(), previous), past: past.slice(0, -1), future: [...future, { ...last, key: null }] });
  },

  redo() {
    const { base, past, future } = get();
    const next = future.at(-1);
    if (next === undefined) return;
    const following = applyPatches(base, [...next.forward]);
    set({ ...changeTo(get(), following), past: [...past, { ...next, key: null }], future: future.slice(0, -1) });
  },

  load(loaded) {
    const document = freeze(loaded, true);
    const [revision, opened] = [get().revision + 1, get().opened + 1];
    set({ base: document, document, variant: null, past: [], future: [], selection: NOTHING, revision, opened });
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

/** Calls back whenever another document is loaded; returns what ends it. */
export const onOpened = (listener: () => void): (() => void) =>
  useEditor.subscribe((state, previous) => {
    if (state.opened !== previous.opened) listener();
  });
