import type { PropagatorConfig } from '../contract/index.ts';
import { propagatorValues } from '../equations/propagator-values.ts';
import { writeProjection, writeWeight } from './connectivity/index.ts';
import { addTotals, writeCoupling } from './couplings/memory.ts';
import { firstOpenSteps, refractoryStepsOf } from './kernels/refractoriness.ts';
import type { GroupMemory } from './memory/group.ts';
import { item } from './memory/item.ts';
import { THREAD_STRIDE } from './memory/layout.ts';
import { rangeOf } from './memory/partition.ts';
import { bytesOf } from './memory/precision.ts';
import type { Views } from './memory/views.ts';
import type { Plan } from './plan.ts';
import { writeInitialWeights } from './plasticity/index.ts';
import type { PoissonTable } from './random/poisson.ts';
import { drawElements, drawStates } from './random/values.ts';
import { clearMoments, rewind, writeTraceElements } from './recorders/memory.ts';
import { writeTable } from './sources/backgrounds.ts';
import { writeInitialRates, writeTables } from './sources/write.ts';

/** What stays as long as the network: rows, given spikes, elements of probes, and who computes what. */
export function writeStructure(views: Views, plan: Plan): void {
  for (const projection of plan.projections) writeProjection(views, projection);
  for (const coupling of plan.couplings) writeCoupling(views, coupling);
  for (const { config, tables } of plan.sources) writeTables(views, config, tables);
  writeRanges(views, plan);
  plan.config.recorders.forEach((recorder, k) => {
    const memory = item(plan.recorders, k);
    if (recorder.kind === 'trace' && memory.kind === 'trace') writeTraceElements(views, memory, recorder.elements);
  });
}

function writeRanges(views: Views, { config, groups, sources, ranges, threads }: Plan): void {
  const width = bytesOf(config.precision);
  for (let thread = 0; thread < threads; thread++) {
    const ofGroups = groups.map(({ partition, replicated }) => {
      const { from, to } = rangeOf(partition, thread);
      const copy = thread * THREAD_STRIDE;
      return replicated ? [copy, copy + width] : [from * width, to * width];
    });
    const ofSources = sources.map(({ emitter }) => {
      const { from, to } = rangeOf(emitter.partition, thread);
      return [from, to];
    });
    const entries = [...ofGroups, ...ofSources].flat();
    views.integers(ranges + thread * entries.length * 4, entries.length).set(entries);
  }
}

/** What a run changes, as it is before step 0; `tables`: of the backgrounds. */
export function writeInitialState(views: Views, plan: Plan, tables: readonly PoissonTable[]): void {
  const { seed, dtMs } = plan.config;
  for (const { config, weight } of plan.couplings)
    if (config.weight.kind === 'constant') views.doubles(weight, 1)[0] = config.weight.value;
  for (const group of plan.groups) {
    const { config } = group;
    const { size } = config;
    config.states.forEach((state, k) => {
      writeColumn(views, plan, group, item(group.states, k), drawStates(state, size, seed));
    });
    config.parameters.forEach((parameter, k) => {
      writeParameter(views, plan, group, k, drawElements(parameter.values, size, seed));
    });
    writeTotals(views, plan, group);
    if (config.refractoryMs && group.refractorySteps && 'address' in group.refractorySteps) {
      const steps = Int32Array.from(drawElements(config.refractoryMs, size, seed), (periodMs) =>
        refractoryStepsOf(config, periodMs, dtMs),
      );
      views.integers(group.refractorySteps.address, size).set(steps);
    }
    writePropagators(views, plan, group);
    writeFirstOpen(views, plan, group);
  }
  for (const { config, data } of plan.sources) writeInitialRates(views, plan.config, config, data);
  for (const projection of plan.projections) {
    const { weight } = projection;
    if (weight.kind === 'constant') writeWeight(views, projection, weight.value);
  }
  plan.plasticity.forEach((plastic, k) => {
    if (plastic) writeInitialWeights(views, item(plan.projections, k), plastic);
  });
  tables.forEach((table, k) => {
    const memory = item(plan.backgrounds, k);
    writeTable(views, memory, table);
    views.doubles(memory.weight, 1)[0] = item(plan.config.backgrounds, k).weight;
  });
  clearRunning(views, plan);
}

/** Fills the parameters that hold the number and the weights of the synapses that continuous couplings bring. */
export function writeTotals(views: Views, plan: Plan, group: GroupMemory): void {
  const mine = plan.couplings.filter(({ config }) => item(plan.groups, config.target) === group);
  for (const of of ['degree', 'total'] as const) {
    for (const slot of new Set(mine.flatMap(({ config }) => config[of] ?? []))) {
      const totals = new Float64Array(group.config.size);
      for (const coupling of mine) {
        if (coupling.config[of] !== slot) continue;
        const sources = item(plan.groups, coupling.config.source).config.size;
        addTotals(coupling, of, views.doubles(coupling.weight, 1)[0] ?? 0, sources, totals);
      }
      writeParameter(views, plan, group, slot, totals);
    }
  }
}

