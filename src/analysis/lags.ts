import type { SpikeTimes } from './spike-times.ts';

/**
 * Counts of the lags from spikes of a to spikes of b (Perkel, Gerstein & Moore, Biophys. J. 7:419 (1967)): bin k is centred on
 * `lagsMs[k]`, and a peak at a positive lag says that b fires after a.
 */
export interface Correlogram {
  readonly lagsMs: Float64Array;
  readonly counts: Float64Array;
}

/** An empty correlogram of bins of `binMs`, centred on 0, out to `maxLagMs` on both sides. */
export function emptyCorrelogram(maxLagMs: number, binMs: number): Correlogram {
  const side = Math.floor(maxLagMs / binMs + 1e-9);
  return {
    lagsMs: Float64Array.from({ length: 2 * side + 1 }, (_, k) => (k - side) * binMs),
    counts: new Float64Array(2 * side + 1),
  };
}

/** Adds the lags t_b - t_a of two trains to a correlogram; half-open bins. */
export function addLags({ lagsMs, counts }: Correlogram, a: SpikeTimes, b: SpikeTimes): void {
  const side = (counts.length - 1) / 2;
  const binMs = side > 0 ? (lagsMs[side + 1] ?? 1) : 1;
  const reach = (side + 0.5) * binMs;
  let first = 0;
  for (const time of a) {
    while (first < b.length && (b[first] ?? 0) - time < -reach - 1e-9) first += 1;
    for (let j = first; j < b.length; j++) {
      const bin = Math.floor(((b[j] ?? 0) - time) / binMs + 0.5 + 1e-9) + side;
      if (bin >= counts.length) break;
      if (bin >= 0) counts[bin] = (counts[bin] ?? 0) + 1;
    }
  }
}

/** Lags from spikes of a to spikes of b. */
export function correlogramOf(a: SpikeTimes, b: SpikeTimes, maxLagMs: number, binMs: number): Correlogram {
  const result = emptyCorrelogram(maxLagMs, binMs);
  addLags(result, a, b);
  return result;
}
