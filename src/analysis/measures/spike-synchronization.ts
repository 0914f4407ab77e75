import { forEachPair, type SpikeTimes, type Window } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import type { Measure } from './measure.ts';

export const spikeSynchronization: Measure = {
  id: 'spikeSync',
  name: 'SPIKE-synchronization',
  symbol: 'S_C',
  formula:
    'S_C = \\langle C_k \\rangle,\\quad C_k = 1 \\text{ where } |t_i - t_j| < \\tau_{ij} = \\tfrac12 \\min(\\text{neighbouring intervals})',
  unit: '1',
  range: '0 (no coincidence) to 1 (every spike has its partner in every other neuron, silent ones included)',
  undefinedWhen: 'fewer than two neurons fire twice',
  source: 'Kreuz, Mulansky & Bozanic, J. Neurophysiol. 113:3432 (2015)',
};

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
