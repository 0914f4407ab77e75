import type {
  Emitter,
  EngineConfig,
  GroupConfig,
  ParameterConfig,
  RecorderConfig,
  SpikeSourceConfig,
  Values,
} from '../contract/index.ts';
import { type Connectivity, connect } from './connectivity.ts';
import { type Column, type EmitterMemory, type GroupMemory, Layout, padded } from './memory.ts';

/** Where the rows of a projection or of a gap coupling are. */
export interface WiringMemory {
  readonly connectivity: Connectivity;
  readonly rows: number;
  readonly targets: number;
  /** 0: constant. */
  readonly weights: number;
  readonly delays: number;
}

/** Sums that are due at a state in later steps: `slots` (a power of two) arrays of `slotBytes`. */
interface RingMemory {
  readonly group: number;
  readonly state: number;
  readonly address: number;
  readonly slots: number;
  readonly slotBytes: number;
}

export interface SourceMemory {
  readonly config: SpikeSourceConfig;
  readonly emitter: EmitterMemory;
  /** poisson: thresholds (u32). given: cursor, steps, elements. */
  readonly data: readonly number[];
}

export type RecorderMemory =
  | { readonly kind: 'spikes'; readonly of: Emitter }
  | {
      readonly kind: 'trace';
      readonly elements: number;
      readonly column: Column;
      readonly buffer: number;
      readonly taken: number;
      readonly capacity: number;
    }
  | { readonly kind: 'moments'; readonly sums: number; readonly squares: number; readonly totals: number };

/** Everything of a config that has a place in memory. */
export interface Plan {
  readonly config: EngineConfig;
  readonly layout: Layout;
  readonly groups: readonly GroupMemory[];
  readonly sources: readonly SourceMemory[];
  readonly projections: readonly WiringMemory[];
  readonly rings: readonly RingMemory[];
  readonly gaps: readonly WiringMemory[];
  readonly recorders: readonly RecorderMemory[];
  /** Cumulative binomial probabilities as u32, per background. */
  readonly backgrounds: readonly { readonly table: number; readonly entries: number }[];
  readonly synapses: number;
}

const TRACE_BUFFER_BYTES = 1 << 21;
const LEAST_LOG = 1 << 16;

export function plan(
  config: EngineConfig,
  tables: readonly Uint32Array[],
  onProgress: (fraction: number) => void,
): Plan {
  const wired = wireAll(config, onProgress);
  const layout = new Layout();
  const groups = config.groups.map((group, index) => placeGroup(layout, config, group, index, wired.projections));
  const sources = config.sources.map((source, index) => placeSource(layout, config, source, index, wired.projections));
  const projections = wired.projections.map((connectivity) => placeWiring(layout, connectivity));
  const gaps = wired.gaps.map((connectivity) => placeWiring(layout, connectivity));
  return {
    config,
    layout,
    groups,
    sources,
    projections,
    gaps,
    rings: placeRings(layout, config, wired.projections),
    recorders: config.recorders.map((recorder) => placeRecorder(layout, recorder, groups)),
    backgrounds: tables.map((table) => ({ table: layout.reserve(table.byteLength), entries: table.length })),
    synapses: [...wired.projections, ...wired.gaps].reduce((sum, { targets }) => sum + targets.length, 0),
  };
}

interface Wired {
  readonly projections: readonly Connectivity[];
  readonly gaps: readonly Connectivity[];
}

export const emitterSize = (config: EngineConfig, { of, index }: Emitter): number =>
  of === 'group' ? item(config.groups, index).size : item(config.sources, index).size;

function wireAll(config: EngineConfig, onProgress: (fraction: number) => void): Wired {
  const { seed, dtMs } = config;
  const total = config.projections.length + config.gaps.length;
  let done = 0;
  const report = (): void => onProgress(++done / total);
  const projections = config.projections.map(({ name, key, source, target, rule, weight, delayMs }) => {
    const same = source.of === 'group' && source.index === target;
    const ends = { sources: emitterSize(config, source), targets: item(config.groups, target).size, same };
    const connectivity = connect({ name, seed, key, dtMs, rule, ends, weight, delayMs });
    report();
    return connectivity;
  });
  const gaps = config.gaps.map(({ name, key, source, target, rule, conductance }) => {
    const ends = {
      sources: item(config.groups, source).size,
      targets: item(config.groups, target).size,
      same: source === target,
    };
    const delayMs: Values = { kind: 'constant', value: 0 };
    const connectivity = connect({ name, seed, key, dtMs, rule, ends, weight: conductance, delayMs });
    report();
    return connectivity;
  });
  return { projections, gaps };
}

