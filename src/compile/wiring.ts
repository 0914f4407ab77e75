import type {
  BackgroundConfig,
  CouplingConfig,
  InjectionConfig,
  ProjectionConfig,
  SpikeSourceConfig,
  Values,
} from '../contract/index.ts';
import { neuronOf } from '../document/models.ts';
import type { InjectionEdge, NetworkNode, StimulusNode, SynapseEdge } from '../document/schema.ts';
import { streamKey } from '../equations/stream-key.ts';
import { hasDelay, misfit, silence } from '../library/fit.ts';
import { findStimulus } from '../library/stimuli/index.ts';
import { findSynapse } from '../library/synapses/index.ts';
import { wiringOf } from '../library/topologies/index.ts';
import { parseUnit } from '../units/index.ts';
import { type Context, constantOf, report, resolveParameters, resolveValue, scaleValues, titleOf } from './context.ts';
import { couplingsOf, reportStates } from './couplings.ts';
import { isComposed, type Reach } from './currents.ts';
import { type CompiledGroup, compileCurrent, stateIndex } from './groups.ts';
import { learnedWeights } from './learned.ts';
import { keptDelay } from './limits.ts';
import { INJECTED, INJECTED_BY_GROUPS } from './parts.ts';
import { compilePlasticity } from './plasticity.ts';
import { checkDelay } from './rounding.ts';
import { wiredBy } from './rules.ts';
import { checkBackground } from './spikes-per-step.ts';
import { checkWindow } from './timing.ts';
import type { PlasticMap } from './types.ts';

/** What has been compiled so far, and where each node of the document went. */
export interface Assembly {
  readonly groups: CompiledGroup[];
  /** Group of each population, and of each current stimulus (its first one). */
  readonly groupOf: Map<string, number>;
  readonly sources: SpikeSourceConfig[];
  readonly sourceOf: Map<string, number>;
  readonly projections: ProjectionConfig[];
  readonly backgrounds: BackgroundConfig[];
  readonly injections: InjectionConfig[];
  readonly couplings: CouplingConfig[];
  readonly plastic: PlasticMap[];
}

const subjectOf = (edge: { readonly id: string }) => ({ id: edge.id, title: titleOf('Synapse', edge.id) });

