import { overNeurons } from '../averages.ts';
import { NO_TWO_INTERVALS, ofNeighbours } from '../neighbouring-intervals.ts';
import type { SpikeTimes } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import type { PopulationMeasure } from './measure.ts';

export const cv2: PopulationMeasure = {
  id: 'cv2',
  name: 'CV2 of neighbouring intervals',
  label: 'CV₂',
  symbol: 'CV_2',
  hint: 'of ISI',
  unit: '1',
  digits: 2,
  bounds: [0, 2],
  range: '0 regular, 1 Poisson, at most 2; blind to slow changes of rate',
  formula: '\\mathrm{CV_2} = \\left\\langle \\frac{2\\,|I_{k+1} - I_k|}{I_{k+1} + I_k} \\right\\rangle_k',
  undefinedWhen: 'no neuron fired three spikes (two intervals) in the window',
  source: 'Holt et al., J. Neurophysiol. 75:1806 (1996)',
  scope: 'within',
  needs: 'trains',
  of: overNeurons(cv2Of, NO_TWO_INTERVALS),
  baseline: { by: 'none', why: 'it compares no neurons with each other' },
  history: { leastWindowMs: 0 },
};

export function cv2Of(times: SpikeTimes): Measured {
  return ofNeighbours(times, (a, b) => (2 * Math.abs(b - a)) / (a + b));
}
