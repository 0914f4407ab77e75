import { FEW_FIRE_TWICE, ofSeveral } from '../averages.ts';
import { PAIRED_NEURONS, type PopulationRecord, pairedTrains } from '../record.ts';
import { forEachPair, type SpikeTimes, type Window } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import type { PairComparison, PopulationMeasure } from './measure.ts';

/** Coincident spikes over all spikes of two trains. */
const pair: PairComparison = {
  alike: 1,
  of: (first, second, window) => {
    const { coincident, spikes } = coincidences(first, second, window);
    return spikes > 0 ? coincident / spikes : Number.NaN;
  },
};

export const spikeSynchronization: PopulationMeasure = {
  id: 'spikeSync',
  name: 'SPIKE-synchronization',
  label: 'SPIKE-synchronization',
  symbol: 'S_C',
  hint: '',
  unit: '1',
  digits: 2,
  bounds: [0, 1],
  range: '0 (no coincidence) to 1 (every spike has its partner in every other neuron, silent ones included)',
  formula:
    'S_C = \\langle C_k \\rangle,\\quad C_k = 1 \\text{ where } |t_i - t_j| < \\tau_{ij} = \\tfrac12 \\min(\\text{neighbouring intervals})',
  undefinedWhen: 'fewer than two neurons fire twice',
  source: 'Kreuz, Mulansky & Bozanic, J. Neurophysiol. 113:3432 (2015)',
  scope: 'within',
  needs: 'pairs',
  of: ofSeveral(synchronization),
  baseline: { by: 'surrogates' },
  history: { leastWindowMs: 0, wholeRange: true },
  pair,
};

const SAMPLE_ONCE = `of ${PAIRED_NEURONS} of the neurons that fire in the window, fewer than two fire twice`;

/**
 * A spike counts against every other neuron, also against silent ones: those of its partners that fire are so many of all
 * others. Spikes without neighbours in their trains would coincide across half the window: two neurons at least have to
 * fire twice.
 */
function synchronization(record: PopulationRecord): Measured {
  const { trains, firing, support } = pairedTrains(record, 1);
  if (trains.filter((times) => times.length > 1).length < 2)
    return undefinedMeasure(firing > trains.length ? SAMPLE_ONCE : FEW_FIRE_TWICE);
  const ofFiring = spikeSynchronizationOf(trains, record.window);
  if (ofFiring.value === null) return ofFiring;
  const value = (ofFiring.value * (firing - 1)) / (record.trains.size - 1);
  return firing === record.trains.size
    ? { value, support }
    : { value, support, note: 'silent neurons count as partners' };
}

/** Spikes of both trains that coincide, and how many spikes there are. */
export interface Coincidences {
  readonly coincident: number;
  readonly spikes: number;
}

/**
 * Coincident spikes of a pair: nearer than half of the shortest of the intervals around the two (and than maxTauMs). Each
 * spike has at most one partner; equality does not count.
 */
export function coincidences(
  a: SpikeTimes,
  b: SpikeTimes,
  window: Window,
  maxTauMs = Number.POSITIVE_INFINITY,
): Coincidences {
  let coincident = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [t, u] = [a[i] ?? 0, b[j] ?? 0];
    const tau = Math.min(0.5 * Math.min(window.toMs - window.fromMs, around(a, i), around(b, j)), maxTauMs);
    if (Math.abs(t - u) < tau) {
      coincident += 2;
      i += 1;
      j += 1;
    } else if (t < u) i += 1;
    else j += 1;
  }
  return { coincident, spikes: a.length + b.length };
}

/** Shorter of the intervals before and after a spike. */
function around(times: SpikeTimes, k: number): number {
  const time = times[k] ?? 0;
  const before = time - (times[k - 1] ?? Number.NEGATIVE_INFINITY);
  return Math.min(before, (times[k + 1] ?? Number.POSITIVE_INFINITY) - time);
}

/** Of all pairs of trains, pooled: coincident spikes over spikes. Trains without any spike are alike: 1. */
export function spikeSynchronizationOf(trains: readonly SpikeTimes[], window: Window, maxTauMs?: number): Measured {
  if (trains.length < 2) return undefinedMeasure('one neuron alone has no synchrony');
  let [coincident, spikes] = [0, 0];
  forEachPair(trains, (a, b) => {
    const pair = coincidences(a, b, window, maxTauMs);
    coincident += pair.coincident;
    spikes += pair.spikes;
  });
  return { value: spikes > 0 ? coincident / spikes : 1 };
}
