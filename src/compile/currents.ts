import type { Values } from '../contract/index.ts';
import type { InjectionEdge, NetworkDocument, PopulationNode, StimulusNode } from '../document/schema.ts';
import {
  freeSuffix,
  named,
  parseEquations,
  product,
  renameEquations,
  subexpression,
  sumOf,
} from '../equations/index.ts';
import { streamKey } from '../equations/stream-key.ts';
import { dimensionOf } from '../library/fit.ts';
import { findStimulus } from '../library/stimuli/index.ts';
import type { CurrentStimulus } from '../library/types.ts';
import type { Outcome } from './outcome.ts';
import { declared, INJECTED, INJECTED_BY_GROUPS, joinParts, type Parts, suffixed } from './parts.ts';
import { type Parameters, resolveParameters, titleOf } from './resolve.ts';

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
export function currentValues(node: StimulusNode, model: CurrentStimulus, { edge, size }: Reach): Outcome<Parameters> {
  const subject = { id: node.id, title: titleOf('Stimulus', node.name) };
  const once = node.drawn === 'once' ? true : undefined;
  const { value, problems } = resolveParameters(subject, node.parameters, model.parameters, {}, once ? null : size);
  const keyed = (name: string, drawn: Values): Values => {
    if (drawn.kind !== 'uniform' && drawn.kind !== 'normal') return drawn;
    return once ? { ...drawn, once } : { ...drawn, key: streamKey(`${edge}/parameters.${name}`) };
  };
  return { value: new Map([...value].map(([name, drawn]) => [name, keyed(name, drawn)])), problems };
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
 * The currents that stimuli inject: what follows from time as equations of the population, each edge's factor a parameter; what has
 * states of its own as an input. Their sum is `I_injected`. What is wrong with a stimulus is told once, with the stimulus.
 */
export function injectedParts(
  document: NetworkDocument,
  population: PopulationNode,
  taken: ReadonlySet<string>,
): Parts {
  const injected = injectedInto(document, population.id);
  if (injected.length === 0) return joinParts([]);
  const composed = injected.filter(({ model }) => isComposed(model));
  const byGroups = composed.length === injected.length ? [] : [composed.length === 0 ? INJECTED : INJECTED_BY_GROUPS];
  const mark = freeSuffix(['_in', '_inj'], taken);
  const summands = composed.map((current, k) => composedParts(current, population.size, `${mark}${k + 1}`));
  const terms = summands.map(({ suffix }) => product(named(`factor${suffix}`), named(`I_stim${suffix}`)));
  const sum = sumOf([...byGroups.map(named), ...terms]);
  return joinParts([
    { inputs: byGroups.map((name) => ({ name, dimension: dimensionOf('pA') })) },
    ...summands.map(({ parts }) => parts),
    { equations: terms.length === 0 ? [] : [subexpression(INJECTED, sum, 'pA')], currents: [named(INJECTED)] },
  ]);
}

function composedParts(
  { edge, node, model }: Injected,
  size: number,
  suffix: string,
): { suffix: string; parts: Parts } {
  const { equations } = parseEquations(model.equations);
  const { value } = currentValues(node, model, { edge: edge.id, size });
  const renamed = renameEquations(equations, suffixed([...equations, ...model.parameters], suffix));
  const factor = `factor${suffix}`;
  const parts = joinParts([
    { equations: renamed, unseen: renamed.map(({ name }) => name), ...declared(model.parameters, suffix, value) },
    {
      parameters: [{ name: factor, dimension: dimensionOf('1') }],
      values: new Map([[factor, { kind: 'constant', value: edge.scale }]]),
    },
  ]);
  return { suffix, parts };
}
