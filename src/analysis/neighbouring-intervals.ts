import type { SpikeTimes } from './spike-times.ts';
import type { Measured } from './trains.ts';
import { undefinedMeasure } from './trains.ts';

/** Intervals that differ by no more than so many roundings of the times are the same. */
const ROUNDINGS = 4 * Number.EPSILON;

/** Mean of a function of neighbouring intervals; intervals that are both 0 do not count. */
export function ofNeighbours(times: SpikeTimes, value: (first: number, second: number) => number): Measured {
  let sum = 0;
  let count = 0;
  for (let k = 0; k + 2 < times.length; k++) {
    const middle = times[k + 1] ?? 0;
    const first = middle - (times[k] ?? 0);
    const last = times[k + 2] ?? 0;
    const second = last - middle;
    if (first + second <= 0) continue;
    sum += Math.abs(second - first) <= ROUNDINGS * Math.abs(last) ? value(first, first) : value(first, second);
    count += 1;
  }
  return count > 0 ? { value: sum / count } : undefinedMeasure('fewer than three spikes in the window');
}

/** Why the mean over neurons has no value. */
export const NO_TWO_INTERVALS = 'no neuron fired three spikes in the window';
