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

/** Coherence at one frequency (the nearest of the spectrum). */
export function coherenceAt(
  a: Float64Array,
  b: Float64Array,
  strideMs: number,
  segmentMs: number,
  frequencyHz: number,
): Measured {
  const found = coherenceOf(a, b, strideMs, segmentMs);
  if (found === null) return undefinedMeasure('the window holds less than two segments');
  const spacing = found.frequenciesHz[1] ?? 1;
  const value = found.coherence[Math.round(frequencyHz / spacing)] ?? Number.NaN;
  return Number.isNaN(value) ? undefinedMeasure('a population is silent at this frequency') : { value };
}
