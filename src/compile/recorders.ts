import type { RecorderConfig, Values } from '../contract/index.ts';
import type { ProblemInput } from '../document/problems.ts';
import type { NetworkDocument, ProbeNode } from '../document/schema.ts';
import { signOf } from '../document/sign.ts';
import { findProbeKind } from '../library/probes/index.ts';
import type { Recorded, RecordedVariable } from '../library/probes/types.ts';
import type { NeuronModel } from '../library/types.ts';
import { dimensionUnit, parseQuantity, parseUnit } from '../units/index.ts';
import { type Context, report, titleOf } from './context.ts';
import { type CompiledGroup, stateIndex } from './groups.ts';
import type { NetworkMap, PopulationMap, TraceMap } from './types.ts';
import { recordWeights } from './weights.ts';
import type { Assembly } from './wiring.ts';

/** Chi is measured on samples every half millisecond, kept as sums over 10 ms. */
const MOMENT_SAMPLE_MS = 0.5;
const MOMENT_SAMPLES_PER_BLOCK = 20;

const every = (intervalMs: number, dtMs: number): number => Math.max(1, Math.round(intervalMs / dtMs));

/** Any value about which the samples lie: sums of squares about it lose no digits. */
function typical(values: Values | undefined): number {
  switch (values?.kind) {
    case 'constant':
      return values.value;
    case 'uniform':
      return values.low;
    case 'normal':
      return values.mean;
    default:
      return 0;
  }
}

function spikePeakMv(model: NeuronModel, group: CompiledGroup): number {
  const parameter = group.config.parameters.find(({ name }) => name === model.spikePeak);
  if (parameter !== undefined) return typical(parameter.values);
  const parsed = parseQuantity(model.spikePeak);
  return 'fault' in parsed ? 0 : parsed.value;
}

/** Spikes of everything that emits, and the moments of every membrane potential. */
export function recordPopulations(context: Context, assembly: Assembly, recorders: RecorderConfig[]): PopulationMap[] {
  const populations: PopulationMap[] = [];
  for (const node of context.document.nodes) {
    if (node.kind === 'probe') continue;
    const index = node.kind === 'population' ? assembly.groupOf.get(node.id) : assembly.sourceOf.get(node.id);
    if (index === undefined) continue;
    const of = node.kind === 'population' ? ('group' as const) : ('source' as const);
    const spikes = recorders.push({ kind: 'spikes', of: { of, index } }) - 1;
    const group = node.kind === 'population' ? assembly.groups[index] : undefined;
    const model = group?.model ?? null;
    let moments: number | null = null;
    if (group !== undefined && model !== null) {
      const state = stateIndex(group, model.membrane);
      const everySteps = every(MOMENT_SAMPLE_MS, context.dtMs);
      moments =
        recorders.push({
          kind: 'moments',
          group: index,
          state,
          everySteps,
          blockSteps: everySteps * MOMENT_SAMPLES_PER_BLOCK,
          reference: typical(group.config.states[state]?.initial),
        }) - 1;
    }
    populations.push({
      id: node.id,
      name: node.name,
      size: group?.config.size ?? assembly.sources[index]?.size ?? 0,
      sign: signOf(context.document, node.id),
      kind: node.kind,
      index,
      spikes,
      moments,
      membraneUnit: model?.states.find(({ name }) => name === model.membrane)?.unit ?? 'mV',
      spikePeakMv: group !== undefined && model !== null ? spikePeakMv(model, group) : 0,
      method: group?.method ?? null,
    });
  }
  return populations;
}

interface Place {
  readonly of: 'state' | 'input' | 'output';
  readonly index: number;
}

/** Where a variable of a group is: a state, an input or an output. */
function locate(group: CompiledGroup, variable: string): Place | null {
  for (const [of, list] of [
    ['state', group.config.states],
    ['output', group.config.outputs],
    ['input', group.config.inputs],
  ] as const) {
    const index = list.findIndex(({ name }) => name === variable);
    if (index >= 0) return { of, index };
  }
  return null;
}

