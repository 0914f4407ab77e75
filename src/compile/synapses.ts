import type { BackgroundConfig, CouplingConfig, ProjectionConfig, Values } from '../contract/index.ts';
import { neuronOf } from '../document/models.ts';
import { problem, type Subject } from '../document/problems.ts';
import type { NetworkNode, PopulationNode, StimulusNode, SynapseEdge } from '../document/schema.ts';
import { streamKey } from '../equations/stream-key.ts';
import { hasDelay, misfit, silence } from '../library/fit.ts';
import { findStimulus } from '../library/stimuli/index.ts';
import { findSynapse } from '../library/synapses/index.ts';
import { wiringOf } from '../library/topologies/index.ts';
import type { SynapseModel } from '../library/types.ts';
import { parseUnit } from '../units/index.ts';
import { checkStates, couplingsOf } from './couplings.ts';
import { type CompiledGroup, stateIndex } from './groups.ts';
import { learnedWeights } from './learned.ts';
import { checkLongestDelay } from './limits.ts';
import { gather, hasError, type Outcome, outcome, refused } from './outcome.ts';
import { compilePlasticity } from './plasticity.ts';
import { type Context, constantOf, resolveParameters, resolveValue, scaleValues, titleOf } from './resolve.ts';
import { checkDelay } from './rounding.ts';
import { type Sizes, type Wired, wiredBy } from './rules.ts';
import { checkBackground } from './spikes-per-step.ts';
import { checkWindow } from './timing.ts';
import type { PlasticMap } from './types.ts';
import type { Placed } from './wiring.ts';

/** What a synapse edge becomes. */
export type CompiledSynapse =
  | { readonly kind: 'background'; readonly background: BackgroundConfig }
  | { readonly kind: 'couplings'; readonly couplings: readonly CouplingConfig[] }
  | {
      readonly kind: 'projection';
      readonly projection: ProjectionConfig;
      /** Where its weights change, but for its place among the projections; else null. */
      readonly plastic: Omit<PlasticMap, 'projection'> | null;
    };

/** A synapse edge with its model and its two ends. */
interface Joined {
  readonly edge: SynapseEdge;
  readonly subject: Subject;
  readonly model: SynapseModel;
  readonly source: PopulationNode | StimulusNode;
  readonly target: CompiledGroup;
  readonly targetIndex: number;
  /** As given; null where it cannot be read. */
  readonly weight: Values | null;
  /** Its product with the weight is what a spike brings: the sign times the relative strength. */
  readonly scale: number;
}

/** A synapse edge as a projection, a background or continuous couplings; null where it cannot be made, or nothing is to be made. */
export function compileSynapse(context: Context, placed: Placed, edge: SynapseEdge): Outcome<CompiledSynapse | null> {
  return gather(({ take }) => {
    const joined = take(joinedBy(context, placed, edge));
    if (joined === null) return null;
    if (joined.source.kind === 'stimulus' && isBackground(joined.source))
      return take(backgroundOf(context, joined, joined.source));
    const emitter = emitterOf(placed, joined.source);
    if (emitter === null) return null;
    const sizes = { sources: emitter.size, targets: joined.target.config.size };
    const wired = take(checkedWiring(context, joined, sizes));
    if (wired === null) return null;
    return joined.model.coupling === undefined
      ? take(projectionOf(context, joined, emitter, sizes, wired))
      : take(coupledBy(placed, joined, wired));
  });
}

const subjectOf = ({ id }: SynapseEdge): Subject => ({ id, title: titleOf('Synapse', id) });

