import type { GroupConfig, Integrator, Values } from '../contract/index.ts';
import type { PopulationNode, StimulusNode, SynapseEdge } from '../document/schema.ts';
import { type LoweredGroup, lowerGroup, parseEquations, substitute } from '../equations/index.ts';
import { findNeuron } from '../library/neurons/index.ts';
import { findSynapse } from '../library/synapses/index.ts';
import type { CurrentStimulus, NeuronModel, ParameterDeclaration, SynapseModel } from '../library/types.ts';
import { DIMENSIONLESS, type Dimension, parseUnit } from '../units/index.ts';
import { type Context, report, resolveParameters, resolveValue, titleOf } from './context.ts';
import { streamKey } from './stream-key.ts';

export const INJECTED = 'I_injected';
export const GAP = 'I_gap';

/** A group with the names of its states, inputs and outputs as the document's parts refer to them. */
export interface CompiledGroup {
  readonly config: GroupConfig;
  readonly model: NeuronModel | null;
  /** State that a synapse edge's spikes jump, by edge id. */
  readonly synapticState: ReadonlyMap<string, string>;
  readonly dimensions: ReadonlyMap<string, Dimension>;
}

export function stateIndex(group: CompiledGroup, name: string): number {
  return group.config.states.findIndex((state) => state.name === name);
}

const dimensionOf = (unit: string): Dimension => parseUnit(unit)?.dimension ?? DIMENSIONLESS;

/** Synapse edges into a population that share model and parameters share one state. */
interface SynapseClass {
  readonly model: SynapseModel;
  readonly suffix: string;
  readonly edges: readonly SynapseEdge[];
}

function synapseClasses(edges: readonly SynapseEdge[]): SynapseClass[] {
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
  return [...classes.values()].map((found, k) => ({ ...found, suffix: `_${k + 1}` }));
}

/** Replaces whole names in a text of the model language. */
function renameIn(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(
    /[A-Za-z_]\w*/g,
    (name) =>
      names.get(name) ??
      (name.startsWith('d') && names.has(name.slice(1)) && name.length > 1 ? `d${names.get(name.slice(1))}` : name),
  );
}

interface Parts {
  readonly lines: string[];
  readonly currents: string[];
  readonly declarations: { readonly name: string; readonly dimension: Dimension }[];
  readonly values: Map<string, Values>;
  readonly synapticState: Map<string, string>;
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
  for (const { name, unit } of model.parameters) {
    parts.declarations.push({ name: `${name}${suffix}`, dimension: dimensionOf(unit) });
    parts.values.set(`${name}${suffix}`, values.get(name) ?? { kind: 'constant', value: 1 });
  }
  for (const edge of edges) parts.synapticState.set(edge.id, `${model.jumps ?? 's'}${suffix}`);
}

/** Warns where a time constant is shorter than the time step: explicit integration is then unstable. */
function checkTimeConstants(
  context: Context,
  subject: { id: string; title: string },
  declarations: readonly ParameterDeclaration[],
  values: ReadonlyMap<string, Values>,
): void {
  for (const { name, meaning } of declarations) {
    const value = values.get(name);
    if (!name.startsWith('tau') || value?.kind !== 'constant' || value.value >= 2 * context.dtMs) continue;
    const given = `${value.value} ms`;
    const sentence = `${meaning} is ${given}, and the time step ${context.dtMs} ms; the step should be at most half of it.`;
    report(context, {
      code: 'time-step',
      severity: 'warning',
      subject,
      field: `parameters.${name}`,
      given,
      allowed: 'at least two time steps',
      sentence,
    });
  }
}

/** Whether a gap junction touches a population, at either end. */
function hasGap({ document }: Context, id: string): boolean {
  return document.edges.some(
    (edge) =>
      edge.kind === 'synapse' &&
      findSynapse(edge.model)?.action === 'gap' &&
      (edge.target === id || edge.source === id),
  );
}

