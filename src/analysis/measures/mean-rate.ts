import { spikesWithin } from '../record.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import type { PopulationMeasure } from './measure.ts';

export const meanRate: PopulationMeasure = {
  id: 'rateHz',
  name: 'Mean rate',
  label: 'rate',
  symbol: '\\nu',
  hint: '',
  unit: 'Hz',
  digits: 1,
  bounds: [0, Number.POSITIVE_INFINITY],
  range: '0 or more',
  formula: '\\nu = \\frac{n_\\text{spikes}}{N\\,T}',
  undefinedWhen: 'the window is empty',
  source: 'Dayan & Abbott, Theoretical Neuroscience (2001), ch. 1',
  scope: 'within',
  needs: 'trains',
  of: (record) => {
    const { trains, window } = record;
    return meanRateHz(spikesWithin(record), trains.size, window.toMs - window.fromMs);
  },
  baseline: { by: 'none', why: 'it compares no neurons with each other' },
  history: { leastWindowMs: 0 },
  isUsual: true,
};

/** Spikes per neuron and second, Hz, of `spikes` spikes of `size` neurons in `windowMs`. */
export function meanRateHz(spikes: number, size: number, windowMs: number): Measured {
  return windowMs > 0 && size > 0
    ? { value: (1000 * spikes) / (size * windowMs) }
    : undefinedMeasure('the window is empty');
}
