import type { GroupConfig, Program } from '../../contract/index.ts';
import type { EmitterMemory } from './emitter.ts';
import type { Partition } from './partition.ts';

/** One double for the whole group (`uniform`), or an array of numbers of the network's precision, at an address. */
export interface Column {
  readonly address: number;
  readonly uniform: boolean;
}

/**
 * Holds the clamped states of refractory elements: their values are put aside, and back after an update or deliveries that
 * take no notice of refractoriness. Few elements are refractory, so that all others need no test. The period is the same for
 * all, so elements leave in the order in which they spiked: a circular queue per thread lists them.
 *
 *     ends, per thread: head, tail, tail of what is saved, place of the next saved value, first and last place (i32 each)
 *     elements: the queues, i32 per element and one more per thread, so that a full queue is not an empty one
 */
export interface ClosedMemory {
  readonly ends: number;
  readonly elements: number;
  /** For each clamped state: its index, and room for its values. */
  readonly saved: readonly { readonly state: number; readonly address: number }[];
}

/** Where a group's numbers are. */
export interface GroupMemory {
  readonly config: GroupConfig;
  readonly partition: Partition;
  /**
   * A signal of one element that all threads need: each computes a copy of its own, THREAD_STRIDE apart, so that none waits
   * for another.
   */
  readonly replicated: boolean;
  readonly states: readonly number[];
  readonly parameters: readonly Column[];
  /** A uniform input has a copy per thread, THREAD_STRIDE apart. */
  readonly inputs: readonly Column[];
  /** Addresses of evaluated outputs (size of the group). */
  readonly outputs: readonly number[];
  readonly normals: readonly number[];
  /**
   * First step (i32) in which each element is no longer refractory, a step at a time where a condition decides; null where
   * nobody ever is.
   */
  readonly until: number | null;
  readonly refractorySteps: { readonly constant: number } | { readonly address: number } | null;
  /** Null where no state is clamped, or where periods differ or a condition decides, and masks are used instead. */
  readonly closed: ClosedMemory | null;
  /** Without a queue: for each clamped state, room to put all of it aside through deliveries. */
  readonly aside: ClosedMemory['saved'];
  /** The update without tests for refractoriness, where `closed` takes their place. */
  readonly openUpdate: Program | null;
  readonly emitter: EmitterMemory;
}
