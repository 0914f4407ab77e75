/** Wherever the numbers of several threads lie side by side, each thread has this many bytes, a cache line, for itself. */
export const THREAD_STRIDE = 64;

/**
 * The first bytes of the memory.
 *
 *     0                     words by which threads meet
 *     256 + 64 * thread     scratch space of the random generator
 */
export const CONTROL = {
  /** A counter that grows when the threads are given something to do, which is a function (its index) and two arguments. */
  command: 0,
  task: 4,
  first: 8,
  second: 12,
  /** The number of threads that have done it, and whether one of them failed. */
  done: 64,
  failed: 68,
  /** The barrier within a run: threads that have arrived and wishes to stop, generation, sleepers, and whether to stop. */
  arrived: 128,
  generation: 192,
  sleepers: 196,
  stop: 200,
  scratch: 256,
} as const;

/** Most bytes of a memory: what WebAssembly can address, less a page. */
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

  /** Declares that whatever is reserved from here on stays as it is after the build. */
  beginConstant(): void {
    this.changing = this.end;
  }

  /** How many bytes at the start hold all that a run changes. */
  get changingBytes(): number {
    return this.changing;
  }

  /** The address of so many bytes, which are 0 at first; a multiple of 64. */
  reserve(bytes: number): number {
    const address = this.end;
    this.end = Math.ceil((address + bytes) / 64) * 64;
    if (this.end > this.most)
      throw new RangeError('the network needs more than the 4 GiB that WebAssembly can address');
    return address;
  }
}

/** Elements that a column has room for: whole blocks of 128, since the widest loop counts 128 targets at a time. */
export const padded = (size: number): number => Math.ceil(size / 128) * 128;
