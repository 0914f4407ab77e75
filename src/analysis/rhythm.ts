import { fundamentalOfComb } from './line-comb.ts';
import { once, type PopulationRecord, populationSpikes } from './record.ts';
import { type SpikeSpectrum, segmentMsOf, spikeSpectrumOf } from './spike-spectrum.ts';
import type { Measured } from './trains.ts';
import { undefinedMeasure } from './trains.ts';

export interface Rhythm {
  /** Null means that no peak stands out. */
  readonly fundamentalHz: number | null;
  /** They are the peaks that lie at multiples of the fundamental. */
  readonly harmonicsHz: readonly number[];
  /** It relates the largest peak to its surroundings; chance reaches `needed` once in a hundred spectra. */
  readonly prominence: number;
  readonly needed: number;
}

/** It is all of a spectrum that its peaks are told by. */
export type RelativeSpectrum = Omit<SpikeSpectrum, 'poisson'>;

/** Where there is no peak, one is found with this chance in one spectrum. */
const FALSE_PEAKS = 0.01;
/** A lag whose autocorrelation is this share of the largest one counts as a period. */
const PERIOD_SHARE = 0.8;
/** The lowest frequency that is a rhythm is so many times one over the segment. */
const LOWEST = 3;
/** A period that is twice as long has to make up for so much. */
const OCTAVE_COST = 0.05;
/** This share of the multiples of a fundamental below the strongest peak have to be peaks. */
const LEAST_HARMONICS = 1 / 5;
/** Peaks up to so many times the frequency of the strongest tell its fundamental. */
const REACH = 4;
/** At most so many harmonics are named. */
const MOST_HARMONICS = 3;

/** Finds the rhythm of a population: the fundamental of the peaks of the spectrum of its spikes. */
export function rhythmOf(spectrum: RelativeSpectrum): Rhythm {
  const { relative, frequenciesHz, segmentMs, segments } = spectrum;
  const spacing = frequenciesHz[1] ?? 1;
  const first = Math.round((1000 * LOWEST) / segmentMs / spacing);
  const background = backgroundOf(spectrum);
  const needed = neededRatio(
    effectiveSegments(segments),
    ((frequenciesHz.length - first) * spacing * segmentMs) / 1000,
  );
  const at = (k: number): number => relative[k] ?? 0;
  const ratio = (k: number): number => at(k) / (background[k] ?? 1);
  const summits: number[] = [];
  for (let k = Math.max(1, first); k + 1 < relative.length; k++) {
    if (at(k) > at(k - 1) && at(k) >= at(k + 1)) summits.push(k);
  }
  const prominence = summits.reduce((most, k) => Math.max(most, ratio(k)), 0);
  const peaks = summits.filter((k) => ratio(k) >= needed);
  const [none] = peaks;
  if (none === undefined) return { fundamentalHz: null, harmonicsHz: [], prominence, needed };
  const strongest = peaks.reduce((best, k) => (at(k) > at(best) ? k : best), none);
  const strongestHz = spacing * refined(relative, strongest);
  const lines = linesOf(spectrum, background, needed, REACH * strongestHz);
  const isPeak = (hz: number): boolean => peaks.some((k) => Math.abs(spacing * k - hz) <= 1000 / segmentMs);
  const lowestHz = (1000 * LOWEST) / segmentMs;
  const fundamentalHz =
    fundamentalOfComb(spectrum, peaks, lowestHz) ?? strongestHz / periodsOf(lines, strongestHz, lowestHz, isPeak);
  const harmonicsHz = [...new Set(peaks.map((k) => multipleOf(spacing * k, fundamentalHz, 1000 / segmentMs)))]
    .filter((m) => m > 1)
    .map((m) => m * fundamentalHz);
  return { fundamentalHz, harmonicsHz, prominence, needed };
}

/**
 * Segments that overlap by half under Hann windows stand for so many independent ones (neighbours correlate by 1/6).
 */
const effectiveSegments = (segments: number): number => segments / (1 + (2 / 36) * (1 - 1 / segments));

/**
 * Tells how far above its mean the largest of so many independent sums of squares comes once in 1 / FALSE_PEAKS times.
 * The gamma quantile is that of Wilson & Hilferty (1931), the normal quantile that of Abramowitz & Stegun 26.2.23.
 */
function neededRatio(segments: number, frequencies: number): number {
  const p = FALSE_PEAKS / Math.max(1, frequencies);
  const t = Math.sqrt(-2 * Math.log(p));
  const z =
    t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
  return (1 - 1 / (9 * segments) + z / (3 * Math.sqrt(segments))) ** 3;
}

/** Bands of this ratio share a background. */
const BAND = 1.1;

/**
 * Gives what a peak has to stand out from, by frequency: the level of the spectrum below its band or above it,
 * whichever is more, and at least that of Poisson trains. The level is told by the lower quartile, which harmonics do
 * not raise. So neither a slope nor a plateau is a peak, nor what few spikes give.
 */
