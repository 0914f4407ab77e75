import type { RecorderConfig, Values } from '../contract/index.ts';
import type { NetworkDocument, ProbeNode } from '../document/schema.ts';
import { signOf } from '../document/sign.ts';
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
/** Traces need not be finer than this to be drawn. */
const TRACE_SAMPLE_MS = 0.1;

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

/** A map of a variable shows so many neurons at most, sampled this often. */
const MOST_MAPPED = 10_000;
const MAP_SAMPLE_MS = 1;

/** Options that name variables and neurons, by probe kind. */
function wanted(
  probe: ProbeNode,
  model: NeuronModel | null,
  size: number,
): { variables: string[]; neurons: number[]; sampleMs?: number } {
  const { options } = probe;
  const text = (name: string, otherwise: string): string =>
    typeof options[name] === 'string' ? options[name] : otherwise;
  const neuron = typeof options.neuron === 'number' ? options.neuron : 0;
  const listed = Array.isArray(options.neurons) ? options.neurons.filter((k) => typeof k === 'number') : null;
  const membrane = model?.membrane ?? 'I_stim';
  const adaptation = model?.adaptation ?? null;
  switch (probe.probe) {
    case 'traces':
      return { variables: [model === null ? 'I_stim' : text('variable', membrane)], neurons: listed ?? [0, 1, 2] };
    case 'phase-plane': {
      const other = model?.states.find(({ name }) => name !== membrane)?.name ?? membrane;
      return { variables: [text('x', membrane), text('y', other)], neurons: [neuron] };
    }
    case 'adaptation':
      return { variables: adaptation === null ? [] : [adaptation], neurons: listed ?? [0, 1, 2] };
    case 'map':
      return options.show === 'variable'
        ? {
            variables: [text('variable', membrane)],
            neurons: Array.from({ length: Math.min(size, MOST_MAPPED) }, (_, k) => k),
            sampleMs: MAP_SAMPLE_MS,
          }
        : { variables: [], neurons: [] };
    default:
      return { variables: [], neurons: [] };
  }
}

/** Where a variable of a group is: a state, an input or an output. */
function locate(group: CompiledGroup, variable: string): { of: 'state' | 'input' | 'output'; index: number } | null {
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

/** Probes that show nothing but spikes. */
const OF_SPIKES: readonly string[] = ['raster', 'rate'];

function reportSilent(context: Context, probe: ProbeNode, { config, model }: CompiledGroup): void {
  if (model === null || model.threshold !== null || !OF_SPIKES.includes(probe.probe)) return;
  const sentence = `it shows spikes, and "${config.name}" (${model.name}) emits none. Choose traces or the phase plane.`;
  report(context, {
    code: 'wrong-connection',
    severity: 'warning',
    subject: { id: probe.id, title: titleOf('Probe', probe.name) },
    field: 'probe',
    given: probe.probe,
    allowed: 'a probe of states',
    sentence,
  });
}

/** Trace recorders of a probe, for each thing that it observes. */
export function recordProbe(
  context: Context,
  assembly: Assembly,
  probe: ProbeNode,
  recorders: RecorderConfig[],
): NetworkMap['probes'][string] {
  const observed = observedBy(context.document, probe.id);
  const traces: TraceMap[] = [];
  for (const id of observed) {
    const index = assembly.groupOf.get(id);
    const group = index === undefined ? undefined : assembly.groups[index];
    if (index === undefined || group === undefined) continue;
    reportSilent(context, probe, group);
    const { variables, neurons, sampleMs = TRACE_SAMPLE_MS } = wanted(probe, group.model, group.config.size);
    const elements = neurons.filter((k) => Number.isInteger(k) && k >= 0 && k < group.config.size);
    for (const variable of variables) {
      const place = locate(group, variable);
      if (place === null) {
        const allowed = group.config.states.map(({ name }) => name).join(', ') || 'I_stim';
        const sentence = `"${group.config.name}" has no variable "${variable}". It has ${allowed}.`;
        report(context, {
          code: 'unknown-parameter',
          severity: 'warning',
          subject: { id: probe.id, title: titleOf('Probe', probe.name) },
          field: 'options.variable',
          given: variable,
          allowed,
          sentence,
        });
        continue;
      }
      if (elements.length === 0) continue;
      const unit = shownUnit(group, variable);
      const everySteps = every(sampleMs, context.dtMs);
      const recorder =
        recorders.push({ kind: 'trace', group: index, ...place, elements: Int32Array.from(elements), everySteps }) - 1;
      traces.push({ id, variable, unit, factor: 1 / (parseUnit(unit)?.factor ?? 1), elements, recorder });
    }
  }
  const weights = probe.probe === 'weights' ? recordWeights(context, assembly, probe, observed, recorders) : [];
  return { populations: observed, traces, weights };
}

/** Ids of what a probe's taps run to, in the order of the taps. */
export function observedBy(document: NetworkDocument, probe: string): string[] {
  return document.edges.flatMap((edge) => (edge.kind === 'tap' && edge.source === probe ? [edge.target] : []));
}
