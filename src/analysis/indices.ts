import type { MomentsBlock } from '../contract/index.ts';
import { chiOfMoments } from './measures/golomb-rinzel.ts';
import { isiCvOf } from './measures/isi-cv.ts';
import { orderOf } from './measures/kuramoto.ts';
import { meanRateHz } from './measures/mean-rate.ts';
import type { IndexId } from './measures/measure.ts';
import { meanCountCorrelation } from './measures/spike-count-correlation.ts';
import type { Measured, Spikes, Support } from './trains.ts';
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
  /** What values rest on, where that is not all of the population and the window. */
  readonly supports: Readonly<Partial<Record<IndexId, Support>>>;
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
    R: alone ? ALONE : orderOf(trains, fromMs, toMs),
    correlation: alone ? ALONE : meanCountCorrelation(trains, fromMs, toMs),
  };
  return indicesOf(end - first, measured);
}

/** The indices as one value, from what was measured; what was not asked for is undefined without a reason. */
export function indicesOf(spikes: number, measured: Readonly<Partial<Record<IndexId, Measured>>>): PopulationIndices {
  const reasons: Partial<Record<IndexId, string>> = {};
  const supports: Partial<Record<IndexId, Support>> = {};
  for (const [id, result] of Object.entries(measured) as [IndexId, Measured][]) {
    if (result.value === null) reasons[id] = result.reason;
    else if (result.support !== undefined) supports[id] = result.support;
  }
  const value = (id: IndexId): number | null => measured[id]?.value ?? null;
  return {
    spikes,
    rateHz: value('rateHz') ?? 0,
    cv: value('cv'),
    chi: value('chi'),
    R: value('R'),
    correlation: value('correlation'),
    reasons,
    supports,
  };
}
