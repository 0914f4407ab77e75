import type { CouplingConfig, Problem, ProjectionConfig } from '../contract/index.ts';
import { neuronAt } from '../document/models.ts';
import { problem } from '../document/problems.ts';
import type { NetworkDocument, SynapseEdge } from '../document/schema.ts';
import { streamKey } from '../equations/stream-key.ts';
import { hasDelay } from '../library/fit.ts';
import type { Coupling, NeuronModel, SynapseModel } from '../library/types.ts';
import { type CouplingNames, type Sum, statesFault, sumsOf } from './coupling-parts.ts';
import { type Outcome, outcome } from './outcome.ts';
import { scaleValues, titleOf } from './resolve.ts';
import type { Wired } from './rules.ts';

/** Tells of states of an edge that cannot be coupled. */
export function checkStates(document: NetworkDocument, edge: SynapseEdge, model: SynapseModel): readonly Problem[] {
  const [source, target] = [neuronAt(document, edge.source), neuronAt(document, edge.target)];
  if (source === undefined || target === undefined) return [];
  const sentence = statesFault(edge, model, source, target);
  if (sentence === null) return [];
  const subject = { id: edge.id, title: titleOf('Synapse', edge.id) };
  const given = edge.states?.join(', ') ?? '';
  return [problem({ code: 'out-of-range', subject, field: 'states', given, allowed: 'states of both ends', sentence })];
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

/** What is known of an edge that couples two groups. */
interface CouplingEdge {
  readonly edge: SynapseEdge;
  readonly model: SynapseModel & { readonly coupling: Coupling };
  readonly wired: Wired;
  /** Sign and relative strength. */
  readonly scale: number;
}

/** The couplings of an edge; none where it has a delay that it cannot have. */
export function couplingsOf(
  { edge, model, wired, scale }: CouplingEdge,
  from: End,
  to: End,
): Outcome<readonly CouplingConfig[]> {
  const problems = checkCouplingDelay(edge, model, wired);
  const target = to.group.model;
  if (problems.length > 0 || target === null) return { value: [], problems };
  const { coupling } = model;
  const sums = sumsOf(coupling, edge, target);
  const weight = scaleValues(wired.weight, scale);
  const between = (a: End, b: End, direction: CouplingConfig['direction']): CouplingConfig => ({
    name: edge.id,
    key: streamKey(edge.id),
    source: a.index,
    target: b.index,
    rule: wired.rule,
    direction,
    weight,
    ...reads(edge, sums, a.group, b.group),
  });
  if (!coupling.bothWays) return outcome([between(from, to, 'given')]);
  if (from.index === to.index) return outcome([between(from, to, 'both')]);
  return outcome([between(from, to, 'given'), between(to, from, 'mirrored')]);
}

function checkCouplingDelay(edge: SynapseEdge, model: SynapseModel, { delayMs }: Wired): readonly Problem[] {
  const subject = { id: edge.id, title: titleOf('Synapse', edge.id) };
  const zero = delayMs.kind === 'constant' && delayMs.value === 0;
  if (!zero && !hasDelay(model)) {
    const given = typeof edge.delay === 'object' ? 'a distribution' : String(edge.delay);
    const sentence = `"${model.name}" acts at once, and its delay is ${given}; must be 0 ms.`;
    return [problem({ code: 'out-of-range', subject, field: 'delay', given, allowed: '0 ms', sentence })];
  }
  if (delayMs.kind === 'constant') return [];
  const sentence = `the delay of "${model.name}" is that of a state of the source, which all its synapses share; it must be one number.`;
  const said = { given: 'a distribution', allowed: 'one number', sentence };
  return [problem({ code: 'not-constant', subject, field: 'delay', ...said })];
}

/** The signals that go from one group to the other, and where that keeps what is counted of its synapses. */
function reads(
  { id }: SynapseEdge,
  sums: readonly Sum[],
  from: CoupledGroup,
  to: CoupledGroup,
): Pick<CouplingConfig, 'signals' | 'degree' | 'total'> {
  const suffix = to.couplings.incoming.get(id) ?? '';
  const { inputs, states, parameters } = to.config;
  const placeOf = (list: readonly { readonly name: string }[], wanted: string | undefined): number =>
    list.findIndex(({ name }) => name === wanted);
  const counted = (name: string): number | null => {
    const index = placeOf(parameters, `${name}${suffix}`);
    return index < 0 ? null : index;
  };
  return {
    signals: sums.map(({ name, relative, state }) => ({
      ...signalOf(from, from.couplings.outgoing.get(id)?.get(name) ?? ''),
      input: placeOf(inputs, `${name}${suffix}`),
      less: relative ? placeOf(states, state ?? to.model?.membrane) : null,
    })),
    degree: counted('degree'),
    total: counted('total'),
  };
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
