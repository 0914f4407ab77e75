import { ofSeveral } from '../averages.ts';
import type { Measured, Trains } from '../trains.ts';
import { entriesWithin, firstStepFrom, trainOf, undefinedMeasure } from '../trains.ts';
import type { PopulationMeasure } from './measure.ts';

export const spikeCountCorrelation: PopulationMeasure = {
  id: 'correlation',
  name: 'Mean pairwise spike-count correlation (5 ms bins)',
  label: 'pair correlation',
  symbol: 'r',
  hint: '5 ms',
  unit: '1',
  digits: 2,
  bounds: [-1, 1],
  range: '−1/(N−1) to 1; independent 0',
  formula: 'r = \\left\\langle \\frac{\\mathrm{Cov}(n_i, n_j)}{\\sigma(n_i)\\,\\sigma(n_j)} \\right\\rangle_{i<j}',
  undefinedWhen: 'fewer than two neurons fire twice, or have counts that vary from bin to bin',
  source: 'Pearson, over all pairs; Cohen & Kohn, Nat. Neurosci. 14:811 (2011)',
  scope: 'within',
  needs: 'trains',
  of: ofSeveral(({ trains, window }) => meanCountCorrelation(trains, window.fromMs, window.toMs)),
  baseline: { by: 'surrogates' },
  history: { leastWindowMs: 0 },
  isUsual: true,
};

/** Bin of the counts, ms. */
const CORRELATION_BIN_MS = 5;

/**
 * Mean over all pairs of neurons with varying counts, exact for any size. With z_i the standardised counts of K neurons,
 * the mean of r over pairs is (Var_t(sum of z_i) - K) / (K (K - 1)): one pass over the spikes and no loop over pairs.
 * Half-open bins from fromMs; a last part that is shorter than a bin does not count.
 */
export function meanCountCorrelation(
  trains: Trains,
  fromMs: number,
  toMs: number,
  binMs = CORRELATION_BIN_MS,
): Measured {
  const bins = Math.floor((toMs - fromMs) / binMs + 1e-9);
  if (bins < 2) return undefinedMeasure('the window holds less than two bins');
  const from = firstStepFrom(fromMs, trains.dtMs);
  const to = firstStepFrom(fromMs + bins * binMs, trains.dtMs);
  const standardised = new Float64Array(bins);
  let shift = 0;
  let varying = 0;
  let firing = 0;
  for (let i = 0; i < trains.size; i++) {
    const train = trainOf(trains, i);
    const [first, end] = entriesWithin(train, from, to);
    const binOf = (k: number) =>
      Math.min(bins - 1, Math.floor(((train[k] ?? 0) * trains.dtMs - fromMs) / binMs + 1e-9));
    if (end - first > 1) firing += 1;
    const mean = (end - first) / bins;
    const variance = sumOfSquaredCounts(first, end, binOf) / bins - mean * mean;
    if (!(variance > 1e-12)) continue;
    const scale = 1 / Math.sqrt(variance);
    for (let k = first; k < end; k++) standardised[binOf(k)] = (standardised[binOf(k)] ?? 0) + scale;
    shift += mean * scale;
    varying += 1;
  }
  // One coincidence is no correlation.
  if (firing < 2) return undefinedMeasure('fewer than two neurons fire twice in the window');
  if (varying < 2) return undefinedMeasure('fewer than two neurons have counts that vary from bin to bin');
  let squares = 0;
  for (const z of standardised) squares += (z - shift) ** 2;
  const value = (squares / bins - varying) / (varying * (varying - 1));
  // Rounding may go beyond what a mean of correlations can be.
  return { value: Math.max(-1, Math.min(1, value)), support: { neurons: varying, of: trains.size } };
}

/** Sum over bins of count squared; spikes ascend, so those of a bin stand together. */
function sumOfSquaredCounts(first: number, end: number, binOf: (k: number) => number): number {
  let sum = 0;
  let count = 0;
  for (let k = first; k < end; k++) {
    count += 1;
    if (k + 1 === end || binOf(k + 1) !== binOf(k)) {
      sum += count * count;
      count = 0;
    }
  }
  return sum;
}