/** A synapse edge as a projection, a background or continuous couplings. */
export function addSynapse(context: Context, assembly: Assembly, edge: SynapseEdge): void {
  const subject = subjectOf(edge);
  const model = findSynapse(edge.model);
  const targetIndex = assembly.groupOf.get(edge.target);
  const target = targetIndex === undefined ? undefined : assembly.groups[targetIndex];
  const source = context.document.nodes.find(({ id }) => id === edge.source);
  if (model === undefined) {
    report(context, {
      code: 'unknown-model',
      subject,
      field: 'model',
      given: edge.model,
      allowed: 'a synapse of the library',
      sentence: `there is no synapse model "${edge.model}" in the library.`,
    });
    return;
  }
  if (source === undefined || targetIndex === undefined || !target?.model) return;
  const sourceModel = source.kind === 'population' ? (neuronOf(context.document, source.model) ?? null) : null;
  const fault = misfit(model, sourceModel, target.model);
  if (fault !== null) {
    const allowed = 'a synapse that fits the two ends';
    report(context, { code: 'wrong-connection', subject, field: 'model', given: edge.model, allowed, sentence: fault });
    return;
  }
  const silent = silence(model, sourceModel);
  if (silent !== null) {
    const said = { given: edge.model, allowed: 'a continuous coupling', sentence: silent };
    report(context, { code: 'wrong-connection', severity: 'warning', subject, field: 'model', ...said });
  }
  const weight = resolveValue(context, subject, 'weight', edge.weight, model.weight);
  const scale = (edge.sign === 'inhibitory' && model.signedWeight ? -1 : 1) * edge.relativeStrength;
  if ((edge.plasticity ?? []).length > 0 && (model.action === 'coupling' || isBackground(source))) {
    const what =
      model.action === 'coupling' ? 'a coupling sums states of its source' : 'a background has no synapses of its own';
    const sentence = `${what}, so that no rule can change its weights. Take the rule away.`;
    const given = edge.plasticity?.[0]?.model ?? '';
    report(context, { code: 'rule', subject, field: 'plasticity', given, allowed: 'no rule', sentence });
    return;
  }
  if (source.kind === 'stimulus' && isBackground(source)) {
    if (weight !== null) addBackground(context, assembly, edge, source, targetIndex, scaleValues(weight, scale));
    return;
  }
  const group = assembly.groupOf.get(edge.source);
  const emitter = source.kind === 'population' ? group : assembly.sourceOf.get(edge.source);
  const from = group === undefined ? undefined : assembly.groups[group];
  const size =
    source.kind === 'population' ? source.size : emitter === undefined ? 0 : (assembly.sources[emitter]?.size ?? 0);
  if (emitter === undefined) return;
  const sizes = { sources: size, targets: target.config.size };
  const wired = wiredBy(context, edge, sizes, weight, model.weight);
  if (wired === null || keptDelay(context, subject, edge, wired.delayMs) === null) return;
  if (hasDelay(model)) checkDelay(context, subject, wired.delayMs);
  const wiringFault = wiringOf(wired.rule, { ...sizes, same: edge.source === edge.target }).fault;
  if (wiringFault !== null) {
    report(context, {
      code: 'rule',
      subject,
      field: 'rule',
      given: edge.rule.type,
      allowed: 'a rule that fits the sizes',
      sentence: `${wiringFault}.`,
    });
    return;
  }
  const { coupling } = model;
  if (reportStates(context, edge, model)) return;
  if (coupling !== undefined) {
    if (group === undefined || from === undefined) return;
    const joined = [
      { index: group, group: from },
      { index: targetIndex, group: target },
    ] as const;
    assembly.couplings.push(...couplingsOf(context, edge, { ...model, coupling }, joined, wired, scale));
    return;
  }
  const drawn = {
    seed: context.document.run.seed,
    edge: edge.id,
    rule: edge.rule,
    ...sizes,
  };
  const start = learnedWeights(context, subject, edge, drawn, wired.rule) ?? wired.weight;
  const plasticity = compilePlasticity(context, edge, {
    subject,
    model,
    weight: wired.weight,
    delayMs: wired.delayMs,
    scale,
  });
  if (plasticity !== null) {
    const { unit } = model.weight;
    assembly.plastic.push({
      edge: edge.id,
      source: edge.source,
      target: edge.target,
      projection: assembly.projections.length,
      unit,
      factor: 1 / (parseUnit(unit)?.factor ?? 1),
      most: plasticity.mostWeight,
    });
  }
  assembly.projections.push({
    name: edge.id,
    key: streamKey(edge.id),
    source: { of: source.kind === 'population' ? 'group' : 'source', index: emitter },
    target: targetIndex,
    state: jumpState(target, edge),
    ...wired,
    weight: plasticity === null ? scaleValues(start, scale) : start,
    ...(plasticity === null ? {} : { plasticity: plasticity.config }),
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

function addBackground(
  context: Context,
  assembly: Assembly,
  edge: SynapseEdge,
  node: StimulusNode,
  targetIndex: number,
  weight: Values,
): void {
  const subject = { id: node.id, title: titleOf('Stimulus', node.name) };
  const model = findStimulus(node.model);
  const target = assembly.groups[targetIndex];
  if (!node.enabled || model === undefined || target === undefined) return;
  const values = resolveParameters(context, subject, node.parameters, model.parameters);
  checkWindow(context, subject, model.parameters, values);
  const trains = constantOf(context, subject, 'parameters.trains', values.get('trains'), 'whole');
  const rateKHz = constantOf(context, subject, 'parameters.rate', values.get('rate'));
  checkBackground(context, subject, trains, rateKHz);
  assembly.backgrounds.push({
    name: edge.id,
    key: streamKey(edge.id),
    target: targetIndex,
    state: jumpState(target, edge),
    trains,
    rateKHz,
    weight: constantOf(context, subjectOf(edge), 'weight', weight),
    startMs: constantOf(context, subject, 'parameters.onset', values.get('onset')),
    stopMs: constantOf(context, subject, 'parameters.offset', values.get('offset')),
  });
}

/**
 * A current stimulus with states of its own into a population: a group of its own for each edge, or one for all. What follows from
 * time is part of the population already.
 */
export function addInjection(context: Context, assembly: Assembly, edge: InjectionEdge): void {
  const node = context.document.nodes.find(({ id }) => id === edge.source);
  const targetIndex = assembly.groupOf.get(edge.target);
  const target = targetIndex === undefined ? undefined : assembly.groups[targetIndex];
  if (node?.kind !== 'stimulus' || targetIndex === undefined || target === undefined || !node.enabled) return;
  const model = findStimulus(node.model);
  if (model?.kind !== 'current' || isComposed(model)) return;
  const shared = assembly.groupOf.get(node.id);
  const source =
    !model.perNeuron && shared !== undefined
      ? shared
      : addCurrent(context, assembly, node, model.perNeuron ? { edge: edge.id, size: target.config.size } : null);
  const group = source === null ? undefined : assembly.groups[source];
  const input = target.config.inputs.findIndex(({ name }) => name === INJECTED || name === INJECTED_BY_GROUPS);
  if (source === null || group === undefined || input < 0) return;
  const output = group.config.outputs.findIndex(({ name }) => name === 'I_stim');
  assembly.injections.push({
    name: edge.id,
    source,
    output: output >= 0 ? { of: 'output', index: output } : { of: 'state', index: stateIndex(group, 'I_stim') },
    target: targetIndex,
    input,
    scale: edge.scale,
  });
}

/** The group of a current stimulus, of which probes show the first; null: one signal for all that it reaches. */
export function addCurrent(
  context: Context,
  assembly: Assembly,
  node: StimulusNode,
  reach: Reach | null,
): number | null {
  const model = findStimulus(node.model);
  if (model?.kind !== 'current') return null;
  const group = compileCurrent(context, node, model, reach ?? { edge: node.id, size: 1 });
  if (group === null) return null;
  const index = assembly.groups.push(group) - 1;
  if (!assembly.groupOf.has(node.id)) assembly.groupOf.set(node.id, index);
  return index;
}