function placeGroup(
  layout: Layout,
  config: EngineConfig,
  group: GroupConfig,
  index: number,
  wired: readonly Connectivity[],
): GroupMemory {
  // Normal numbers are made eight at a time.
  const columnBytes = (padded(group.size) + 4) * 8;
  const column = () => layout.reserve(columnBytes);
  const refractory = group.refractoryMs;
  return {
    config: group,
    states: group.states.map(column),
    parameters: group.parameters.map((parameter, slot) => {
      const uniform = isUniform(config, index, parameter, slot) && !writtenPerElement(config, index, slot);
      return { uniform, address: uniform ? layout.reserve(8) : column() };
    }),
    inputs: group.inputs.map((_, input) => {
      const uniform = hasUniformInput(config, index, input);
      return { uniform, address: uniform ? layout.reserve(8) : column() };
    }),
    outputs: group.outputs.map(column),
    normals: Array.from({ length: normalsOf(group) }, column),
    until: refractory === null ? null : layout.reserve(padded(group.size) * 4),
    refractorySteps: refractory === null ? null : placeRefractory(layout, refractory, config, group.size),
    emitter: placeEmitter(layout, config, { of: 'group', index }, group.size, wired),
  };
}

/** A period in steps, as Brian2's `timestep`: floor((period + dt/1000)/dt). */
export const refractoryStepsOf = (periodMs: number, dtMs: number): number =>
  Math.floor((periodMs + 1e-3 * dtMs) / dtMs);

function placeRefractory(
  layout: Layout,
  values: Values,
  { dtMs }: EngineConfig,
  size: number,
): GroupMemory['refractorySteps'] {
  if (values.kind === 'constant') return { constant: refractoryStepsOf(values.value, dtMs) };
  return { address: layout.reserve(padded(size) * 4) };
}

function isUniform(config: EngineConfig, group: number, parameter: ParameterConfig, slot: number): boolean {
  const assigned = config.assignments.filter((a) => a.group === group && a.of === 'parameter' && a.index === slot);
  return (
    parameter.values.kind === 'constant' && assigned.every(({ values }) => values.every((value) => value === values[0]))
  );
}

/** Whether a propagator that differs between elements writes this parameter. */
function writtenPerElement(config: EngineConfig, group: number, slot: number): boolean {
  const { propagators, parameters } = item(config.groups, group);
  return propagators.some(
    ({ matrix, entries }) =>
      entries.some((entry) => entry.parameter === slot) &&
      matrix.nodes.some(
        (node) => node.op === 'parameter' && !isUniform(config, group, item(parameters, node.index), node.index),
      ),
  );
}

/** All that enters comes from sources of one element. */
function hasUniformInput(config: EngineConfig, group: number, input: number): boolean {
  const coupled = config.gaps.some((gap) => gap.target === group && gap.input === input);
  return (
    !coupled &&
    config.injections.every((i) => i.target !== group || i.input !== input || item(config.groups, i.source).size === 1)
  );
}

function normalsOf(group: GroupConfig): number {
  const programs = [
    group.update,
    group.threshold,
    ...group.outputs.map(({ program }) => program),
    ...group.reset.map(({ program }) => program),
  ];
  const indices = programs.flatMap(
    (program) => program?.nodes.flatMap((node) => (node.op === 'normal' ? [node.index + 1] : [])) ?? [],
  );
  return Math.max(0, ...indices);
}

function placeSource(
  layout: Layout,
  config: EngineConfig,
  source: SpikeSourceConfig,
  index: number,
  wired: readonly Connectivity[],
): SourceMemory {
  const capacity = source.kind === 'poisson' ? source.size : mostInOneStep(source.steps);
  const emitter = placeEmitter(layout, config, { of: 'source', index }, capacity, wired);
  if (source.kind === 'poisson') return { config: source, emitter, data: [layout.reserve((source.size + 16) * 4)] };
  const { byteLength } = source.steps;
  return { config: source, emitter, data: [layout.reserve(4), layout.reserve(byteLength), layout.reserve(byteLength)] };
}

