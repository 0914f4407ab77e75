import type {
  Emitter,
  EngineConfig,
  GroupConfig,
  ParameterConfig,
  ProjectionConfig,
  SpikeSourceConfig,
} from '../contract/index.ts';
import { wiringOf } from '../library/topologies/index.ts';
import { type BitmapMemory, placeBitmap } from './connectivity/bitmap.ts';
import { longestDelaySteps, type ProjectionMemory, placeProjection, shortestDelaySteps } from './connectivity/index.ts';
import { placeRings, type RingMemory } from './connectivity/rings.ts';
import { type CouplingMemory, isDense, placeCoupling } from './couplings/memory.ts';
import { refractoryStepsOf, withoutRefractoriness } from './kernels/refractoriness.ts';
import type { EmitterMemory } from './memory/emitter.ts';
import { emitterSize } from './memory/emitter.ts';
import type { ClosedMemory, Column, GroupMemory } from './memory/group.ts';
import { item } from './memory/item.ts';
import { Layout, padded, THREAD_STRIDE } from './memory/layout.ts';
import { LONGEST_STRETCH, mostElements, PARTITION_UNIT, partitionOf } from './memory/partition.ts';
import { bytesOf } from './memory/precision.ts';
import { type PlasticityMemory, placeChanging, placeIncoming } from './plasticity/index.ts';
import type { PoissonTable } from './random/poisson.ts';
import { isOneForAll } from './random/values.ts';
import { placeRecorder, type RecorderMemory } from './recorders/memory.ts';
import { type BackgroundMemory, placeBackground } from './sources/backgrounds.ts';
import type { SourceMemory } from './sources/memory.ts';
import { placeTables, sourceBytes } from './sources/memory.ts';
import { roomForSpikes } from './sources/spike-room.ts';

/** Everything of a config that has a place in memory. */
export interface Plan {
  readonly config: EngineConfig;
  readonly threads: number;
  readonly layout: Layout;
  readonly groups: readonly GroupMemory[];
  readonly sources: readonly SourceMemory[];
  readonly projections: readonly ProjectionMemory[];
  /** Of dense projections, parallel to these. */
  readonly bitmaps: readonly (BitmapMemory | null)[];
  /** Of plastic projections, parallel to these. */
  readonly plasticity: readonly (PlasticityMemory | null)[];
  readonly rings: readonly RingMemory[];
  readonly couplings: readonly CouplingMemory[];
  readonly recorders: readonly RecorderMemory[];
  readonly backgrounds: readonly BackgroundMemory[];
  /** Per thread, of each group (bytes within a column) and each source (elements): first and end, i32. */
  readonly ranges: number;
  /** Steps that threads compute between two meetings; 0: they meet within each step, before spikes are delivered. */
  readonly windowSteps: number;
}

const LEAST_LOG = 1 << 16;
export function plan(config: EngineConfig, tables: readonly PoissonTable[], threads: number, mostBytes?: number): Plan {
  const layout = new Layout(threads, mostBytes);
  const windowSteps = windowOf(config, threads);
  const rough = mostBytes === Number.POSITIVE_INFINITY;
  const place: Place = { layout, config, threads, windowSteps, rough };
  const groups = config.groups.map((group, index) => placeGroup(place, group, index));
  const emitting = config.sources.map((source, index) => placeSource(place, source, index));
  const rings = placeRings(layout, config);
  const recorders = config.recorders.map((recorder) => placeRecorder(layout, threads, recorder, groups));
  const backgrounds = tables.map((table) => placeBackground(layout, table));
  const weights = config.projections.map(({ weight }) => (weight.kind === 'constant' ? layout.reserve(8) : 0));
  const couplingWeights = config.couplings.map(() => layout.reserve(8));
  const requests = config.projections.map((projection, k) => requestOf(place, projection, item(weights, k)));
  const changing = config.projections.map(({ plasticity }, k) =>
    plasticity ? placeChanging(layout, plasticity, item(requests, k)) : null,
  );
  layout.beginConstant();
  const sources = emitting.map((source) => ({ ...source, tables: placeTables(layout, source.config) }));
  const ranges = layout.reserve(threads * (config.groups.length + config.sources.length) * 8);
  const projections = requests.map((request) => placeProjection(layout, request));
  const bitmaps = projections.map((projection, k) => (changing[k] ? null : placeBitmap(layout, projection)));
  const plasticity = changing.map((part) => part && placeIncoming(layout, part));
  const couplings = config.couplings.map((coupling, k) =>
    placeCoupling(layout, config, coupling, item(couplingWeights, k)),
  );
  return {
    config,
    threads,
    layout,
    groups,
    sources,
    projections,
    bitmaps,
    couplings,
    plasticity,
    rings,
    recorders,
    backgrounds,
    ranges,
    windowSteps,
  };
}

