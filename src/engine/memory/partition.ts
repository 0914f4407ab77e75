/**
 * Elements of a group in consecutive stretches. Each belongs to one thread, and has at most 65,536 elements, so that a
 * target within it is 16 bits.
 *
 *     starts   0 .. 65536 .. 131072 .. size        firstOf   0 ..... 2 ..... 3      (two threads)
 */
export interface Partition {
  /** First element of each stretch, and the size at the end. */
  readonly starts: readonly number[];
  /** Thread t has the stretches [firstOf[t], firstOf[t + 1]). */
  readonly firstOf: readonly number[];
}

/** Threads meet at multiples of this many elements: blocks of random numbers and sums over elements are not cut by them. */
export const PARTITION_UNIT = 128;
/** So that a target is 16 bits. */
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

/** Elements [from, to) of a thread. */
export function rangeOf(
  { starts, firstOf }: Partition,
  thread: number,
): { readonly from: number; readonly to: number } {
  const size = starts.at(-1) ?? 0;
  return { from: starts[firstOf[thread] ?? 0] ?? size, to: starts[firstOf[thread + 1] ?? 0] ?? size };
}

/** Of the thread that has most. */
export function mostElements(partition: Partition): number {
  const threads = partition.firstOf.length - 1;
  return Array.from({ length: threads }, (_, thread) => rangeOf(partition, thread)).reduce(
    (most, { from, to }) => Math.max(most, to - from),
    0,
  );
}