function backgroundOf({ relative, frequenciesHz, segments, segmentMs }: RelativeSpectrum): Float64Array {
  const spacing = frequenciesHz[1] ?? 1;
  // The lower quartile of a sum of squares lies below its mean by this factor (Wilson & Hilferty).
  const independent = effectiveSegments(segments);
  const belowMean = (1 - 1 / (9 * independent) - 0.6745 / (3 * Math.sqrt(independent))) ** 3;
  // This is one over the segment, in bins.
  const lowest = 1000 / segmentMs / spacing;
  // A line reaches to its sides within two over the segment.
  const lobe = 2 * lowest;
  const quartile = (from: number, to: number): number => {
    const values = relative.slice(Math.round(Math.max(lowest, from)), Math.round(to) + 1).sort();
    return (values[values.length >> 2] ?? 0) / belowMean;
  };
  // Nothing lies below the lowest frequencies: whether they are a peak or a slope is not known.
  const background = new Float64Array(relative.length).fill(Number.POSITIVE_INFINITY);
  for (let low = LOWEST * lowest; low < relative.length; low *= BAND) {
    const high = Math.min(relative.length, low * BAND);
    // The level above goes to three times its frequency, or to the second harmonic if there is less before that.
    const beforeHarmonic = Math.max(high + lobe + 1, 2 * low - lobe);
    const above = Math.min(
      quartile(high + lobe, beforeHarmonic),
      quartile(high + lobe, Math.max(beforeHarmonic, 3 * high)),
    );
    const level = Math.max(1, quartile(low / 3, low - lobe), above);
    background.fill(level, Math.round(low), Math.ceil(high));
  }
  return background;
}

/** Places a summit between the bins, by a parabola. */
function refined(values: Float64Array, k: number): number {
  const [before, here, after] = [values[k - 1] ?? 0, values[k] ?? 0, values[k + 1] ?? 0];
  const curvature = before - 2 * here + after;
  return curvature < 0 ? k + (0.5 * (before - after)) / curvature : k;
}

interface Lines {
  readonly frequenciesHz: readonly number[];
  readonly powers: readonly number[];
}

/** Finds what stands out of a spectrum up to a frequency. */
function linesOf(
  { relative, frequenciesHz, segmentMs }: RelativeSpectrum,
  background: Float64Array,
  needed: number,
  mostHz: number,
): Lines {
  const peaks: number[] = [];
  relative.forEach((value, k) => {
    const hz = frequenciesHz[k] ?? 0;
    if (hz * segmentMs >= 1000 && hz <= mostHz && value >= needed * (background[k] ?? 1)) peaks.push(k);
  });
  return {
    frequenciesHz: peaks.map((k) => frequenciesHz[k] ?? 0),
    powers: peaks.map((k) => (relative[k] ?? 0) - (background[k] ?? 0)),
  };
}

/**
 * Tells how many periods of the strongest peak make up one of the rhythm: the least number at which the autocorrelation
 * of what stands out is nearly as high as at any. Of the multiples of the fundamental below the strongest peak a fifth
 * at least has to be a peak, so that two rhythms that have nothing to do with each other are not taken for harmonics of
 * a third.
 */
function periodsOf(
  { frequenciesHz, powers }: Lines,
  strongestHz: number,
  lowestHz: number,
  isPeak: (hz: number) => boolean,
): number {
  const most = Math.max(1, Math.floor(strongestHz / lowestHz));
  const candidates = Array.from({ length: most }, (_, j) => j + 1).filter((periods) => {
    const below = Array.from({ length: periods - 1 }, (_, j) => ((j + 1) * strongestHz) / periods);
    return below.filter(isPeak).length >= (periods - 1) * LEAST_HARMONICS;
  });
  const heights = candidates.map((periods) => {
    const lag = (2 * Math.PI * periods) / strongestHz;
    const height = frequenciesHz.reduce((sum, hz, l) => sum + (powers[l] ?? 0) * Math.cos(hz * lag), 0);
    return height * (1 - OCTAVE_COST * Math.log2(periods));
  });
  const highest = Math.max(...heights);
  return candidates[heights.findIndex((height) => height >= PERIOD_SHARE * highest)] ?? 1;
}

/** Tells which multiple of the fundamental a frequency is; 0 means none. */
function multipleOf(hz: number, fundamentalHz: number, resolutionHz: number): number {
  const multiple = Math.round(hz / fundamentalHz);
  return Math.abs(hz - multiple * fundamentalHz) <= Math.max(resolutionHz, 0.01 * hz) ? multiple : 0;
}

/** Gives the fundamental as a measured value, with its harmonics. */
export function fundamentalOf(
  { fundamentalHz, harmonicsHz, prominence: most, needed }: Rhythm,
  segmentMs: number,
): Measured {
  if (fundamentalHz === null) {
    return undefinedMeasure(
      `no frequency stands out: the largest peak is ${most.toFixed(1)} times what is around it, chance reaches ${needed.toFixed(1)}; ` +
        `what is slower than ${(1000 * LOWEST) / segmentMs} Hz needs a longer window`,
    );
  }
  const [shown, more] = [harmonicsHz.slice(0, MOST_HARMONICS), harmonicsHz.length > MOST_HARMONICS ? ' and more' : ''];
  const harmonics =
    shown.length === 0 ? '' : `harmonics at ${shown.map((hz) => Number(hz.toPrecision(3))).join(', ')} Hz${more}; `;
  return { value: fundamentalHz, note: `${harmonics}told apart to ${1000 / segmentMs} Hz` };
}

/** Gives the rhythm of a record in its window, or the sentence on why there is none. */
export const rhythmIn = once((record: PopulationRecord): Rhythm | string => {
  const { window } = record;
  const segmentMs = segmentMsOf(window);
  const spectrum = spikeSpectrumOf(populationSpikes(record), window, segmentMs);
  if (spectrum !== null) return rhythmOf(spectrum);
  return window.toMs - window.fromMs < segmentMs - 1e-9
    ? `the window is shorter than a segment of ${segmentMs} ms`
    : 'there is no spike in the window';
});