/** What every placing needs to know. */
interface Place {
  readonly layout: Layout;
  readonly config: EngineConfig;
  readonly threads: number;
  readonly windowSteps: number;
  /** Without a bound it is only to be seen how much it takes. */
  readonly rough: boolean;
}

function requestOf(
  { config, threads, rough }: Place,
  projection: ProjectionConfig,
  weightAddress: number,
): Parameters<typeof placeProjection>[1] {
  const { name, key, source, target, rule, weight, delayMs, storage } = projection;
  const { seed, dtMs, precision } = config;
  const { size } = item(config.groups, target);
  const same = source.of === 'group' && source.index === target;
  return {
    ...{ name, seed, key, dtMs, rule, weight, weightAddress, delayMs, precision, threads },
    rough,
    storage: storage ?? 'stored',
    ends: { sources: emitterSize(config, source), targets: size, same },
    partition: partitionOf(size, threads, stretchOf(config, projection)),
  };
}

/** States of this many bytes stay in the first cache while the spikes of a step are delivered to them. */
const CACHED_BYTES = 32768;
/** Synapses that a stretch of a row should have at least, so that what is done once for it is little. */
const LEAST_SEGMENT = 48;

/** Elements of a stretch of the targets. */
function stretchOf(config: EngineConfig, { source, target, rule }: ProjectionConfig): number {
  const ends = {
    sources: emitterSize(config, source),
    targets: item(config.groups, target).size,
    same: source.of === 'group' && source.index === target,
  };
  const density = wiringOf(rule, ends).expected / (ends.sources * ends.targets);
  const elements = Math.max(CACHED_BYTES / bytesOf(config.precision), LEAST_SEGMENT / density);
  return Math.min(LONGEST_STRETCH, Math.ceil(elements / PARTITION_UNIT) * PARTITION_UNIT);
}

/** Longest list of a step that the lists of a window are kept for; above it, threads meet more often. */
const MOST_KEPT = 1 << 20;

function windowOf(config: EngineConfig, threads: number): number {
  const shortest = config.projections.reduce(
    (least, { delayMs }) => Math.min(least, shortestDelaySteps(delayMs, config.dtMs)),
    64,
  );
  const largest = Math.max(
    1,
    ...config.groups.map(({ size }) => size),
    ...config.sources.map(({ size }, index) => capacityOf(config, { of: 'source', index }, size)),
  );
  return threads === 1 ? shortest : Math.min(shortest, Math.max(1, Math.floor(MOST_KEPT / largest)));
}

