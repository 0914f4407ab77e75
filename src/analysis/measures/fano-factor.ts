import { mean } from 'd3-array';
import { type PopulationRecord, spikesWithin } from '../record.ts';
import type { SpikeTimes, Window } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import type { PopulationMeasure } from './measure.ts';

export const fanoFactor: PopulationMeasure = {
  id: 'fano',
  name: 'Fano factor of spike counts',
  label: 'Fano factor',
  symbol: 'F',
  hint: 'population, 10 ms',
  unit: '1',
  digits: 2,
  bounds: [0, Number.POSITIVE_INFINITY],
  range: '0 regular, 1 Poisson, above 1 more variable',
  formula: 'F = \\frac{\\mathrm{Var}(n)}{\\langle n \\rangle}',
  undefinedWhen: 'there is no spike or but one, or the window holds less than two bins',
  source: 'Fano, Phys. Rev. 72:26 (1947); variance of the population (divisor n)',
  scope: 'within',
  needs: 'trains',
  of: ofPopulation,
  baseline: { by: 'surrogates' },
  history: { leastWindowMs: 0 },
};

/** Of the counts of the whole population, in bins of 10 ms. */
function ofPopulation(record: PopulationRecord): Measured {
  const { spikes, trains, window } = record;
  const times = new Float64Array(spikes.steps.length);
  for (let k = 0; k < times.length; k++) times[k] = (spikes.steps[k] ?? 0) * trains.dtMs;
  // Of one spike it is 1 - 1/n, whenever it comes.
  if (spikesWithin(record) === 1) return undefinedMeasure('there is but one spike in the window');
  return fanoFactorOf(times, window, 10);
}

/** Number of spikes in each whole half-open bin from fromMs on; a shorter last part does not count. */
export function binnedCounts(times: SpikeTimes, { fromMs, toMs }: Window, binMs: number): Float64Array {
  const counts = new Float64Array(Math.max(0, Math.floor((toMs - fromMs) / binMs + 1e-9)));
  for (const time of times) {
    const bin = Math.floor((time - fromMs) / binMs + 1e-9);
    if (bin >= 0 && bin < counts.length) counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** Variance over mean of the counts in bins, of one train or of a population's spikes together. */
export function fanoFactorOf(times: SpikeTimes, window: Window, binMs: number): Measured {
  const counts = binnedCounts(times, window, binMs);
  if (counts.length < 2) return undefinedMeasure('the window holds less than two bins');
  const middle = mean(counts) ?? 0;
  if (middle === 0) return undefinedMeasure('there is no spike in the window');
  const variance = mean(counts, (n) => (n - middle) ** 2) ?? 0;
  return { value: variance / middle };
}
