import type { EmitterMemory } from '../memory/emitter.ts';
import type { Plan } from '../plan/plan.ts';
import { i32 } from '../wat/literal.ts';
import { emitters, list, STEP } from './names.ts';

/** Address of the log that a thread keeps of an emitter. */
export const ownLog = ({ address, threadBytes }: { readonly address: number; readonly threadBytes: number }): string =>
  `(i32.add ${i32(address)} (i32.mul (global.get $thread) ${i32(threadBytes)}))`;

/** Address of a thread's list of an emitter's spikes `delay` steps ago. */
export function listAt({ ring, slots, slotBytes }: EmitterMemory, delay: number, thread: string): string {
  const rings = `(i32.add ${i32(ring)} (i32.mul ${thread} ${i32(slots * slotBytes)}))`;
  if (slots === 1) return rings;
  const slot = `(i32.rem_u (i32.add ${STEP} ${i32(slots - delay)}) ${i32(slots)})`;
  return `(i32.add ${rings} (i32.mul ${slot} ${i32(slotBytes)}))`;
}

/** Takes the next slot of each ring for the lists of this step, and empties it: slots are used in turn. */
export function listsOfStep(plan: Plan): string[] {
  return emitters(plan).map(
    ({ name, memory }) =>
      `(local.set $list_${name} ${listAt(memory, 0, '(global.get $thread)')}) (i32.store ${list(name)} (i32.const 0))`,
  );
}
