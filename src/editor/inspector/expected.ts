import { ruleOf } from '../../compile/index.ts';
import { pairsOf } from '../../document/repeats.ts';
import type { NetworkDocument, SynapseEdge } from '../../document/schema.ts';
import { findStimulus } from '../../library/stimuli/index.ts';
import { findSynapse } from '../../library/synapses/index.ts';
import { abilitiesOf, wiringOf } from '../../library/topologies/index.ts';

/** Bytes that the engine keeps for a synapse: its target, and what is drawn for each. */
const TARGET_BYTES = 4;
const DRAWN_BYTES = 8;
/** A weight that changes, and an entry by which a spike of the target finds it. */
const PLASTIC_BYTES = 16;

/** Number of elements that a node sends from or receives at; null where it is not known. */
export function sizeOf(document: NetworkDocument, id: string): number | null {
  const node = document.nodes.find((candidate) => candidate.id === id);
  if (node?.kind === 'population') return node.size;
  if (node?.kind !== 'stimulus') return null;
  const model = findStimulus(node.model);
  if (model?.kind === 'spikes' && model.generator === 'given') return node.spikeTimes?.length ?? 0;
  const declared = model?.parameters.find(({ name }) => name === 'size');
  const size = Number(node.parameters.size ?? declared?.default);
  return Number.isInteger(size) ? size : null;
}

/** Whether a population that is joined with itself is so within one copy. */
const isWithinCopies = ({ copies = 'same' }: SynapseEdge): boolean => copies === 'same';

/** "625,000 synapses, 2.5 MB": what an edge will make; null where that cannot be said. */
export function expectedSynapses(document: NetworkDocument, edge: SynapseEdge): string | null {
  const [sources, targets] = [sizeOf(document, edge.source), sizeOf(document, edge.target)];
  if (sources === null || targets === null) return null;
  const rule = ruleOf(document, edge, { sources, targets });
  if (rule === null) return null;
  const wiring = wiringOf(rule, { sources, targets, same: edge.source === edge.target && isWithinCopies(edge) });
  if (wiring.fault !== null) return null;
  const pairs = pairsOf(document, edge);
  const count = Math.round(wiring.expected * pairs);
  const drawn =
    (edge.plasticity === undefined ? 0 : PLASTIC_BYTES) +
    (typeof edge.weight === 'object' ? DRAWN_BYTES : 0) +
    (typeof edge.delay === 'object' ? DRAWN_BYTES : 0);
  const coupling = findSynapse(edge.model)?.coupling;
  // Sums over the source stand for all of them.
  const dense = coupling !== undefined && abilitiesOf(rule).everyPair !== null && typeof edge.weight !== 'object';
  const bytes = dense ? 0 : count * (TARGET_BYTES + drawn) * (coupling?.bothWays ? 2 : 1);
  const random = wiring.certain ? '' : 'about ';
  const between = pairs === 1 ? '' : ` between ${pairs.toLocaleString('en')} pairs of copies`;
  return `${random}${count.toLocaleString('en')} synapses${between}, ${(bytes / 1e6).toFixed(1)} MB`;
}