function placeGroup(place: Place, group: GroupConfig, index: number): GroupMemory {
  const { layout, config, threads } = place;
  const replicated = isReplicated(group, index, config);
  const width = bytesOf(config.precision);
  const columnBytes = replicated ? threads * THREAD_STRIDE : padded(group.size) * width;
  const column = () => layout.reserve(columnBytes);
  const uniformInput = (): Column => ({ uniform: true, address: layout.reserve(threads * THREAD_STRIDE) });
  const refractory = hasRefractoriness(group, config);
  const until = !refractory ? null : layout.reserve(replicated ? columnBytes : padded(group.size) * 4);
  const closed = until === null ? null : placeClosed(place, group);
  return {
    config: group,
    partition: partitionOf(group.size, threads),
    replicated,
    states: group.states.map(column),
    parameters: group.parameters.map((parameter, slot) => {
      const uniform = isUniform(config, index, parameter, slot) && !writtenPerElement(config, index, slot);
      return { uniform, address: uniform ? layout.reserve(8) : column() };
    }),
    inputs: group.inputs.map((_, input) =>
      hasUniformInput(config, index, input) ? uniformInput() : { uniform: false, address: column() },
    ),
    outputs: group.outputs.map(column),
    normals: Array.from({ length: normalsOf(group) }, column),
    until,
    refractorySteps: refractory ? placeRefractory(layout, group, config) : null,
    closed,
    aside: until === null || closed !== null ? [] : placeAside(place, group),
    openUpdate: closed === null ? null : withoutRefractoriness(group),
    emitter: placeEmitter(place, { of: 'group', index }),
  };
}

/** A signal of one element, which nothing but other signals changes. */
const isReplicated = (group: GroupConfig, index: number, config: EngineConfig): boolean =>
  group.size === 1 &&
  group.threshold === null &&
  config.injections.some(({ source }) => source === index) &&
  [...config.projections, ...config.backgrounds].every(({ target }) => target !== index);

/**
 * Threads that a network can use of those wanted: what reads other elements' states within a step keeps it on one, and so do
 * plastic synapses, which belong to two neurons.
 */
export function usableThreads(config: EngineConfig, wanted: number): number {
  const signals = config.injections.every(
    ({ source, target }) =>
      isReplicated(item(config.groups, source), source, config) ||
      item(config.groups, source).size === item(config.groups, target).size,
  );
  const single = config.groups.some(
    (group, index) => group.size === 1 && injects(config, index) && !isReplicated(group, index, config),
  );
  const plastic = config.projections.some(({ plasticity }) => plasticity !== undefined);
  return config.couplings.length === 0 && !plastic && signals && !single ? wanted : 1;
}

const injects = ({ injections }: EngineConfig, index: number): boolean =>
  injections.some(({ source }) => source === index);

/** Without a condition and with a period shorter than a step, nobody is ever refractory. */
function hasRefractoriness(group: GroupConfig, { dtMs }: EngineConfig): boolean {
  const { refractoryMs, refractoryWhile } = group;
  if (refractoryWhile !== undefined || refractoryMs === null) return refractoryWhile !== undefined;
  return refractoryMs.kind !== 'constant' || refractoryStepsOf(group, refractoryMs.value, dtMs) > 0;
}

function placeRefractory(layout: Layout, group: GroupConfig, { dtMs }: EngineConfig): GroupMemory['refractorySteps'] {
  const values = group.refractoryMs ?? { kind: 'constant', value: 0 };
  if (values.kind === 'constant') return { constant: refractoryStepsOf(group, values.value, dtMs) };
  return { address: layout.reserve(padded(group.size) * 4) };
}

function placeAside({ layout, config }: Place, { states, size }: GroupConfig): ClosedMemory['saved'] {
  const bytes = padded(size) * bytesOf(config.precision);
  return states.flatMap(({ clampedWhileRefractory }, state) =>
    clampedWhileRefractory ? [{ state, address: layout.reserve(bytes) }] : [],
  );
}

function placeClosed({ layout, config, threads }: Place, group: GroupConfig): ClosedMemory | null {
  const states = group.states.flatMap(({ clampedWhileRefractory }, state) => (clampedWhileRefractory ? [state] : []));
  if (states.length === 0 || group.refractoryMs?.kind !== 'constant' || group.refractoryWhile) return null;
  const bytes = padded(group.size) * bytesOf(config.precision);
  return {
    ends: layout.reserve(threads * THREAD_STRIDE),
    elements: layout.reserve((group.size + threads) * 4),
    saved: states.map((state) => ({ state, address: layout.reserve(bytes) })),
  };
}

