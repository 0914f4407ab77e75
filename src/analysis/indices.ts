import type { MomentsBlock } from '../contract/index.ts';
import { chiOfMoments } from './measures/golomb-rinzel.ts';
import { isiCvOf } from './measures/isi-cv.ts';
import { meanOrderParameter, orderParameter } from './measures/kuramoto.ts';
import { meanRateHz } from './measures/mean-rate.ts';
import type { IndexId } from './measures/measure.ts';
import { meanCountCorrelation } from './measures/spike-count-correlation.ts';
import type { Measured, Spikes } from './trains.ts';
import { entriesWithin, firstStepFrom, groupByNeuron } from './trains.ts';

export interface IndicesInput {
  /** All spikes of the run, ordered by step (phases need the spikes around the window). */
  readonly spikes: Spikes;
  readonly size: number;
  readonly dtMs: number;
  /** Analysis window [fromMs, toMs). */
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the membrane potential; null or empty: chi is undefined. */
  readonly moments: readonly MomentsBlock[] | null;
}

/** Activity and synchrony of a population in a window; null: undefined there, and `reasons` says why. */
export interface PopulationIndices {
  readonly spikes: number;
  readonly rateHz: number;
  readonly cv: number | null;
  readonly chi: number | null;
  readonly R: number | null;
  readonly correlation: number | null;
  readonly reasons: Readonly<Partial<Record<IndexId, string>>>;
}

const NO_POTENTIAL: Measured = { value: null, reason: 'no membrane potential was recorded' };
const ALONE: Measured = { value: null, reason: 'one neuron alone has no synchrony' };

export function populationIndices(input: IndicesInput): PopulationIndices {
  const { size, dtMs, fromMs, toMs, moments } = input;
  const trains = groupByNeuron(input.spikes, size, dtMs);
  const [first, end] = entriesWithin(input.spikes.steps, firstStepFrom(fromMs, dtMs), firstStepFrom(toMs, dtMs));
  const alone = size < 2;
  const measured: Record<IndexId, Measured> = {
    rateHz: meanRateHz(end - first, size, toMs - fromMs),
    cv: isiCvOf(trains, fromMs, toMs),
    chi: alone ? ALONE : moments === null ? NO_POTENTIAL : chiOfMoments(moments, dtMs, fromMs, toMs),
    R: alone ? ALONE : meanOrderParameter(orderParameter(trains, fromMs, toMs), fromMs, toMs),
    correlation: alone ? ALONE : meanCountCorrelation(trains, fromMs, toMs),
  };
  const reasons: Partial<Record<IndexId, string>> = {};
  for (const [id, result] of Object.entries(measured) as [IndexId, Measured][]) {
    if (result.value === null) reasons[id] = result.reason;
  }
  return {
    spikes: end - first,
    rateHz: measured.rateHz.value ?? 0,
    cv: measured.cv.value,
    chi: measured.chi.value,
    R: measured.R.value,
    correlation: measured.correlation.value,
    reasons,
  };
}
