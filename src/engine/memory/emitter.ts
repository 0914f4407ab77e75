import type { Emitter, EngineConfig } from '../../contract/index.ts';
import { item } from './item.ts';
import type { Partition } from './partition.ts';

/**
 * Spikes of an emitter: for each thread a ring of lists, slot `step % slots`.
 *
 *     ring + (thread * slots + step % slots) * slotBytes:  [count: i32][element: i32] ...
 *
 * `log` keeps them for a recorder until it is drained: per thread [logged: i32] ... [(step, element): i32 x 2] ...
 */
export interface EmitterMemory {
  readonly ring: number;
  readonly slots: number;
  readonly slotBytes: number;
  /** Most spikes that a thread's elements can bring in a step. */
  readonly capacity: number;
  /** Totals since the build, f64 per thread, THREAD_STRIDE apart. */
  readonly total: number;
  readonly partition: Partition;
  readonly log: { readonly address: number; readonly threadBytes: number; readonly capacity: number } | null;
}

/** Number of its neurons or trains. */
export const emitterSize = (config: EngineConfig, { of, index }: Emitter): number =>
  of === 'group' ? item(config.groups, index).size : item(config.sources, index).size;

/** Places of emitters by their indices of the config. */
export interface Emitters {
  readonly groups: readonly { readonly emitter: EmitterMemory }[];
  readonly sources: readonly { readonly emitter: EmitterMemory }[];
}

export const emitterMemory = ({ groups, sources }: Emitters, { of, index }: Emitter): EmitterMemory =>
  of === 'group' ? item(groups, index).emitter : item(sources, index).emitter;
