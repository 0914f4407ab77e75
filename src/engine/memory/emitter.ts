import type { Emitter, EngineConfig } from '../../contract/index.ts';
import { item } from './item.ts';
import type { Partition } from './partition.ts';

/**
 * Where the spikes of an emitter (a group or a source) go: each thread has a ring of lists, of which a step uses slot
 * `step % slots`.
 *
 *     ring + (thread * slots + step % slots) * slotBytes:  [count: i32][element: i32] ...
 *
 * Where a recorder asks for them, each thread also has a log, which keeps them until it is emptied; its entries start at byte 64.
 *
 *     log.address + thread * log.threadBytes:  [number of entries: i32] ... [step: i32][element: i32] ...
 */
export interface EmitterMemory {
  readonly ring: number;
  readonly slots: number;
  readonly slotBytes: number;
  /** Most spikes that the elements of a thread can bring in a step. */
  readonly capacity: number;
  /** Address of the number of spikes since the build, an f64 for each thread, THREAD_STRIDE apart. */
  readonly total: number;
  readonly partition: Partition;
  readonly log: { readonly address: number; readonly threadBytes: number; readonly capacity: number } | null;
}

/** Number of neurons of a group, or of trains of a source. */
export const emitterSize = (config: EngineConfig, { of, index }: Emitter): number =>
  of === 'group' ? item(config.groups, index).size : item(config.sources, index).size;

/** The places of all emitters, in the order of the config. */
export interface Emitters {
  readonly groups: readonly { readonly emitter: EmitterMemory }[];
  readonly sources: readonly { readonly emitter: EmitterMemory }[];
}

export const emitterMemory = ({ groups, sources }: Emitters, { of, index }: Emitter): EmitterMemory =>
  of === 'group' ? item(groups, index).emitter : item(sources, index).emitter;
