import type { Problem, RecorderConfig, Values } from '../contract/index.ts';
import { type ProblemInput, problem } from '../document/problems.ts';
import type { ProbeNode } from '../document/schema.ts';
import { signOf } from '../document/sign.ts';
import { observedBy } from '../document/taps.ts';
import { findProbeKind } from '../library/probes/index.ts';
import type { Recorded, RecordedVariable } from '../library/probes/types.ts';
import type { NeuronModel } from '../library/types.ts';
import { dimensionUnit, parseQuantity, parseUnit } from '../units/index.ts';
import { type CompiledGroup, stateIndex } from './groups.ts';
import { gather, type Outcome } from './outcome.ts';
import { type Context, titleOf } from './resolve.ts';
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
function warning(
  probe: ProbeNode,
  fault: Pick<ProblemInput, 'code' | 'field' | 'given' | 'allowed' | 'sentence'>,
): Problem {
  return problem({ ...fault, severity: 'warning', subject: { id: probe.id, title: titleOf('Probe', probe.name) } });
}

/** A variable that a probe asks for and the group has; what is asked for and is not there is told. */
function variableOf(
  probe: ProbeNode,
  group: CompiledGroup,
  { option, named, otherwise }: RecordedVariable,
): Outcome<{ readonly name: string; readonly place: Place } | null> {
  const asked = named === undefined ? null : locate(group, named);
  if (named !== undefined && asked !== null) return { value: { name: named, place: asked }, problems: [] };
  const place = otherwise === null ? null : locate(group, otherwise);
  const value = otherwise === null || place === null ? null : { name: otherwise, place };
  if (named === undefined || option === null) return { value, problems: [] };
  const allowed = group.config.states.map(({ name }) => name).join(', ') || 'I_stim';
  const instead = place === null ? '' : ` Shown is ${otherwise}.`;
  const sentence = `the option ${option} is "${named}", and "${group.config.name}" has no variable "${named}". It has ${allowed}.${instead}`;
  const said = { field: `options.${option}`, given: named, allowed, sentence };
  return { value, problems: [warning(probe, { code: 'unknown-parameter', ...said })] };
}

/** Recorders of a probe, for each thing that it observes. */
export function recordProbe(
  context: Context,
  assembly: Assembly,
  probe: ProbeNode,
  recorders: RecorderConfig[],
): Outcome<NetworkMap['probes'][string]> {
  const kind = findProbeKind(probe.probe);
  const observed = observedBy(context.document, probe.id);
  return gather(({ take }) => {
    const traces = observed.flatMap((id) => take(tracesOf(context, assembly, probe, id, recorders)));
    const asked = kind?.records(probe.options, null).weights;
    const weights = asked === undefined ? [] : recordWeights(context, assembly, asked, observed, recorders);
    return { populations: observed, traces, weights };
  });
}

/** Trace recorders of one thing that a probe observes. */
function tracesOf(
  { dtMs }: Context,
  { groups, groupOf }: Assembly,
  probe: ProbeNode,
  id: string,
  recorders: RecorderConfig[],
): Outcome<readonly TraceMap[]> {
  const kind = findProbeKind(probe.probe);
  const index = groupOf.get(id);
  const group = index === undefined ? undefined : groups[index];
  if (kind === undefined || index === undefined || group === undefined) return { value: [], problems: [] };
  const { model, config } = group;
  const recorded = kind.records(probe.options, model);
  const everySteps = every(recorded.sampleMs, dtMs);
  const elements = elementsOf(recorded, config.size);
  return gather(({ take, tell }) => {
    const variables = recorded.variables.map((variable) => take(variableOf(probe, group, variable)));
    const unfit = model === null ? null : (kind.unfit?.(model) ?? null);
    const isEmpty = variables.some((variable) => variable === null) || variables.length === 0;
    if (unfit !== null && model !== null && isEmpty) {
      const sentence = `"${config.name}" (${model.name}) ${unfit}`;
      const said = { field: 'probe', given: probe.probe, allowed: 'another probe', sentence };
      tell([warning(probe, { code: 'wrong-connection', ...said })]);
    }
    return variables.flatMap((variable): TraceMap[] => {
      if (variable === null || elements.length === 0) return [];
      const { name, place } = variable;
      const unit = shownUnit(group, name);
      const factor = 1 / (parseUnit(unit)?.factor ?? 1);
      const trace = { kind: 'trace', group: index, ...place, elements: Int32Array.from(elements), everySteps } as const;
      return [{ id, variable: name, unit, factor, elements, recorder: recorders.push(trace) - 1 }];
    });
  });
}

/** The neurons that are recorded, of those that there are. */
function elementsOf({ neurons }: Recorded, size: number): readonly number[] {
  return 'first' in neurons
    ? Array.from({ length: Math.min(size, neurons.first) }, (_, k) => k)
    : neurons.filter((neuron) => neuron < size);
}
