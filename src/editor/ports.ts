import { hiddenIn } from '../document/groups.ts';
import type { NetworkDocument } from '../document/schema.ts';

/** Id of the port of a collapsed group that stands for one of what it hides; ports of other nodes are `in` and `out`. */
export const portId = (side: 'in' | 'out', of: string): string => `${side}:${of}`;

/** The node of the document that a port on the canvas belongs to. */
export function ownerOf(flowNode: string, port: string | null | undefined): string {
  const at = port?.indexOf(':') ?? -1;
  return at < 0 ? flowNode : (port ?? '').slice(at + 1);
}

/** The nodes of the document that a node of the canvas stands for: what a collapsed group hides, or the node itself. */
export function membersOf(document: NetworkDocument, flowNode: string): string[] {
  const hidden = hiddenIn(document);
  const inside = document.nodes.filter(({ id, kind }) => kind !== 'probe' && hidden.get(id) === flowNode);
  return inside.length === 0 ? [flowNode] : inside.map(({ id }) => id);
}
