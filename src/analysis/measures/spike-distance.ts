import { overPairs } from '../averages.ts';
import { forEachCommonPiece, type IntervalPieces, intervalPieces, withSpikes } from '../interval-pieces.ts';
import type { SpikeTimes, Window } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import type { PairComparison, PopulationMeasure } from './measure.ts';

const pair: PairComparison = {
  alike: 0,
  of: (first, second, window) => spikeDistanceOf(first, second, window).value ?? Number.NaN,
};

export const spikeDistance: PopulationMeasure = {
  id: 'spikeDistance',
  name: 'SPIKE-distance',
  label: 'SPIKE-distance',
  symbol: 'D_S',
  hint: '',
  unit: '1',
  digits: 2,
  bounds: [0, 1],
  range: '0 (same spikes) to below 1; Poisson trains about 0.3',
  formula:
    'D_S = \\frac{1}{T}\\int \\frac{S_1 \\nu_2 + S_2 \\nu_1}{2\\,\\langle\\nu\\rangle^2}\\,dt,\\quad S_n = \\frac{\\Delta_P\\,(t_F - t) + \\Delta_F\\,(t - t_P)}{\\nu_n}',
  undefinedWhen: 'fewer than two neurons fire (silent ones do not count), or the window is empty',
  source: 'Kreuz et al., J. Neurophysiol. 109:1457 (2013); edges as in Kreuz et al., J. Neurophysiol. 113:3432 (2015)',
  scope: 'within',
  needs: 'pairs',
  of: overPairs(pair.of),
  baseline: { by: 'surrogates' },
  history: { leastWindowMs: 0 },
  pair,
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
  const timesMs: number[] = [window.fromMs];
  const starts: number[] = [];
  const ends: number[] = [];
  forEachDissimilarity(first, second, window, (start, end, _from, to) => {
    starts.push(start);
    ends.push(end);
    timesMs.push(to);
  });
  return { timesMs: Float64Array.from(timesMs), starts: Float64Array.from(starts), ends: Float64Array.from(ends) };
}

/** Calls with the dissimilarity at the start and at the end of each stretch on which it is linear. */
function forEachDissimilarity(
  first: SpikeTimes,
  second: SpikeTimes,
  window: Window,
  visit: (start: number, end: number, fromMs: number, toMs: number) => void,
): void {
  const [one, two] = [withSpikes(first, window), withSpikes(second, window)];
  const a = differences(one, two, window);
  const b = differences(two, one, window);
  forEachCommonPiece(a, b, (i, j, from, to) => {
    const x = a.intervals[i] ?? 0;
    const y = b.intervals[j] ?? 0;
    const scale = 0.5 * (x + y) ** 2;
    const start = (differenceAt(a, i, from) * y + differenceAt(b, j, from) * x) / scale;
    const end = (differenceAt(a, i, to) * y + differenceAt(b, j, to) * x) / scale;
    visit(start, end, from, to);
  });
}

/** Mean of the profile over the window. */
export function spikeDistanceOf(first: SpikeTimes, second: SpikeTimes, window: Window): Measured {
  const length = window.toMs - window.fromMs;
  if (!(length > 0)) return undefinedMeasure('the window is empty');
  let sum = 0;
  forEachDissimilarity(first, second, window, (start, end, from, to) => {
    sum += (to - from) * 0.5 * (start + end);
  });
  return { value: sum / length };
}

/** Before the first and after the last spike the difference stays what it is at that spike. */
function differences(own: SpikeTimes, other: SpikeTimes, window: Window): Differences {
  const pieces = intervalPieces(own, window);
  const aided = withAuxiliarySpikes(other, window);
  const n = own.length;
  // Nearest[k + 1] belongs to spike k; the first and the last hold to the edges.
  const nearest = new Float64Array(n + 2);
  let next = 0;
  for (let k = 0; k < n; k++) {
    const time = own[k] ?? 0;
    while (next < aided.length && (aided[next] ?? 0) < time) next += 1;
    const after = (aided[next] ?? Number.POSITIVE_INFINITY) - time;
    const before = time - (aided[next - 1] ?? Number.NEGATIVE_INFINITY);
    nearest[k + 1] = Math.min(before, after);
  }
  nearest[0] = nearest[1] ?? 0;
  nearest[n + 1] = nearest[n] ?? 0;
  return { ...pieces, atStart: nearest.subarray(0, n + 1), atEnd: nearest.subarray(1) };
}

function differenceAt({ starts, atStart, atEnd }: Differences, piece: number, time: number): number {
  const from = starts[piece] ?? 0;
  const to = starts[piece + 1] ?? 0;
  const d = atStart[piece] ?? 0;
  const e = atEnd[piece] ?? 0;
  return to > from ? (d * (to - time) + e * (time - from)) / (to - from) : d;
}

/** Spikes at the edges, or beyond by the neighbouring interval where that is longer. */
function withAuxiliarySpikes(times: SpikeTimes, { fromMs, toMs }: Window): Float64Array {
  const n = times.length;
  const at = (k: number): number => times[k] ?? Number.NaN;
  const before = n > 1 ? Math.min(fromMs, 2 * at(0) - at(1)) : fromMs;
  const after = n > 1 ? Math.max(toMs, 2 * at(n - 1) - at(n - 2)) : toMs;
  const aided = new Float64Array(n + 2);
  aided[0] = before;
  aided.set(times, 1);
  aided[n + 1] = after;
  return aided;
}
