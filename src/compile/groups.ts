import type { GroupConfig, Integrator, Values } from '../contract/index.ts';
import { modelFaults } from '../document/model-faults.ts';
import { neuronOf, ownModel } from '../document/models.ts';
import type { PopulationNode, StimulusNode, SynapseEdge } from '../document/schema.ts';
import {
  type Equation,
  type Expression,
  type LoweredGroup,
  lowerGroup,
  parseEquations,
  parseExpression,
  substitute,
} from '../equations/index.ts';
import { streamKey } from '../equations/stream-key.ts';
import { currentMisfit, dimensionOf, inputOf, misfit } from '../library/fit.ts';
import { findSynapse } from '../library/synapses/index.ts';
import type { CurrentStimulus, NeuronModel, SynapseModel } from '../library/types.ts';
import { type Dimension, entryOf, parseQuantity } from '../units/index.ts';
import { type Context, report, resolveParameters, resolveValue, titleOf } from './context.ts';
import { addCouplingParts, type CouplingNames } from './couplings.ts';
import { addInjected, currentValues, type Reach } from './currents.ts';
import { checkFinite } from './limits.ts';
import { checkHeldNoise, spreadStates } from './noisy-current.ts';
import { declare, type Parts, renameIn } from './parts.ts';
import { checkRefractoryPeriod } from './rounding.ts';
import { checkPrecision } from './single-precision.ts';
import { checkTimeStep } from './step-check.ts';
import { checkSignal, checkWindow } from './timing.ts';
import type { Method } from './types.ts';
import { checkUpstroke } from './upstroke.ts';

/** A group with the names of its states, inputs and outputs as the document's parts refer to them. */
export interface CompiledGroup {
  readonly config: GroupConfig;
  readonly method: Method;
  readonly model: NeuronModel | null;
  /** State that a synapse edge's spikes jump, by edge id. */
  readonly synapticState: ReadonlyMap<string, string>;
  readonly couplings: CouplingNames;
  readonly dimensions: ReadonlyMap<string, Dimension>;
}

export function stateIndex(group: CompiledGroup, name: string): number {
  return group.config.states.findIndex((state) => state.name === name);
}

/** Synapse edges into a population that share model and parameters share one state. */
interface SynapseClass {
  readonly model: SynapseModel;
  readonly suffix: string;
  readonly edges: readonly SynapseEdge[];
}

function synapseClasses(edges: readonly SynapseEdge[], taken: ReadonlySet<string>): SynapseClass[] {
  const classes = new Map<string, { model: SynapseModel; edges: SynapseEdge[] }>();
  for (const edge of edges) {
    const model = findSynapse(edge.model);
    if (model?.action !== 'current') continue;
    // The sign only matters where it changes a default.
    const sign = Object.keys(model.inhibitoryDefaults).length > 0 ? edge.sign : '';
    const entries = Object.entries(edge.parameters).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([model.id, sign, entries]);
    const found = classes.get(key) ?? { model, edges: [] };
    found.edges.push(edge);
    classes.set(key, found);
  }
  // An own model may have names such as tau_1 itself.
  const mark = [...taken].some((name) => /_\d+$/.test(name)) ? '_syn' : '_';
  return [...classes.values()].map((found, k) => ({ ...found, suffix: `${mark}${k + 1}` }));
}

/** All names of a model's equations and parameters. */
function namesOf(model: NeuronModel): ReadonlySet<string> {
  const equations = parseEquations(model.equations).equations.map(({ name }) => name);
  return new Set([...equations, ...model.parameters.map(({ name }) => name)]);
}

