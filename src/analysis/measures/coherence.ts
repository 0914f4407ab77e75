import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import { crossSpectrum } from '../welch.ts';
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
  const { frequenciesHz, first, second, real, imaginary } = spectrum;
  const values = first.map((own, k) => {
    const [x, y, other] = [real[k] ?? 0, imaginary[k] ?? 0, second[k] ?? 0];
    return own > 0 && other > 0 ? Math.min(1, (x * x + y * y) / (own * other)) : Number.NaN;
  });
  return { frequenciesHz, coherence: values };
}

export interface CoherencePeak {
  readonly value: Measured;
  readonly frequencyHz: Measured;
}

/** Largest coherence from one over the segment on, where both have at least a hundredth of their largest power. */
export function coherencePeak(a: Float64Array, b: Float64Array, strideMs: number, segmentMs: number): CoherencePeak {
  const both = (reason: string): CoherencePeak => ({
    value: undefinedMeasure(reason),
    frequencyHz: undefinedMeasure(reason),
  });
  const found = coherenceOf(a, b, strideMs, segmentMs);
  const spectrum = crossSpectrum(a, b, strideMs, segmentMs);
  if (found === null || spectrum === null) return both(TOO_SHORT);
  const { frequenciesHz, coherence: values } = found;
  const powers = [spectrum.first, spectrum.second].map((power) => ({ power, least: 0.01 * Math.max(...power) }));
  let best = -1;
  values.forEach((value, k) => {
    if (Number.isNaN(value) || (frequenciesHz[k] ?? 0) < 1000 / segmentMs) return;
    if (powers.some(({ power, least }) => (power[k] ?? 0) < least)) return;
    if (best < 0 || value > (values[best] ?? 0)) best = k;
  });
  return best < 0
    ? both('the populations have no power at the same frequency')
    : { value: { value: values[best] ?? 0 }, frequencyHz: { value: frequenciesHz[best] ?? 0 } };
}

/** Coherence at one frequency (the nearest of the spectrum). */
export function coherenceAt(
  a: Float64Array,
  b: Float64Array,
  strideMs: number,
  segmentMs: number,
  frequencyHz: number,
): Measured {
  const found = coherenceOf(a, b, strideMs, segmentMs);
  if (found === null) return undefinedMeasure(TOO_SHORT);
  const spacing = found.frequenciesHz[1] ?? 1;
  const value = found.coherence[Math.round(frequencyHz / spacing)] ?? Number.NaN;
  return Number.isNaN(value) ? undefinedMeasure('a population is silent at this frequency') : { value };
}