function isUniform(config: EngineConfig, group: number, parameter: ParameterConfig, slot: number): boolean {
  const assigned = config.assignments.filter((a) => a.group === group && a.of === 'parameter' && a.index === slot);
  return (
    isOneForAll(parameter.values) &&
    assigned.every(({ values }) => values.every((value) => value === values[0])) &&
    config.couplings.every((c) => c.target !== group || (c.degree !== slot && c.total !== slot) || isDense(c))
  );
}

/** Whether a propagator that differs between elements writes this parameter. */
function writtenPerElement(config: EngineConfig, group: number, slot: number): boolean {
  const { propagators, parameters } = item(config.groups, group);
  return propagators.some(
    ({ matrix, noise, entries }) =>
      entries.some((entry) => entry.parameter === slot) &&
      [...matrix.nodes, ...(noise?.nodes ?? [])].some(
        (node) => node.op === 'parameter' && !isUniform(config, group, item(parameters, node.index), node.index),
      ),
  );
}

/** All that enters comes from sources of one element. */
function hasUniformInput(config: EngineConfig, group: number, input: number): boolean {
  const coupled = config.couplings.some(
    ({ target, signals }) => target === group && signals.some((signal) => signal.input === input),
  );
  return (
    !coupled &&
    config.injections.every((i) => i.target !== group || i.input !== input || item(config.groups, i.source).size === 1)
  );
}

function normalsOf(group: GroupConfig): number {
  const programs = [
    group.update,
    group.threshold,
    group.refractoryWhile,
    ...group.outputs.map(({ program }) => program),
    ...group.reset.map(({ program }) => program),
  ];
  const indices = programs.flatMap(
    (program) => program?.nodes.flatMap((node) => (node.op === 'normal' ? [node.index + 1] : [])) ?? [],
  );
  return Math.max(0, ...indices);
}

function placeSource(place: Place, source: SpikeSourceConfig, index: number): Omit<SourceMemory, 'tables'> {
  const emitter = placeEmitter(place, { of: 'source', index });
  return { config: source, emitter, data: place.layout.reserve(sourceBytes(source)) };
}

/** Spikes of other threads are known a window later; those with drawn delays are then put where they are due. */
export const lagOf = (threads: number, windowSteps: number): number => (threads > 1 ? windowSteps : 0);

/** Most spikes that a thread brings in a step, of so many elements. A neuron spikes once at most. */
const capacityOf = (config: EngineConfig, { of, index }: Emitter, elements: number): number =>
  of === 'group' ? elements : roomForSpikes(item(config.sources, index), elements, config.dtMs);

function placeEmitter({ layout, config, threads, windowSteps }: Place, of: Emitter): EmitterMemory {
  const partition = partitionOf(emitterSize(config, of), threads);
  const delays = config.projections.map(({ source, delayMs }) =>
    source.of === of.of && source.index === of.index
      ? Math.max(lagOf(threads, windowSteps), delayMs.kind === 'constant' ? longestDelaySteps(delayMs, config.dtMs) : 0)
      : 0,
  );
  const capacity = capacityOf(config, of, mostElements(partition));
  // A thread may be a window ahead of another that still reads.
  const slots = Math.max(0, ...delays) + 1 + (threads > 1 ? Math.max(1, windowSteps) : 0);
  const slotBytes = Math.ceil((capacity + 1) / 16) * 64;
  const recorded = config.recorders.some((r) => r.kind === 'spikes' && r.of.of === of.of && r.of.index === of.index);
  const logCapacity = Math.max(LEAST_LOG, 2 * capacity * (windowSteps + 1));
  const threadBytes = 64 + logCapacity * 8;
  return {
    ring: layout.reserve(threads * slots * slotBytes),
    slots,
    slotBytes,
    capacity,
    partition,
    total: layout.reserve(threads * THREAD_STRIDE),
    log: recorded ? { address: layout.reserve(threads * threadBytes), threadBytes, capacity: logCapacity } : null,
  };
}
