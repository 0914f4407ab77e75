import type { MomentsBlock } from '../contract/index.ts';
import type { OrderSums } from './order-sums.ts';
import type { PopulationSpikes } from './spike-spectrum.ts';
import { neuronsThatFire, type SpikeTimes, sampledNeurons, spikeTimesOf, type Window } from './spike-times.ts';
import type { Spikes, Support, Trains } from './trains.ts';
import { entriesWithin, firstStepFrom, groupByNeuron } from './trains.ts';

/** What measures of one population read; prepared once for all of them. */
export interface PopulationRecord {
  readonly trains: Trains;
  readonly spikes: Spikes;
  readonly window: Window;
  readonly moments: readonly MomentsBlock[] | null;
  /** The same sums in fewer blocks, and sums of phases, where they are kept from window to window. */
  readonly mergedMoments?: readonly MomentsBlock[];
  /** Why there are no moments. */
  readonly missingMoments?: string;
  readonly orders?: (m: 1 | 2) => OrderSums;
}

/** Two populations of a run in the same window; of lags, positive ones say that the second follows the first. */
export interface PopulationPair {
  readonly first: PopulationRecord;
  readonly second: PopulationRecord;
}

/** Neurons of which all pairs are taken by measures of pairs: 1225 pairs. */
export const PAIRED_NEURONS = 50;
/** Bins of rates. */
export const RATE_BIN_MS = 1;

/** `spikes` ordered by step. */
export function recordOf(
  spikes: Spikes,
  size: number,
  dtMs: number,
  window: Window,
  moments: readonly MomentsBlock[] | null,
): PopulationRecord {
  return { spikes, trains: groupByNeuron(spikes, size, dtMs), window, moments };
}

/** Why a record has no moments. */
export const noMoments = ({ missingMoments = 'no membrane potential was recorded' }: PopulationRecord): string =>
  missingMoments;

/** Number of spikes of all neurons in the window. */
export function spikesWithin({ spikes, trains: { dtMs }, window }: PopulationRecord): number {
  const [first, end] = entriesWithin(
    spikes.steps,
    firstStepFrom(window.fromMs, dtMs),
    firstStepFrom(window.toMs, dtMs),
  );
  return end - first;
}

/** A function that is evaluated once for each record, or pair of records, by all measures that read it. */
export function once<K extends object, T>(of: (key: K) => T): (key: K) => T {
  const values = new WeakMap<K, { readonly value: T }>();
  return (key) => {
    const known = values.get(key) ?? { value: of(key) };
    values.set(key, known);
    return known.value;
  };
}

/** Spike times of every neuron in the window. */
export const allTimes = once(({ trains, window }: PopulationRecord): readonly SpikeTimes[] =>
  Array.from({ length: trains.size }, (_, i) => spikeTimesOf(trains, i, window)),
);

/** Trains of which all pairs are compared. */
export interface PairedTrains {
  readonly trains: readonly SpikeTimes[];
  /** Neurons of which they are a sample: those that fire so often. */
  readonly firing: number;
  readonly support: Support;
}

/**
 * Trains of at most PAIRED_NEURONS of the neurons that fire at least so often, evenly spread among these: a sample of all
 * neurons would miss the few that fire in a sparse population.
 */
export function pairedTrains({ trains, window }: PopulationRecord, leastSpikes: number): PairedTrains {
  const firing = neuronsThatFire(trains, window, leastSpikes);
  const sampled = sampledNeurons(firing.length, PAIRED_NEURONS);
  return {
    trains: [...sampled].map((k) => spikeTimesOf(trains, firing[k] ?? 0, window)),
    firing: firing.length,
    support: { neurons: sampled.length, of: trains.size },
  };
}

/** Rate of the population in bins, Hz. */
export function binnedRate({ spikes, trains, window }: PopulationRecord, binMs = RATE_BIN_MS): Float64Array {
  const bins = Math.floor((window.toMs - window.fromMs) / binMs + 1e-9);
  const rates = new Float64Array(Math.max(0, bins));
  const perSpike = 1000 / (binMs * trains.size);
  for (const step of spikes.steps) {
    const bin = Math.floor((step * trains.dtMs - window.fromMs) / binMs + 1e-9);
    if (bin >= 0 && bin < rates.length) rates[bin] = (rates[bin] ?? 0) + perSpike;
  }
  return rates;
}

/** A record's spikes as spectra read them. */
export const populationSpikes = ({ spikes, trains: { size, dtMs } }: PopulationRecord): PopulationSpikes => ({
  spikes,
  size,
  dtMs,
});
