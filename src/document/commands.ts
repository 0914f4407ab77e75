import type { Draft } from 'immer';
import { hasDelay, usualWeight } from '../library/fit.ts';
import { findNeuron } from '../library/neurons/index.ts';
import { findProbeKind, initialOptions } from '../library/probes/index.ts';
import { findStimulus, isBackground } from '../library/stimuli/index.ts';
import { defaultRule } from '../library/topologies/index.ts';
import { canConnect, fittingSynapses } from './connections.ts';
import { freeId, freeName, idsOf } from './free-id.ts';
import { dropGroups, moveGroup } from './group-commands.ts';
import { findGroup, withContents } from './groups.ts';
import { neuronAt, ownModel } from './models.ts';
import { dropReferences } from './references.ts';
import type { NetworkDocument, ProbeNode, SynapseEdge } from './schema.ts';
import { signOf } from './sign.ts';

export { canConnect } from './connections.ts';

/** Recipes on a draft of the document (immer): each is one undoable edit. */
export type NetworkDraft = Draft<NetworkDocument>;
type Position = { readonly x: number; readonly y: number };

export interface Ids {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}

export function addPopulation(draft: NetworkDraft, model: string, position: Position): string {
  const name = freeName(draft.nodes, ownModel(draft, model)?.name ?? findNeuron(model)?.name ?? model);
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

/** A new profile rises and falls, so that there is something to draw over. */
const NEW_PROFILE: [string, string][] = [
  ['0 ms', '5 Hz'],
  ['100 ms', '5 Hz'],
  ['200 ms', '40 Hz'],
  ['300 ms', '5 Hz'],
];

export function addStimulus(draft: NetworkDraft, model: string, position: Position): string {
  const stimulus = findStimulus(model);
  const name = freeName(draft.nodes, stimulus?.name ?? model);
  const id = freeId(idsOf(draft), name);
  const generator = stimulus?.kind === 'spikes' ? stimulus.generator : null;
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

/** Of a probe of a kind that there is not, px. */
const UNKNOWN_SIZE = { width: 400, height: 224 };

/** A probe with the size and the options that its kind starts from; what follows from the model of what it observes is left open. */
export function addProbe(draft: NetworkDraft, probe: string, position: Position): string {
  const kind = findProbeKind(probe);
  const name = freeName(draft.nodes, kind?.name ?? probe);
  const id = freeId(idsOf(draft), name);
  draft.nodes.push({
    id,
    name,
    kind: 'probe',
    probe,
    position: { ...position },
    options: kind === undefined ? {} : (structuredClone(initialOptions(kind)) as ProbeNode['options']),
    size: { ...(kind?.defaultSize ?? UNKNOWN_SIZE) },
  });
  return id;
}

/** A synapse with the defaults that a new user would want between these two. */
function newSynapse(draft: NetworkDraft, id: string, source: string, target: string): SynapseEdge {
  const from = draft.nodes.find((node) => node.id === source);
  const background = from?.kind === 'stimulus' && isBackground(findStimulus(from.model));
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
    rule: defaultRule(background ? 'one-to-one' : continuous ? 'all-to-all' : 'fixed-probability'),
    weight: model === undefined ? '0.1 mV' : usualWeight(model, neuronAt(draft, target)),
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
  else if (kind === 'injection')
    draft.edges.push({ id, kind, source: from, target: to, scale: neuronAt(draft, to)?.currentScale ?? 1 });
  else draft.edges.push({ id, kind, source: from, target: to });
  return { ok: true, id };
}

/** Injects a current whose numbers were chosen for the model: it enters as it is. */
export function injectAsGiven(draft: NetworkDraft, source: string, target: string): void {
  connect(draft, source, target);
  for (const edge of draft.edges)
    if (edge.kind === 'injection' && edge.source === source && edge.target === target) edge.scale = 1;
}

/** Removes nodes with all their edges, groups with all that is in them, and edges; what variants and sweeps said of them goes too. */
export function removeSelection(draft: NetworkDraft, selection: Ids): void {
  const nodes = withContents(draft, selection.nodes);
  const edges = new Set(selection.edges);
  draft.nodes = draft.nodes.filter(({ id }) => !nodes.has(id));
  draft.edges = draft.edges.filter(
    ({ id, source, target }) => !edges.has(id) && !nodes.has(source) && !nodes.has(target),
  );
  dropGroups(draft, nodes);
  dropReferences(draft);
}

/** Moves nodes, and groups with all that is in them. */
export function moveNodes(
  draft: NetworkDraft,
  moves: readonly { readonly id: string; readonly position: Position }[],
): void {
  for (const { id, position } of moves) moveGroup(draft, id, position);
  const to = new Map(moves.map(({ id, position }) => [id, position]));
  for (const node of draft.nodes) {
    const position = to.get(node.id);
    if (position && (position.x !== node.position.x || position.y !== node.position.y)) {
      node.position = { x: position.x, y: position.y };
    }
  }
}

export function rename(draft: NetworkDraft, id: string, name: string): void {
  const node = draft.nodes.find((candidate) => candidate.id === id) ?? findGroup(draft, id);
  const trimmed = name.trim();
  if (node && trimmed !== '') node.name = trimmed;
}
