import type { PropagatorConfig } from '../contract/index.ts';
import { expm1 } from '../equations/elementary.ts';
import { evaluateProgram } from '../equations/interpret.ts';
import { propagators } from '../equations/propagators.ts';
import type { GroupMemory } from './memory.ts';
import { item, type Plan, refractoryStepsOf, type SourceMemory, type WiringMemory } from './plan.ts';
import { drawElements } from './values.ts';

/** Typed views on the linear memory. */
export class Views {
  constructor(readonly buffer: ArrayBuffer) {}
  doubles = (address: number, length: number): Float64Array<ArrayBuffer> =>
    new Float64Array(this.buffer, address, length);
  integers = (address: number, length: number): Int32Array<ArrayBuffer> => new Int32Array(this.buffer, address, length);
  words = (address: number, length: number): Uint32Array<ArrayBuffer> => new Uint32Array(this.buffer, address, length);
  halves = (address: number, length: number): Uint16Array<ArrayBuffer> => new Uint16Array(this.buffer, address, length);
}

/** What stays as long as the network: rows, thresholds, tables, given spikes, elements of probes. */
export function writeStructure(views: Views, plan: Plan, tables: readonly Uint32Array[]): void {
  for (const wiring of [...plan.projections, ...plan.gaps]) writeWiring(views, wiring);
  for (const source of plan.sources) writeSource(views, source, plan);
  tables.forEach((table, k) => {
    views.words(item(plan.backgrounds, k).table, table.length).set(table);
  });
  plan.config.recorders.forEach((recorder, k) => {
    const memory = item(plan.recorders, k);
    if (recorder.kind === 'trace' && memory.kind === 'trace')
      views.integers(memory.elements, recorder.elements.length).set(recorder.elements);
  });
}

function writeWiring(views: Views, { connectivity, rows, targets, weights, delays }: WiringMemory): void {
  const { starts } = connectivity;
  const addresses = views.words(rows, starts.length);
  for (let i = 0; i < starts.length; i++) addresses[i] = targets + 4 * (starts[i] ?? 0);
  views.words(targets, connectivity.targets.length).set(connectivity.targets);
  if ('each' in connectivity.weights)
    views.doubles(weights, connectivity.weights.each.length).set(connectivity.weights.each);
  if ('each' in connectivity.delays)
    views.halves(delays, connectivity.delays.each.length).set(connectivity.delays.each);
}

function writeSource(views: Views, { config, data }: SourceMemory, plan: Plan): void {
  const { seed, dtMs } = plan.config;
  if (config.kind === 'given') {
    views.integers(item(data, 1), config.steps.length).set(config.steps);
    views.integers(item(data, 2), config.indices.length).set(config.indices);
    return;
  }
  const thresholds = views.words(item(data, 0), config.size);
  drawElements(config.rateKHz, config.size, seed).forEach((rateKHz, element) => {
    thresholds[element] = Math.min(2 ** 32 - 1, Math.round(spikeProbability(rateKHz, dtMs) * 2 ** 32));
  });
}

/** Of at least one event of a Poisson process in a step. */
export const spikeProbability = (rateKHz: number, dtMs: number): number => -expm1(-rateKHz * dtMs);

/** What a run changes, as it is before step 0. */
export function writeInitialState(views: Views, plan: Plan): void {
  const { seed, dtMs } = plan.config;
  for (const group of plan.groups) {
    const { config } = group;
    const { size } = config;
    config.states.forEach((state, k) => {
      views.doubles(item(group.states, k), size).set(drawElements(state.initial, size, seed));
    });
    config.parameters.forEach((parameter, k) => {
      const { address, uniform } = item(group.parameters, k);
      const count = uniform ? 1 : size;
      views.doubles(address, count).set(drawElements(parameter.values, count, seed));
    });
    if (group.until !== null) views.integers(group.until, size).fill(0);
    if (config.refractoryMs && group.refractorySteps && 'address' in group.refractorySteps) {
      const steps = Int32Array.from(drawElements(config.refractoryMs, size, seed), (periodMs) =>
        refractoryStepsOf(periodMs, dtMs),
      );
      views.integers(group.refractorySteps.address, size).set(steps);
    }
    writePropagators(views, group, dtMs);
  }
  clearRunning(views, plan);
}

function clearRunning(views: Views, plan: Plan): void {
  for (const { emitter } of [...plan.groups, ...plan.sources]) {
    views.words(emitter.ring, (emitter.slots * emitter.slotBytes) / 4).fill(0);
    views.doubles(emitter.total, 1).fill(0);
    if (emitter.log) views.integers(emitter.log.logged, 1).fill(0);
  }
  for (const { config, data } of plan.sources) if (config.kind === 'given') views.integers(item(data, 0), 1).fill(0);
  for (const { address, slots, slotBytes } of plan.rings) views.doubles(address, (slots * slotBytes) / 8).fill(0);
  plan.recorders.forEach((memory, k) => {
    if (memory.kind === 'trace') views.integers(memory.taken, 1).fill(0);
    if (memory.kind === 'moments') clearMoments(views, memory, recordedSize(plan, k));
  });
}

/** Number of elements of the group that a moments recorder looks at. */
export function recordedSize({ config }: Plan, recorder: number): number {
  const recorded = item(config.recorders, recorder);
  return recorded.kind === 'moments' ? item(config.groups, recorded.group).size : 0;
}

export function clearMoments(
  views: Views,
  memory: { sums: number; squares: number; totals: number },
  size: number,
): void {
  views.doubles(memory.sums, size).fill(0);
  views.doubles(memory.squares, size).fill(0);
  views.doubles(memory.totals, 2).fill(0);
}

/** Fills the parameters that are propagators, from the other parameters as they are now. */
export function writePropagators(views: Views, group: GroupMemory, dtMs: number): void {
  const { size, parameters } = group.config;
  const columns = parameters.map((_, k) => {
    const { address, uniform } = item(group.parameters, k);
    return views.doubles(address, uniform ? 1 : size);
  });
  for (const propagator of group.config.propagators) writePropagator(propagator, columns, size, dtMs);
}

function writePropagator(
  { matrix, order, entries }: PropagatorConfig,
  columns: readonly Float64Array[],
  size: number,
  dtMs: number,
): void {
  const written = entries.map(({ parameter }) => item(columns, parameter));
  const count = written.every((column) => column.length === 1) ? 1 : size;
  for (let element = 0; element < count; element++) {
    const parameters = columns.map((column) => column[column.length === 1 ? 0 : element] ?? 0);
    const rates = evaluateProgram(matrix, {
      states: [],
      parameters,
      inputs: [],
      time: 0,
      normals: [],
      notRefractory: true,
    });
    const results = propagators(Float64Array.from(rates), order, dtMs);
    entries.forEach(({ which, row, column }, k) => {
      item(written, k)[element] = results[which][row * order + column] ?? 0;
    });
  }
}
