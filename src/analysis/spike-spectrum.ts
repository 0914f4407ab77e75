import { bisectLeft } from 'd3-array';
import { fft } from './fft.ts';
import type { Window } from './spike-times.ts';
import { firstStepFrom, type Spikes } from './trains.ts';
import type { CrossSpectrum } from './welch.ts';

/** Samples of a population's activity are so far apart, ms; frequencies up to MOST_HZ are told by them without aliases. */
export const SAMPLE_MS = 0.125;
const MOST_HZ = 2000;
/** Longer windows have segments further apart, no more of them. */
const MOST_SEGMENTS = 256;

/** These are the spikes of one population, ordered by step. */
export interface PopulationSpikes {
  readonly spikes: Spikes;
  readonly size: number;
  readonly dtMs: number;
}

/** This is the spectrum of the spikes of a population, in units of that of Poisson trains of the same rates, which is 1 throughout. */
export interface SpikeSpectrum {
  /** They go from 0 to MOST_HZ, or to half the rate of steps where that is less. */
  readonly frequenciesHz: Float64Array;
  readonly relative: Float64Array;
  /** It is the one-sided density that the rate of Poisson trains has, Hz^2/Hz. */
  readonly poisson: number;
  readonly segments: number;
  readonly segmentMs: number;
}

/** Gives the highest frequency of a spectrum, Hz: MOST_HZ, or half the rate of steps where that is less. */
const highestHz = (dtMs: number): number => Math.min(MOST_HZ, 500 / dtMs);

/** Gives the frequencies of a spectrum of segments of this length, Hz. */
export function frequenciesOf(segmentMs: number, dtMs: number): Float64Array {
  const { padded } = shapeOf(segmentMs);
  return Float64Array.from({ length: countOf(padded, dtMs) }, (_, k) => (1000 * k) / (padded * SAMPLE_MS));
}

/** Gives the length of segments for a window, ms: longer segments resolve frequencies more finely and show slower rhythms. */
export function segmentMsOf({ fromMs, toMs }: Window): number {
  const lengthMs = toMs - fromMs;
  if (lengthMs >= 4000) return 1000;
  return lengthMs >= 1000 ? 500 : 200;
}

/**
 * Computes Welch's spectrum (1967) of spikes as points in time, from segments of `segmentMs` that overlap by half, each with its mean
 * removed and a Hann window. It is null where the window is shorter than a segment or has no spike.
 */
export function spikeSpectrumOf(population: PopulationSpikes, window: Window, segmentMs: number): SpikeSpectrum | null {
  const starts = segmentStarts(window, segmentMs);
  if (starts.length === 0) return null;
  const { hann, padded } = shapeOf(segmentMs);
  const [real, imaginary] = [new Float64Array(padded), new Float64Array(padded)];
  const sums = new Float64Array(countOf(padded, population.dtMs));
  let [energy, spikes] = [0, 0];
  // Two segments are the real and the imaginary part of one signal: the sum of their powers is that of its two halves.
  for (let s = 0; s < starts.length; s += 2) {
    for (const [part, start] of [[real, starts[s]] as const, [imaginary, starts[s + 1]] as const]) {
      if (start === undefined) part.fill(0);
      else {
        const sample = sampleInto(part, population, start, hann);
        energy += sample.energy;
        spikes += sample.spikes;
      }
    }
    fft(real, imaginary);
    for (let k = 0; k < sums.length; k++) {
      const [x, y] = [real[k] ?? 0, imaginary[k] ?? 0];
      const mirrored = (padded - k) % padded;
      const [u, v] = [real[mirrored] ?? 0, imaginary[mirrored] ?? 0];
      sums[k] = (sums[k] ?? 0) + (x * x + y * y + u * u + v * v) / 2;
    }
  }
  if (!(energy > 0)) return null;
  const frequenciesHz = frequenciesOf(segmentMs, population.dtMs);
  const relative = sums.map((sum, k) => sum / (energy * splinePower(frequenciesHz[k] ?? 0)));
  const rateHz = (1000 * spikes) / (population.size * starts.length * segmentMs);
  return { frequenciesHz, relative, poisson: (2 * rateHz) / population.size, segments: starts.length, segmentMs };
}

/** This tells how the spikes of two populations go together; the spectrum of each is in units of that of Poisson trains. */
export interface SpikeCrossSpectrum extends CrossSpectrum {
  readonly segmentMs: number;
  /** It is the number of segments in which both populations fire. */
  readonly shared: number;
}

