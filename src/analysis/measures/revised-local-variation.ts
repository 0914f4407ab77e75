import { overNeurons } from '../averages.ts';
import { NO_TWO_INTERVALS, ofNeighbours } from '../neighbouring-intervals.ts';
import type { SpikeTimes } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import type { PopulationMeasure } from './measure.ts';

export const revisedLocalVariation: PopulationMeasure = {
  id: 'lvr',
  name: 'Revised local variation of intervals',
  label: 'LvR',
  symbol: 'L_{VR}',
  hint: 'of ISI, R = 5 ms',
  unit: '1',
  digits: 2,
  bounds: [0, Number.POSITIVE_INFINITY],
  range: '0 regular, about 1 Poisson',
  formula:
    'L_{VR} = 3\\left\\langle \\left(1 - \\frac{4 I_k I_{k+1}}{(I_k + I_{k+1})^2}\\right)\\left(1 + \\frac{4R}{I_k + I_{k+1}}\\right) \\right\\rangle_k',
  undefinedWhen: 'no neuron fired three spikes (two intervals) in the window',
  source: 'Shinomoto et al., PLoS Comput. Biol. 5:e1000433 (2009); refractoriness R = 5 ms',
  scope: 'within',
  needs: 'trains',
  of: overNeurons((times) => revisedLocalVariationOf(times), NO_TWO_INTERVALS),
  baseline: { by: 'none', why: 'it compares no neurons with each other' },
  history: { leastWindowMs: 0 },
};

/** `refractorinessMs`: the R of the formula. */
export function revisedLocalVariationOf(times: SpikeTimes, refractorinessMs = 5): Measured {
  return ofNeighbours(times, (a, b) => 3 * (1 - (4 * a * b) / (a + b) ** 2) * (1 + (4 * refractorinessMs) / (a + b)));
}
