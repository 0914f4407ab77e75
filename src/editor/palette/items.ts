import { type Draft, produce } from 'immer';
import { addPopulation, addProbe, addStimulus, connect } from '../../document/commands.ts';
import { addModel, ownNeurons } from '../../document/models.ts';
import type { NetworkDocument } from '../../document/schema.ts';
import { neurons } from '../../library/neurons/index.ts';
import { stimuli } from '../../library/stimuli/index.ts';
import { findProbe, probeKinds } from '../../plots/index.ts';
import { freePlace } from '../canvas-store.ts';
import { newOwnModel } from '../own-model/actions.ts';
import { openModel } from '../own-model/store.ts';
import { useEditor } from '../store.ts';

/** Something that can be put on the canvas. */
export interface PaletteItem {
  readonly kind: 'population' | 'stimulus' | 'probe';
  /** Id of the neuron model, stimulus model or probe kind. */
  readonly model: string;
  readonly name: string;
  readonly summary: string;
}

export interface PaletteGroup {
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

/** Type of the drag's data. */
export const PALETTE_MIME = 'application/x-entrain-item';

/** Names an item among all of the palette's; the data of a drag. */
export function itemKey({ kind, model }: { kind: string; model: string }): string {
  return `${kind} ${model}`;
}

function items(
  kind: PaletteItem['kind'],
  models: readonly { id: string; name: string; summary: string }[],
): PaletteItem[] {
  return models.map(({ id, name, summary }) => ({ kind, model: id, name, summary }));
}

export const paletteGroups: readonly PaletteGroup[] = [
  { title: 'Neurons', items: items('population', neurons) },
  { title: 'Stimuli', items: items('stimulus', stimuli) },
  { title: 'Probes', items: items('probe', probeKinds) },
];

/** Puts a population of a new own model on the canvas. */
export const OWN_MODEL: PaletteItem = {
  kind: 'population',
  model: 'new-own-model',
  name: 'Own model',
  summary: 'A population whose equations you write, starting from those of the LIF.',
};

/** The palette of a document: with its own models among the neurons. */
export function paletteOf(document: Pick<NetworkDocument, 'models'>): readonly PaletteGroup[] {
  const own = [...items('population', ownNeurons(document)), OWN_MODEL];
  return paletteGroups.map((group) =>
    group.title === 'Neurons' ? { ...group, items: [...group.items, ...own] } : group,
  );
}

/** The groups with the items whose name, id or summary holds every word typed. */
export function searchPalette(groups: readonly PaletteGroup[], typed: string): PaletteGroup[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return groups
    .map(({ title, items }) => ({
      title,
      items: items.filter(({ name, model, summary }) => {
        const text = `${name} ${model} ${summary} ${title}`.toLowerCase();
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter(({ items }) => items.length > 0);
}

function place(draft: Draft<NetworkDocument>, item: PaletteItem, position: { x: number; y: number }): string {
  if (item.model === OWN_MODEL.model) return addPopulation(draft, addModel(draft, newOwnModel()), position);
  if (item.kind === 'population') return addPopulation(draft, item.model, position);
  if (item.kind === 'stimulus') return addStimulus(draft, item.model, position);
  const kind = findProbe(item.model);
  const id = addProbe(draft, item.model, position);
  const node = draft.nodes.find((candidate) => candidate.id === id);
  if (kind !== undefined && node?.kind === 'probe') {
    node.size = { ...kind.defaultSize };
    node.options = structuredClone(kind.defaultOptions);
  }
  return id;
}

/** Puts an item on the canvas as one undoable edit and selects it. Returns the new node's id. */
export function addItem(item: PaletteItem, wanted: { x: number; y: number }): string {
  const { document, edit, select } = useEditor.getState();
  const position = freePlace(document, wanted);
  let id = '';
  edit(`Add ${item.name}`, (draft) => {
    id = place(draft, item, position);
  });
  select({ nodes: [id], edges: [] });
  openNew(item, id);
  return id;
}

/** A new own model is opened, to be written. */
function openNew(item: PaletteItem, id: string | undefined): void {
  const node = useEditor.getState().document.nodes.find((candidate) => candidate.id === id);
  if (item.model === OWN_MODEL.model && node?.kind === 'population') openModel(node.model);
}

/** Which end of a new line is fixed: `from` it starts at `node`, `to` it ends there. */
export interface LooseEnd {
  readonly node: string;
  readonly end: 'from' | 'to';
}

function placeLinked(
  draft: Draft<NetworkDocument>,
  item: PaletteItem,
  position: { x: number; y: number },
  loose: LooseEnd,
) {
  const id = place(draft, item, position);
  return loose.end === 'from' ? connect(draft, loose.node, id) : connect(draft, id, loose.node);
}

/** The items that a line with this loose end could run to. */
export function fittingItems(document: NetworkDocument, loose: LooseEnd): (PaletteItem & { readonly group: string })[] {
  const fits = (item: PaletteItem) => {
    let ok = false;
    produce(document, (draft) => {
      ok = placeLinked(draft, item, { x: 0, y: 0 }, loose).ok;
    });
    return ok;
  };
  return paletteOf(document).flatMap(({ title, items }) =>
    items.filter(fits).map((item) => ({ ...item, group: title })),
  );
}

/** Adds an item at the loose end of a line and connects it, in one undoable edit. */
export function addLinkedItem(item: PaletteItem, wanted: { x: number; y: number }, loose: LooseEnd): void {
  const { document, edit, select } = useEditor.getState();
  const position = freePlace(document, wanted);
  const known = new Set(document.nodes.map((node) => node.id));
  edit(`Add ${item.name}`, (draft) => {
    placeLinked(draft, item, position, loose);
  });
  const added = useEditor.getState().document.nodes.filter((node) => !known.has(node.id));
  select({ nodes: added.map((node) => node.id), edges: [] });
  openNew(item, added[0]?.id);
}