/** Adds a synapse class: its states, subexpressions and parameters under names of their own, and its current. */
function addSynapseClass(
  context: Context,
  parts: Parts,
  membrane: string,
  { model, suffix, edges }: SynapseClass,
): void {
  const [first] = edges;
  if (first === undefined) return;
  const subject = { id: first.id, title: titleOf('Synapse', first.id) };
  const defaults = first.sign === 'inhibitory' ? model.inhibitoryDefaults : {};
  const values = resolveParameters(context, subject, first.parameters, model.parameters, defaults);
  const own = [...parseEquations(model.equations).equations, ...model.parameters];
  const names = new Map([['v', membrane], ...own.map(({ name }) => [name, `${name}${suffix}`] as const)]);
  parts.lines.push(renameIn(model.equations, names));
  parts.currents.push(renameIn(model.current, names));
  declare(parts, model.parameters, suffix, values);
  for (const edge of edges) parts.synapticState.set(edge.id, `${model.jumps ?? 's'}${suffix}`);
}

/** Warns where what is counted is not crossings but a level: each step, or each refractory period, that the neuron is beyond it. */
function checkCounting(context: Context, subject: { id: string; title: string }, model: NeuronModel): void {
  const { name, threshold, reset, refractory, refractoryWhile } = model;
  if (threshold === null || reset.trim() !== '' || refractoryWhile !== undefined) return;
  const often = refractory === null ? 'in every step' : `once each ${refractory}`;
  report(context, {
    code: 'spikes-by-level',
    severity: 'warning',
    subject,
    field: 'model',
    given: name,
    allowed: 'a reset, or a refractory condition',
    sentence: `its model "${name}" resets nothing, so a spike is counted ${often} for as long as ${threshold}. To count upward crossings, let it be refractory while ${threshold}.`,
  });
}

/** Of spike-driven synapses; what does not fit is reported with the edge. */
function fits(edge: SynapseEdge, target: NeuronModel): boolean {
  const synapse = findSynapse(edge.model);
  return synapse !== undefined && (synapse.coupling !== undefined || misfit(synapse, null, target) === null);
}

/** A population with its incoming synapses' equations, lowered; null where a problem was found. */
export function compilePopulation(context: Context, node: PopulationNode): CompiledGroup | null {
  const subject = { id: node.id, title: titleOf('Population', node.name) };
  const model = neuronOf(context.document, node.model);
  if (model === undefined) {
    const sentence = `there is no neuron model "${node.model}" in the library.`;
    return report(context, {
      code: 'unknown-model',
      subject,
      field: 'model',
      given: node.model,
      allowed: 'a model of the palette',
      sentence,
    });
  }
  if (!isSound(context, node)) return null;
  const values = resolveParameters(context, subject, node.parameters, model.parameters, {}, node.size);
  checkCounting(context, subject, model);
  const parts: Parts = {
    lines: [],
    currents: [],
    drives: [],
    inputs: [],
    declarations: model.parameters.map(({ name, unit }) => ({ name, dimension: dimensionOf(unit) })),
    values,
    synapticState: new Map(),
    unseen: new Set(),
  };
  const incoming = context.document.edges.filter((edge) => edge.target === node.id);
  const input = inputOf(model);
  const synapses = incoming.flatMap((edge) => (edge.kind === 'synapse' && fits(edge, model) ? [edge] : []));
  for (const found of synapseClasses(synapses, namesOf(model))) addSynapseClass(context, parts, model.membrane, found);
  if (currentMisfit(model) === null) addInjected(context, parts, node, namesOf(model));
  const couplings = addCouplingParts(context, parts, node.id, model);
  const total = parts.currents.join(' + ') || `0*${input.unit === '1' ? '1' : `(${input.unit})`}`;
  const parsed = parseEquations([model.equations, ...parts.lines].join('\n'));
  const withInput = (text: string): string =>
    text.replace(/[A-Za-z_]\w*/g, (name) => (name === input.name ? `(${total})` : name));
  const lower = (integrator: PopulationNode['integrator']) =>
    lowerGroup({
      equations: withDrives(substitute(parsed.equations, input.name, `(${total})`), parts.drives),
      parameters: parts.declarations,
      inputs: parts.inputs,
      threshold: model.threshold && withInput(model.threshold),
      reset: withInput(model.reset),
      ...(model.threshold && model.refractoryWhile && { refractoryWhile: withInput(model.refractoryWhile) }),
      integrator,
      dtMs: context.dtMs,
    });
  const preferred = lower(node.integrator === 'default' ? (model.integrator ?? 'default') : node.integrator);
  // What the model prefers need not suit the synapses that reach it.
  const lowered = preferred.ok || node.integrator !== 'default' ? preferred : lower('default');
  if (!lowered.ok) {
    for (const { message } of lowered.faults)
      report(context, {
        code: 'equations',
        subject,
        field: 'integrator',
        given: node.integrator,
        allowed: 'equations without a fault',
        sentence: message,
      });
    return null;
  }
  const resets = (lowered.reset ?? []).map(({ program }) => program);
  checkFinite(context, subject, [lowered.update, lowered.threshold, ...resets]);
  const refractory = model.refractory === null ? undefined : values.get(model.refractory);
  if (model.refractory !== null && refractory !== undefined)
    checkRefractoryPeriod(context, subject, model.refractory, refractory);
  const none = refractory === undefined || (refractory.kind === 'constant' && refractory.value === 0);
  const initial = initialValues(context, node, model, values);
  const peak = peakOf(model, values);
  const timescales = { lowered, membrane: model.membrane, initial, parameters: values, peak };
  checkTimeStep(context, subject, timescales);
  checkUpstroke(context, subject, timescales);
  const inputs = parts.inputs.map(({ name }) => name);
  const seen = { ...lowered, outputs: lowered.outputs.filter(({ name }) => !parts.unseen.has(name)) };
  return {
    model,
    method: { integrator: lowered.integrator, noise: lowered.noise },
    synapticState: parts.synapticState,
    couplings,
    dimensions: new Map(lowered.states.map(({ name, dimension }) => [name, dimension])),
    config: {
      ...shell(node.name, streamKey(node.id), node.size, seen, inputs, (name) => initial.get(name), values),
      refractoryMs: none ? null : refractory,
    },
  };
}

