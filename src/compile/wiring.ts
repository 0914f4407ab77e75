import type {
  BackgroundConfig,
  ConnectionRule,
  GapConfig,
  InjectionConfig,
  ProjectionConfig,
  SpikeSourceConfig,
  Values,
} from '../contract/index.ts';
import type { InjectionEdge, Rule, StimulusNode, SynapseEdge } from '../document/schema.ts';
import { findStimulus } from '../library/stimuli/index.ts';
import { findSynapse } from '../library/synapses/index.ts';
import { wiringOf } from '../library/topologies/index.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import { type Context, constantOf, report, resolveParameters, resolveValue, scaleValues, titleOf } from './context.ts';
import { gapJunctions } from './gaps.ts';
import { type CompiledGroup, compileCurrent, INJECTED, stateIndex } from './groups.ts';
import { streamKey } from './stream-key.ts';

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
  readonly gaps: GapConfig[];
}

const DELAY: ParameterDeclaration = {
  name: 'delay',
  symbol: 'd',
  unit: 'ms',
  meaning: 'delay',
  default: '1.5 ms',
  min: '0 ms',
};

const subjectOf = (edge: { readonly id: string }) => ({ id: edge.id, title: titleOf('Synapse', edge.id) });

function ruleOf(rule: Rule): ConnectionRule {
  switch (rule.type) {
    case 'all-to-all':
      return { kind: rule.type, autapses: rule.autapses };
    case 'one-to-one':
      return { kind: rule.type };
    case 'fixed-probability':
      return { kind: rule.type, probability: rule.probability, autapses: rule.autapses };
    case 'fixed-in-degree':
      return { kind: rule.type, inDegree: rule.inDegree, autapses: rule.autapses, multapses: rule.multapses };
    case 'list':
      return {
        kind: rule.type,
        pre: Int32Array.from(rule.pairs, ([pre]) => pre),
        post: Int32Array.from(rule.pairs, ([, post]) => post),
      };
  }
}

/** A synapse edge as a projection, a background or gap junctions. */
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
  const weight = resolveValue(context, subject, 'weight', edge.weight, model.weight);
  const delayMs = resolveValue(context, subject, 'delay', edge.delay, DELAY);
  if (weight === null || delayMs === null) return;
  const sign = edge.sign === 'inhibitory' && model.signedWeight ? -1 : 1;
  const effective = scaleValues(weight, sign * edge.relativeStrength);
  if (source.kind === 'stimulus' && isBackground(source)) {
    addBackground(context, assembly, edge, source, targetIndex, effective);
    return;
  }
  const group = assembly.groupOf.get(edge.source);
  const emitter = source.kind === 'population' ? group : assembly.sourceOf.get(edge.source);
  const from = group === undefined ? undefined : assembly.groups[group];
  const size =
    source.kind === 'population' ? source.size : emitter === undefined ? 0 : (assembly.sources[emitter]?.size ?? 0);
  if (emitter === undefined) return;
  const rule = ruleOf(edge.rule);
  const fault = wiringOf(rule, { sources: size, targets: target.config.size, same: edge.source === edge.target }).fault;
  if (fault !== null) {
    report(context, {
      code: 'rule',
      subject,
      field: 'rule',
      given: edge.rule.type,
      allowed: 'a rule that fits the sizes',
      sentence: fault,
    });
    return;
  }
  if (model.action === 'gap') {
    if (group === undefined || !from?.model) {
      report(context, {
        code: 'wrong-connection',
        subject,
        field: 'model',
        given: edge.model,
        allowed: 'a gap junction between populations',
        sentence: 'a gap junction couples two populations; a spike stimulus has no membrane potential.',
      });
      return;
    }
    const ends = [
      { index: group, group: from },
      { index: targetIndex, group: target },
    ] as const;
    assembly.gaps.push(...gapJunctions(context, edge, ends[0], ends[1], rule, effective));
    return;
  }
  assembly.projections.push({
    name: edge.id,
    key: streamKey(edge.id),
    source: { of: source.kind === 'population' ? 'group' : 'source', index: emitter },
    target: targetIndex,
    state: jumpState(target, edge),
    rule,
    weight: effective,
    delayMs,
  });
}

/** The state that a spike through this edge jumps: its synapse's own, or the membrane potential. */
function jumpState(target: CompiledGroup, edge: SynapseEdge): number {
  return stateIndex(target, target.synapticState.get(edge.id) ?? target.model?.membrane ?? '');
}

function isBackground(node: StimulusNode): boolean {
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
  if (findSynapse(edge.model)?.action === 'gap') {
    report(context, {
      code: 'wrong-connection',
      subject: subjectOf(edge),
      field: 'model',
      given: edge.model,
      allowed: 'a synapse that takes spikes',
      sentence: 'a background sends spikes, and a gap junction takes none. Choose another synapse.',
    });
    return;
  }
  const values = resolveParameters(context, subject, node.parameters, model.parameters);
  assembly.backgrounds.push({
    name: edge.id,
    key: streamKey(edge.id),
    target: targetIndex,
    state: jumpState(target, edge),
    trains: constantOf(context, subject, 'parameters.trains', values.get('trains'), 'whole'),
    rateKHz: constantOf(context, subject, 'parameters.rate', values.get('rate')),
    weight: constantOf(context, subjectOf(edge), 'weight', weight),
    startMs: constantOf(context, subject, 'parameters.onset', values.get('onset')),
    stopMs: constantOf(context, subject, 'parameters.offset', values.get('offset')),
  });
}

/** A current stimulus into a population; a shared signal has one group however many targets, a noise one for each. */
export function addInjection(context: Context, assembly: Assembly, edge: InjectionEdge): void {
  const node = context.document.nodes.find(({ id }) => id === edge.source);
  const targetIndex = assembly.groupOf.get(edge.target);
  const target = targetIndex === undefined ? undefined : assembly.groups[targetIndex];
  if (node?.kind !== 'stimulus' || targetIndex === undefined || target === undefined || !node.enabled) return;
  const model = findStimulus(node.model);
  if (model?.kind !== 'current') return;
  const shared = assembly.groupOf.get(node.id);
  const source =
    !model.perNeuron && shared !== undefined
      ? shared
      : addCurrent(context, assembly, node, target.config.size, model.perNeuron ? edge.id : node.id);
  const group = source === null ? undefined : assembly.groups[source];
  if (source === null || group === undefined) return;
  const output = group.config.outputs.findIndex(({ name }) => name === 'I_stim');
  assembly.injections.push({
    name: edge.id,
    source,
    output: output >= 0 ? { of: 'output', index: output } : { of: 'state', index: stateIndex(group, 'I_stim') },
    target: targetIndex,
    input: target.config.inputs.findIndex(({ name }) => name === INJECTED),
    scale: edge.scale,
  });
}

/** The group of a current stimulus; `targetSize` counts only where each neuron has a signal of its own. */
export function addCurrent(
  context: Context,
  assembly: Assembly,
  node: StimulusNode,
  targetSize: number,
  key: string,
): number | null {
  const model = findStimulus(node.model);
  if (model?.kind !== 'current') return null;
  const group = compileCurrent(context, node, model, model.perNeuron ? targetSize : 1, key);
  if (group === null) return null;
  const index = assembly.groups.push(group) - 1;
  if (!assembly.groupOf.has(node.id)) assembly.groupOf.set(node.id, index);
  return index;
}
