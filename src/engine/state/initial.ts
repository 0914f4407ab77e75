import { writeWeight } from '../connectivity/index.ts';
import { item } from '../memory/item.ts';
import { THREAD_STRIDE } from '../memory/layout.ts';
import { rangeOf } from '../memory/partition.ts';
import type { Views } from '../memory/views.ts';
import type { Plan } from '../plan/plan.ts';
import { writeInitialWeights } from '../plasticity/index.ts';
import type { PoissonTable } from '../random/poisson.ts';
import { clearMoments, rewind } from '../recorders/memory.ts';
import { writeTable } from '../sources/backgrounds.ts';
import { writeInitialRates } from '../sources/write.ts';
import { writeInitialGroup } from './groups.ts';

/** What a run changes, as it is before step 0; `tables`: of the backgrounds. */
export function writeInitialState(views: Views, plan: Plan, tables: readonly PoissonTable[]): void {
  for (const { config, weight } of plan.couplings)
    if (config.weight.kind === 'constant') views.doubles(weight, 1)[0] = config.weight.value;
  for (const group of plan.groups) writeInitialGroup(views, plan, group);
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
