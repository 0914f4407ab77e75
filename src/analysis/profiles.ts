import { spectrumOf } from './measures/rate-spectrum.ts';
import { spikeDistanceProfile } from './measures/spike-distance.ts';
import { forEachPair, type SpikeTimes, type Window } from './spike-times.ts';

/** Mean SPIKE-distance over all pairs at `points` times, evenly spaced from the start of the window to its end. */
export function meanSpikeDistance(trains: readonly SpikeTimes[], window: Window, points: number): Float64Array {
  const sums = new Float64Array(points);
  const stride = (window.toMs - window.fromMs) / Math.max(1, points - 1);
  let pairs = 0;
  forEachPair(trains, (a, b) => {
    const { timesMs, starts, ends } = spikeDistanceProfile(a, b, window);
    let piece = 0;
    for (let p = 0; p < points; p++) {
      const time = window.fromMs + p * stride;
      while (piece + 1 < starts.length && (timesMs[piece + 1] ?? 0) <= time) piece += 1;
      const [from, to] = [timesMs[piece] ?? 0, timesMs[piece + 1] ?? 0];
      const share = to > from ? Math.min(1, (time - from) / (to - from)) : 0;
      const value = (starts[piece] ?? 0) + share * ((ends[piece] ?? 0) - (starts[piece] ?? 0));
      sums[p] = (sums[p] ?? 0) + value;
    }
    pairs += 1;
  });
  return sums.map((sum) => (pairs > 0 ? sum / pairs : Number.NaN));
}

/** Spectra of successive stretches of a signal. */
export interface Spectrogram {
  /** Middle of each stretch, ms from the start of the signal. */
  readonly timesMs: Float64Array;
  readonly frequenciesHz: Float64Array;
  /** Density by stretch, then by frequency. */
  readonly density: readonly Float64Array[];
}

/** `stretchMs` long stretches every `everyMs`; null where the signal is shorter than one. Frequencies up to `mostHz`. */
export function spectrogramOf(
  signal: Float64Array,
  strideMs: number,
  stretchMs: number,
  everyMs: number,
  mostHz: number,
): Spectrogram | null {
  const [length, step] = [Math.round(stretchMs / strideMs), Math.max(1, Math.round(everyMs / strideMs))];
  const spectra = [];
  const times = [];
  for (let start = 0; start + length <= signal.length; start += step) {
    const spectrum = spectrumOf(signal.subarray(start, start + length), strideMs, stretchMs);
    if (spectrum === null) break;
    spectra.push(spectrum);
    times.push((start + length / 2) * strideMs);
  }
  const [first] = spectra;
  if (first === undefined) return null;
  const count = first.frequenciesHz.findLastIndex((frequency) => frequency <= mostHz) + 1;
  return {
    timesMs: Float64Array.from(times),
    frequenciesHz: first.frequenciesHz.slice(0, count),
    density: spectra.map(({ density }) => density.slice(0, count)),
  };
}
