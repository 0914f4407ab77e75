import type { Draft } from 'immer';
import { hasDelay, misfit, silence } from '../library/fit.ts';
import { findSynapse } from '../library/synapses/index.ts';
import { topologies } from '../library/topologies/index.ts';
import type { SynapseModel } from '../library/types.ts';
import { neuronOf } from './models.ts';
import { defaultRule, type Sizes } from './rule-defaults.ts';
import type { NetworkDocument, Rule, SynapseEdge } from './schema.ts';

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
export function chooseSynapse(edge: Draft<SynapseEdge>, id: string): void {
  const model = findSynapse(id);
  Object.assign(edge, { model: id, parameters: {} });
  if (model !== undefined) edge.weight = model.weight.default;
  if (model !== undefined && !hasDelay(model)) edge.delay = '0 ms';
  for (const { parameters } of edge.plasticity ?? []) delete parameters.w_max;
  delete edge.learned;
}

export const isRule = (kind: string): kind is Rule['type'] => Object.hasOwn(topologies, kind);

/** Makes an edge's connections by another rule, with the rule's default numbers. */
export function chooseRule(edge: Draft<SynapseEdge>, type: Rule['type'], sizes: Sizes): void {
  const unit = findSynapse(edge.model)?.weight.unit ?? 'mV';
  edge.rule = structuredClone(defaultRule(type, unit, sizes));
}
