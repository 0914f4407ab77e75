import { FEW_FIRE_TWICE, ofSeveral } from '../averages.ts';
import { type PopulationRecord, pairedTrains } from '../record.ts';
import { forEachPair, type SpikeTimes, type Window } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import { binnedCounts } from './fano-factor.ts';
import type { PopulationMeasure } from './measure.ts';

export const wangBuzsakiCoherence: PopulationMeasure = {
  id: 'kappa',
  name: 'Coherence of spike trains in bins',
  label: 'κ',
  symbol: '\\kappa',
  hint: '',
  unit: '1',
  digits: 2,
  bounds: [0, 1],
  range: '0 to 1; asynchronous about rate times bin',
  formula:
    '\\kappa = \\left\\langle \\frac{\\sum_l X_i(l) X_j(l)}{\\sqrt{\\sum_l X_i(l) \\sum_l X_j(l)}} \\right\\rangle_{i<j},\\quad X \\in \\{0, 1\\}',
  undefinedWhen: 'fewer than two neurons fire twice; silent neurons do not count',
  source:
    'Wang & Buzsaki, J. Neurosci. 16:6402 (1996); their bin is a tenth of the period (here the mean one of the neurons that count)',
  scope: 'within',
  needs: 'pairs',
  of: ofSeveral(kappa),
  baseline: { by: 'surrogates' },
  history: { leastWindowMs: 0, wholeRange: true },
};

/** Of the neurons that fire twice, in bins of a tenth of their mean period, as Wang and Buzsaki have it. */
function kappa(record: PopulationRecord): Measured {
  const { trains, support } = pairedTrains(record, 2);
  if (trains.length < 2) return undefinedMeasure(FEW_FIRE_TWICE);
  const { fromMs, toMs } = record.window;
  const spikes = trains.reduce((sum, times) => sum + times.length, 0);
  const binMs = (0.1 * (toMs - fromMs) * trains.length) / spikes;
  const coherence = wangBuzsakiCoherenceOf(trains, record.window, binMs);
  return coherence.value === null ? coherence : { ...coherence, support };
}

/** Mean over the pairs of neurons that fired; bins of `binMs` hold a spike or none. */
export function wangBuzsakiCoherenceOf(trains: readonly SpikeTimes[], window: Window, binMs: number): Measured {
  const filled = trains
    .map((times) => binnedCounts(times, window, binMs).map((n) => (n > 0 ? 1 : 0)))
    .map((bins) => ({ bins, total: bins.reduce((sum, x) => sum + x, 0) }))
    .filter(({ total }) => total > 0);
  if (filled.length < 2) return undefinedMeasure('fewer than two neurons fired in the window');
  let [sum, pairs] = [0, 0];
  forEachPair(filled, (a, b) => {
    const common = a.bins.reduce((both, x, l) => both + x * (b.bins[l] ?? 0), 0);
    sum += common / Math.sqrt(a.total * b.total);
    pairs += 1;
  });
  return { value: sum / pairs };
}
