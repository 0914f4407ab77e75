import type { CouplingConfig, ProjectionConfig, Values } from '../contract/index.ts';
import { neuronAt } from '../document/models.ts';
import type { Subject } from '../document/problems.ts';
import type { SynapseEdge } from '../document/schema.ts';
import { parseEquations } from '../equations/index.ts';
import { streamKey } from '../equations/stream-key.ts';
import { dimensionOf, hasDelay, membraneUnit, misfit, sumDimensions } from '../library/fit.ts';
import { findSynapse } from '../library/synapses/index.ts';
import type { Coupling, NeuronModel, SynapseModel } from '../library/types.ts';
import { DIMENSIONLESS, parseQuantity, sameDimension } from '../units/index.ts';
import { type Context, report, resolveParameters, resolveValue, scaleValues, titleOf } from './context.ts';
import { DELAY } from './delay.ts';
import { declare, type Parts, renameIn } from './parts.ts';
import type { Wired } from './rules.ts';
import { checkPrecision } from './single-precision.ts';
import { isDistanceDelay } from './space.ts';
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

interface CouplingClass {
  readonly model: SynapseModel;
  /** With the sums of the states that the edges name. */
  readonly coupling: Coupling;
  readonly edges: readonly SynapseEdge[];
  readonly first: SynapseEdge;
}

/** Edges at a population that share all that their equations need: they share these. */
function classesOf(context: Context, id: string, end: 'source' | 'target'): CouplingClass[] {
  const classes = new Map<
    string,
    { model: SynapseModel; coupling: Coupling; edges: SynapseEdge[]; first: SynapseEdge }
  >();
  for (const edge of context.document.edges) {
    const model = edge.kind === 'synapse' ? findSynapse(edge.model) : undefined;
    if (edge.kind !== 'synapse' || model?.coupling === undefined) continue;
    const other = end === 'source' ? 'target' : 'source';
    if (edge[end] !== id && !(model.coupling.bothWays && edge[other] === id)) continue;
    const [source, target] = [neuronAt(context.document, edge.source), neuronAt(context.document, edge.target)];
    if (source === undefined || target === undefined || misfit(model, source, target) !== null) continue;
    if (statesFault(edge, model, source, target) !== null) continue;
    const sign = Object.keys(model.inhibitoryDefaults).length > 0 ? edge.sign : '';
    const entries = Object.entries(edge.parameters).sort(([a], [b]) => (a < b ? -1 : 1));
    const delay = end === 'source' && model.coupling.source?.onSpike ? edge.delay : 0;
    const key = JSON.stringify([model.id, sign, entries, delay, membraneUnit(source), edge.states]);
    const coupling = { ...model.coupling, sums: sumsOf(model.coupling, edge, target) };
    const found = classes.get(key) ?? { model, coupling, edges: [], first: edge };
    found.edges.push(edge);
    classes.set(key, found);
  }
  return [...classes.values()];
}

type Sum = Coupling['sums'][number] & {
  /** State that is read at the source, compared with the target's and acted on there; absent: the membrane. */
  readonly state?: string;
};

/** The sums of an edge: those of its model, or one for each of the states that it names. */
function sumsOf({ sums }: Coupling, { states }: SynapseEdge, target: NeuronModel): readonly Sum[] {
  const [first] = sums;
  if (states === undefined || first === undefined) return sums;
  return states.map((state) => {
    if (state === target.membrane) return first;
    const unit = target.states.find(({ name }) => name === state)?.unit ?? first.unit;
    return { ...first, name: `${first.name}_${state}`, unit, state };
  });
}

