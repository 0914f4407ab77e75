import type { Values } from '../contract/index.ts';
import { neuronAt } from '../document/models.ts';
import type { NetworkDocument, SynapseEdge } from '../document/schema.ts';
import {
  type Equation,
  type Expression,
  expressionOf,
  freeSuffix,
  type Given,
  named,
  namesIn,
  parseEquations,
  renameEquations,
  renameNames,
  subexpression,
} from '../equations/index.ts';
import { dimensionOf, membraneUnit, misfit, sumDimensions } from '../library/fit.ts';
import { findSynapse } from '../library/synapses/index.ts';
import type { Coupling, NeuronModel, ParameterDeclaration, SynapseModel } from '../library/types.ts';
import { DIMENSIONLESS, parseQuantity, sameDimension } from '../units/index.ts';
import { DELAY } from './delay.ts';
import { gather, type Outcome } from './outcome.ts';
import { declared, joinParts, type Parts, suffixed } from './parts.ts';
import { type Context, type Parameters, resolveParameters, resolveValue, titleOf } from './resolve.ts';
import { checkPrecision } from './single-precision.ts';
import { isDistanceDelay } from './space.ts';
import { sharedBy } from './synapse-parts.ts';
import { checkWindow } from './timing.ts';

/** Names under which an edge's sums reach a population, and its signals leave one. */
export interface CouplingNames {
  /** Suffix of the sums, `degree` and `total`, by edge id. */
  readonly incoming: ReadonlyMap<string, string>;
  /** State or subexpression of each signal, by edge id and sum. */
  readonly outgoing: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** States that the population's own spikes reach after a delay. */
  readonly ownSpikes: readonly {
    readonly edge: string;
    readonly state: string;
    readonly amount: number;
    readonly delayMs: Values;
  }[];
}

/** What continuous couplings add to a population, as a target and as a source. */
export interface CouplingParts {
  readonly parts: Parts;
  readonly names: CouplingNames;
}

interface CouplingClass {
  readonly model: SynapseModel;
  /** With the sums of the states that the edges name. */
  readonly coupling: Coupling;
  readonly edges: readonly SynapseEdge[];
  readonly first: SynapseEdge;
}

/** Edges at a population that share all that their equations need: they share these. */
function classesOf(document: NetworkDocument, id: string, end: 'source' | 'target'): CouplingClass[] {
  const classes = new Map<string, CouplingClass & { readonly edges: SynapseEdge[] }>();
  for (const edge of document.edges) {
    const model = edge.kind === 'synapse' ? findSynapse(edge.model) : undefined;
    if (edge.kind !== 'synapse' || model?.coupling === undefined) continue;
    const other = end === 'source' ? 'target' : 'source';
    if (edge[end] !== id && !(model.coupling.bothWays && edge[other] === id)) continue;
    const [source, target] = [neuronAt(document, edge.source), neuronAt(document, edge.target)];
    if (source === undefined || target === undefined || misfit(model, source, target) !== null) continue;
    if (statesFault(edge, model, source, target) !== null) continue;
    const delay = end === 'source' && model.coupling.source?.onSpike ? edge.delay : 0;
    const key = JSON.stringify([model.id, ...sharedBy(edge, model), delay, membraneUnit(source), edge.states]);
    const known = classes.get(key);
    const coupling = { ...model.coupling, sums: sumsOf(model.coupling, edge, target) };
    if (known === undefined) classes.set(key, { model, coupling, edges: [edge], first: edge });
    else known.edges.push(edge);
  }
  return [...classes.values()];
}

export type Sum = Coupling['sums'][number] & {
  /** State that is read at the source, compared with the target's and acted on there; absent: the membrane. */
  readonly state?: string;
};

/** The sums of an edge: those of its model, or one for each of the states that it names. */
export function sumsOf({ sums }: Coupling, { states }: SynapseEdge, target: NeuronModel): readonly Sum[] {
  const [first] = sums;
  if (states === undefined || first === undefined) return sums;
  return states.map((state) => {
    if (state === target.membrane) return first;
    const unit = target.states.find(({ name }) => name === state)?.unit ?? first.unit;
    return { ...first, name: `${first.name}_${state}`, unit, state };
  });
}

