import type { SpikeTimes, Window } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import { forEachCommonPiece, intervalPieces, withSpikes } from './interval-pieces.ts';
import type { Measure } from './measure.ts';

export const isiDistance: Measure = {
  id: 'isiDistance',
  name: 'ISI-distance',
  symbol: 'D_I',
  formula:
    'D_I = \\frac{1}{T}\\int \\frac{|\\nu_1(t) - \\nu_2(t)|}{\\max(\\nu_1(t), \\nu_2(t))}\\,dt,\\quad \\nu: \\text{present interval}',
  unit: '1',
  range: '0 (same intervals) to below 1',
  undefinedWhen: 'fewer than two neurons fire (silent ones do not count), or the window is empty',
  source:
    'Kreuz et al., J. Neurosci. Methods 165:151 (2007); edges as in Kreuz et al., J. Neurophysiol. 113:3432 (2015)',
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