/** Why an edge cannot couple the states that it names, as a sentence; null where it can. */
function statesFault(
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

/** Reports states of an edge that cannot be coupled; whether there are any. */
export function reportStates(context: Context, edge: SynapseEdge, model: SynapseModel): boolean {
  const [source, target] = [neuronAt(context.document, edge.source), neuronAt(context.document, edge.target)];
  if (source === undefined || target === undefined) return false;
  const sentence = statesFault(edge, model, source, target);
  if (sentence === null) return false;
  const subject = { id: edge.id, title: titleOf('Synapse', edge.id) };
  const given = edge.states?.join(', ') ?? '';
  report(context, { code: 'out-of-range', subject, field: 'states', given, allowed: 'states of both ends', sentence });
  return true;
}

const mentions = (texts: readonly string[], name: string): boolean =>
  texts.some((text) => new RegExp(`\\b${name}\\b`, 'u').test(text));

const subjectOf = ({ id }: SynapseEdge): Subject => ({ id, title: titleOf('Synapse', id) });

function parametersOf(context: Context, { model, first }: CouplingClass): Map<string, Values> {
  const subject = subjectOf(first);
  const defaults = first.sign === 'inhibitory' ? model.inhibitoryDefaults : {};
  return resolveParameters(context, subject, first.parameters, model.parameters, defaults);
}

/** Adds to a population what continuous couplings need of it, as a target and as a source. */
export function addCouplingParts(context: Context, parts: Parts, id: string, neuron: NeuronModel): CouplingNames {
  const incoming = new Map<string, string>();
  classesOf(context, id, 'target').forEach((found, k) => {
    const suffix = `_c${k + 1}`;
    addSums(context, parts, neuron, found, suffix);
    for (const edge of found.edges) incoming.set(edge.id, suffix);
  });
  const outgoing = new Map<string, ReadonlyMap<string, string>>();
  const ownSpikes: CouplingNames['ownSpikes'][number][] = [];
  classesOf(context, id, 'source').forEach((found, k) => {
    const suffix = `_out${k + 1}`;
    const signals = addSignals(context, parts, neuron, found, suffix);
    for (const edge of found.edges) outgoing.set(edge.id, signals);
    const { onSpike } = found.coupling.source ?? {};
    if (onSpike === undefined) return;
    const subject = { id: found.first.id, title: titleOf('Synapse', found.first.id) };
    // The edge itself reports what is wrong with it.
    const { delay } = found.first;
    if (isDistanceDelay(delay)) return;
    const delayMs = resolveValue({ ...context, problems: [] }, subject, 'delay', delay, DELAY);
    const amount = parseQuantity(onSpike.amount);
    if (delayMs === null || 'fault' in amount) return;
    ownSpikes.push({ edge: found.first.id, state: `${onSpike.state}${suffix}`, amount: amount.value, delayMs });
  });
  return { incoming, outgoing, ownSpikes };
}

function addSums(context: Context, parts: Parts, neuron: NeuronModel, found: CouplingClass, suffix: string): void {
  const { model, coupling, first } = found;
  const values = parametersOf(context, found);
  checkWindow(context, subjectOf(first), model.parameters, values);
  checkPrecision(context, subjectOf(first), model.parameters, values);
  const sums = sumDimensions({ ...model, coupling }, neuronAt(context.document, first.source) ?? neuron);
  const filled = [
    { name: 'degree', dimension: DIMENSIONLESS },
    { name: 'total', dimension: dimensionOf(model.weight.unit) },
  ].filter(({ name }) => mentions([model.current], name));
  const used = model.parameters.filter(({ name }) => mentions([model.current, model.equations], name));
  const own = parseEquations(model.equations).equations;
  const renamed = [...sums, ...filled, ...used, ...own].map(({ name }) => [name, `${name}${suffix}`] as const);
  const names = new Map([['v', neuron.membrane], ...renamed]);
  if (own.length > 0) parts.lines.push(renameIn(model.equations, names));
  const [{ name: general } = { name: '' }] = model.coupling?.sums ?? [];
  const ofStates = coupling.sums.flatMap(({ name, state }: Sum) => (state === undefined ? [] : [{ name, state }]));
  if (ofStates.length < coupling.sums.length) parts.currents.push(renameIn(model.current, names));
  for (const { name, state } of ofStates) {
    const ofState = new Map([...names, [general, `${name}${suffix}`]]);
    parts.drives.push({ state, text: renameIn(model.current, ofState) });
  }
  declare(parts, used, suffix, values);
  for (const { name, dimension } of filled) {
    parts.declarations.push({ name: `${name}${suffix}`, dimension });
    parts.values.set(`${name}${suffix}`, { kind: 'constant', value: 0 });
  }
  for (const { name, dimension } of sums) parts.inputs.push({ name: `${name}${suffix}`, dimension });
}

/** Returns where each sum's signal is found. */
function addSignals(
  context: Context,
  parts: Parts,
  neuron: NeuronModel,
  found: CouplingClass,
  suffix: string,
): Map<string, string> {
  const { model, coupling } = found;
  const own = coupling.source?.equations ?? '';
  const texts = [own, ...coupling.sums.map(({ signal }) => signal)];
  const used = model.parameters.filter(({ name }) => mentions(texts, name));
  const states = parseEquations(own).equations;
  const renamed = [...states, ...used].map(({ name }) => [name, `${name}${suffix}`] as const);
  const names = new Map([['v', neuron.membrane], ...renamed]);
  declare(parts, used, suffix, parametersOf({ ...context, problems: [] }, found));
  if (own !== '') parts.lines.push(renameIn(own, names));
  return new Map(
    coupling.sums.map(({ name, signal, unit, relative, state }: Sum) => {
      const text = relative ? (state ?? neuron.membrane) : renameIn(signal, names);
      if (/^\w+$/u.test(text)) return [name, text];
      parts.lines.push(`${name}${suffix} = ${text} : ${unit === 'membrane' ? membraneUnit(neuron) : unit}`);
      return [name, `${name}${suffix}`];
    }),
  );
}

/** A group as couplings see it. */
export interface CoupledGroup {
  readonly config: {
    readonly states: readonly { readonly name: string }[];
    readonly outputs: readonly { readonly name: string }[];
    readonly inputs: readonly { readonly name: string }[];
    readonly parameters: readonly { readonly name: string }[];
  };
  readonly model: NeuronModel | null;
  readonly couplings: CouplingNames;
}

interface End {
  readonly index: number;
  readonly group: CoupledGroup;
}

/** The couplings of an edge; none, with a problem, where it has a delay that it cannot have. */
export function couplingsOf(
  context: Context,
  edge: SynapseEdge,
  { coupling, ...model }: SynapseModel & { readonly coupling: Coupling },
  [from, to]: readonly [End, End],
  { rule, weight: magnitude, delayMs }: Wired,
  scale: number,
): CouplingConfig[] {
  const weight = scaleValues(magnitude, scale);
  const subject = { id: edge.id, title: titleOf('Synapse', edge.id) };
  const zero = delayMs.kind === 'constant' && delayMs.value === 0;
  if (!zero && !hasDelay({ ...model, coupling })) {
    const given = typeof edge.delay === 'object' ? 'a distribution' : String(edge.delay);
    const sentence = `"${model.name}" acts at once, and its delay is ${given}; must be 0 ms.`;
    report(context, { code: 'out-of-range', subject, field: 'delay', given, allowed: '0 ms', sentence });
    return [];
  }
  if (delayMs.kind !== 'constant') {
    const sentence = `the delay of "${model.name}" is that of a state of the source, which all its synapses share; it must be one number.`;
    report(context, {
      code: 'not-constant',
      subject,
      field: 'delay',
      given: 'a distribution',
      allowed: 'one number',
      sentence,
    });
    return [];
  }
  const target = to.group.model;
  if (target === null) return [];
  const between = (a: End, b: End, direction: CouplingConfig['direction']): CouplingConfig => {
    const suffix = b.group.couplings.incoming.get(edge.id) ?? '';
    const parameter = (name: string): number | null => {
      const index = b.group.config.parameters.findIndex((candidate) => candidate.name === `${name}${suffix}`);
      return index < 0 ? null : index;
    };
    return {
      name: edge.id,
      key: streamKey(edge.id),
      source: a.index,
      target: b.index,
      rule,
      direction,
      weight,
      signals: sumsOf(coupling, edge, target).map(({ name, relative, state }) => ({
        ...signalOf(a.group, a.group.couplings.outgoing.get(edge.id)?.get(name) ?? ''),
        input: b.group.config.inputs.findIndex((input) => input.name === `${name}${suffix}`),
        less: relative
          ? b.group.config.states.findIndex((candidate) => candidate.name === (state ?? b.group.model?.membrane))
          : null,
      })),
      degree: mentions([model.current], 'degree') ? parameter('degree') : null,
      total: mentions([model.current], 'total') ? parameter('total') : null,
    };
  };
  if (!coupling.bothWays) return [between(from, to, 'given')];
  if (from.index === to.index) return [between(from, to, 'both')];
  return [between(from, to, 'given'), between(to, from, 'mirrored')];
}

function signalOf({ config }: CoupledGroup, name: string): { of: 'state' | 'output'; index: number } {
  const state = config.states.findIndex((candidate) => candidate.name === name);
  if (state >= 0) return { of: 'state', index: state };
  return { of: 'output', index: config.outputs.findIndex((candidate) => candidate.name === name) };
}

/** Spikes of a population into states of its own, which its targets read. */
export function ownSpikeProjections(group: CoupledGroup, index: number): ProjectionConfig[] {
  return group.couplings.ownSpikes.map(({ edge, state, amount, delayMs }) => ({
    name: edge,
    key: streamKey(`${edge}/source`),
    source: { of: 'group', index },
    target: index,
    state: group.config.states.findIndex((candidate) => candidate.name === state),
    rule: { kind: 'one-to-one' },
    weight: { kind: 'constant', value: amount },
    delayMs,
  }));
}
