import { currentMisfit, misfit, type Port, silence } from '../library/fit.ts';
import { findStimulus } from '../library/stimuli/index.ts';
import { synapses } from '../library/synapses/index.ts';
import type { SynapseModel } from '../library/types.ts';
import { neuronOf } from './models.ts';
import type { NetworkDocument, NetworkNode, ProbeNode } from './schema.ts';
import { tapMisfit } from './taps.ts';

/** What a line between two nodes would be; `from` and `to` are the ends in the document (a tap runs from the probe). */
export type Connection =
  | { readonly ok: true; readonly kind: 'synapse' | 'injection' | 'tap'; readonly from: string; readonly to: string }
  | { readonly ok: false; readonly reason: string };

const refuse = (reason: string): Connection => ({ ok: false, reason });

function isSpikeSource(node: NetworkNode): boolean {
  return node.kind === 'stimulus' && findStimulus(node.model)?.kind === 'spikes';
}

type Network = Pick<NetworkDocument, 'nodes' | 'models'>;

const portOf = (document: Network, node: NetworkNode | undefined): Port | null =>
  node?.kind === 'population' ? (neuronOf(document, node.model) ?? null) : null;

/** Synapses that can join two nodes, in the order of the menus: the first is what a new edge gets. */
export function fittingSynapses(document: Network, source: string, target: string): readonly SynapseModel[] {
  const [from, to] = [source, target].map((id) =>
    portOf(
      document,
      document.nodes.find((node) => node.id === id),
    ),
  );
  // What an unknown model takes is the compiler's to say.
  return to
    ? synapses.filter(
        (synapse) => misfit(synapse, from ?? null, to) === null && silence(synapse, from ?? null) === null,
      )
    : synapses;
}

function noSynapse(document: Network, from: NetworkNode, to: NetworkNode): string | null {
  const [source, target] = [portOf(document, from), portOf(document, to)];
  if (target === null || (from.kind === 'population' && source === null)) return null;
  const reasons = synapses.map((synapse) => misfit(synapse, source, target) ?? silence(synapse, source));
  if (reasons.some((reason) => reason === null)) return null;
  const what = from.kind === 'stimulus' ? 'takes spikes of a stimulus' : `runs from "${from.name}"`;
  return `No synapse ${what} to "${to.name}": ${reasons[0]}`;
}

/** Whether a line drawn from one node to another is possible, and as what; if not, why in a sentence. */
export function canConnect(
  document: Network & Pick<NetworkDocument, 'edges'>,
  source: string,
  target: string,
): Connection {
  const from = document.nodes.find(({ id }) => id === source);
  const to = document.nodes.find(({ id }) => id === target);
  if (from === undefined || to === undefined) return refuse('One of the two nodes does not exist.');
  if (from.kind === 'probe' && to.kind === 'probe') return refuse('A probe cannot observe another probe.');
  if (from.kind === 'probe') return tap(document, from, to);
  if (to.kind === 'probe') return tap(document, to, from);
  if (to.kind === 'stimulus') {
    const what = from.kind === 'stimulus' ? 'another stimulus' : 'a population';
    return refuse(`The stimulus "${to.name}" cannot be driven by ${what}: a stimulus only sends.`);
  }
  if (from.kind === 'stimulus' && !isSpikeSource(from)) {
    const twin = document.edges.some(
      (edge) => edge.kind === 'injection' && edge.source === source && edge.target === target,
    );
    if (twin) return refuse(`"${from.name}" is injected into "${to.name}" already.`);
    const port = portOf(document, to);
    const fault = port === null ? null : currentMisfit(port);
    if (fault !== null) return refuse(fault);
    return { ok: true, kind: 'injection', from: source, to: target };
  }
  const fault = noSynapse(document, from, to);
  return fault === null ? { ok: true, kind: 'synapse', from: source, to: target } : refuse(fault);
}

function tap(document: Pick<NetworkDocument, 'edges'>, probe: ProbeNode, observed: NetworkNode): Connection {
  const twin = document.edges.some(
    (edge) => edge.kind === 'tap' && edge.source === probe.id && edge.target === observed.id,
  );
  if (twin) return refuse(`The probe "${probe.name}" observes "${observed.name}" already.`);
  const fault = tapMisfit(probe, observed);
  if (fault !== null) return refuse(`The probe "${probe.name}" ${fault}`);
  return { ok: true, kind: 'tap', from: probe.id, to: observed.id };
}
