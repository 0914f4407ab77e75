import type { IndicesInput } from './indices.ts';
import { chiOfMoments } from './measures/golomb-rinzel.ts';
import { isiCvOf } from './measures/isi-cv.ts';
import { meanOrderParameter, orderParameter } from './measures/kuramoto.ts';
import { meanRateHz } from './measures/mean-rate.ts';
import { meanCountCorrelation } from './measures/spike-count-correlation.ts';
import type { Measured } from './trains.ts';
import { entriesWithin, firstStepFrom, groupByNeuron } from './trains.ts';

export interface HistoryInput extends IndicesInput {
  /** Length of the sliding window, ms. */
  readonly windowMs: number;
  /** Distance between windows, ms. */
  readonly strideMs: number;
}

/** One value per window, parallel to `timesMs` (the windows' centres). NaN: undefined there. */
export interface SynchronyHistory {
  readonly timesMs: Float64Array;
  readonly chi: Float64Array;
  readonly R: Float64Array;
  readonly correlation: Float64Array;
  readonly cv: Float64Array;
  readonly rateHz: Float64Array;
}

/** Chi alone in the same windows: what a plot that streams can afford. */
export function chiHistory(input: Omit<HistoryInput, 'spikes'>): Pick<SynchronyHistory, 'timesMs' | 'chi'> {
  const { size, dtMs, fromMs, toMs, windowMs, strideMs, moments } = input;
  const windows = Math.max(0, Math.floor((toMs - fromMs - windowMs) / strideMs + 1e-9) + 1);
  const startOf = (k: number) => fromMs + k * strideMs;
  const chiFrom = (from: number): number =>
    size < 2 || moments === null
      ? Number.NaN
      : (chiOfMoments(moments, dtMs, from, from + windowMs).value ?? Number.NaN);
  return {
    timesMs: Float64Array.from({ length: windows }, (_, k) => startOf(k) + windowMs / 2),
    chi: Float64Array.from({ length: windows }, (_, k) => chiFrom(startOf(k))),
  };
}

/** The measures in windows [fromMs + k stride, + window) that end by toMs. */
export function synchronyHistory(input: HistoryInput): SynchronyHistory {
  const { size, dtMs, fromMs, toMs, windowMs, strideMs } = input;
  const windows = Math.max(0, Math.floor((toMs - fromMs - windowMs) / strideMs + 1e-9) + 1);
  const trains = groupByNeuron(input.spikes, size, dtMs);
  const phases = orderParameter(trains, fromMs, toMs);
  const startOf = (k: number) => fromMs + k * strideMs;
  const { timesMs, chi } = chiHistory(input);
  const overWindows = (measure: (from: number, to: number) => Measured) =>
    Float64Array.from({ length: windows }, (_, k) => measure(startOf(k), startOf(k) + windowMs).value ?? Number.NaN);
  const alone: Measured = { value: null, reason: '' };
  return {
    timesMs,
    chi,
    R: overWindows((from, to) => (size < 2 ? alone : meanOrderParameter(phases, from, to))),
    correlation: overWindows((from, to) => (size < 2 ? alone : meanCountCorrelation(trains, from, to))),
    cv: overWindows((from, to) => isiCvOf(trains, from, to)),
    rateHz: overWindows((from, to) => {
      const [first, end] = entriesWithin(input.spikes.steps, firstStepFrom(from, dtMs), firstStepFrom(to, dtMs));
      return meanRateHz(end - first, size, windowMs);
    }),
  };
}