/** Computes the spectra of two populations as `spikeSpectrumOf` does, with their cross-spectrum. It is null where the window is shorter than a segment. */
export function spikeCrossSpectrumOf(
  a: PopulationSpikes,
  b: PopulationSpikes,
  window: Window,
  segmentMs: number,
): SpikeCrossSpectrum | null {
  const starts = segmentStarts(window, segmentMs);
  if (starts.length === 0) return null;
  const { hann, padded } = shapeOf(segmentMs);
  const [x, y] = [new Float64Array(padded), new Float64Array(padded)];
  const count = countOf(padded, Math.max(a.dtMs, b.dtMs));
  const [first, second, real, imaginary] = [0, 0, 0, 0].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let [firstEnergy, secondEnergy, shared] = [0, 0, 0];
  for (const start of starts) {
    const [left, right] = [sampleInto(x, a, start, hann), sampleInto(y, b, start, hann)];
    firstEnergy += left.energy;
    secondEnergy += right.energy;
    if (left.spikes > 0 && right.spikes > 0) shared += 1;
    fft(x, y);
    for (let k = 0; k < count; k++) {
      const mirrored = (padded - k) % padded;
      // One transform holds those of both trains, which were the real and the imaginary part of its signal.
      const [ar, ai] = [((x[k] ?? 0) + (x[mirrored] ?? 0)) / 2, ((y[k] ?? 0) - (y[mirrored] ?? 0)) / 2];
      const [br, bi] = [((y[k] ?? 0) + (y[mirrored] ?? 0)) / 2, ((x[mirrored] ?? 0) - (x[k] ?? 0)) / 2];
      first[k] = (first[k] ?? 0) + ar * ar + ai * ai;
      second[k] = (second[k] ?? 0) + br * br + bi * bi;
      real[k] = (real[k] ?? 0) + ar * br + ai * bi;
      imaginary[k] = (imaginary[k] ?? 0) + ar * bi - ai * br;
    }
  }
  const frequenciesHz = frequenciesOf(segmentMs, Math.max(a.dtMs, b.dtMs));
  const scaled = (sums: Float64Array, energy: number): Float64Array =>
    sums.map((sum, k) => (energy > 0 ? sum / (energy * splinePower(frequenciesHz[k] ?? 0)) : 0));
  const both = Math.sqrt(firstEnergy * secondEnergy);
  return {
    frequenciesHz,
    first: scaled(first, firstEnergy),
    second: scaled(second, secondEnergy),
    real: scaled(real, both),
    imaginary: scaled(imaginary, both),
    segments: starts.length,
    segmentMs,
    shared,
  };
}

/** Gives the starts of the segments of a window, ms. */
function segmentStarts({ fromMs, toMs }: Window, segmentMs: number): number[] {
  const span = toMs - fromMs - segmentMs;
  if (span < -1e-9) return [];
  const hopMs = Math.max(segmentMs / 2, span / (MOST_SEGMENTS - 1));
  return Array.from({ length: 1 + Math.floor(span / hopMs + 1e-9) }, (_, s) => fromMs + s * hopMs);
}

/** Gives the Hann window of a segment, and the power of two that its samples are filled up to. */
function shapeOf(segmentMs: number): { readonly hann: Float64Array; readonly padded: number } {
  const length = Math.round(segmentMs / SAMPLE_MS);
  return {
    hann: Float64Array.from({ length }, (_, k) => 0.5 - 0.5 * Math.cos((2 * Math.PI * k) / length)),
    padded: 2 ** Math.ceil(Math.log2(length)),
  };
}

/** Gives the number of frequencies of a spectrum of so many samples. */
const countOf = (padded: number, dtMs: number): number =>
  Math.floor((highestHz(dtMs) * padded * SAMPLE_MS) / 1000 + 1e-9) + 1;

/**
 * Samples the spikes from `startMs` on: each is spread to three samples by the quadratic B-spline about its time (which holds
 * back what would alias), with the mean removed and the window put on. Returns the sum over spikes of the window squared: the
 * power that spikes at random times would have.
 */
function sampleInto(
  samples: Float64Array,
  { spikes: { steps }, dtMs }: PopulationSpikes,
  startMs: number,
  hann: Float64Array,
): { readonly energy: number; readonly spikes: number } {
  samples.fill(0);
  const { length } = hann;
  const first = bisectLeft(steps, firstStepFrom(startMs, dtMs));
  const end = bisectLeft(steps, firstStepFrom(startMs + length * SAMPLE_MS, dtMs));
  let energy = 0;
  for (let k = first; k < end; k++) {
    const place = ((steps[k] ?? 0) * dtMs - startMs) / SAMPLE_MS;
    const nearest = Math.round(place);
    const off = place - nearest;
    energy += (hann[nearest] ?? 0) ** 2;
    if (nearest < 1 || nearest + 1 >= length) continue;
    samples[nearest - 1] = (samples[nearest - 1] ?? 0) + 0.5 * (0.5 - off) ** 2;
    samples[nearest] = (samples[nearest] ?? 0) + 0.75 - off * off;
    samples[nearest + 1] = (samples[nearest + 1] ?? 0) + 0.5 * (0.5 + off) ** 2;
  }
  const mean = (end - first) / length;
  for (let k = 0; k < length; k++) samples[k] = ((samples[k] ?? 0) - mean) * (hann[k] ?? 0);
  return { energy, spikes: end - first };
}

/** Gives the share of a frequency's power that the spread of spikes leaves: the sixth power of sinc. */
function splinePower(frequencyHz: number): number {
  const x = (Math.PI * frequencyHz * SAMPLE_MS) / 1000;
  return x === 0 ? 1 : (Math.sin(x) / x) ** 6;
}
