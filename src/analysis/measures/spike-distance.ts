import type { SpikeTimes, Window } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { lowerBound, undefinedMeasure } from '../trains.ts';
import { forEachCommonPiece, type IntervalPieces, intervalPieces, withSpikes } from './interval-pieces.ts';
import type { Measure } from './measure.ts';

export const spikeDistance: Measure = {
  id: 'spikeDistance',
  name: 'SPIKE-distance',
  symbol: 'D_S',
  formula:
    'D_S = \\frac{1}{T}\\int \\frac{S_1 \\nu_2 + S_2 \\nu_1}{2\\,\\langle\\nu\\rangle^2}\\,dt,\\quad S_n = \\frac{\\Delta_P\\,(t_F - t) + \\Delta_F\\,(t - t_P)}{\\nu_n}',
  unit: '1',
  range: '0 (same spikes) to below 1; Poisson trains about 0.3',
  undefinedWhen: 'fewer than two neurons, or an empty window',
  source: 'Kreuz et al., J. Neurophysiol. 109:1457 (2013); edges as in Kreuz et al., J. Neurophysiol. 113:3432 (2015)',
};

/** A function that is linear between `timesMs[k]` (value `starts[k]`) and `timesMs[k + 1]` (value `ends[k]`). */
export interface LinearPieces {
  readonly timesMs: Float64Array;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

/** A train's pieces with the distance to the other train's spikes at the start and at the end of each. */
interface Differences extends IntervalPieces {
  readonly atStart: Float64Array;
  readonly atEnd: Float64Array;
}

/** Time-resolved SPIKE-distance of two trains over the window. */
export function spikeDistanceProfile(first: SpikeTimes, second: SpikeTimes, window: Window): LinearPieces {
  const [one, two] = [withSpikes(first, window), withSpikes(second, window)];
  const a = differences(one, two, window);
  const b = differences(two, one, window);
  const timesMs: number[] = [window.fromMs];
  const starts: number[] = [];
  const ends: number[] = [];
  forEachCommonPiece(a, b, (i, j, from, to) => {
    const [x, y] = [a.intervals[i] ?? 0, b.intervals[j] ?? 0];
    const dissimilarity = (time: number): number =>
      (differenceAt(a, i, time) * y + differenceAt(b, j, time) * x) / (0.5 * (x + y) ** 2);
    starts.push(dissimilarity(from));
    ends.push(dissimilarity(to));
    timesMs.push(to);
  });
  return { timesMs: Float64Array.from(timesMs), starts: Float64Array.from(starts), ends: Float64Array.from(ends) };
}

/** Mean of the profile over the window. */
export function spikeDistanceOf(first: SpikeTimes, second: SpikeTimes, window: Window): Measured {
  const length = window.toMs - window.fromMs;
  if (!(length > 0)) return undefinedMeasure('the window is empty');
  const { timesMs, starts, ends } = spikeDistanceProfile(first, second, window);
  let sum = 0;
  starts.forEach((start, k) => {
    sum += ((timesMs[k + 1] ?? 0) - (timesMs[k] ?? 0)) * 0.5 * (start + (ends[k] ?? 0));
  });
  return { value: sum / length };
}

/** Before the first and after the last spike the difference stays what it is at that spike. */
function differences(own: SpikeTimes, other: SpikeTimes, window: Window): Differences {
  const pieces = intervalPieces(own, window);
  const aided = withAuxiliarySpikes(other, window);
  const nearest = own.map((time) => distanceToNearest(time, aided));
  const [first, last] = [nearest[0] ?? 0, nearest[nearest.length - 1] ?? 0];
  return { ...pieces, atStart: Float64Array.of(first, ...nearest), atEnd: Float64Array.of(...nearest, last) };
}

function differenceAt({ starts, atStart, atEnd }: Differences, piece: number, time: number): number {
  const [from, to] = [starts[piece] ?? 0, starts[piece + 1] ?? 0];
  const [d, e] = [atStart[piece] ?? 0, atEnd[piece] ?? 0];
  return to > from ? (d * (to - time) + e * (time - from)) / (to - from) : d;
}

/** Spikes at the edges, or beyond by the neighbouring interval where that is longer. */
function withAuxiliarySpikes(times: SpikeTimes, { fromMs, toMs }: Window): Float64Array {
  const n = times.length;
  const at = (k: number): number => times[k] ?? Number.NaN;
  const before = n > 1 ? Math.min(fromMs, 2 * at(0) - at(1)) : fromMs;
  const after = n > 1 ? Math.max(toMs, 2 * at(n - 1) - at(n - 2)) : toMs;
  return Float64Array.of(before, ...times, after);
}

function distanceToNearest(time: number, ascending: Float64Array): number {
  const next = lowerBound(ascending, time);
  const after = (ascending[next] ?? Number.POSITIVE_INFINITY) - time;
  const before = time - (ascending[next - 1] ?? Number.NEGATIVE_INFINITY);
  return Math.min(before, after);
}
