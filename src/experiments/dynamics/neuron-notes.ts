import type { Program } from '../../contract/index.ts';
import type { NetworkDocument, PopulationNode } from '../../document/schema.ts';
import type { NeuronField } from './neuron-field.ts';

/** What of an operation keeps a right-hand side from being smooth. */
const JUMPS = new Set(['floor', 'mod', 'lt', 'le', 'gt', 'ge', 'eq', 'ne', 'and', 'or', 'not', 'select']);
/** Integrate-and-fire models bound their upstroke so, beyond the threshold, where nothing is told of them. */
const KINKS = new Set(['abs', 'min', 'max']);

const hasAny = ({ nodes }: Program, ops: ReadonlySet<string>): boolean => nodes.some(({ op }) => ops.has(op));

/** What of a neuron its vector field leaves out or only stands for, in sentences. */
export function fieldNotes({ drawn, lowered, model }: NeuronField): string[] {
  const { rates } = lowered.speeds;
  const name = `The equations of ${model.name}`;
  return [
    ...(drawn.length > 0
      ? [`What is drawn for each neuron (${drawn.join(', ')}) has the middle of its distribution.`]
      : []),
    ...(lowered.noise === 'none' ? [] : [`${name} hold noise, which is left out: this is what they do without it.`]),
    ...(hasAny(rates, new Set(['time'])) ? [`${name} depend on the time t, which stands still at 0.`] : []),
    ...(hasAny(rates, JUMPS)
      ? [
          `${name} have conditions: the right-hand side may jump, and an equilibrium on a jump, or a bifurcation there, is not found.`,
        ]
      : hasAny(rates, KINKS) && lowered.reset.length === 0
        ? [`${name} have bends (abs, min, max): bifurcations in a bend are not found.`]
        : []),
    ...(model.threshold === null ? [`${model.name} has no threshold: it never spikes, and has no rate to tell.`] : []),
  ];
}

/** What reaches a population in its network, and its neuron alone does without; null: nothing. */
export function leftOut({ edges, nodes }: NetworkDocument, { id, name }: PopulationNode, input: string): string | null {
  const sources = edges.filter((edge) => edge.kind !== 'tap' && edge.target === id).map((edge) => edge.source);
  const names = nodes.filter((node) => sources.includes(node.id)).map((node) => `"${node.name}"`);
  if (names.length === 0) return null;
  return `The neuron of "${name}" is alone: what comes from ${names.join(', ')} is left out, and its input ${input} is as set here.`;
}
