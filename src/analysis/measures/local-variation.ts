import { overNeurons } from '../averages.ts';
import { NO_TWO_INTERVALS, ofNeighbours } from '../neighbouring-intervals.ts';
import type { SpikeTimes } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import type { PopulationMeasure } from './measure.ts';

export const localVariation: PopulationMeasure = {
  id: 'lv',
  name: 'Local variation of intervals',
  label: 'LV',
  symbol: 'L_V',
  hint: 'of ISI',
  unit: '1',
  digits: 2,
  bounds: [0, 3],
  range: '0 regular, 1 Poisson, at most 3; blind to slow changes of rate',
  formula: 'L_V = 3\\left\\langle \\left(\\frac{I_k - I_{k+1}}{I_k + I_{k+1}}\\right)^2 \\right\\rangle_k',
  undefinedWhen: 'no neuron fired three spikes (two intervals) in the window',
  source: 'Shinomoto, Shima & Tanji, Neural Comput. 15:2823 (2003)',
  scope: 'within',
  needs: 'trains',
  of: overNeurons(localVariationOf, NO_TWO_INTERVALS),
  baseline: { by: 'none', why: 'it compares no neurons with each other' },
  history: { leastWindowMs: 0 },
};

export function localVariationOf(times: SpikeTimes): Measured {
  return ofNeighbours(times, (a, b) => 3 * ((a - b) / (a + b)) ** 2);
}
