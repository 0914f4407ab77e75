import type { GroupConfig, Program } from '../../contract/index.ts';
import type { EmitterMemory } from './emitter.ts';
import type { Partition } from './partition.ts';

/** Where a quantity of a group is: a double for the whole group (`uniform`), or an array of numbers of the network's precision. */
export interface Column {
  readonly address: number;
  readonly uniform: boolean;
}

/**
 * How the clamped states of refractory elements keep their values: these are put aside before an update or deliveries that take
 * no notice of refractoriness, and put back afterwards. Few elements are refractory, so that all others need no test. The period
 * is the same for all, so elements leave in the order in which they spiked, and a circular queue for each thread lists them.
 *
 *     ends, per thread: head, tail, tail of what is saved, place of the next saved value, first and last place (i32 each)
 *     elements: the queues, an i32 for each element and one more for each thread, so that a full queue is not an empty one
 */
export interface ClosedMemory {
  readonly ends: number;
  readonly elements: number;
  /** The index of each clamped state, and the address of the room for its values. */
  readonly saved: readonly { readonly state: number; readonly address: number }[];
}

/** Where the numbers of a group are. */
export interface GroupMemory {
  readonly config: GroupConfig;
  readonly partition: Partition;
  /**
   * Whether the group is a signal of one element that all threads need. Each then computes a copy of its own, THREAD_STRIDE
   * apart, so that none waits for another.
   */
  readonly replicated: boolean;
  readonly states: readonly number[];
  readonly parameters: readonly Column[];
  /** A uniform input has a copy for each thread, THREAD_STRIDE apart. */
  readonly inputs: readonly Column[];
  /** Addresses of the columns that outputs are evaluated into. */
  readonly outputs: readonly number[];
  /** Addresses of the columns of normal numbers, which are drawn anew in each step. */
  readonly normals: readonly number[];
  /**
   * Address of the first step (i32) in which each element is no longer refractory. Where a condition decides, it moves on by a
   * step at a time. Null: no element is ever refractory.
   */
  readonly until: number | null;
  /** The refractory period in steps: the same for all elements, or an i32 for each. */
  readonly refractorySteps: { readonly constant: number } | { readonly address: number } | null;
  /** Null where no state is clamped, and where periods differ or a condition decides, so that masks are used instead. */
  readonly closed: ClosedMemory | null;
  /** Where there is no queue, room for the whole column of each clamped state, which is put aside during deliveries. */
  readonly aside: ClosedMemory['saved'];
  /** The update without its tests for refractoriness; null where `closed` does not take their place. */
  readonly openUpdate: Program | null;
  readonly emitter: EmitterMemory;
}