function mostInOneStep(steps: Int32Array): number {
  let most = 1;
  let run = 0;
  for (let k = 0; k < steps.length; k++) {
    run = k > 0 && steps[k] === steps[k - 1] ? run + 1 : 1;
    most = Math.max(most, run);
  }
  return most;
}

function placeEmitter(
  layout: Layout,
  config: EngineConfig,
  of: Emitter,
  capacity: number,
  wired: readonly Connectivity[],
): EmitterMemory {
  const delays = config.projections.map(({ source }, k) => {
    const steps = item(wired, k).delays;
    return source.of === of.of && source.index === of.index && 'constant' in steps ? steps.constant : 0;
  });
  const slots = Math.max(0, ...delays) + 1;
  const slotBytes = Math.ceil((capacity + 1) / 4) * 16;
  const recorded = config.recorders.some((r) => r.kind === 'spikes' && r.of.of === of.of && r.of.index === of.index);
  const logCapacity = Math.max(LEAST_LOG, capacity);
  return {
    ring: layout.reserve(slots * slotBytes),
    slots,
    slotBytes,
    capacity,
    total: layout.reserve(8),
    log: recorded
      ? {
          logged: layout.reserve(4),
          steps: layout.reserve(logCapacity * 4),
          elements: layout.reserve(logCapacity * 4),
          capacity: logCapacity,
        }
      : null,
  };
}

function placeWiring(layout: Layout, connectivity: Connectivity): WiringMemory {
  const { starts, targets, weights, delays } = connectivity;
  return {
    connectivity,
    rows: layout.reserve(starts.byteLength),
    targets: layout.reserve(targets.byteLength),
    weights: 'each' in weights ? layout.reserve(weights.each.byteLength) : 0,
    delays: 'each' in delays ? layout.reserve(delays.each.byteLength) : 0,
  };
}

function placeRings(layout: Layout, config: EngineConfig, wired: readonly Connectivity[]): RingMemory[] {
  const longest = new Map<string, { group: number; state: number; delay: number }>();
  config.projections.forEach(({ target, state }, k) => {
    const { delays } = item(wired, k);
    if (!('each' in delays)) return;
    const key = `${target} ${state}`;
    const delay = delays.each.reduce((most, steps) => Math.max(most, steps), longest.get(key)?.delay ?? 0);
    longest.set(key, { group: target, state, delay });
  });
  return Array.from(longest.values(), ({ group, state, delay }) => {
    const slots = 2 ** Math.ceil(Math.log2(delay + 1));
    const slotBytes = padded(item(config.groups, group).size) * 8;
    return { group, state, slots, slotBytes, address: layout.reserve(slots * slotBytes) };
  });
}

function placeRecorder(layout: Layout, recorder: RecorderConfig, groups: readonly GroupMemory[]): RecorderMemory {
  if (recorder.kind === 'spikes') return { kind: 'spikes', of: recorder.of };
  const group = item(groups, recorder.group);
  const bytes = padded(group.config.size) * 8;
  if (recorder.kind === 'moments') {
    return { kind: 'moments', sums: layout.reserve(bytes), squares: layout.reserve(bytes), totals: layout.reserve(16) };
  }
  const sampleBytes = Math.max(8, recorder.elements.length * 8);
  const capacity = Math.max(1, Math.floor(TRACE_BUFFER_BYTES / sampleBytes));
  return {
    kind: 'trace',
    elements: layout.reserve(recorder.elements.byteLength),
    column: columnOf(group, recorder.of, recorder.index),
    buffer: layout.reserve(capacity * sampleBytes),
    taken: layout.reserve(4),
    capacity,
  };
}

function columnOf(group: GroupMemory, of: 'state' | 'input' | 'output', index: number): Column {
  if (of === 'input') return item(group.inputs, index);
  return { address: item(of === 'state' ? group.states : group.outputs, index), uniform: false };
}

/** Element of a list that the config promises to exist. */
export function item<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined)
    throw new RangeError(`the configuration refers to entry ${index} of a list of ${list.length}`);
  return found;
}
