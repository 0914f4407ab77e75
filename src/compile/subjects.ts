import type { Subject } from '../document/problems.ts';
import type { NetworkDocument, NetworkEdge, NetworkNode } from '../document/schema.ts';

const KINDS = { population: 'Population', stimulus: 'Stimulus', probe: 'Probe' } as const;

/** `Population "E"`. */
export function nodeSubject(node: NetworkNode): Subject {
  return { id: node.id, title: `${KINDS[node.kind]} "${node.name}"` };
}

/** `Synapse "E" to "I"`. */
export function edgeSubject(document: NetworkDocument, edge: NetworkEdge): Subject {
  const nameOf = (id: string) => document.nodes.find((node) => node.id === id)?.name ?? id;
  const kind = edge.kind.charAt(0).toUpperCase() + edge.kind.slice(1);
  return { id: edge.id, title: `${kind} "${nameOf(edge.source)}" to "${nameOf(edge.target)}"` };
}

export const RUN: Subject = { id: null, title: 'Run settings' };
