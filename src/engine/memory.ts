import type { GroupConfig, Program } from '../contract/index.ts';
import type { Partition } from './partition.ts';

/** Bytes that each thread has for itself wherever threads lie side by side: a cache line. */
export const THREAD_STRIDE = 64;

/**
 * The first bytes of the memory.
 *
 *     0                     words by which threads meet
 *     256 + 64 * thread     scratch space of the random generator
 */
export const CONTROL = {
  /** Grows when the threads are given something to do; what: index of a function and two arguments. */
  command: 0,
  task: 4,
  first: 8,
  second: 12,
  /** Threads that have done it, and whether one of them failed. */
  done: 64,
  failed: 68,
  /** Barrier within a run: threads that have arrived (and wishes to stop), generation, sleepers, and whether to stop. */
  arrived: 128,
  generation: 192,
  sleepers: 196,
  stop: 200,
  scratch: 256,
} as const;

/** What WebAssembly can address, less a page. */
const MOST_BYTES = 4 * 2 ** 30 - 65536;

/** Hands out stretches of the linear memory while the module is written; the memory is made when its size is known. */
export class Layout {
  private end: number;
  private changing = 0;

  constructor(
    threads: number,
    private readonly most: number = MOST_BYTES,
  ) {
    this.end = CONTROL.scratch + threads * THREAD_STRIDE;
  }

  get bytes(): number {
    return this.end;
  }

  /** What is reserved from here on stays as it is after the build. */
  beginConstant(): void {
    this.changing = this.end;
  }

  /** Bytes at the start that hold all that a run changes. */
  get changingBytes(): number {
    return this.changing;
  }

  /** Zeroed stretch at a multiple of 64 bytes. */
  reserve(bytes: number): number {
    const address = this.end;
    this.end = Math.ceil((address + bytes) / 64) * 64;
    if (this.end > this.most)
      throw new RangeError('the network needs more than the 4 GiB that WebAssembly can address');
    return address;
  }
}

/** Room for the widest loops: a word of 128 bits at a time. */
export const padded = (size: number): number => Math.ceil(size / 128) * 128;

/** One double for the whole group (`uniform`), or an array of numbers of the network's precision, at an address. */
export interface Column {
  readonly address: number;
  readonly uniform: boolean;
}

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
