import { overPairs } from '../averages.ts';
import { forEachCommonPiece, intervalPieces, withSpikes } from '../interval-pieces.ts';
import type { SpikeTimes, Window } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import type { PairComparison, PopulationMeasure } from './measure.ts';

const pair: PairComparison = {
  alike: 0,
  of: (first, second, window) => isiDistanceOf(first, second, window).value ?? Number.NaN,
};

export const isiDistance: PopulationMeasure = {
  id: 'isiDistance',
  name: 'ISI-distance',
  label: 'ISI-distance',
  symbol: 'D_I',
  hint: '',
  unit: '1',
  digits: 2,
  bounds: [0, 1],
  range: '0 (same intervals) to below 1',
  formula:
    'D_I = \\frac{1}{T}\\int \\frac{|\\nu_1(t) - \\nu_2(t)|}{\\max(\\nu_1(t), \\nu_2(t))}\\,dt,\\quad \\nu: \\text{present interval}',
  undefinedWhen: 'fewer than two neurons fire (silent ones do not count), or the window is empty',
  source:
    'Kreuz et al., J. Neurosci. Methods 165:151 (2007); edges as in Kreuz et al., J. Neurophysiol. 113:3432 (2015)',
  scope: 'within',
  needs: 'pairs',
  of: overPairs(pair.of),
  baseline: { by: 'surrogates' },
  history: { leastWindowMs: 0 },
  pair,
};

/** Mean over the window of the relative difference of the present intervals of two trains. */
export function isiDistanceOf(first: SpikeTimes, second: SpikeTimes, window: Window): Measured {
  const length = window.toMs - window.fromMs;
  if (!(length > 0)) return undefinedMeasure('the window is empty');
  const a = intervalPieces(withSpikes(first, window), window);
  const b = intervalPieces(withSpikes(second, window), window);
  let sum = 0;
  forEachCommonPiece(a, b, (i, j, from, to) => {
    const [x, y] = [a.intervals[i] ?? 0, b.intervals[j] ?? 0];
    sum += ((to - from) * Math.abs(x - y)) / Math.max(x, y);
  });
  return { value: sum / length };
}
