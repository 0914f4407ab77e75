import type { GroupMemory } from '../memory/group.ts';
import type { Plan } from '../plan/plan.ts';
import { from, groupName, list, SELF, STEP, to } from './names.ts';

/** Whether a group has anything to advance or to test, and whether its spikes reset anything. */
export const updates = ({ config }: GroupMemory): boolean => config.states.length > 0 || config.threshold !== null;
export const resets = ({ config }: GroupMemory): boolean => config.reset.length > 0 && config.threshold !== null;

const kernelCall = (kernel: string, g: number): string =>
  `(call $${kernel}_${g} ${STEP} (local.get $time) ${list(groupName(g))} ${from(groupName(g))} ${to(groupName(g))} ${SELF})`;

/** Advances the states and lists who spikes; refractory elements are held meanwhile where the update does not ask for them. */
export function updateCalls(plan: Plan): string[] {
  return plan.groups.flatMap((group, g) => {
    if (!updates(group)) return [];
    const update = kernelCall('update', g);
    return group.openUpdate ? [closedCall('hold', g), update, closedCall('release', g)] : [update];
  });
}

/** Calls a function of closed-wat.ts. */
export const closedCall = (what: 'hold' | 'hold_new' | 'release', g: number): string =>
  `(call $${what}_${g} ${STEP} ${from(groupName(g))} ${to(groupName(g))} ${SELF})`;

/** Resets the elements that have spiked. */
export function resetCalls(plan: Plan): string[] {
  return plan.groups.flatMap((group, g) => (resets(group) ? [kernelCall('reset', g)] : []));
}
