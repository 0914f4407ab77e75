import type { Values } from '../contract/index.ts';
import type { InjectionEdge, NetworkDocument, PopulationNode, StimulusNode } from '../document/schema.ts';
import { parseEquations } from '../equations/index.ts';
import { streamKey } from '../equations/stream-key.ts';
import { dimensionOf } from '../library/fit.ts';
import { findStimulus } from '../library/stimuli/index.ts';
import type { CurrentStimulus } from '../library/types.ts';
import { type Context, resolveParameters, titleOf } from './context.ts';
import { declare, INJECTED, INJECTED_BY_GROUPS, type Parts, renameIn } from './parts.ts';

/** A current that follows from time and parameters is computed by its targets, at the times that their integrator asks for. */
export const isComposed = (model: CurrentStimulus): boolean =>
  parseEquations(model.equations).equations.every(({ kind }) => kind !== 'differential');

/** Where a drawn parameter's numbers come from: the edge, so that two populations under one stimulus do not get the same. */
export interface Reach {
  readonly edge: string;
  /** Neurons that the edge reaches. */
  readonly size: number;
}

/** The parameters of a current for the neurons that an edge reaches: drawn ones for each, or once for all. */
export function currentValues(
  context: Context,
  node: StimulusNode,
  model: CurrentStimulus,
  { edge, size }: Reach,
): Map<string, Values> {
  const subject = { id: node.id, title: titleOf('Stimulus', node.name) };
  const once = node.drawn === 'once' ? true : undefined;
  const values = resolveParameters(context, subject, node.parameters, model.parameters, {}, once ? null : size);
  const keyed = (name: string, drawn: Values): Values => {
    if (drawn.kind !== 'uniform' && drawn.kind !== 'normal') return drawn;
    return once ? { ...drawn, once } : { ...drawn, key: streamKey(`${edge}/parameters.${name}`) };
  };
  return new Map([...values].map(([name, drawn]) => [name, keyed(name, drawn)]));
}

interface Injected {
  readonly edge: InjectionEdge;
  readonly node: StimulusNode;
  readonly model: CurrentStimulus;
}

/** Current stimuli that are switched on and reach a population, in the order of the edges. */
function injectedInto(document: NetworkDocument, target: string): Injected[] {
  return document.edges.flatMap((edge) => {
    if (edge.kind !== 'injection' || edge.target !== target) return [];
    const node = document.nodes.find(({ id }) => id === edge.source);
    const model = node?.kind === 'stimulus' ? findStimulus(node.model) : undefined;
    return node?.kind === 'stimulus' && node.enabled && model?.kind === 'current' ? [{ edge, node, model }] : [];
  });
}

/** The first edge of a stimulus and the neurons that it reaches; one where it reaches none. */
export function reachOf({ edges, nodes }: NetworkDocument, stimulus: string): Reach {
  const edge = edges.find(({ kind, source }) => kind === 'injection' && source === stimulus);
  const target = nodes.find(({ id }) => id === edge?.target);
  return { edge: edge?.id ?? stimulus, size: target?.kind === 'population' ? target.size : 1 };
}

/**
 * Adds the currents that stimuli inject: what follows from time as equations of the population, each edge's factor a parameter;
 * what has states of its own as an input. Their sum is `I_injected`.
 */
export function addInjected(
  context: Context,
  parts: Parts,
  population: PopulationNode,
  taken: ReadonlySet<string>,
): void {
  const injected = injectedInto(context.document, population.id);
  if (injected.length === 0) return;
  const composed = injected.filter(({ model }) => isComposed(model));
  const fromGroups = composed.length === injected.length ? [] : [composed.length === 0 ? INJECTED : INJECTED_BY_GROUPS];
  for (const name of fromGroups) parts.inputs.push({ name, dimension: dimensionOf('pA') });
  // An own model may have names such as onset_in1 itself.
  const mark = [...taken].some((name) => /_in\d+$/.test(name)) ? '_inj' : '_in';
  const terms = composed.map(({ edge, node, model }, k) => {
    const suffix = `${mark}${k + 1}`;
    const own = [...parseEquations(model.equations).equations, ...model.parameters];
    for (const { name } of parseEquations(model.equations).equations) parts.unseen.add(`${name}${suffix}`);
    parts.lines.push(renameIn(model.equations, new Map(own.map(({ name }) => [name, `${name}${suffix}`] as const))));
    // What is wrong with the stimulus is reported once, with the stimulus.
    const values = currentValues({ ...context, problems: [] }, node, model, { edge: edge.id, size: population.size });
    declare(parts, model.parameters, suffix, values);
    parts.declarations.push({ name: `factor${suffix}`, dimension: dimensionOf('1') });
    parts.values.set(`factor${suffix}`, { kind: 'constant', value: edge.scale });
    return `factor${suffix}*I_stim${suffix}`;
  });
  if (terms.length > 0) parts.lines.push(`${INJECTED} = ${[...fromGroups, ...terms].join(' + ')} : pA`);
  parts.currents.unshift(INJECTED);
}
