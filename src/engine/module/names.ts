import type { EmitterMemory } from '../memory/emitter.ts';
import type { Plan } from '../plan/plan.ts';
import { i32 } from '../wat/literal.ts';

/** An emitter under the name that its locals bear. */
export interface NamedEmitter {
  readonly name: string;
  readonly memory: EmitterMemory;
}

export const groupName = (g: number): string => `group_${g}`;
export const sourceName = (s: number): string => `source_${s}`;
export const emitterName = ({ of, index }: { of: 'group' | 'source'; index: number }): string =>
  of === 'group' ? groupName(index) : sourceName(index);

/** The list of the spikes that an emitter's elements of this thread bring in this step. */
export const list = (name: string): string => `(local.get $list_${name})`;
/** First and end of the elements of an emitter that this thread computes; of a group, as bytes of its columns. */
export const from = (name: string): string => `(local.get $from_${name})`;
export const to = (name: string): string => `(local.get $to_${name})`;
/** The step, and how far the thread's own copies lie behind those of the first thread. */
export const STEP = '(local.get $step)';
export const SELF = '(local.get $self)';

export function emitters(plan: Plan): NamedEmitter[] {
  return [
    ...plan.groups.map(({ emitter }, g) => ({ name: groupName(g), memory: emitter })),
    ...plan.sources.map(({ emitter }, s) => ({ name: sourceName(s), memory: emitter })),
  ];
}

/** Address of a column; where each thread has a copy, of its own. */
export const own = (address: number, copies: boolean): string =>
  copies ? `(i32.add ${i32(address)} ${SELF})` : i32(address);
