/**
 * The elements of a group in consecutive stretches. Each stretch belongs to one thread, and has at most 65,536 elements, so
 * that 16 bits tell a target within it.
 *
 *     starts   0 .. 65536 .. 131072 .. size        firstOf   0 ..... 2 ..... 3      (two threads)
 */
export interface Partition {
  /** The first element of each stretch, and then the size of the group. */
  readonly starts: readonly number[];
  /** Thread t has the stretches from firstOf[t] up to, but without, firstOf[t + 1]. */
  readonly firstOf: readonly number[];
}

/** A thread ends at a multiple of this many elements, so that no block of random numbers and no partial sum is cut. */
export const PARTITION_UNIT = 128;
/** Most elements of a stretch: as many as 16 bits can tell apart. */
export const LONGEST_STRETCH = 65536;

export function partitionOf(size: number, threads: number, longest: number = LONGEST_STRETCH): Partition {
  const units = Math.ceil(size / PARTITION_UNIT);
  const starts: number[] = [];
  const firstOf = [0];
  for (let thread = 0; thread < threads; thread++) {
    const from = boundary(thread);
    const to = boundary(thread + 1);
    for (let start = from; start < to; start += longest) starts.push(start);
    firstOf.push(starts.length);
  }
  return { starts: [...starts, size], firstOf };

  function boundary(thread: number): number {
    return Math.min(size, Math.floor((thread * units) / threads) * PARTITION_UNIT);
  }
}

/** The elements of a thread: from `from` up to, but without, `to`. */
export function rangeOf(
  { starts, firstOf }: Partition,
  thread: number,
): { readonly from: number; readonly to: number } {
  const size = starts.at(-1) ?? 0;
  return { from: starts[firstOf[thread] ?? 0] ?? size, to: starts[firstOf[thread + 1] ?? 0] ?? size };
}

/** The number of elements of the thread that has most. */
export function mostElements(partition: Partition): number {
  const threads = partition.firstOf.length - 1;
  return Array.from({ length: threads }, (_, thread) => rangeOf(partition, thread)).reduce(
    (most, { from, to }) => Math.max(most, to - from),
    0,
  );
}
