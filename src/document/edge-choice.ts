import type { Draft } from 'immer';
import { hasDelay, misfit, silence, usualWeight } from '../library/fit.ts';
import { findPlasticity } from '../library/plasticity/index.ts';
import { findStimulus, isBackground } from '../library/stimuli/index.ts';
import { findSynapse } from '../library/synapses/index.ts';
import { defaultRule, type Sizes, topologies } from '../library/topologies/index.ts';
import { PLASTICITY_FAMILIES, type PlasticityFamily, type SynapseModel } from '../library/types.ts';
import { parseQuantity, parseUnit } from '../units/index.ts';
import { neuronAt, neuronOf } from './models.ts';
import type { NetworkDocument, PlasticityChoice, Rule, SynapseEdge } from './schema.ts';

type Network = Pick<NetworkDocument, 'nodes' | 'models'>;
type Ends = Pick<SynapseEdge, 'source' | 'target'>;

/** Why a synapse model cannot stand on an edge, as a sentence; null where it can. */
export function synapseMisfit(network: Network, { source, target }: Ends, model: SynapseModel): string | null {
  const [from, to] = [source, target].map((id) => {
    const node = network.nodes.find((candidate) => candidate.id === id);
    return node?.kind === 'population' ? (neuronOf(network, node.model) ?? null) : null;
  });
  return to ? (misfit(model, from ?? null, to) ?? silence(model, from ?? null)) : null;
}

/** Makes an edge of another synapse model: the weight has another unit then, so the model's defaults apply. */
export function chooseSynapse(network: Network, edge: Draft<SynapseEdge>, id: string): void {
  const model = findSynapse(id);
  Object.assign(edge, { model: id, parameters: {} });
  if (model !== undefined) edge.weight = usualWeight(model, neuronAt(network, edge.target));
  if (model !== undefined && !hasDelay(model)) edge.delay = '0 ms';
  for (const { model: rule, parameters } of edge.plasticity ?? [])
    for (const { name, unit } of findPlasticity(rule)?.parameters ?? []) if (unit === 'weight') delete parameters[name];
  if (model?.coupling?.ofStates !== true) delete edge.states;
  delete edge.learned;
}

export const isRule = (kind: string): kind is Rule['type'] => Object.hasOwn(topologies, kind);

/** Makes an edge's connections by another rule, with the rule's default numbers. */
export function chooseRule(edge: Draft<SynapseEdge>, type: Rule['type'], sizes: Sizes): void {
  const unit = findSynapse(edge.model)?.weight.unit ?? 'mV';
  edge.rule = defaultRule(type, sizes, unit);
}

/** Why weights of an edge cannot change by a rule, as a sentence; null where they can. */
export function plasticityRefusal(
  network: Network,
  { source, model }: Pick<SynapseEdge, 'source' | 'model'>,
): string | null {
  const from = network.nodes.find(({ id }) => id === source);
  if (from?.kind === 'stimulus' && isBackground(findStimulus(from.model))) {
    return `"${from?.name}" sends every neuron trains of its own: it has no synapses that could change.`;
  }
  const synapse = findSynapse(model);
  return synapse?.action === 'coupling'
    ? `"${synapse.name}" acts all the time: rules that change weights at spikes do not apply to it.`
    : null;
}

/** Gives an edge a rule by which its weights change, in the place of one of the same family. */
export function choosePlasticity(edge: Draft<SynapseEdge>, id: string): void {
  const family = findPlasticity(id)?.family;
  const others = (edge.plasticity ?? []).filter(({ model }) => findPlasticity(model)?.family !== family);
  edge.plasticity = [...others, freshChoice(id, edge)].sort((a, b) => familyOf(a) - familyOf(b));
}

/** Takes the rule of a family from an edge. */
export function dropPlasticity(edge: Draft<SynapseEdge>, family: PlasticityFamily): void {
  const left = (edge.plasticity ?? []).filter(({ model }) => findPlasticity(model)?.family !== family);
  if (left.length === 0) delete edge.plasticity;
  else edge.plasticity = left;
}

const familyOf = ({ model }: PlasticityChoice): number =>
  PLASTICITY_FAMILIES.indexOf(findPlasticity(model)?.family ?? 'homeostatic');

/** A rule whose largest weight, where it has one, is twice the weight that synapses start from. */
function freshChoice(id: string, edge: Draft<SynapseEdge>): PlasticityChoice {
  const weight = findSynapse(edge.model)?.weight;
  const bound = findPlasticity(id)?.parameters.find(({ largestWeight }) => largestWeight);
  const start = typeof edge.weight === 'object' ? null : parseQuantity(edge.weight);
  const unit = parseUnit(weight?.unit ?? '');
  if (
    bound === undefined ||
    start === null ||
    'fault' in start ||
    unit === null ||
    weight === undefined ||
    start.value <= 0
  ) {
    return { model: id, parameters: {} };
  }
  const most = Number(((2 * start.value) / unit.factor).toPrecision(6));
  return { model: id, parameters: { [bound.name]: `${most} ${weight.unit}` } };
}