/** Of a group with copies for each thread: all of them. */
export function writeColumn(
  views: Views,
  { config: { precision }, threads }: Plan,
  { config, replicated }: GroupMemory,
  address: number,
  values: ArrayLike<number>,
): void {
  for (let copy = 0; copy < (replicated ? threads : 1); copy++)
    views.numbers(precision, address + copy * THREAD_STRIDE, config.size).set(values);
}

/** One number for all, or one each. */
export function writeParameter(views: Views, plan: Plan, group: GroupMemory, slot: number, values: Float64Array): void {
  const { address, uniform } = item(group.parameters, slot);
  if (uniform) views.doubles(address, 1)[0] = values[0] ?? 0;
  else writeColumn(views, plan, group, address, values.length === 1 ? spread(values, group.config.size) : values);
}

const spread = (values: Float64Array, size: number): Float64Array => new Float64Array(size).fill(values[0] ?? 0);

function clearRunning(views: Views, plan: Plan): void {
  for (const { emitter } of [...plan.groups, ...plan.sources]) {
    views.bytes(emitter.ring, plan.threads * emitter.slots * emitter.slotBytes).fill(0);
    for (let thread = 0; thread < plan.threads; thread++) {
      views.doubles(emitter.total + thread * THREAD_STRIDE, 1)[0] = 0;
      if (emitter.log) views.integers(emitter.log.address + thread * emitter.log.threadBytes, 1)[0] = 0;
    }
  }
  for (const { partition, closed } of plan.groups) {
    if (closed === null) continue;
    for (let thread = 0; thread < plan.threads; thread++) {
      const { from, to } = rangeOf(partition, thread);
      const first = closed.elements + 4 * (from + thread);
      const last = first + 4 * (to - from);
      views.integers(closed.ends + thread * THREAD_STRIDE, 6).set([first, first, first, 0, first, last]);
    }
  }
  for (const { config, data } of plan.sources) if (config.kind === 'given') views.integers(data, 1).fill(0);
  for (const { address, slots, slotBytes } of plan.rings) views.bytes(address, slots * slotBytes).fill(0);
  for (const memory of plan.recorders) {
    if (memory.kind === 'trace') rewind(views, memory);
    if (memory.kind === 'moments') clearMoments(views, memory);
  }
}

/** Fills the parameters that are propagators, from the other parameters as they are now. */
export function writePropagators(views: Views, plan: Plan, group: GroupMemory): void {
  const { size, parameters, propagators: configs } = group.config;
  const columns = parameters.map((_, k) => parameterColumn(views, plan, group, k));
  for (const propagator of configs) writePropagator(propagator, columns, size, plan.config.dtMs);
}

function parameterColumn(views: Views, plan: Plan, group: GroupMemory, slot: number): Float64Array | Float32Array {
  const { address, uniform } = item(group.parameters, slot);
  return uniform ? views.doubles(address, 1) : views.numbers(plan.config.precision, address, group.config.size);
}

/** Who is refractory at the start; inputs and noise count as 0 there. */
function writeFirstOpen(views: Views, plan: Plan, group: GroupMemory): void {
  const { config, until, states } = group;
  if (until === null) return;
  const stateColumns = states.map((address) => views.numbers(plan.config.precision, address, config.size));
  const parameters = config.parameters.map((_, k) => parameterColumn(views, plan, group, k));
  const first = firstOpenSteps(config, (element) => ({
    states: stateColumns.map((column) => column[element] ?? 0),
    parameters: parameters.map((column) => column[column.length === 1 ? 0 : element] ?? 0),
    inputs: config.inputs.map(() => 0),
    time: 0,
    normals: group.normals.map(() => 0),
    notRefractory: true,
  }));
  views.integers(until, config.size).set(first);
}

function writePropagator(
  propagator: PropagatorConfig,
  columns: readonly (Float64Array | Float32Array)[],
  size: number,
  dtMs: number,
): void {
  const written = propagator.entries.map(({ parameter }) => item(columns, parameter));
  const count = written.every((column) => column.length === 1) ? 1 : size;
  for (let element = 0; element < count; element++) {
    const parameters = columns.map((column) => column[column.length === 1 ? 0 : element] ?? 0);
    propagatorValues(propagator, parameters, dtMs).forEach((value, k) => {
      item(written, k)[element] = value;
    });
  }
}
