import type { Problem } from '../../contract/index.ts';
import { expandRepeats } from '../../document/repeats.ts';
import { ofOrigins } from '../repeats.ts';
import type { RunFacts } from './facts.ts';
import { firingNotices } from './firing.ts';
import { idleNotices } from './idle.ts';
import { synapseNotices } from './synapses.ts';

/**
 * What a run has shown that nobody may have meant: populations that are silent or saturated, rules that made no synapse, what is
 * connected to nothing or never acted. None of it is a fault. Pure; never saved with the network.
 */
export function noticesOf(facts: RunFacts): readonly Problem[] {
  if (facts.recordings.endStep === 0) return [];
  const expanded = { ...facts, document: expandRepeats(facts.document) };
  return ofOrigins([...firingNotices(expanded), ...synapseNotices(expanded), ...idleNotices(expanded)]);
}