function shownUnit(group: CompiledGroup, variable: string): string {
  const declared = group.model?.states.find(({ name }) => name === variable)?.unit;
  if (declared !== undefined) return declared;
  const dimension = group.dimensions.get(variable);
  return dimension === undefined ? 'pA' : dimensionUnit(dimension);
}

/** What a probe that has a fault says of itself; all of these leave the rest of the network as it is. */
function warn(
  context: Context,
  probe: ProbeNode,
  fault: Pick<ProblemInput, 'code' | 'field' | 'given' | 'allowed' | 'sentence'>,
) {
  report(context, { ...fault, severity: 'warning', subject: { id: probe.id, title: titleOf('Probe', probe.name) } });
}

/** A variable that a probe asks for and the group has; what is asked for and is not there is reported. */
function variableOf(
  context: Context,
  probe: ProbeNode,
  group: CompiledGroup,
  { option, named, otherwise }: RecordedVariable,
): { readonly name: string; readonly place: Place } | null {
  const asked = named === undefined ? null : locate(group, named);
  if (named !== undefined && asked !== null) return { name: named, place: asked };
  const place = otherwise === null ? null : locate(group, otherwise);
  if (named !== undefined && option !== null) {
    const allowed = group.config.states.map(({ name }) => name).join(', ') || 'I_stim';
    const instead = place === null ? '' : ` Shown is ${otherwise}.`;
    warn(context, probe, {
      code: 'unknown-parameter',
      field: `options.${option}`,
      given: named,
      allowed,
      sentence: `"${group.config.name}" has no variable "${named}". It has ${allowed}.${instead}`,
    });
  }
  return otherwise === null || place === null ? null : { name: otherwise, place };
}

/** Trace recorders of a probe, for each thing that it observes. */
export function recordProbe(
  context: Context,
  assembly: Assembly,
  probe: ProbeNode,
  recorders: RecorderConfig[],
): NetworkMap['probes'][string] {
  const kind = findProbeKind(probe.probe);
  const observed = observedBy(context.document, probe.id);
  const traces: TraceMap[] = [];
  for (const id of observed) {
    const index = assembly.groupOf.get(id);
    const group = index === undefined ? undefined : assembly.groups[index];
    if (kind === undefined || index === undefined || group === undefined) continue;
    const { model, config } = group;
    const recorded = kind.records(probe.options, model);
    const variables = recorded.variables.map((variable) => variableOf(context, probe, group, variable));
    const unfit = model === null ? null : (kind.unfit?.(model) ?? null);
    const isEmpty = variables.some((variable) => variable === null) || variables.length === 0;
    if (unfit !== null && model !== null && isEmpty) {
      const sentence = `"${config.name}" (${model.name}) ${unfit}`;
      warn(context, probe, {
        code: 'wrong-connection',
        field: 'probe',
        given: probe.probe,
        allowed: 'another probe',
        sentence,
      });
    }
    const everySteps = every(recorded.sampleMs, context.dtMs);
    const elements = elementsOf(recorded, config.size);
    for (const variable of variables) {
      if (variable === null || elements.length === 0) continue;
      const { name, place } = variable;
      const unit = shownUnit(group, name);
      const recorder =
        recorders.push({ kind: 'trace', group: index, ...place, elements: Int32Array.from(elements), everySteps }) - 1;
      traces.push({ id, variable: name, unit, factor: 1 / (parseUnit(unit)?.factor ?? 1), elements, recorder });
    }
  }
  const asked = kind?.records(probe.options, null).weights;
  const weights = asked === undefined ? [] : recordWeights(context, assembly, asked, observed, recorders);
  return { populations: observed, traces, weights };
}

/** The neurons that are recorded, of those that there are. */
function elementsOf({ neurons }: Recorded, size: number): readonly number[] {
  return 'first' in neurons
    ? Array.from({ length: Math.min(size, neurons.first) }, (_, k) => k)
    : neurons.filter((neuron) => neuron < size);
}

/** Ids of what a probe's taps run to, in the order of the taps. */
export function observedBy(document: NetworkDocument, probe: string): string[] {
  return document.edges.flatMap((edge) => (edge.kind === 'tap' && edge.source === probe ? [edge.target] : []));
}
