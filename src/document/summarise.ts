import { hasDelay } from '../library/fit.ts';
import { findSynapse } from '../library/synapses/index.ts';
import { ruleFacts } from '../library/topologies/index.ts';
import type { SynapseEdge, Value } from './schema.ts';

/** A value as text: "1.5 ms", "uniform 1 ms to 2 ms", "10 mV ± 2 mV". */
export function valueText(value: Value): string {
  if (typeof value !== 'object') return String(value);
  if ('uniform' in value) return `${value.uniform[0]} to ${value.uniform[1]}`;
  const [centre, width] =
    'normal' in value ? value.normal : 'normalQuantiles' in value ? value.normalQuantiles : value.lorentzianQuantiles;
  return `${centre} ± ${width}`;
}

function delayText(delay: SynapseEdge['delay']): string {
  if (typeof delay !== 'object' || !('distance' in delay)) return valueText(delay);
  return `${delay.distance.offset} + d / ${delay.distance.velocity}`;
}

/** Product of a quantity's text and a factor, with its unit kept: ("0.1 mV", 3) is "0.3 mV". */
function scaled(value: Value, factor: number): string | null {
  const match = /^\s*([-+]?[\d.]+(?:e[-+]?\d+)?)\s*(.*)$/iu.exec(typeof value === 'object' ? '' : String(value));
  if (!match) return null;
  return `${Number((Number(match[1]) * factor).toPrecision(6))} ${match[2] ?? ''}`.trim();
}

/** Whether the rule lists a weight for each synapse, so that the edge's counts for none. */
export const listsWeights = ({ rule }: SynapseEdge): boolean => ruleFacts(rule).brings.weights !== undefined;

/** Whether the rule lists a delay for each synapse. */
export const listsDelays = ({ rule }: SynapseEdge): boolean => ruleFacts(rule).brings.delays !== undefined;

function weightText(edge: SynapseEdge): string {
  if (listsWeights(edge)) return 'weights listed';
  const minus = edge.sign === 'inhibitory' && findSynapse(edge.model)?.signedWeight !== false;
  const product = scaled(edge.weight, edge.relativeStrength);
  if (edge.relativeStrength === 1) return `${minus ? '−' : ''}${valueText(edge.weight)}`;
  const formula = `${minus ? '−' : ''}g w`;
  return product === null
    ? `${formula}, g ${edge.relativeStrength}, w ${valueText(edge.weight)}`
    : `${formula} = ${minus ? '−' : ''}${product}`;
}

const copiesText = ({ copies }: SynapseEdge): string[] =>
  copies === undefined || copies === 'same'
    ? []
    : [copies === 'neighbours' ? 'to neighbours' : copies === 'others' ? 'to other copies' : 'to all copies'];

/** The label of a synapse edge: which copies, rule · weight · delay, and whether rules change it. */
export function summarise(edge: SynapseEdge): string {
  const parts = [...copiesText(edge), ruleFacts(edge.rule).label, weightText(edge)];
  const model = findSynapse(edge.model);
  if (model === undefined || hasDelay(model)) parts.push(listsDelays(edge) ? 'delays listed' : delayText(edge.delay));
  if (edge.plasticity !== undefined && edge.plasticity.length > 0) parts.push('plastic');
  return parts.join(' · ');
}