/** The model and the ends of an edge, which must suit each other; null where they do not, or an end was not compiled. */
function joinedBy({ document }: Context, placed: Placed, edge: SynapseEdge): Outcome<Joined | null> {
  const subject = subjectOf(edge);
  const model = findSynapse(edge.model);
  if (model === undefined) {
    const sentence = `there is no synapse model "${edge.model}" in the library.`;
    const said = { field: 'model', given: edge.model, allowed: 'a synapse of the library', sentence };
    return refused({ code: 'unknown-model', subject, ...said });
  }
  const source = document.nodes.find(({ id }) => id === edge.source);
  const targetIndex = placed.groupOf.get(edge.target);
  const target = targetIndex === undefined ? undefined : placed.groups[targetIndex];
  if (!isEmitter(source) || targetIndex === undefined || !target?.model) return outcome(null);
  const sourceModel = source.kind === 'population' ? (neuronOf(document, source.model) ?? null) : null;
  const said = { code: 'wrong-connection', subject, field: 'model', given: edge.model } as const;
  const fault = misfit(model, sourceModel, target.model);
  if (fault !== null) return refused({ ...said, allowed: 'a synapse that fits the two ends', sentence: fault });
  return gather(({ take, tell }) => {
    const silent = silence(model, sourceModel);
    if (silent !== null)
      tell([problem({ ...said, severity: 'warning', allowed: 'a continuous coupling', sentence: silent })]);
    const weight = take(resolveValue(subject, 'weight', edge.weight, model.weight));
    const scale = (edge.sign === 'inhibitory' && model.signedWeight ? -1 : 1) * edge.relativeStrength;
    if (take(refusedRules(edge, model, source))) return null;
    return { edge, subject, model, source, target, targetIndex, weight, scale };
  });
}

const isEmitter = (node: NetworkNode | undefined): node is PopulationNode | StimulusNode =>
  node?.kind === 'population' || node?.kind === 'stimulus';

/** Whether the edge has rules of plasticity that it cannot have: it has no weights of its own. */
function refusedRules(edge: SynapseEdge, { action }: SynapseModel, source: NetworkNode): Outcome<boolean> {
  const [first] = edge.plasticity ?? [];
  if (first === undefined || !(action === 'coupling' || isBackground(source))) return outcome(false);
  const what =
    action === 'coupling' ? 'a coupling sums states of its source' : 'a background has no synapses of its own';
  const sentence = `${what}, so that no rule can change its weights. Take the rule away.`;
  const said = { field: 'plasticity', given: first.model, allowed: 'no rule', sentence };
  return { value: true, problems: refused({ code: 'rule', subject: subjectOf(edge), ...said }).problems };
}

interface Emitter {
  readonly of: 'group' | 'source';
  readonly index: number;
  readonly size: number;
}

/** Where spikes of a node come from; null where it was not compiled. */
function emitterOf(
  { groupOf, sources, sourceOf }: Placed,
  { id, ...node }: PopulationNode | StimulusNode,
): Emitter | null {
  const of = node.kind === 'population' ? 'group' : 'source';
  const index = (of === 'group' ? groupOf : sourceOf).get(id);
  if (index === undefined) return null;
  return { of, index, size: node.kind === 'population' ? node.size : (sources[index]?.size ?? 0) };
}

/** Rule, weights and delays of an edge, which must fit its ends and the time step. */
function checkedWiring(context: Context, joined: Joined, sizes: Sizes): Outcome<Wired | null> {
  const { edge, subject, model, weight } = joined;
  return gather(({ take, tell }) => {
    const wired = take(wiredBy(context.document, edge, sizes, weight, model.weight));
    if (wired === null) return null;
    const tooLong = checkLongestDelay(context.dtMs, subject, edge, wired.delayMs);
    tell(tooLong);
    if (tooLong.length > 0) return null;
    if (hasDelay(model)) tell(checkDelay(context.dtMs, subject, wired.delayMs));
    const { fault } = wiringOf(wired.rule, { ...sizes, same: edge.source === edge.target });
    if (fault !== null) {
      const said = { given: edge.rule.type, allowed: 'a rule that fits the sizes', sentence: `${fault}.` };
      return take(refused({ code: 'rule', subject, field: 'rule', ...said }));
    }
    const states = checkStates(context.document, edge, model);
    tell(states);
    return hasError(states) ? null : wired;
  });
}

