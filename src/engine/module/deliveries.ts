import type { Emitter } from '../../contract/index.ts';
import { nearestSteps } from '../../equations/steps.ts';
import type { DeliveryTarget } from '../connectivity/index.ts';
import type { RingMemory } from '../connectivity/rings.ts';
import { emitterMemory } from '../memory/emitter.ts';
import type { GroupMemory } from '../memory/group.ts';
import { item } from '../memory/item.ts';
import type { Plan } from '../plan/plan.ts';
import { lagOf } from '../plan/window.ts';
import { afterDeliveries } from '../plasticity/index.ts';
import { i32 } from '../wat/literal.ts';
import { listAt } from './lists.ts';
import { emitterName, from, groupName, list, STEP, to } from './names.ts';
import { closedCall } from './updates.ts';

/** Where the jumps of a projection go. */
export function deliveryTarget(plan: Plan, k: number): DeliveryTarget {
  const { target, state } = item(plan.config.projections, k);
  const { precision } = plan.config;
  const ring = plan.rings.find((candidate) => candidate.group === target && candidate.state === state);
  return {
    precision,
    address: item(item(plan.groups, target).states, state),
    ring: ring ? { address: ring.address, slotBytes: ring.slotBytes, mask: ring.slots - 1 } : null,
  };
}

/**
 * Address of the column that says until when elements are refractory, where a state takes no jumps meanwhile; 0 where it takes
 * them at all times.
 */
export function refractoryColumn(group: GroupMemory, state: number): number {
  return item(group.config.states, state).clampedWhileRefractory ? (group.until ?? 0) : 0;
}

/**
 * Delivers the spikes that are due, empties the rings of what is due, and lets plastic synapses learn. The states of refractory
 * elements are put aside before the deliveries and back after them, so that a delivery need not ask who is refractory.
 */
export function deliveries(plan: Plan): string[] {
  const held = heldGroups(plan);
  return [
    ...held.map((g) => closedCall(item(plan.groups, g).openUpdate ? 'hold_new' : 'hold', g)),
    ...plan.config.projections.map((_, k) => delivery(plan, k)),
    ...held.map((g) => closedCall('release', g)),
    ...plan.rings.map((ring) => flush(plan, ring)),
    ...plan.config.projections.flatMap(({ target }, k) => {
      const plastic = plan.plasticity[k];
      return plastic ? afterDeliveries(k, plastic, list(groupName(target))) : [];
    }),
  ];
}

/** Groups with a clamped state that deliveries reach directly, not through a ring. */
function heldGroups({ config, groups }: Plan): number[] {
  const reached = config.projections.filter(
    ({ target, state, delayMs }) => delayMs.kind === 'constant' && refractoryColumn(item(groups, target), state) !== 0,
  );
  return [...new Set(reached.map(({ target }) => target))].sort((a, b) => a - b);
}

/** Delivers the spikes of a projection that are due in this step, from the lists of all threads. */
function delivery(plan: Plan, k: number): string {
  const { source, target, delayMs } = item(plan.config.projections, k);
  const drawnDelays = delayMs.kind !== 'constant';
  const lag = lagOf(plan.threads, plan.windowSteps);
  const stepsAgo = drawnDelays ? lag : nearestSteps(delayMs.value, plan.config.dtMs);
  const lists = Array.from({ length: plan.threads }, (_, thread) => listOfThread(plan, source, stepsAgo, thread));
  if (plan.bitmaps[k]) {
    const name = groupName(target);
    return `(call $deliver_all_${k} ${STEP} ${from(name)} ${to(name)} ${lists.join(' ')})`;
  }
  // With drawn delays, a spike of `lag` steps ago that is delayed by D is due in D - lag steps.
  const emitted = drawnDelays ? `(i32.sub ${STEP} ${i32(lag)})` : STEP;
  const calls = lists.map((due) => `(call $deliver_${k} ${due} ${emitted})`).join('\n');
  return drawnDelays ? `(if (i32.ge_s ${STEP} ${i32(lag)}) (then ${calls}))` : calls;
}

/** The list of the spikes that a thread brought so many steps ago. */
function listOfThread(plan: Plan, emitter: Emitter, stepsAgo: number, thread: number): string {
  if (plan.threads === 1 && stepsAgo === 0) return list(emitterName(emitter));
  return listAt(emitterMemory(plan, emitter), stepsAgo, i32(thread));
}

/** Adds what is due in this step from a ring to its state. */
function flush(plan: Plan, { group, state, address, slots, slotBytes }: RingMemory): string {
  const memory = item(plan.groups, group);
  const name = groupName(group);
  const slot = `(i32.add ${i32(address)} (i32.mul (i32.and ${STEP} ${i32(slots - 1)}) ${i32(slotBytes)}))`;
  const column = i32(item(memory.states, state));
  return `(call $flush ${slot} ${column} ${i32(refractoryColumn(memory, state))} ${STEP} ${from(name)} ${to(name)})`;
}
