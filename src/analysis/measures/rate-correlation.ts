import { binnedRate, type PopulationPair, RATE_BIN_MS, spikesWithin } from '../record.ts';
import type { Placed } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import type { BetweenMeasure } from './measure.ts';

export const rateCorrelation: BetweenMeasure = {
  id: 'rateCorrelation',
  name: 'Largest cross-correlation of two rates',
  label: 'rate correlation',
  symbol: '\\max_\\tau c(\\tau)',
  hint: 'largest within 100 ms, in bins of 1 ms',
  unit: '1',
  digits: 2,
  bounds: [-1, 1],
  range: '−1 to 1; a peak at a positive lag: y follows x',
  formula:
    'c(\\tau) = \\frac{1}{n\\,\\sigma_x \\sigma_y} \\sum_t \\left(x(t) - \\bar x\\right)\\left(y(t + \\tau) - \\bar y\\right)',
  undefinedWhen:
    'a population has fewer than ten spikes, a rate is constant, or the window is shorter than twice the largest lag',
  source: 'Box & Jenkins, Time Series Analysis (1970)',
  scope: 'between',
  needs: 'trains',
  of: correlationOf,
  baseline: { by: 'surrogates' },
  atUnit: 'ms',
};

/** Largest lag at which two rates are correlated, ms. */
const MOST_LAG_MS = 100;
/** With fewer spikes than this, two rates are alike at some lag by chance. */
const LEAST_SPIKES = 10;

function correlationOf({ first, second }: PopulationPair): Placed {
  if ([first, second].some((record) => spikesWithin(record) < LEAST_SPIKES)) {
    const few = undefinedMeasure(`a population has fewer than ${LEAST_SPIKES} spikes in the window`);
    return { value: few, at: few };
  }
  return rateCorrelationPeak(binnedRate(first), binnedRate(second), RATE_BIN_MS, MOST_LAG_MS);
}

/** The largest value within lags of at most `maxLagMs`, and its lag; of equal ones that of the least lag. */
export function rateCorrelationPeak(x: Float64Array, y: Float64Array, strideMs: number, maxLagMs: number): Placed {
  const both = (reason: string): Placed => ({
    value: undefinedMeasure(reason),
    at: undefinedMeasure(reason),
  });
  const n = Math.min(x.length, y.length);
  const reach = Math.round(maxLagMs / strideMs);
  if (n < 2 * reach) return both(`the window is shorter than twice the largest lag, ${maxLagMs} ms`);
  const [a, b] = [deviations(x.subarray(0, n)), deviations(y.subarray(0, n))];
  const scale = Math.sqrt(squareSum(a) * squareSum(b));
  if (!(scale > 0)) return both('a rate is constant in the window');
  let best = { value: Number.NEGATIVE_INFINITY, lag: 0 };
  for (let k = 0; k <= 2 * reach; k++) {
    // 0, 1, -1, 2, -2 and so on: of equal values the first is kept.
    const lag = (k % 2 === 0 ? -1 : 1) * Math.ceil(k / 2);
    let sum = 0;
    for (let t = Math.max(0, -lag); t < Math.min(n, n - lag); t++) sum += (a[t] ?? 0) * (b[t + lag] ?? 0);
    if (sum / scale > best.value) best = { value: sum / scale, lag };
  }
  return { value: { value: best.value }, at: { value: best.lag === 0 ? 0 : best.lag * strideMs } };
}

function deviations(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return values.map((x) => x - mean);
}

const squareSum = (values: Float64Array): number => values.reduce((sum, x) => sum + x * x, 0);
