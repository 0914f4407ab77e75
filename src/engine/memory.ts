import type { GroupConfig } from '../contract/index.ts';

/** Hands out stretches of the linear memory while the module is written; the memory is made when its size is known. */
export class Layout {
  /** The first bytes are scratch space of the random generator. */
  private end = 256;

  get bytes(): number {
    return this.end;
  }

  /** Zeroed stretch at a multiple of 16 bytes. */
  reserve(bytes: number): number {
    const address = this.end;
    this.end = Math.ceil((address + bytes) / 16) * 16;
    if (this.end > MOST_BYTES)
      throw new RangeError(`the network needs more than the ${MOST_BYTES / 2 ** 30} GiB that WebAssembly can address`);
    return address;
  }
}

const MOST_BYTES = 4 * 2 ** 30 - 65536;

/** Elements are kept in fours, so that two pairs of lanes never reach past an array. */
export const padded = (size: number): number => Math.ceil(size / 4) * 4;

/** One number for the whole group (`uniform`), or an array of doubles, at an address. */
export interface Column {
  readonly address: number;
  readonly uniform: boolean;
}

/**
 * Spikes of an emitter: a ring of lists, slot `step % slots`.
 *
 *     ring + (step % slots) * slotBytes:  [count: i32][element: i32] ...
 *
 * `log` (steps and elements side by side, `logged` entries) keeps them for a recorder until it is drained.
 */
export interface EmitterMemory {
  readonly ring: number;
  readonly slots: number;
  readonly slotBytes: number;
  /** Most spikes that a step can bring. */
  readonly capacity: number;
  /** Total since the build, f64. */
  readonly total: number;
  readonly log: {
    readonly logged: number;
    readonly steps: number;
    readonly elements: number;
    readonly capacity: number;
  } | null;
}

/** Where a group's numbers are. */
export interface GroupMemory {
  readonly config: GroupConfig;
  readonly states: readonly number[];
  readonly parameters: readonly Column[];
  readonly inputs: readonly Column[];
  /** Addresses of evaluated outputs (size of the group). */
  readonly outputs: readonly number[];
  readonly normals: readonly number[];
  /** First step (i32) in which each element is no longer refractory; null where the group has no refractory period. */
  readonly until: number | null;
  readonly refractorySteps: { readonly constant: number } | { readonly address: number } | null;
  readonly emitter: EmitterMemory;
}
