import type { Draft } from 'immer';
import { hasDelay } from '../library/fit.ts';
import { findNeuron } from '../library/neurons/index.ts';
import { findStimulus } from '../library/stimuli/index.ts';
import { canConnect, fittingSynapses } from './connections.ts';
import { freeId } from './free-id.ts';
import { carryModels, ownModel, usedModels } from './models.ts';
import {
  edgeSchema,
  type NetworkDocument,
  type NetworkEdge,
  type NetworkNode,
  networkSchema,
  nodeSchema,
  type OwnModel,
  type SynapseEdge,
} from './schema.ts';
import { signOf } from './sign.ts';

export { type Connection, canConnect } from './connections.ts';

/** Recipes on a draft of the document (immer): each is one undoable edit. */
type NetworkDraft = Draft<NetworkDocument>;
type Position = { readonly x: number; readonly y: number };

export interface Ids {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}

/** A piece of a network, as it lies on the clipboard. */
export interface Fragment {
  readonly format: 'entrain-fragment';
  readonly nodes: readonly NetworkNode[];
  readonly edges: readonly NetworkEdge[];
  /** Own models of its populations, by id. */
  readonly models?: Readonly<Record<string, OwnModel>>;
}

function freeName(draft: Pick<NetworkDocument, 'nodes'>, stem: string): string {
  const taken = new Set(draft.nodes.map(({ name }) => name));
  if (!taken.has(stem)) return stem;
  for (let k = 2; ; k++) if (!taken.has(`${stem} ${k}`)) return `${stem} ${k}`;
}

function idsOf(document: NetworkDocument): Set<string> {
  return new Set([...document.nodes, ...document.edges, ...document.variants].map(({ id }) => id));
}

export function addPopulation(draft: NetworkDraft, model: string, position: Position): string {
  const name = freeName(draft, ownModel(draft, model)?.name ?? findNeuron(model)?.name ?? model);
  const id = freeId(idsOf(draft), name);
  draft.nodes.push({
    id,
    name,
    kind: 'population',
    model,
    position: { ...position },
    size: 100,
    parameters: {},
    initial: {},
    integrator: 'default',
  });
  return id;
}

/** A rise and a fall, to be drawn over. */
const NEW_PROFILE: [string, string][] = [
  ['0 ms', '5 Hz'],
  ['100 ms', '5 Hz'],
  ['200 ms', '40 Hz'],
  ['300 ms', '5 Hz'],
];

export function addStimulus(draft: NetworkDraft, model: string, position: Position): string {
  const found = findStimulus(model);
  const name = freeName(draft, found?.name ?? model);
  const id = freeId(idsOf(draft), name);
  const generator = found?.kind === 'spikes' ? found.generator : null;
  draft.nodes.push({
    id,
    name,
    kind: 'stimulus',
    model,
    position: { ...position },
    parameters: {},
    enabled: true,
    ...(generator === 'given' ? { spikeTimes: [['10 ms', '20 ms', '30 ms']] } : {}),
    ...(generator === 'profile' ? { profile: NEW_PROFILE } : {}),
  });
  return id;
}

export function addProbe(draft: NetworkDraft, probe: string, position: Position): string {
  const stem = probe.charAt(0).toUpperCase() + probe.slice(1).replace(/-/g, ' ');
  const name = freeName(draft, stem);
  const id = freeId(idsOf(draft), name);
  draft.nodes.push({
    id,
    name,
    kind: 'probe',
    probe,
    position: { ...position },
    options: {},
    size: { width: 400, height: 224 },
  });
  return id;
}

/** A synapse with the defaults that a new user would want between these two. */
function newSynapse(draft: NetworkDraft, id: string, source: string, target: string): SynapseEdge {
  const from = draft.nodes.find((node) => node.id === source);
  const stimulus = from?.kind === 'stimulus' ? findStimulus(from.model) : undefined;
  const background = stimulus?.kind === 'spikes' && stimulus.generator === 'background';
  const sign = signOf(draft, source);
  const [model] = fittingSynapses(draft, source, target);
  const continuous = model !== undefined && !hasDelay(model);
  return {
    id,
    kind: 'synapse',
    source,
    target,
    model: model?.id ?? 'delta',
    sign,
    rule: background
      ? { type: 'one-to-one' }
      : continuous
        ? { type: 'all-to-all', autapses: false }
        : { type: 'fixed-probability', probability: 0.1, autapses: false },
    weight: model?.weight.default ?? '0.1 mV',
    relativeStrength: 1,
    delay: background || continuous ? '0 ms' : '1.5 ms',
    parameters: {},
  };
}

