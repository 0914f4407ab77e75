import { type Draft, freeze, produce } from 'immer';
import { create } from 'zustand';
import { changesBetween } from '../document/changes.ts';
import { groupsOf } from '../document/groups.ts';
import { type Edit, type History, type Step, stepped } from '../document/history.ts';
import { emptyNetwork, type NetworkDocument } from '../document/schema.ts';
import { applyVariant } from '../document/variants.ts';
import { overridesBetween, sameStructure } from './variant-overrides.ts';

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
  /** The step that led from the network before to this one; null: it was loaded. */
  readonly step: Step | null;
  /** Nothing may be changed: each edit is passed over and counted in `refused`. */
  readonly readOnly: boolean;
  readonly refused: number;
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
  /** Makes another network of the open one, as one step of undo. */
  replace(label: string, document: NetworkDocument): void;
  /** Opens another network, which does not change any more, with its history where it has one; clears the selection. */
  load(document: NetworkDocument, history?: Pick<History, 'past' | 'future'>): void;
  setReadOnly(readOnly: boolean): void;
  select(selection: Selection): void;
  /** Ends merging: the next edit is a step of its own. */
  commit(): void;
}

const NOTHING: Selection = { nodes: [], edges: [] };

/** Leaves out of a selection what does not exist any more; a group counts as a node. */
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

/** The state after a step; what it was where the step does not fit, or nothing may be changed. */
function after(state: EditorState, step: Step, next?: NetworkDocument): Partial<EditorState> {
  if (state.readOnly) return { refused: state.refused + 1 };
  const history = stepped(state, step, next);
  if (history === null) return {};
  const base = freeze(history.base, true);
  const variant = base.variants.some(({ id }) => id === state.variant) ? state.variant : null;
  const document = show(base, variant);
  const selection = prune(state.selection, document);
  return { ...history, base, variant, document, revision: state.revision + 1, selection, step };
}

/** Keeps an edit of a shown variant: values as its overrides; layout, names and probes as the network's own. */
function writeVariant(draft: Draft<NetworkDocument>, base: NetworkDocument, shown: NetworkDocument, id: string): void {
  const variant = draft.variants.find((candidate) => candidate.id === id);
  if (variant === undefined) return;
  const overrides = overridesBetween(base, shown);
  if (JSON.stringify(overrides) !== JSON.stringify(variant.overrides)) variant.overrides = overrides;
  shown.nodes.forEach((node, k) => {
    const stored = draft.nodes[k];
    if (stored === undefined) return;
    if (node.kind === 'probe' && stored !== node) draft.nodes[k] = node as Draft<typeof node>;
    else if (stored.name !== node.name) stored.name = node.name;
    const { x, y } = node.position;
    if (stored.position.x !== x || stored.position.y !== y) stored.position = { x, y };
    if (stored.parent !== node.parent) Object.assign(stored, { parent: node.parent });
  });
  groupsOf(shown).forEach((group, k) => {
    const stored = draft.groups?.[k];
    // How often it is repeated is a value, and stands among the overrides.
    if (stored !== undefined) draft.groups?.splice(k, 1, { ...group, repeat: stored.repeat });
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
  step: null,
  readOnly: false,
  refused: 0,
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
    const next = produce(base, recipe);
    const changes = changesBetween(base, next);
    if (changes.length === 0) return;
    const merges = key !== undefined && past.at(-1)?.key === key;
    set(after(get(), { kind: 'edit', label, key: key ?? null, changes, merges }, next));
  },

  editVariant(variant) {
    const { base, selection } = get();
    const document = show(base, variant);
    set({ variant, document, selection: prune(selection, document) });
  },

  undo() {
    set(after(get(), { kind: 'undo' }));
  },

  redo() {
    set(after(get(), { kind: 'redo' }));
  },

  replace(label, document) {
    const changes = changesBetween(get().base, document);
    if (changes.length > 0) set(after(get(), { kind: 'edit', label, key: null, changes, merges: false }));
  },

  load(loaded, history = { past: [], future: [] }) {
    const document = freeze(loaded, true);
    const [revision, opened] = [get().revision + 1, get().opened + 1];
    const { past, future } = history;
    set({ base: document, document, variant: null, past, future, selection: NOTHING, revision, opened, step: null });
  },

  setReadOnly(readOnly) {
    set({ readOnly });
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
