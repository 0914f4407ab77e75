import { addLags, emptyCorrelogram } from '../lags.ts';
import type { SpikeTimes, Window } from '../spike-times.ts';
import { latestWindow, type Observation, sampledFiringTrains } from './figure.ts';

export interface CorrelogramOptions {
  /** How far back spikes are counted, the largest lag, and the width of a bin of lags, ms. */
  readonly windowMs: number;
  readonly lagMs: number;
  readonly binMs: number;
}

/** Coincidences by lag over what independent trains of these rates would have: 1 is chance. */
export interface RelativeCorrelogram {
  readonly lagsMs: Float64Array;
  readonly values: Float64Array;
}

/** Neurons of each population: 2450 ordered pairs within one, 2500 between two. */
const NEURONS = 50;

/** Of the first two populations, or within the only one; null where there are no pairs of spikes to compare. */
export function correlogramFigure(
  observation: Observation,
  { windowMs, lagMs, binMs }: CorrelogramOptions,
): RelativeCorrelogram | null {
  const window = latestWindow(observation, windowMs);
  const [first, second] = sampledFiringTrains(observation, window, NEURONS);
  return first === undefined ? null : relativeCorrelogram(first.times, second?.times ?? null, window, lagMs, binMs);
}

/** Of each train with each of the others: of the second population, or (null) of the same. */
export function relativeCorrelogram(
  first: readonly SpikeTimes[],
  second: readonly SpikeTimes[] | null,
  { fromMs, toMs }: Window,
  maxLagMs: number,
  binMs: number,
): RelativeCorrelogram | null {
  const lags = emptyCorrelogram(maxLagMs, binMs);
  const lengthMs = toMs - fromMs;
  let products = 0;
  first.forEach((a, i) => {
    (second ?? first).forEach((b, j) => {
      if (second === null && i === j) return;
      addLags(lags, a, b);
      products += a.length * b.length;
    });
  });
  if (products === 0 || lengthMs <= maxLagMs) return null;
  const { lagsMs, counts } = lags;
  // At a lag of L, only what is longer than L of the window can hold pairs.
  const chance = (lag: number): number => (products * binMs * (lengthMs - Math.abs(lag))) / lengthMs ** 2;
  return { lagsMs, values: counts.map((count, k) => count / chance(lagsMs[k] ?? 0)) };
}
