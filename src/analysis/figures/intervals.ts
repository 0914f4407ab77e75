import { mean } from 'd3-array';
import { intervalsOf } from '../spike-times.ts';
import { chosenTrains, latestWindow, type Observation } from './figure.ts';

export interface IntervalsOptions {
  /** How far back spikes are counted, the width of a bin, and the end of the axis, ms. */
  readonly windowMs: number;
  readonly binMs: number;
  readonly mostMs: number;
  /** Indices; none: all neurons. */
  readonly neurons: readonly number[];
}

/** Inter-spike intervals of some neurons of the first population. */
export interface IntervalHistogram {
  readonly binMs: number;
  /** Intervals in each bin [k binMs, (k + 1) binMs). */
  readonly counts: Float64Array;
  /** All intervals, those beyond the axis too; `beyond` of them lie there. */
  readonly intervals: number;
  readonly beyond: number;
  readonly meanMs: number;
  /** Standard deviation over mean; null with fewer than two intervals. */
  readonly cv: number | null;
}

/** Room for rounding where an interval ends on the edge of a bin: 3 x .1 is less than .3. */
const EDGE = 1e-9;

/** Null: no neuron has fired twice. */
export function intervalsFigure(
  observation: Observation,
  { windowMs, binMs, mostMs, neurons }: IntervalsOptions,
): IntervalHistogram | null {
  const trains = chosenTrains(observation, latestWindow(observation, windowMs), neurons);
  const intervals = (trains?.times ?? []).flatMap((times) => [...intervalsOf(times)]);
  if (intervals.length === 0) return null;
  const counts = new Float64Array(Math.max(1, Math.ceil(mostMs / binMs - EDGE)));
  let beyond = 0;
  for (const interval of intervals) {
    const bin = Math.floor(interval / binMs + EDGE);
    if (bin < counts.length) counts[bin] = (counts[bin] ?? 0) + 1;
    else beyond += 1;
  }
  const meanMs = mean(intervals) ?? 0;
  const variance = mean(intervals, (interval) => (interval - meanMs) ** 2) ?? 0;
  const cv = intervals.length < 2 ? null : Math.sqrt(variance) / meanMs;
  return { binMs, counts, intervals: intervals.length, beyond, meanMs, cv };
}