/** A population with its incoming synapses' equations, lowered; null where a problem was found. */
export function compilePopulation(context: Context, node: PopulationNode): CompiledGroup | null {
  const subject = { id: node.id, title: titleOf('Population', node.name) };
  const model = findNeuron(node.model);
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
  const values = resolveParameters(context, subject, node.parameters, model.parameters);
  checkTimeConstants(context, subject, model.parameters, values);
  const parts: Parts = {
    lines: [],
    currents: [],
    declarations: model.parameters.map(({ name, unit }) => ({ name, dimension: dimensionOf(unit) })),
    values,
    synapticState: new Map(),
  };
  const incoming = context.document.edges.filter((edge) => edge.target === node.id);
  const synapses = incoming.filter((edge) => edge.kind === 'synapse');
  for (const found of synapseClasses(synapses)) addSynapseClass(context, parts, model.membrane, found);
  const inputs = [
    ...(incoming.some(({ kind }) => kind === 'injection') ? [INJECTED] : []),
    ...(hasGap(context, node.id) ? [GAP] : []),
  ];
  const total = [...inputs, ...parts.currents].join(' + ') || '0*pA';
  const parsed = parseEquations([model.equations, ...parts.lines].join('\n'));
  const lowered = lowerGroup({
    equations: substitute(parsed.equations, 'I', `(${total})`),
    parameters: parts.declarations,
    inputs: inputs.map((name) => ({ name, dimension: dimensionOf('pA') })),
    threshold: model.threshold,
    reset: model.reset,
    integrator: node.integrator === 'default' ? (model.integrator ?? 'default') : node.integrator,
    dtMs: context.dtMs,
  });
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
  const refractory = model.refractory === null ? undefined : values.get(model.refractory);
  const none = refractory === undefined || (refractory.kind === 'constant' && refractory.value === 0);
  const initial = initialValues(context, node, model, values);
  return {
    model,
    synapticState: parts.synapticState,
    dimensions: new Map(lowered.states.map(({ name, dimension }) => [name, dimension])),
    config: {
      ...shell(node.name, streamKey(node.id), node.size, lowered, inputs, (name) => initial.get(name), values),
      refractoryMs: none ? null : refractory,
    },
  };
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
    const fallback = model.initial[name] ?? `0 ${unit}`;
    const given = node.initial[name] ?? fallback;
    const named = typeof given === 'string' ? parameters.get(given) : undefined;
    const declaration = {
      name,
      unit,
      symbol,
      meaning: `initial ${meaning}`,
      default: parameters.has(fallback) ? `0 ${unit}` : fallback,
    };
    const values = named ?? resolveValue(context, subject, `initial.${name}`, given, declaration);
    if (values !== null) initial.set(name, values);
  }
  for (const name of Object.keys(node.initial)) {
    if (initial.has(name) || model.states.some((state) => state.name === name)) continue;
    const allowed = model.states.map((state) => state.name).join(', ');
    report(context, {
      code: 'unknown-parameter',
      subject,
      field: `initial.${name}`,
      given: name,
      allowed,
      sentence: `there is no state variable "${name}". There are ${allowed}.`,
    });
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
    states: lowered.states.map((state) => ({
      name: state.name,
      initial: initialOf(state.name) ?? zero,
      clampedWhileRefractory: state.clampedWhileRefractory,
    })),
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
  };
}

/** A current stimulus as a group: of one element, or of one for each neuron of its target. */
export function compileCurrent(
  context: Context,
  node: StimulusNode,
  model: CurrentStimulus,
  size: number,
  key: string,
): CompiledGroup | null {
  const subject = { id: node.id, title: titleOf('Stimulus', node.name) };
  const values = resolveParameters(context, subject, node.parameters, model.parameters);
  checkTimeConstants(context, subject, model.parameters, values);
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
  const initialOf = (state: string): Values | undefined => values.get(model.initial[state] ?? '');
  return {
    model: null,
    synapticState: new Map(),
    dimensions: new Map([...lowered.states, ...lowered.outputs].map(({ name, dimension }) => [name, dimension])),
    config: shell(node.name, streamKey(key), size, lowered, [], initialOf, values),
  };
}
