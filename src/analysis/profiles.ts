import { spikeDistanceProfile } from './measures/spike-distance.ts';
import { rhythmOf } from './rhythm.ts';
import { frequenciesOf, type PopulationSpikes, spikeSpectrumOf } from './spike-spectrum.ts';
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

/** Spectra of successive stretches of the spikes of a population. */
export interface Spectrogram {
  /** Middle of each stretch, ms. */
  readonly timesMs: Float64Array;
  readonly frequenciesHz: Float64Array;
  /** Density by stretch, then by frequency, Hz^2/Hz. */
  readonly density: readonly Float64Array[];
  /** Rhythm of each stretch, Hz, whether or not it is within the frequencies; NaN: none stands out. */
  readonly rhythmsHz: Float64Array;
}

/** `stretchMs` long stretches every `everyMs` from 0 to `toMs`; null where that is shorter than one. Frequencies up to `mostHz`. */
export function spectrogramOf(
  population: PopulationSpikes,
  toMs: number,
  stretchMs: number,
  everyMs: number,
  mostHz: number,
): Spectrogram | null {
  const count = Math.floor((toMs - stretchMs) / everyMs + 1e-9) + 1;
  if (count < 1) return null;
  const spectra = Array.from({ length: count }, (_, k) =>
    spikeSpectrumOf(population, { fromMs: k * everyMs, toMs: k * everyMs + stretchMs }, stretchMs),
  );
  const frequenciesHz = frequenciesOf(stretchMs, population.dtMs).filter((hz) => hz <= mostHz);
  return {
    timesMs: Float64Array.from({ length: count }, (_, k) => k * everyMs + stretchMs / 2),
    frequenciesHz,
    density: spectra.map((one) =>
      frequenciesHz.map((_, k) => (one === null ? 0 : (one.relative[k] ?? 0) * one.poisson)),
    ),
    rhythmsHz: Float64Array.from(spectra, (one) =>
      one === null ? Number.NaN : (rhythmOf(one).fundamentalHz ?? Number.NaN),
    ),
  };
}
