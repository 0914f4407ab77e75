import { overPairs } from '../averages.ts';
import type { SpikeTimes, Window } from '../spike-times.ts';
import type { PairComparison, PopulationMeasure } from './measure.ts';
import { coincidences } from './spike-synchronization.ts';

const pair: PairComparison = { alike: 1, of: eventSynchronizationOf };

export const eventSynchronization: PopulationMeasure = {
  id: 'eventSync',
  name: 'Event synchronization',
  label: 'event synchronization',
  symbol: 'Q',
  hint: '',
  unit: '1',
  digits: 2,
  bounds: [0, 1],
  range:
    '0 (no coincidence) to 1 (each spike of one has its partner in the other); neurons that fire once or not at all do not count',
  formula:
    'Q = \\frac{c(x|y) + c(y|x)}{\\sqrt{m_x m_y}},\\quad c(x|y) = \\#\\{(i, j): 0 < t^x_i - t^y_j < \\tau_{ij}\\} + \\tfrac12 \\#\\{(i, j): t^x_i = t^y_j\\},\\quad \\tau_{ij} = \\tfrac12 \\min(\\text{neighbouring intervals})',
  undefinedWhen: 'fewer than two neurons fire twice',
  source: 'Quian Quiroga, Kreuz & Grassberger, Phys. Rev. E 66:041904 (2002)',
  scope: 'within',
  needs: 'pairs',
  of: overPairs(pair.of, 2),
  baseline: { by: 'surrogates' },
  history: { leastWindowMs: 0, wholeRange: true },
  pair,
};

/**
 * Q of two trains that fire. Each coincidence is counted once, half in each direction where both spike at one time; a spike
 * exactly in the middle between two of the other train coincides with neither (the paper's "at most tau" would count it
 * twice, and let Q exceed 1). Intervals that are unknown, before the first spike and after the last, do not bound tau, which
 * is at most half the window: of two single spikes it would be that, so that the mean leaves out neurons that fire once.
 */
export function eventSynchronizationOf(first: SpikeTimes, second: SpikeTimes, window: Window): number {
  const { coincident } = coincidences(first, second, window);
  return coincident / 2 / Math.sqrt(first.length * second.length);
}
