import type { SpikeTimes } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import type { Measure } from './measure.ts';

const UNDEFINED = 'no neuron fired three spikes (two intervals) in the window';

export const cv2: Measure = {
  id: 'cv2',
  name: 'CV2 of neighbouring intervals',
  symbol: 'CV_2',
  formula: '\\mathrm{CV_2} = \\left\\langle \\frac{2\\,|I_{k+1} - I_k|}{I_{k+1} + I_k} \\right\\rangle_k',
  unit: '1',
  range: '0 regular, 1 Poisson, at most 2; blind to slow changes of rate',
  undefinedWhen: UNDEFINED,
  source: 'Holt et al., J. Neurophysiol. 75:1806 (1996)',
};

export const localVariation: Measure = {
  id: 'lv',
  name: 'Local variation of intervals',
  symbol: 'L_V',
  formula: 'L_V = 3\\left\\langle \\left(\\frac{I_k - I_{k+1}}{I_k + I_{k+1}}\\right)^2 \\right\\rangle_k',
  unit: '1',
  range: '0 regular, 1 Poisson, at most 3; blind to slow changes of rate',
  undefinedWhen: UNDEFINED,
  source: 'Shinomoto, Shima & Tanji, Neural Comput. 15:2823 (2003)',
};

export const revisedLocalVariation: Measure = {
  id: 'lvr',
  name: 'Revised local variation of intervals',
  symbol: 'L_{VR}',
  formula:
    'L_{VR} = 3\\left\\langle \\left(1 - \\frac{4 I_k I_{k+1}}{(I_k + I_{k+1})^2}\\right)\\left(1 + \\frac{4R}{I_k + I_{k+1}}\\right) \\right\\rangle_k',
  unit: '1',
  range: '0 regular, about 1 Poisson',
  undefinedWhen: UNDEFINED,
  source: 'Shinomoto et al., PLoS Comput. Biol. 5:e1000433 (2009); refractoriness R = 5 ms',
};

/** Intervals that differ by no more than so many roundings of the times are the same. */
const ROUNDINGS = 4 * Number.EPSILON;

/** Mean of a function of neighbouring intervals; intervals that are both 0 do not count. */
function ofNeighbours(times: SpikeTimes, value: (first: number, second: number) => number): Measured {
  let sum = 0;
  let count = 0;
  for (let k = 0; k + 2 < times.length; k++) {
    const middle = times[k + 1] ?? 0;
    const first = middle - (times[k] ?? 0);
    const last = times[k + 2] ?? 0;
    const second = last - middle;
    if (first + second <= 0) continue;
    sum += Math.abs(second - first) <= ROUNDINGS * Math.abs(last) ? value(first, first) : value(first, second);
    count += 1;
  }
  return count > 0 ? { value: sum / count } : undefinedMeasure('fewer than three spikes in the window');
}

export function cv2Of(times: SpikeTimes): Measured {
  return ofNeighbours(times, (a, b) => (2 * Math.abs(b - a)) / (a + b));
}

export function localVariationOf(times: SpikeTimes): Measured {
  return ofNeighbours(times, (a, b) => 3 * ((a - b) / (a + b)) ** 2);
}

/** `refractorinessMs`: the R of the formula. */
export function revisedLocalVariationOf(times: SpikeTimes, refractorinessMs = 5): Measured {
  return ofNeighbours(times, (a, b) => 3 * (1 - (4 * a * b) / (a + b) ** 2) * (1 + (4 * refractorinessMs) / (a + b)));
}
