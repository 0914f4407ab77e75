import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import type { Measure } from './measure.ts';

export const meanRate: Measure = {
  id: 'rateHz',
  name: 'Mean rate',
  symbol: 'rate',
  formula: '\\nu = \\frac{n_\\text{spikes}}{N\\,T}',
  unit: 'Hz',
  range: '0 or more',
  undefinedWhen: 'the window is empty',
  source: 'Dayan & Abbott, Theoretical Neuroscience (2001), ch. 1',
};

/** Spikes per neuron and second, Hz, of `spikes` spikes of `size` neurons in `windowMs`. */
export function meanRateHz(spikes: number, size: number, windowMs: number): Measured {
  return windowMs > 0 && size > 0
    ? { value: (1000 * spikes) / (size * windowMs) }
    : undefinedMeasure('the window is empty');
}
