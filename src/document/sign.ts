import { hasSign } from '../library/fit.ts';
import { findSynapse } from '../library/synapses/index.ts';
import type { NetworkDocument } from './schema.ts';

export type Sign = 'excitatory' | 'inhibitory';

/** A population's sign follows the majority of its outgoing chemical synapses; excitatory where it has none. */
export function signOf(document: Pick<NetworkDocument, 'edges'>, population: string): Sign {
  let balance = 0;
  for (const edge of document.edges) {
    if (edge.kind !== 'synapse' || edge.source !== population) continue;
    const model = findSynapse(edge.model);
    if (model !== undefined && !hasSign(model)) continue;
    balance += edge.sign === 'excitatory' ? 1 : -1;
  }
  return balance < 0 ? 'inhibitory' : 'excitatory';
}
