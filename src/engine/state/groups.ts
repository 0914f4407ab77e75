import type { PropagatorConfig } from '../../contract/index.ts';
import { propagatorValues } from '../../equations/propagator-values.ts';
import { addTotals } from '../couplings/memory.ts';
import { firstOpenSteps, refractoryStepsOf } from '../kernels/refractoriness.ts';
import type { GroupMemory } from '../memory/group.ts';
import { item } from '../memory/item.ts';
import { THREAD_STRIDE } from '../memory/layout.ts';
import type { Views } from '../memory/views.ts';
import type { Plan } from '../plan/plan.ts';
import { drawElements, drawStates } from '../random/values.ts';

/** States, parameters and refractoriness of a group before step 0. */
export function writeInitialGroup(views: Views, plan: Plan, group: GroupMemory): void {
  const { seed, dtMs } = plan.config;
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

/** Fills the parameters that hold the number and the weights of the synapses that continuous couplings bring. */
export function writeTotals(views: Views, plan: Plan, group: GroupMemory): void {
  const couplings = plan.couplings.filter(({ config }) => item(plan.groups, config.target) === group);
  for (const of of ['degree', 'total'] as const) {
    for (const slot of new Set(couplings.flatMap(({ config }) => config[of] ?? []))) {
      const totals = new Float64Array(group.config.size);
      for (const coupling of couplings) {
        if (coupling.config[of] !== slot) continue;
        const sources = item(plan.groups, coupling.config.source).config.size;
        addTotals(coupling, of, views.doubles(coupling.weight, 1)[0] ?? 0, sources, totals);
      }
      writeParameter(views, plan, group, slot, totals);
    }
  }
}

/** Writes the numbers of a column; of a group with a copy for each thread, all copies. */
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

/** Writes a parameter, which is one number for all elements or one for each. */
export function writeParameter(views: Views, plan: Plan, group: GroupMemory, slot: number, values: Float64Array): void {
  const { address, uniform } = item(group.parameters, slot);
  if (uniform) views.doubles(address, 1)[0] = values[0] ?? 0;
  else writeColumn(views, plan, group, address, values.length === 1 ? spread(values, group.config.size) : values);
}

const spread = (values: Float64Array, size: number): Float64Array => new Float64Array(size).fill(values[0] ?? 0);

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

/** Writes which elements are refractory at the start, where inputs and noise count as 0. */
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
