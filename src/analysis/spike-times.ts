import type { Trains } from './trains.ts';
import { entriesWithin, firstStepFrom, trainOf } from './trains.ts';

/** Ascending spike times of one neuron in ms, all within a window [fromMs, toMs]. */
export type SpikeTimes = Float64Array;

/** A window of analysis, ms. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Spike times of a neuron in [fromMs, toMs). */
export function spikeTimesOf(trains: Trains, neuron: number, { fromMs, toMs }: Window): SpikeTimes {
  const train = trainOf(trains, neuron);
  const from = firstStepFrom(fromMs, trains.dtMs);
  const [first, end] = entriesWithin(train, from, firstStepFrom(toMs, trains.dtMs));
  const times = new Float64Array(end - first);
  for (let k = first; k < end; k++) times[k - first] = (train[k] ?? 0) * trains.dtMs;
  return times;
}

/** Inter-spike intervals, ms. */
export function intervalsOf(times: SpikeTimes): Float64Array {
  const intervals = new Float64Array(Math.max(0, times.length - 1));
  for (let k = 0; k < intervals.length; k++) intervals[k] = (times[k + 1] ?? 0) - (times[k] ?? 0);
  return intervals;
}

/** At most `count` neurons of `size`, evenly spread and always the same: what all pairs of would be too many. */
export function sampledNeurons(size: number, count: number): Int32Array {
  const taken = Math.min(size, count);
  return Int32Array.from({ length: taken }, (_, k) => Math.floor((k * size) / taken));
}

/** Neurons that fire at least so often in [fromMs, toMs). */
export function neuronsThatFire(trains: Trains, { fromMs, toMs }: Window, leastSpikes: number): Int32Array {
  const [from, to] = [firstStepFrom(fromMs, trains.dtMs), firstStepFrom(toMs, trains.dtMs)];
  const found: number[] = [];
  for (let i = 0; i < trains.size; i++) {
    const [first, end] = entriesWithin(trainOf(trains, i), from, to);
    if (end - first >= leastSpikes) found.push(i);
  }
  return Int32Array.from(found);
}

/** Calls with each pair i < j of the trains. */
export function forEachPair<T>(items: readonly T[], visit: (a: T, b: T) => void): void {
  items.forEach((a, i) => {
    for (let j = i + 1; j < items.length; j++) visit(a, items[j] as T);
  });
}