/** Connects two nodes with an edge of the kind that fits, or says why there can be none. */
export function connect(
  draft: NetworkDraft,
  source: string,
  target: string,
): { ok: true; id: string } | { ok: false; reason: string } {
  const connection = canConnect(draft, source, target);
  if (!connection.ok) return connection;
  const { from, to, kind } = connection;
  const id = freeId(idsOf(draft), `${from}-${to}`);
  if (kind === 'synapse') draft.edges.push(newSynapse(draft, id, from, to));
  else if (kind === 'injection') draft.edges.push({ id, kind, source: from, target: to, scale: 1 });
  else draft.edges.push({ id, kind, source: from, target: to });
  return { ok: true, id };
}

/** Removes nodes with all their edges, and edges; overrides of variants that spoke of them go too. */
export function removeSelection(draft: NetworkDraft, selection: Ids): void {
  const nodes = new Set(selection.nodes);
  const edges = new Set(selection.edges);
  draft.nodes = draft.nodes.filter(({ id }) => !nodes.has(id));
  draft.edges = draft.edges.filter(
    ({ id, source, target }) => !edges.has(id) && !nodes.has(source) && !nodes.has(target),
  );
  const left = idsOf(draft);
  for (const variant of draft.variants) {
    variant.overrides = variant.overrides.filter(({ node }) => node === null || left.has(node));
  }
}

export function moveNodes(
  draft: NetworkDraft,
  moves: readonly { readonly id: string; readonly position: Position }[],
): void {
  const to = new Map(moves.map(({ id, position }) => [id, position]));
  for (const node of draft.nodes) {
    const position = to.get(node.id);
    if (position && (position.x !== node.position.x || position.y !== node.position.y)) {
      node.position = { x: position.x, y: position.y };
    }
  }
}

export function rename(draft: NetworkDraft, id: string, name: string): void {
  const node = draft.nodes.find((candidate) => candidate.id === id);
  const trimmed = name.trim();
  if (node && trimmed !== '') node.name = trimmed;
}

/** The selected nodes and the edges among them. */
export function copySelection(document: NetworkDocument, selection: Ids): Fragment {
  const ids = new Set(selection.nodes);
  const nodes = document.nodes.filter(({ id }) => ids.has(id));
  const models = usedModels(document, nodes);
  return {
    format: 'entrain-fragment',
    nodes,
    edges: document.edges.filter(({ source, target }) => ids.has(source) && ids.has(target)),
    ...(models === undefined ? {} : { models }),
  };
}

function readFragment(value: unknown): Fragment | null {
  if (typeof value !== 'object' || value === null || Reflect.get(value, 'format') !== 'entrain-fragment') return null;
  const nodes = nodeSchema.array().safeParse(Reflect.get(value, 'nodes'));
  const edges = edgeSchema.array().safeParse(Reflect.get(value, 'edges'));
  const models = networkSchema.shape.models.safeParse(Reflect.get(value, 'models'));
  if (!nodes.success || !edges.success || !models.success) return null;
  return {
    format: 'entrain-fragment',
    nodes: nodes.data,
    edges: edges.data,
    ...(models.data === undefined ? {} : { models: models.data }),
  };
}

/** Adds a copied piece one grid step aside, under new ids and names. Returns what was added; nothing where `value` is no fragment. */
export function pasteFragment(draft: NetworkDraft, value: unknown): Ids {
  const fragment = readFragment(value);
  if (fragment === null) return { nodes: [], edges: [] };
  const taken = idsOf(draft);
  const renamed = new Map<string, string>();
  const claim = (old: string): string => {
    const id = freeId(taken, old);
    taken.add(id);
    renamed.set(old, id);
    return id;
  };
  const carried = carryModels(draft, fragment.models ?? {});
  for (const node of fragment.nodes) {
    const { x, y } = node.position;
    draft.nodes.push({
      ...structuredClone(node),
      ...(node.kind === 'population' ? { model: carried.get(node.model) ?? node.model } : {}),
      id: claim(node.id),
      name: freeName(draft, node.name),
      position: { x: x + 32, y: y + 32 },
    });
  }
  const edges: string[] = [];
  for (const edge of fragment.edges) {
    const source = renamed.get(edge.source);
    const target = renamed.get(edge.target);
    if (source === undefined || target === undefined) continue;
    const id = claim(edge.id);
    draft.edges.push({ ...structuredClone(edge), id, source, target });
    edges.push(id);
  }
  return { nodes: fragment.nodes.flatMap(({ id }) => renamed.get(id) ?? []), edges };
}

export function duplicateSelection(draft: NetworkDraft, selection: Ids): Ids {
  const plain = JSON.parse(JSON.stringify(draft)) as NetworkDocument;
  return pasteFragment(draft, copySelection(plain, selection));
}
