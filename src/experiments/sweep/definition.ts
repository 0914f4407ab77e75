import type { NetworkDocument, SweepDefinition } from '../../document/schema.ts';
import type { FieldPlace } from '../../document/set-field.ts';
import { titleOf } from '../../document/titles.ts';
import { parseQuantity } from '../../units/index.ts';
import { fieldsOf, type SweepAxis, valuesOf } from './axis.ts';
import { formatNumber } from './numbers.ts';
import { findParameter, type SweepParameter, sweepParameters } from './parameters.ts';
import { faultOfAxes, type Sweep } from './sweep.ts';

export type AxisDefinition = SweepDefinition['axes'][number];

/** More runs than this are no longer a sweep to wait for. */
const MOST_RUNS = 20_000;
const SEEDS = 4294967296;

/** The sweep that a definition asks for, or the sentence on why there is none. */
export function sweepOf(document: NetworkDocument, definition: SweepDefinition): Sweep | { readonly fault: string } {
  const axes: SweepAxis[] = [];
  for (const axis of definition.axes) {
    const read = axisOf(document, axis);
    if ('fault' in read) return read;
    axes.push(read);
  }
  const seeds = Array.from({ length: definition.seeds }, (_, k) => (document.run.seed + k) % SEEDS);
  const sweep: Sweep = { document, axes, seeds, measures: definition.measures };
  const runs = axes.reduce((product, { numbers }) => product * numbers.length, seeds.length);
  if (runs > MOST_RUNS) return { fault: `${runs.toLocaleString('en')} runs; must be at most 20,000.` };
  const fault = faultOfAxes(sweep);
  return fault === null ? sweep : { fault };
}

/** The axis that a definition asks for, or the sentence on why there is none. */
export function axisOf(
  document: NetworkDocument,
  { node, field, also, ...range }: AxisDefinition,
): SweepAxis | { readonly fault: string } {
  const gone = fieldsOf({ node, field, also }).find((place) => findParameter(document, place) === undefined);
  const parameter = findParameter(document, { node, field });
  if (gone !== undefined || parameter === undefined) return { fault: goneText(document, gone ?? { node, field }) };
  const numbers = valuesOf(range, parameter.whole);
  if ('fault' in numbers) return { fault: `${parameter.owner}, ${parameter.name}: ${numbers.fault}` };
  return { node, field, ...(also === undefined || also.length === 0 ? {} : { also }), ...numbers };
}

/** `There is no a of Population "E" to vary.` */
function goneText({ nodes, edges, groups = [] }: NetworkDocument, { node, field }: FieldPlace): string {
  const name = field.replace(/^(parameters|rule)\./, '');
  const owner = [...nodes, ...groups, ...edges].find(({ id }) => id === node);
  if (node !== null && owner === undefined) return `There is no node or edge "${node}", whose ${name} is to be varied.`;
  const of = owner === undefined ? 'the run' : titleOf(owner, 'Group', 'name' in owner ? owner.name : owner.id);
  return `There is no ${name} of ${of.charAt(0).toLowerCase()}${of.slice(1)} to vary.`;
}

/** An axis around the present value: from half of it to half more of it, a fifth where it is negative, as far as it may. */
export function axisAround({ node, field, value, whole, min, max }: SweepParameter): AxisDefinition {
  const match = /^\s*([-+]?[\d.]+(?:e[-+]?\d+)?)\s*(.*?)\s*$/iu.exec(String(value).replace('−', '-'));
  const number = Number(match?.[1] ?? 0);
  const unit = match?.[2] ?? '';
  const inUnit = (bound: string | number | undefined, otherwise: number): number => {
    if (bound === undefined) return otherwise;
    const [limit, one] = [parseQuantity(bound), parseQuantity(`1 ${unit}`)];
    return 'fault' in limit || 'fault' in one ? otherwise : limit.value / one.value;
  };
  const [lowest, highest] = [inUnit(min, -Infinity), inUnit(max, Infinity)];
  const text = (share: number): string | number => {
    const at = Number((number === 0 ? share - 0.5 : number * share).toPrecision(3));
    const rounded = Math.min(highest, Math.max(lowest, whole ? Math.max(1, Math.round(at)) : at));
    return unit === '' ? rounded : `${formatNumber(rounded)} ${unit}`;
  };
  // Potentials: half of one would be another world.
  const [low, high] = number < 0 ? [1.2, 0.8] : [0.5, 1.5];
  return { node, field, from: text(low), to: text(high), count: 9, scale: 'linear' };
}

/** Fields of the same name elsewhere, of values of the same kind, that a sweep may vary together with this one. */
export function companions(parameters: readonly SweepParameter[], of: FieldPlace): SweepParameter[] {
  const parameter = parameters.find(({ node, field }) => node === of.node && field === of.field);
  const kind = ({ field, value, whole }: SweepParameter) => `${field} ${unitText(value)} ${whole}`;
  return parameter === undefined
    ? []
    : parameters.filter((other) => other !== parameter && kind(other) === kind(parameter));
}

const unitText = (value: string | number): string => String(value).replace(/^\s*[-+−]?[\d.]+(e[-+]?\d+)?\s*/iu, '');

/**
 * A first sweep of a network: of the strength of inhibition, on all edges of an inhibitory population, or else of what it has
 * first. Null: it has no population.
 */
export function firstDefinition(document: NetworkDocument): SweepDefinition | null {
  const parameters = sweepParameters(document);
  const inhibitory = document.edges.find((edge) => edge.kind === 'synapse' && edge.sign === 'inhibitory');
  const isWeight = ({ node, field }: SweepParameter) =>
    node !== null && (field === 'weight' || field.startsWith('weight.'));
  const parameter =
    parameters.find(({ node, field }) => node === inhibitory?.id && field === 'relativeStrength') ??
    parameters.find(isWeight) ??
    parameters[0];
  const populations = document.nodes.filter((node) => node.kind === 'population');
  const largest = populations.toSorted((a, b) => b.size - a.size)[0];
  if (parameter === undefined || largest === undefined) return null;
  const sisters = document.edges.flatMap(({ id, source }) => (source === inhibitory?.source ? [id] : []));
  const also =
    parameter.node === inhibitory?.id && parameter.field === 'relativeStrength'
      ? companions(parameters, parameter)
          .filter(({ node }) => sisters.includes(node ?? ''))
          .map(({ node, field }) => ({ node, field }))
      : [];
  // One neuron alone has no synchrony.
  const measures = largest.size > 1 ? ['chi', 'R', 'rateHz', 'cv'] : ['rateHz', 'cv'];
  return {
    axes: [{ ...axisAround(parameter), ...(also.length === 0 ? {} : { also }) }],
    seeds: 3,
    measures,
    population: largest.id,
    measure: measures[0] ?? 'rateHz',
  };
}

/** What a sweep is called in a list. */
export function definitionName(document: NetworkDocument, { axes }: SweepDefinition): string {
  return axes
    .map(({ node, field, also = [] }) => {
      const parameter = findParameter(document, { node, field });
      const name = parameter === undefined ? `${node ?? 'run'}.${field}` : `${parameter.owner} › ${parameter.name}`;
      return also.length === 0 ? name : `${name} (and ${also.length} more)`;
    })
    .join(' × ');
}
