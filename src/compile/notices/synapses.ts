import type { Problem } from '../../contract/index.ts';
import { problem } from '../../document/problems.ts';
import { originOf } from '../../document/repeats.ts';
import type { NetworkDocument, SynapseEdge } from '../../document/schema.ts';
import { ruleFacts } from '../../library/topologies/index.ts';
import { titleOf } from '../resolve.ts';
import type { RunFacts } from './facts.ts';

/** Edges of which no copy has a synapse, or whose synapses weigh nothing. */
export function synapseNotices({ document, synapsesOf }: RunFacts): Problem[] {
  const made = new Map<string, number>();
  for (const [edge, count] of synapsesOf) made.set(originOf(edge), (made.get(originOf(edge)) ?? 0) + count);
  return document.edges.flatMap((edge) => {
    if (edge.kind !== 'synapse') return [];
    const subject = { id: edge.id, title: titleOf('Synapse', edge.id) };
    if (made.get(originOf(edge.id)) === 0) {
      const sentence = `no synapse was made from ${endsOf(document, edge)}${ruleFacts(edge.rule).whyNone}.`;
      return [problem({ code: 'no-synapse', severity: 'note', subject, field: 'rule', sentence })];
    }
    if (!synapsesOf.has(edge.id) || (edge.plasticity ?? []).length > 0 || !weighsNothing(edge)) return [];
    const sentence = `its synapses weigh nothing: ${edge.relativeStrength === 0 ? 'its relative strength' : 'its weight'} is 0.`;
    const field = edge.relativeStrength === 0 ? 'relativeStrength' : 'weight';
    return [problem({ code: 'never-acts', severity: 'note', subject, field, sentence })];
  });
}

const weighsNothing = ({ weight, relativeStrength }: SynapseEdge): boolean =>
  relativeStrength === 0 || (typeof weight !== 'object' && Number.parseFloat(String(weight)) === 0);

function endsOf({ nodes }: NetworkDocument, { source, target }: SynapseEdge): string {
  const named = (id: string): string => {
    const node = nodes.find((one) => one.id === id);
    const size = node?.kind === 'population' ? ` (${node.size.toLocaleString('en')})` : '';
    return `"${node?.name ?? id}"${size}`;
  };
  return `${named(source)} to ${named(target)}`;
}
