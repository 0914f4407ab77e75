import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import { type CrossSpectrum, crossSpectrum } from '../welch.ts';
import type { Measure } from './measure.ts';

export const coherence: Measure = {
  id: 'coherence',
  name: 'Coherence of two populations',
  symbol: 'C_{xy}',
  formula: 'C_{xy}(f) = \\frac{|S_{xy}(f)|^2}{S_{xx}(f)\\,S_{yy}(f)}',
  unit: '1',
  range: '0 to 1; of n independent segments about 1/n',
  undefinedWhen: 'the window holds less than two segments (one alone is always 1)',
  source: 'Carter, Proc. IEEE 75:236 (1987)',
};

const TOO_SHORT = 'the window holds less than two segments';

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

export interface CoherencePeak {
  readonly value: Measured;
  readonly frequencyHz: Measured;
}

/** Largest coherence from a frequency on, where both have at least a hundredth of their largest power. */
export function coherencePeak(spectrum: CrossSpectrum | null, lowestHz: number): CoherencePeak {
  const both = (reason: string): CoherencePeak => ({
    value: undefinedMeasure(reason),
    frequencyHz: undefinedMeasure(reason),
  });
  if (spectrum === null || spectrum.segments < 2) return both(TOO_SHORT);
  const { frequenciesHz, first, second } = spectrum;
  const [leastFirst, leastSecond] = [first, second].map((power) => 0.01 * Math.max(...power)) as [number, number];
  let best = { value: -1, frequencyHz: 0 };
  frequenciesHz.forEach((frequencyHz, k) => {
    if (frequencyHz < lowestHz || (first[k] ?? 0) < leastFirst || (second[k] ?? 0) < leastSecond) return;
    const value = valueAt(spectrum, k);
    if (value > best.value) best = { value, frequencyHz };
  });
  return best.value < 0
    ? both('the populations have no power at the same frequency')
    : { value: { value: best.value }, frequencyHz: { value: best.frequencyHz } };
}

/** Coherence at one frequency (the nearest of the spectrum). */
export function coherenceAt(spectrum: CrossSpectrum | null, frequencyHz: number): Measured {
  if (spectrum === null || spectrum.segments < 2) return undefinedMeasure(TOO_SHORT);
  const value = valueAt(spectrum, Math.round(frequencyHz / (spectrum.frequenciesHz[1] ?? 1)));
  return Number.isNaN(value) ? undefinedMeasure('a population is silent at this frequency') : { value };
}
