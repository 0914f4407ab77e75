import type { Trains } from '../../src/analysis/trains.ts';
import { groupByNeuron } from '../../src/analysis/trains.ts';
import type { MomentsBlock } from '../../src/contract/index.ts';

/** Worked examples on [0, 100] ms: B lags A by 2 ms, C has another period. */
export const A = [10, 30, 50, 70, 90];
export const B = [12, 32, 52, 72, 92];
export const C = [10, 35, 60, 85];

/** Spikes of neurons 0.. with the given times (ms) at dt = 1 ms or less, in order of time. */
export function spikesOf(trains: readonly (readonly number[])[], dtMs = 1) {
  const spikes = trains
    .flatMap((times, element) => times.map((timeMs) => ({ step: Math.round(timeMs / dtMs), element })))
    .sort((a, b) => a.step - b.step);
  return {
    steps: Int32Array.from(spikes, (spike) => spike.step),
    elements: Int32Array.from(spikes, (spike) => spike.element),
  };
}

export function trainsOf(trains: readonly (readonly number[])[], dtMs = 1): Trains {
  return groupByNeuron(spikesOf(trains, dtMs), trains.length, dtMs);
}

/** Moments of rows sampled every step from `firstStep` on. */
export function blockOf(rows: readonly ArrayLike<number>[], firstStep: number): MomentsBlock {
  const samples = rows[0]?.length ?? 0;
  const at = (i: number, s: number) => rows[i]?.[s] ?? 0;
  const means = Array.from(
    { length: samples },
    (_, s) => rows.reduce((sum, _row, i) => sum + at(i, s), 0) / rows.length,
  );
  const total = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0);
  return {
    firstStep,
    endStep: firstStep + samples,
    samples,
    meanSum: total(means),
    meanSquareSum: total(means.map((m) => m * m)),
    sums: Float64Array.from(rows, (row) => total(Array.from(row))),
    squareSums: Float64Array.from(rows, (row) => total(Array.from(row, (x) => x * x))),
  };
}

/** Uniform white noise in [-1, 1) from mulberry32: the same in every run. */
export function noise(seed: number, length: number): Float64Array {
  let state = Math.imul(seed + 1, 0x9e3779b9);
  return Float64Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2147483648 - 1;
  });
}
