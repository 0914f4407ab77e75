import { type Draft, produce } from 'immer';
import { addBlock } from '../../document/blocks.ts';
import { addPopulation, addProbe, addStimulus, connect } from '../../document/commands.ts';
import { settle } from '../../document/group-commands.ts';
import { addModel, ownNeurons } from '../../document/models.ts';
import { applySet } from '../../document/parameter-sets.ts';
import type { NetworkDocument } from '../../document/schema.ts';
import { findNeuron, neurons } from '../../library/neurons/index.ts';
import { plasticityRules } from '../../library/plasticity/index.ts';
import { stimuli } from '../../library/stimuli/index.ts';
import { synapses } from '../../library/synapses/index.ts';
import { topologies } from '../../library/topologies/index.ts';
import {
  NEURON_FAMILIES,
  type NeuronModel,
  PLASTICITY_FAMILIES,
  STIMULUS_FAMILIES,
  SYNAPSE_FAMILIES,
  TOPOLOGY_FAMILIES,
} from '../../library/types.ts';
import { probeKinds } from '../../plots/index.ts';
import { findBlock, isOwn, type KeptBlock, useBlocks } from '../blocks.ts';
import { freePlace } from '../canvas-store.ts';
import { tell } from '../notify.ts';
import { newOwnModel } from '../own-model/actions.ts';
import { openModel } from '../own-model/store.ts';
import { useEditor } from '../store.ts';
import {
  FAMILY_NAMES,
  OWN_FAMILY,
  PLASTICITY_FAMILY_NAMES,
  STIMULUS_FAMILY_NAMES,
  SYNAPSE_FAMILY_NAMES,
  TOPOLOGY_FAMILY_NAMES,
} from './families.ts';

interface Entry {
  /** Id of the neuron model, stimulus model, probe kind, synapse model, plasticity or connection rule. */
  readonly model: string;
  readonly name: string;
  readonly summary: string;
  /** Heading under which its section lists it; absent: none. */
  readonly family?: string;
  /** Key of its picture, where it has one. */
  readonly picture?: string;
}

/** Something that can be put on the canvas; a block is named by its key. */
export interface NodeItem extends Entry {
  readonly kind: 'population' | 'stimulus' | 'probe' | 'block';
  /** Name of the parameter set that a population starts from. */
  readonly set?: string;
  /** The model with each of its parameter sets. */
  readonly sets?: readonly NodeItem[];
}

/** Something that an edge is made with. */
export interface EdgeItem extends Entry {
  readonly kind: 'synapse' | 'rule' | 'plasticity';
}

export type PaletteItem = NodeItem | EdgeItem;

