import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import { crossSpectrum } from '../welch.ts';
import type { Measure } from './measure.ts';

export const peakFrequency: Measure = {
  id: 'peakHz',
  name: 'Frequency of the population rate',
  symbol: 'f_\\mathrm{peak}',
  formula: 'f_\\mathrm{peak} = \\arg\\max_f S(f),\\quad S: \\text{Welch spectrum of the population rate}',
  unit: 'Hz',
  range: 'one over the segment, to half the sampling rate',
  undefinedWhen: 'the window is shorter than a segment, or there is no spike',
  source: 'Welch, IEEE Trans. Audio Electroacoust. 15:70 (1967)',
};

export interface Spectrum {
  readonly frequenciesHz: Float64Array;
  /** One-sided density: of a rate in Hz, Hz^2/Hz. */
  readonly density: Float64Array;
  readonly segments: number;
}

export interface SpectralPeak {
  readonly frequencyHz: number;
  readonly density: number;
  /** Over the median of the density: how far the peak stands out; 4 or less is what noise gives. */
  readonly prominence: number;
}

/** Spectrum of a signal sampled every `strideMs`; null where it is shorter than a segment. */
export function spectrumOf(signal: Float64Array, strideMs: number, segmentMs: number): Spectrum | null {
  const spectrum = crossSpectrum(signal, signal, strideMs, segmentMs);
  return spectrum && { frequenciesHz: spectrum.frequenciesHz, density: spectrum.first, segments: spectrum.segments };
}

/** Highest point of a spectrum within [lowestHz, highestHz]; its place is refined by a parabola. Null in silence. */
export function peakOf({ frequenciesHz, density }: Spectrum, lowestHz: number, highestHz: number): SpectralPeak | null {
  const inside = [...frequenciesHz.keys()].filter((k) => within(frequenciesHz[k] ?? 0, lowestHz, highestHz));
  if (inside.length === 0) return null;
  const at = (k: number): number => density[k] ?? 0;
  const best = inside.reduce((found, k) => (at(k) > at(found) ? k : found));
  if (at(best) <= 0) return null;
  const sorted = inside.map(at).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const curvature = at(best - 1) - 2 * at(best) + at(best + 1);
  // At the end of the range the spectrum may rise beyond it: then there is no summit to refine.
  const isInner = best > 0 && best + 1 < density.length;
  const isSummit = isInner && at(best) >= at(best - 1) && at(best) >= at(best + 1) && curvature < 0;
  const shift = isSummit ? (0.5 * (at(best - 1) - at(best + 1))) / curvature : 0;
  const spacing = (frequenciesHz[1] ?? 0) - (frequenciesHz[0] ?? 0);
  return {
    frequencyHz: (frequenciesHz[best] ?? 0) + shift * spacing,
    density: at(best),
    prominence: median > 0 ? at(best) / median : Number.POSITIVE_INFINITY,
  };
}

const within = (x: number, low: number, high: number): boolean => x >= low && x <= high;

/** Frequency of the peak between one over the segment and half the sampling rate. */
export function peakFrequencyOf(rate: Float64Array, strideMs: number, segmentMs: number): Measured {
  const spectrum = spectrumOf(rate, strideMs, segmentMs);
  if (spectrum === null) return undefinedMeasure(`the window is shorter than a segment of ${segmentMs} ms`);
  const peak = peakOf(spectrum, 1000 / segmentMs, 500 / strideMs);
  return peak === null ? undefinedMeasure('there is no spike in the window') : { value: peak.frequencyHz };
}