/** Why an edge cannot couple the states that it names, as a sentence; null where it can. */
export function statesFault(
  { states }: SynapseEdge,
  { name, coupling }: SynapseModel,
  source: NeuronModel,
  target: NeuronModel,
): string | null {
  if (states === undefined) return null;
  if (coupling?.ofStates !== true) return `"${name}" couples no states by name; take "states" away.`;
  const both = target.states.filter(({ name: state, unit }) =>
    source.states.some((other) => other.name === state && sameDimension(dimensionOf(other.unit), dimensionOf(unit))),
  );
  const names = both.map(({ name: state }) => state);
  const listed = names.length > 0 ? names.join(', ') : 'none';
  const unknown = states.find((state) => !names.includes(state));
  if (unknown !== undefined) return `there is no state "${unknown}" in both populations. They share ${listed}.`;
  const twice = states.find((state, k) => states.indexOf(state) !== k);
  return twice === undefined ? null : `the state "${twice}" is named twice; once is enough.`;
}

function parametersOf({ model, first }: CouplingClass): Outcome<Parameters> {
  const defaults = first.sign === 'inhibitory' ? model.inhibitoryDefaults : {};
  return resolveParameters(subjectOf(first), first.parameters, model.parameters, defaults);
}

const subjectOf = ({ id }: SynapseEdge) => ({ id, title: titleOf('Synapse', id) });

/** What a population needs for its continuous couplings, under names of its own. */
export function couplingParts(
  context: Context,
  id: string,
  neuron: NeuronModel,
  taken: ReadonlySet<string>,
): Outcome<CouplingParts> {
  const { document } = context;
  const [incomingMark, outgoingMark] = [freeSuffix(['_c'], taken), freeSuffix(['_out'], taken)];
  const incoming = classesOf(document, id, 'target').map((shared, k) => ({
    shared,
    suffix: `${incomingMark}${k + 1}`,
  }));
  const outgoing = classesOf(document, id, 'source').map((shared, k) => {
    const suffix = `${outgoingMark}${k + 1}`;
    return { shared, suffix, ...signalParts(neuron, shared, suffix) };
  });
  return gather(({ take }) => ({
    parts: joinParts([
      ...incoming.map(({ shared, suffix }) => take(incomingParts(context, neuron, shared, suffix))),
      ...outgoing.map(({ parts }) => parts),
    ]),
    names: {
      incoming: new Map(incoming.flatMap(({ shared, suffix }) => shared.edges.map((edge) => [edge.id, suffix]))),
      outgoing: new Map(outgoing.flatMap(({ shared, signals }) => shared.edges.map((edge) => [edge.id, signals]))),
      ownSpikes: outgoing.flatMap(({ shared, suffix }) => ownSpikes(shared, suffix)),
    },
  }));
}

/** What couplings bring to a target: sums that the engine fills, and their currents. */
function incomingParts(
  context: Context,
  neuron: NeuronModel,
  shared: CouplingClass,
  suffix: string,
): Outcome<Partial<Parts>> {
  const { model, coupling, first } = shared;
  const parameters = parametersOf(shared);
  const sums = sumDimensions({ ...model, coupling }, neuronAt(context.document, first.source) ?? neuron);
  const current = expressionOf(model.current);
  const { equations } = parseEquations(model.equations);
  const filled = filledIn(model).filter(({ name }) => namesIn(current).has(name));
  const used = readBy(model.parameters, current, ...rightSides(equations));
  const names = suffixed([...sums, ...filled, ...used, ...equations], suffix, { v: neuron.membrane });
  const given = declared(used, suffix, parameters.value);
  const filledNames = filled.map(({ name, dimension }): Given => ({ name: `${name}${suffix}`, dimension }));
  return gather(({ take, tell }) => {
    take(parameters);
    tell(checkWindow(subjectOf(first), model.parameters, parameters));
    tell(checkPrecision(context, subjectOf(first), model.parameters, parameters));
    return {
      equations: renameEquations(equations, names),
      ...summandsOf(shared, current, names, suffix),
      parameters: [...given.parameters, ...filledNames],
      values: new Map([...given.values, ...filledNames.map(({ name }) => [name, ZERO] as const)]),
      inputs: sums.map(({ name, dimension }) => ({ name: `${name}${suffix}`, dimension })),
    };
  });
}