export interface PaletteGroup {
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

const EDGE_KINDS: readonly PaletteItem['kind'][] = ['synapse', 'rule', 'plasticity'] satisfies EdgeItem['kind'][];
export const isNodeItem = (item: PaletteItem): item is NodeItem => !EDGE_KINDS.includes(item.kind);

/** Type of the drag's data. */
export const PALETTE_MIME = 'application/x-entrain-item';
/** Says, while it is dragged, that the item is for an edge. */
export const EDGE_MIME = 'application/x-entrain-edge-item';

/** Names an item among all of the palette's; the data of a drag. */
export function itemKey(item: Pick<PaletteItem, 'kind' | 'model'> & { readonly set?: string }): string {
  return `${item.kind} ${item.model}${item.set === undefined ? '' : `/${item.set}`}`;
}

function neuronItem(model: NeuronModel): NodeItem {
  const { id, name, summary, family } = model;
  const item = { kind: 'population', model: id, name, summary, family: FAMILY_NAMES[family] } as const;
  const sets = model.sets.map((set) => ({
    ...item,
    name: `${name}, ${set.name}`,
    summary: set.source,
    set: set.name,
    picture: `neuron ${id}/${set.name}`,
  }));
  return { ...item, picture: `neuron ${id}`, ...(sets.length === 0 ? {} : { sets }) };
}

/** Items in the order of their families, and within one in that of the registry. */
function byFamily<T extends { readonly family: string }, I extends PaletteItem>(
  models: readonly T[],
  families: readonly T['family'][],
  itemOf: (model: T) => I,
): I[] {
  return families.flatMap((family) => models.filter((model) => model.family === family).map(itemOf));
}

const nodeGroups: readonly PaletteGroup[] = [
  { title: 'Neurons', items: byFamily(neurons, NEURON_FAMILIES, neuronItem) },
  {
    title: 'Stimuli',
    items: byFamily(stimuli, STIMULUS_FAMILIES, ({ id, name, summary, family }) => ({
      kind: 'stimulus',
      model: id,
      name,
      summary,
      family: STIMULUS_FAMILY_NAMES[family],
      picture: `stimulus ${id}`,
    })),
  },
  {
    title: 'Probes',
    items: probeKinds.map(({ id, name, summary }) => ({ kind: 'probe', model: id, name, summary })),
  },
];

const edgeGroups: readonly PaletteGroup[] = [
  {
    title: 'Synapses',
    items: byFamily(synapses, SYNAPSE_FAMILIES, ({ id, name, summary, family }) => ({
      kind: 'synapse',
      model: id,
      name,
      summary,
      family: SYNAPSE_FAMILY_NAMES[family],
      picture: `synapse ${id}`,
    })),
  },
  {
    title: 'Plasticity',
    items: byFamily(plasticityRules, PLASTICITY_FAMILIES, ({ id, name, summary, family }) => ({
      kind: 'plasticity',
      model: id,
      name,
      summary,
      family: PLASTICITY_FAMILY_NAMES[family],
      picture: `plasticity ${id}`,
    })),
  },
  {
    title: 'Connection rules',
    items: byFamily(Object.values(topologies), TOPOLOGY_FAMILIES, ({ kind, name, summary, family }) => ({
      kind: 'rule',
      model: kind,
      name,
      summary,
      family: TOPOLOGY_FAMILY_NAMES[family],
      picture: `rule ${kind}`,
    })),
  },
];

/** Puts a population of a new own model on the canvas. */
export const OWN_MODEL: NodeItem = {
  kind: 'population',
  model: 'new-own-model',
  name: 'Own model',
  summary: 'A population whose equations you write, starting from those of the LIF.',
};

function blockItem({ key, block }: KeptBlock): NodeItem {
  const { name, about: summary } = block;
  return {
    kind: 'block',
    model: key,
    name,
    summary,
    ...(isOwn(key) ? { family: 'Yours' } : { picture: `block ${key}` }),
  };
}

/** The palette of a document: with its own models among the neurons, and the blocks that are kept. */
export function paletteOf(
  document: Pick<NetworkDocument, 'models'>,
  blocks: readonly KeptBlock[] = useBlocks.getState().blocks,
): readonly PaletteGroup[] {
  const models = ownNeurons(document).map(
    ({ id, name, summary }): NodeItem => ({ kind: 'population', model: id, name, summary, family: OWN_FAMILY }),
  );
  const modelItems = [...models, { ...OWN_MODEL, family: OWN_FAMILY }];
  return [
    ...nodeGroups.map((group) =>
      group.title === 'Neurons' ? { ...group, items: [...group.items, ...modelItems] } : group,
    ),
    { title: 'Blocks', items: blocks.map(blockItem) },
    ...edgeGroups,
  ];
}

/** An item of the palette, a model's parameter set among them, by the data of its drag. */
export function findItem(document: Pick<NetworkDocument, 'models'>, key: string): PaletteItem | undefined {
  return paletteOf(document)
    .flatMap(({ items }) => items)
    .flatMap((item) => [item, ...(isNodeItem(item) ? (item.sets ?? []) : [])])
    .find((item) => itemKey(item) === key);
}

/**
 * The groups with the items whose name, id, summary or family holds every word typed; of a model of which only some parameter
 * sets do, these.
 */
export function searchPalette(groups: readonly PaletteGroup[], typed: string): PaletteGroup[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [...groups];
  return groups
    .map(({ title, items }) => {
      const fits = ({ name, model, summary, family = '' }: PaletteItem): boolean => {
        const text = `${name} ${model} ${summary} ${family} ${title}`.toLowerCase();
        return words.every((word) => text.includes(word));
      };
      const matches = items.flatMap((item): PaletteItem[] => {
        if (fits(item)) return [item];
        const sets = isNodeItem(item) ? (item.sets ?? []).filter(fits) : [];
        return sets.length === 0 ? [] : [{ ...item, sets } as NodeItem];
      });
      return { title, items: matches };
    })
    .filter(({ items }) => items.length > 0);
}

/** A population, with the values of its parameter set if it is of one. */
function placePopulation(draft: Draft<NetworkDocument>, item: NodeItem, position: { x: number; y: number }): string {
  const id = addPopulation(draft, item.model, position);
  const set = findNeuron(item.model)?.sets.find(({ name }) => name === item.set);
  const node = draft.nodes.find((candidate) => candidate.id === id);
  if (set !== undefined && node?.kind === 'population') applySet(node, set);
  return id;
}

function place(draft: Draft<NetworkDocument>, item: NodeItem, position: { x: number; y: number }): string {
  if (item.model === OWN_MODEL.model) return addPopulation(draft, addModel(draft, newOwnModel()), position);
  if (item.kind === 'population') return placePopulation(draft, item, position);
  if (item.kind === 'stimulus') return addStimulus(draft, item.model, position);
  const block = item.kind === 'block' ? findBlock(item.model) : undefined;
  if (block !== undefined) return addBlock(draft, block, position).nodes[0] ?? '';
  return addProbe(draft, item.model, position);
}

/** Puts an item on the canvas as one undoable edit and selects it. Returns the new node's id. */
export function addItem(item: NodeItem, wanted: { x: number; y: number }): string {
  const { document, edit, select } = useEditor.getState();
  const position = freePlace(document, wanted);
  let id = '';
  edit(`Add ${item.name}`, (draft) => {
    id = place(draft, item, position);
    settle(draft, [id], new Map());
  });
  select({ nodes: [id], edges: [] });
  openNew(item, id);
  sayTimeStep(document);
  return id;
}

/** A block may need a shorter time step than the network had. */
function sayTimeStep(before: NetworkDocument): void {
  const { dt } = useEditor.getState().document.run;
  if (dt !== before.run.dt) tell(`The time step is ${dt} now, as the block needs.`);
}

/** A new own model is opened, to be written. */
function openNew(item: NodeItem, id: string | undefined): void {
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
  item: NodeItem,
  position: { x: number; y: number },
  loose: LooseEnd,
) {
  const id = place(draft, item, position);
  settle(draft, [id], new Map());
  return loose.end === 'from' ? connect(draft, loose.node, id) : connect(draft, id, loose.node);
}

/** The items that a line with this loose end could run to. */
export function fittingItems(document: NetworkDocument, loose: LooseEnd): (NodeItem & { readonly group: string })[] {
  const fits = (item: NodeItem) => {
    let ok = false;
    produce(document, (draft) => {
      ok = placeLinked(draft, item, { x: 0, y: 0 }, loose).ok;
    });
    return ok;
  };
  return paletteOf(document).flatMap(({ title, items }) =>
    items
      .filter(isNodeItem)
      .filter(({ kind }) => kind !== 'block')
      .filter(fits)
      .map((item) => ({ ...item, group: title })),
  );
}

/** Adds an item at the loose end of a line and connects it, in one undoable edit. */
export function addLinkedItem(item: NodeItem, wanted: { x: number; y: number }, loose: LooseEnd): void {
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
