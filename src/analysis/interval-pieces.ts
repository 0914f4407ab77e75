import type { SpikeTimes, Window } from './spike-times.ts';

/**
 * A train cut at its spikes and at the edges of the window: piece k lasts from `starts[k]` to `starts[k + 1]` and has the
 * interval `intervals[k]`. Before the first and after the last spike the interval is unknown: the longer of the distance to
 * the edge and the neighbouring interval is taken, so that the first piece and the last are no shorter than seen.
 */
export interface IntervalPieces {
  /** One more than there are pieces; ms. */
  readonly starts: Float64Array;
  readonly intervals: Float64Array;
}

/** A train without a spike acts as one with spikes at both edges (Kreuz et al. 2015, as PySpike does). */
export function withSpikes(times: SpikeTimes, { fromMs, toMs }: Window): SpikeTimes {
  return times.length > 0 ? times : Float64Array.of(fromMs, toMs);
}

/** `times` has at least one spike. */
export function intervalPieces(times: SpikeTimes, { fromMs, toMs }: Window): IntervalPieces {
  const n = times.length;
  const at = (k: number): number => times[k] ?? Number.NaN;
  const starts = new Float64Array(n + 2);
  starts[0] = fromMs;
  starts.set(times, 1);
  starts[n + 1] = toMs;
  const intervals = new Float64Array(n + 1);
  const [first, last] = [at(0), at(n - 1)];
  intervals[0] = n > 1 ? Math.max(first - fromMs, at(1) - first) : first - fromMs;
  for (let k = 1; k < n; k++) intervals[k] = at(k) - at(k - 1);
  intervals[n] = n > 1 ? Math.max(toMs - last, last - at(n - 2)) : toMs - last;
  return { starts, intervals };
}

/** Calls with each stretch on which both trains stay in one piece; stretches of no length are left out. */
export function forEachCommonPiece(
  a: IntervalPieces,
  b: IntervalPieces,
  visit: (i: number, j: number, fromMs: number, toMs: number) => void,
): void {
  let [i, j] = [0, 0];
  let from = a.starts[0] ?? 0;
  while (i < a.intervals.length && j < b.intervals.length) {
    const endA = a.starts[i + 1] ?? 0;
    const endB = b.starts[j + 1] ?? 0;
    const to = Math.min(endA, endB);
    if (to > from) visit(i, j, from, to);
    from = to;
    if (endA <= to) i += 1;
    if (endB <= to) j += 1;
  }
}
