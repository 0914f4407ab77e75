import { coherenceSegmentMs, coherenceSpectrumOf, withNote } from '../between.ts';
import type { PopulationPair } from '../record.ts';
import type { SpikeCrossSpectrum } from '../spike-spectrum.ts';
import type { Measured, Placed } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import { type CrossSpectrum, crossSpectrum } from '../welch.ts';
import type { BetweenMeasure } from './measure.ts';

export const coherence: BetweenMeasure = {
  id: 'coherence',
  name: 'Largest coherence of two populations',
  label: 'coherence',
  symbol: '\\max_f C_{xy}(f)',
  hint: 'largest, in segments of 200 ms, of 500 ms from 4 s on, of 1 s from 8 s on',
  unit: '1',
  digits: 2,
  bounds: [0, 1],
  range: '0 to 1; of n independent segments about 1/n',
  formula: 'C_{xy}(f) = \\frac{|S_{xy}(f)|^2}{S_{xx}(f)\\,S_{yy}(f)}',
  undefinedWhen: 'both populations fire in fewer than four segments (of one alone it is always 1)',
  source: 'Carter, Proc. IEEE 75:236 (1987)',
  scope: 'between',
  needs: 'trains',
  of: peakOf,
  baseline: { by: 'surrogates' },
  atUnit: 'Hz',
};

/** With the distance of frequencies that its segments tell apart. */
function peakOf(pair: PopulationPair): Placed {
  const resolutionHz = 1000 / coherenceSegmentMs(pair.first.window);
  const { value, at } = coherencePeak(coherenceSpectrumOf(pair), resolutionHz);
  return { value, at: withNote(at, `resolution ${resolutionHz} Hz`) };
}

const TOO_SHORT = 'the window holds less than four segments of 200 ms that overlap by half';

/** Magnitude-squared coherence at each frequency; null where there are less than two segments. NaN where one is silent. */
export function coherenceOf(
  a: Float64Array,
  b: Float64Array,
  strideMs: number,
  segmentMs: number,
): { readonly frequenciesHz: Float64Array; readonly coherence: Float64Array } | null {
  const spectrum = crossSpectrum(a, b, strideMs, segmentMs);
  if (spectrum === null || spectrum.segments < 2) return null;
  const { frequenciesHz } = spectrum;
  return { frequenciesHz, coherence: frequenciesHz.map((_, k) => valueAt(spectrum, k)) };
}

function valueAt({ first, second, real, imaginary }: CrossSpectrum, k: number): number {
  const [x, y, own, other] = [real[k] ?? 0, imaginary[k] ?? 0, first[k] ?? 0, second[k] ?? 0];
  return own > 0 && other > 0 ? Math.min(1, (x * x + y * y) / (own * other)) : Number.NaN;
}

/** Segments in which both populations fire that a coherence needs: of fewer, chance is hardly less than 1. */
const LEAST_SHARED = 4;
const TOO_FEW = `the populations fire together in fewer than ${LEAST_SHARED} segments`;

const tooFew = (spectrum: SpikeCrossSpectrum | null): string | null => {
  if (spectrum === null || spectrum.segments < LEAST_SHARED) return TOO_SHORT;
  return spectrum.shared < LEAST_SHARED ? TOO_FEW : null;
};

/** What the largest coherence of so many frequencies, of independent signals, exceeds once in twenty windows. */
function chanceOf(segments: number, frequencies: number): string {
  const independent = segments / (1 + (2 / 36) * (1 - 1 / segments));
  return `chance reaches ${(1 - (0.05 / Math.max(1, frequencies)) ** (1 / (independent - 1))).toFixed(2)}`;
}

/** Largest coherence from a frequency on, where both have at least a hundredth of their largest power. */
function coherencePeak(spectrum: SpikeCrossSpectrum | null, lowestHz: number): Placed {
  const both = (reason: string): Placed => ({
    value: undefinedMeasure(reason),
    at: undefinedMeasure(reason),
  });
  const reason = tooFew(spectrum);
  if (spectrum === null || reason !== null) return both(reason ?? TOO_SHORT);
  const { frequenciesHz, first, second, segments, shared, segmentMs } = spectrum;
  const most = (power: Float64Array): number => power.reduce((a, b) => Math.max(a, b), 0);
  const [leastFirst, leastSecond] = [0.01 * most(first), 0.01 * most(second)];
  let best = { value: -1, frequencyHz: 0 };
  let compared = 0;
  frequenciesHz.forEach((frequencyHz, k) => {
    if (frequencyHz < lowestHz || (first[k] ?? 0) < leastFirst || (second[k] ?? 0) < leastSecond) return;
    compared += 1;
    const value = valueAt(spectrum, k);
    if (value > best.value) best = { value, frequencyHz };
  });
  if (best.value < 0) return both('the populations have no power at the same frequency');
  const resolved = (compared * (frequenciesHz[1] ?? 0) * segmentMs) / 1000;
  const note = chanceOf(Math.min(shared, segments), resolved);
  return { value: { value: best.value, note }, at: { value: best.frequencyHz } };
}

/** Coherence at one frequency (the nearest of the spectrum). */
export function coherenceAt(spectrum: SpikeCrossSpectrum | null, frequencyHz: number): Measured {
  const reason = tooFew(spectrum);
  if (spectrum === null || reason !== null) return undefinedMeasure(reason ?? TOO_SHORT);
  const value = valueAt(spectrum, Math.round(frequencyHz / (spectrum.frequenciesHz[1] ?? 1)));
  return Number.isNaN(value)
    ? undefinedMeasure('a population is silent at this frequency')
    : { value, note: chanceOf(spectrum.shared, 1) };
}