/** Up to where a spike goes, in internal units; null where the membrane is reset before. */
function peakOf({ reset, spikePeak }: NeuronModel, parameters: ReadonlyMap<string, Values>): number | null {
  if (reset.trim() !== '') return null;
  const named = parameters.get(spikePeak);
  if (named !== undefined) return named.kind === 'constant' ? named.value : null;
  const parsed = parseQuantity(spikePeak);
  return 'fault' in parsed ? null : parsed.value;
}

/** The equations with summands added to the derivatives of single states. */
function withDrives(equations: readonly Equation[], drives: Parts['drives']): Equation[] {
  return equations.map((equation) => {
    const { kind, name, expression, from, to } = equation;
    if (kind !== 'differential' || expression === null) return equation;
    const summands = drives
      .filter(({ state }) => state === name)
      .map(({ text }) => parseExpression(text).expression)
      .filter((summand) => summand !== null);
    const sum = (left: Expression, right: Expression): Expression => ({
      kind: 'binary',
      operator: '+',
      left,
      right,
      from,
      to,
    });
    return { ...equation, expression: summands.reduce(sum, expression) };
  });
}

/** Whether the population's model can be compiled; its faults themselves are reported once, with the model. */
function isSound(context: Context, node: PopulationNode): boolean {
  const own = ownModel(context.document, node.model);
  const faults = own === undefined ? [] : modelFaults(own);
  const [first] = faults;
  if (own === undefined || first === undefined) return true;
  const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
  report(context, {
    code: 'model-faults',
    subject: { id: node.id, title: titleOf('Population', node.name) },
    field: 'model',
    given: node.model,
    allowed: 'a model without faults',
    sentence: `its model "${own.name}" has ${count}. ${first.message}`,
  });
  return false;
}

