import type { Expectation, NetworkDocument, NetworkEdge, NetworkNode, SynapseEdge } from '../../src/document/schema.ts';
import { findNeuron } from '../../src/library/neurons/index.ts';
import { findPlasticity } from '../../src/library/plasticity/index.ts';

export type Cause = NonNullable<Expectation['cause']>;

/** A network without what its expectations rest on. */
export const withoutCause: Readonly<Record<Cause, (document: NetworkDocument) => NetworkDocument>> = {
  coupling: (document) => coupledBy(document, 0),
  plasticity: (document) => ({
    ...document,
    edges: document.edges.map((edge) =>
      edge.kind === 'synapse' ? { ...edge, plasticity: edge.plasticity?.flatMap(withoutLearning) } : edge,
    ),
  }),
  background: (document) =>
    withNodes(document, (node) => (isBackground(document, node) ? { ...node, enabled: false } : node)),
  noise: (document) =>
    withNodes(document, (node) =>
      node.kind === 'stimulus' && node.model === 'noise'
        ? { ...node, parameters: { ...node.parameters, sd: '0 nA' } }
        : node,
    ),
  'identical start': (document) => withNodes(document, startedApart),
};

type PlasticityRule = NonNullable<SynapseEdge['plasticity']>[number];

/** Weights that learn stay what they are, so that they can still be measured; a rule without learning rates goes. */
function withoutLearning(rule: PlasticityRule): PlasticityRule[] {
  const rates = findPlasticity(rule.model)?.parameters.filter(({ name }) => /^(A\d?_|eta$)/.test(name)) ?? [];
  const zeros = Object.fromEntries(rates.map(({ name }) => [name, 0]));
  return rates.length > 0 ? [{ ...rule, parameters: { ...rule.parameters, ...zeros } }] : [];
}

/** All synapses between neurons, so many times as strong. */
export const coupledBy = (document: NetworkDocument, factor: number): NetworkDocument => ({
  ...document,
  edges: document.edges.map((edge) =>
    isCoupling(document, edge) ? { ...edge, relativeStrength: edge.relativeStrength * factor } : edge,
  ),
});

export function isCoupling(document: NetworkDocument, edge: NetworkEdge): edge is SynapseEdge {
  const source = document.nodes.find(({ id }) => id === edge.source);
  return edge.kind === 'synapse' && source?.kind === 'population';
}

/** Spikes from outside that are drawn. */
const isBackground = (document: NetworkDocument, node: NetworkNode): node is NetworkNode & { kind: 'stimulus' } =>
  node.kind === 'stimulus' &&
  node.model !== 'given-spikes' &&
  document.edges.some((edge) => edge.kind === 'synapse' && edge.source === node.id);

/** Potentials from where they all were to the threshold. */
function startedApart(node: NetworkNode): NetworkNode {
  const start = node.kind === 'population' ? node.initial.v : undefined;
  if (node.kind !== 'population' || (typeof start !== 'string' && typeof start !== 'number')) return node;
  const threshold = findNeuron(node.model)?.parameters.find(({ name }) => name === 'V_th' || name === 'V_T');
  if (threshold === undefined) return node;
  const set = node.parameters[threshold.name];
  const end = typeof set === 'string' || typeof set === 'number' ? set : threshold.default;
  return { ...node, initial: { ...node.initial, v: { uniform: [start, end] } } };
}

const withNodes = (document: NetworkDocument, change: (node: NetworkNode) => NetworkNode): NetworkDocument => ({
  ...document,
  nodes: document.nodes.map(change),
});