/** Continuous couplings, from the group of the source and, where a contact acts both ways, back. */
function coupledBy(
  { groups, groupOf }: Placed,
  { edge, model: { coupling, ...model }, target, targetIndex, scale }: Joined,
  wired: Wired,
): Outcome<CompiledSynapse | null> {
  const index = groupOf.get(edge.source);
  const group = index === undefined ? undefined : groups[index];
  if (coupling === undefined || index === undefined || group === undefined) return outcome(null);
  const of = { edge, model: { ...model, coupling }, wired, scale };
  const { value, problems } = couplingsOf(of, { index, group }, { index: targetIndex, group: target });
  return { value: { kind: 'couplings', couplings: value }, problems };
}

/** Synapses that spikes go through, with the weights that they have learned and the rules that change these. */
function projectionOf(
  { document, dtMs }: Context,
  { edge, subject, model, target, targetIndex, scale }: Joined,
  { of, index }: Emitter,
  sizes: Sizes,
  wired: Wired,
): Outcome<CompiledSynapse> {
  return gather(({ take }) => {
    const drawn = { seed: document.run.seed, edge: edge.id, rule: edge.rule, ...sizes };
    const start = take(learnedWeights(subject, edge, drawn, wired.rule)) ?? wired.weight;
    const { weight, delayMs } = wired;
    const plasticity = take(compilePlasticity(dtMs, edge, { subject, model, weight, delayMs, scale }));
    const { unit } = model.weight;
    const factor = 1 / (parseUnit(unit)?.factor ?? 1);
    const { id, source, target: to } = edge;
    return {
      kind: 'projection',
      plastic: plasticity && { edge: id, source, target: to, unit, factor, most: plasticity.mostWeight },
      projection: {
        name: id,
        key: streamKey(id),
        source: { of, index },
        target: targetIndex,
        state: jumpState(target, edge),
        ...wired,
        weight: plasticity === null ? scaleValues(start, scale) : start,
        ...(plasticity === null ? {} : { plasticity: plasticity.config }),
      },
    };
  });
}

/** The state that a spike through this edge jumps: its synapse's own, or the membrane potential. */
function jumpState(target: CompiledGroup, edge: SynapseEdge): number {
  return stateIndex(target, target.synapticState.get(edge.id) ?? target.model?.membrane ?? '');
}

function isBackground(node: NetworkNode): boolean {
  if (node.kind !== 'stimulus') return false;
  const model = findStimulus(node.model);
  return model?.kind === 'spikes' && model.generator === 'background';
}

/** Trains of each neuron's own; null where the stimulus is switched off, or the weight cannot be read. */
function backgroundOf(
  { dtMs }: Context,
  { edge, target, targetIndex, weight, scale }: Joined,
  node: StimulusNode,
): Outcome<CompiledSynapse | null> {
  const subject = { id: node.id, title: titleOf('Stimulus', node.name) };
  const model = findStimulus(node.model);
  if (!node.enabled || model === undefined || weight === null) return outcome(null);
  return gather(({ take, tell }) => {
    const parameters = resolveParameters(subject, node.parameters, model.parameters);
    const values = take(parameters);
    tell(checkWindow(subject, model.parameters, parameters));
    const number = (name: string, whole: 'whole' | 'real' = 'real') =>
      take(constantOf(subject, `parameters.${name}`, values.get(name), whole));
    const trains = number('trains', 'whole');
    const rateKHz = number('rate');
    tell(checkBackground(dtMs, subject, trains, rateKHz));
    const background = {
      name: edge.id,
      key: streamKey(edge.id),
      target: targetIndex,
      state: jumpState(target, edge),
      trains,
      rateKHz,
      weight: take(constantOf(subjectOf(edge), 'weight', scaleValues(weight, scale))),
      startMs: number('onset'),
      stopMs: number('offset'),
    };
    return { kind: 'background', background };
  });
}