const ZERO: Values = { kind: 'constant', value: 0 };

/** What the engine counts for each neuron of a target. */
const filledIn = ({ weight }: SynapseModel): readonly Given[] => [
  { name: 'degree', dimension: DIMENSIONLESS },
  { name: 'total', dimension: dimensionOf(weight.unit) },
];

const rightSides = (equations: readonly Equation[]): Expression[] =>
  equations.flatMap(({ expression }) => (expression === null ? [] : [expression]));

/** The parameters that expressions read. */
function readBy(
  parameters: readonly ParameterDeclaration[],
  ...expressions: readonly Expression[]
): ParameterDeclaration[] {
  const read = expressions.map(namesIn);
  return parameters.filter(({ name }) => read.some((names) => names.has(name)));
}

/** The current into the membrane's input, or the same of each state that the edges name into the equation of that. */
function summandsOf(
  { model, coupling }: CouplingClass,
  current: Expression,
  names: ReadonlyMap<string, string>,
  suffix: string,
): Pick<Parts, 'currents' | 'drives'> {
  const [{ name: general } = { name: '' }] = model.coupling?.sums ?? [];
  const ofStates = coupling.sums.flatMap(({ name, state }: Sum) => (state === undefined ? [] : [{ name, state }]));
  return {
    currents: ofStates.length < coupling.sums.length ? [renameNames(current, names)] : [],
    drives: ofStates.map(({ name, state }) => ({
      state,
      summand: renameNames(current, new Map([...names, [general, `${name}${suffix}`]])),
    })),
  };
}

interface SignalParts {
  readonly parts: Partial<Parts>;
  /** State or subexpression of each signal, by its sum. */
  readonly signals: ReadonlyMap<string, string>;
}

/** What couplings read of a source. What is wrong with their parameters is told at the target. */
function signalParts(neuron: NeuronModel, shared: CouplingClass, suffix: string): SignalParts {
  const { model, coupling } = shared;
  const { equations } = parseEquations(coupling.source?.equations ?? '');
  const read = coupling.sums.map((sum) => ({ ...sum, expression: expressionOf(sum.signal) }));
  const used = readBy(model.parameters, ...rightSides(equations), ...read.map(({ expression }) => expression));
  const names = suffixed([...equations, ...used], suffix, { v: neuron.membrane });
  const signals = read.map(({ name, relative, state, expression, unit }: (typeof read)[number] & Sum) => {
    const signal = relative ? named(state ?? neuron.membrane) : renameNames(expression, names);
    if (signal.kind === 'name') return { name, of: signal.name, equations: [] };
    const of = `${name}${suffix}`;
    return { name, of, equations: [subexpression(of, signal, unit === 'membrane' ? membraneUnit(neuron) : unit)] };
  });
  return {
    parts: {
      equations: [...renameEquations(equations, names), ...signals.flatMap((signal) => signal.equations)],
      ...declared(used, suffix, parametersOf(shared).value),
    },
    signals: new Map(signals.map(({ name, of }) => [name, of])),
  };
}

/** Spikes of a population into states of its own; what is wrong with their delay is told with the edge. */
function ownSpikes({ coupling, first }: CouplingClass, suffix: string): CouplingNames['ownSpikes'] {
  const { onSpike } = coupling.source ?? {};
  const { delay } = first;
  if (onSpike === undefined || isDistanceDelay(delay)) return [];
  const delayMs = resolveValue(subjectOf(first), 'delay', delay, DELAY).value;
  const amount = parseQuantity(onSpike.amount);
  if (delayMs === null || 'fault' in amount) return [];
  return [{ edge: first.id, state: `${onSpike.state}${suffix}`, amount: amount.value, delayMs }];
}
