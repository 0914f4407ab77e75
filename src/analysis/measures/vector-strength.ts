import type { SpikeTimes } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import { orderOfPhases } from './daido.ts';
import type { Measure } from './measure.ts';

export const vectorStrength: Measure = {
  id: 'vectorStrength',
  name: 'Vector strength',
  symbol: 'VS',
  formula: '\\mathrm{VS} = \\left| \\frac{1}{n}\\sum_k e^{2\\pi i t_k / T} \\right|',
  unit: '1',
  range: '0 to 1; 1 where every spike has the same phase of the period T',
  undefinedWhen: 'there are fewer than two spikes (one alone has always 1)',
  source: 'Goldberg & Brown, J. Neurophysiol. 32:613 (1969)',
};

/** How well spikes keep to one phase of a period (ms). */
export function vectorStrengthOf(times: SpikeTimes, periodMs: number): Measured {
  if (!(periodMs > 0)) return undefinedMeasure('the period is not longer than 0 ms');
  if (times.length < 2) return undefinedMeasure('there are fewer than two spikes in the window');
  return orderOfPhases(times.map((time) => (2 * Math.PI * time) / periodMs));
}
