import { findProbeKind } from '../library/probes/index.ts';
import { OBSERVABLES, type Observable } from '../library/probes/types.ts';
import { findStimulus, isBackground } from '../library/stimuli/index.ts';
import type { StimulusModel } from '../library/types.ts';
import type { NetworkDocument, NetworkNode, ProbeNode, SynapseEdge } from './schema.ts';

/** Ids of what a probe's taps run to, in the order of the taps. */
export function observedBy({ edges }: Pick<NetworkDocument, 'edges'>, probe: string): string[] {
  return edges.flatMap((edge) => (edge.kind === 'tap' && edge.source === probe ? [edge.target] : []));
}

/** Synapses that an option of a probe may name: those that learn onto what it observes, or all into or from that, in this order. */
export function observedSynapses(
  document: Pick<NetworkDocument, 'edges'>,
  probe: string,
  which: 'projection' | 'plastic-edge',
): SynapseEdge[] {
  const observed = observedBy(document, probe);
  const synapses = document.edges.filter((edge): edge is SynapseEdge => edge.kind === 'synapse');
  const into = synapses.filter(({ target }) => observed.includes(target));
  if (which === 'plastic-edge') return into.filter(({ plasticity }) => plasticity !== undefined);
  return [...into, ...synapses.filter(({ source, target }) => observed.includes(source) && !observed.includes(target))];
}

/** What a probe may observe of a stimulus; null: it has no trains of its own. */
function observableOf(model: StimulusModel): Observable | null {
  if (isBackground(model)) return null;
  return model.kind === 'current' ? 'current-stimulus' : 'spike-stimulus';
}

/** Why a probe shows nothing of a node, as the rest of a sentence about the probe; null where it does, or nobody knows. */
export function tapMisfit(probe: ProbeNode, observed: NetworkNode): string | null {
  const kind = findProbeKind(probe.probe);
  const model = observed.kind === 'stimulus' ? findStimulus(observed.model) : undefined;
  if (kind === undefined || (observed.kind === 'stimulus' && model === undefined)) return null;
  const observable = model === undefined ? 'population' : observableOf(model);
  if (observable !== null && kind.accepts.includes(observable)) return null;
  const shown = kind.accepts.map((accepted) => OBSERVABLES[accepted]).join(' and ');
  const what = observable === null ? 'has no trains of its own' : `is a ${observable.replace('-', ' ')}`;
  return `shows ${shown}, and "${observed.name}" ${what}.`;
}