/** Initial value of each state of the model: as the user gave it, else the model's; a name means that parameter. */
function initialValues(
  context: Context,
  node: PopulationNode,
  model: NeuronModel,
  parameters: ReadonlyMap<string, Values>,
): Map<string, Values> {
  const subject = { id: node.id, title: titleOf('Population', node.name) };
  const initial = new Map<string, Values>();
  for (const { name, unit, symbol, meaning } of model.states) {
    const fallback = entryOf(model.initial, name) ?? `0 ${unit}`;
    const given = entryOf(node.initial, name) ?? fallback;
    const named = typeof given === 'string' ? parameters.get(given) : undefined;
    const declaration = {
      name,
      unit,
      symbol,
      meaning: `initial ${meaning}`,
      default: parameters.has(fallback) ? `0 ${unit}` : fallback,
    };
    const values = named ?? resolveValue(context, subject, `initial.${name}`, given, declaration, node.size);
    if (values !== null) initial.set(name, values);
  }
  return initial;
}

function shell(
  name: string,
  key: number,
  size: number,
  lowered: LoweredGroup,
  inputs: readonly string[],
  initialOf: (state: string) => Values | undefined,
  values: ReadonlyMap<string, Values>,
): GroupConfig {
  const zero: Values = { kind: 'constant', value: 0 };
  return {
    name,
    key,
    size,
    states: [
      ...lowered.states.map((state) => ({
        name: state.name,
        initial: initialOf(state.name) ?? zero,
        clampedWhileRefractory: state.clampedWhileRefractory,
      })),
      ...lowered.kept.map(({ name }) => ({ name, initial: zero, clampedWhileRefractory: false })),
    ],
    parameters: lowered.parameters.map((parameter) => ({
      name: parameter.name,
      values: values.get(parameter.name) ?? zero,
    })),
    propagators: lowered.propagators,
    inputs: inputs.map((input) => ({ name: input })),
    update: lowered.update,
    outputs: lowered.outputs.map((output) => ({ name: output.name, program: output.program })),
    threshold: lowered.threshold,
    reset: lowered.reset,
    refractoryMs: null,
    ...(lowered.refractoryWhile && { refractoryWhile: lowered.refractoryWhile }),
  };
}

/** What is wrong with a current stimulus that is switched on, whether or not it reaches something. */
export function checkCurrent(context: Context, node: StimulusNode, model: CurrentStimulus, reach: Reach): void {
  const subject = { id: node.id, title: titleOf('Stimulus', node.name) };
  const values = currentValues(context, node, model, reach);
  checkWindow(context, subject, model.parameters, values);
  checkSignal(context, subject, model.parameters, values);
  checkPrecision(context, subject, model.parameters, values);
}

/** A current stimulus as a group: of one element, or of one for each neuron of its target. */
export function compileCurrent(
  context: Context,
  node: StimulusNode,
  model: CurrentStimulus,
  reach: Reach,
): CompiledGroup | null {
  const subject = { id: node.id, title: titleOf('Stimulus', node.name) };
  const values = currentValues({ ...context, problems: [] }, node, model, reach);
  const integrator: 'default' | Integrator = 'default';
  const lowered = lowerGroup({
    equations: parseEquations(model.equations).equations,
    parameters: model.parameters.map(({ name, unit }) => ({ name, dimension: dimensionOf(unit) })),
    inputs: [],
    threshold: null,
    reset: null,
    integrator,
    dtMs: context.dtMs,
  });
  if (!lowered.ok) {
    for (const { message } of lowered.faults) report(context, { code: 'equations', subject, sentence: message });
    return null;
  }
  if (lowered.integrator === 'exact' && lowered.noise !== 'none') checkHeldNoise(context, subject, model, values);
  const initialOf = (state: string): Values | undefined => {
    const start = model.initial[state] ?? '';
    return values.get(typeof start === 'object' ? start.mean : start);
  };
  const config = shell(node.name, streamKey(reach.edge), reach.size, lowered, [], initialOf, values);
  return {
    model: null,
    method: { integrator: lowered.integrator, noise: lowered.noise },
    synapticState: new Map(),
    couplings: { incoming: new Map(), outgoing: new Map(), ownSpikes: [] },
    dimensions: new Map([...lowered.states, ...lowered.outputs].map(({ name, dimension }) => [name, dimension])),
    config: { ...config, states: spreadStates(config.states, model, values, reach.edge) },
  };
}
