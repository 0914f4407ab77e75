import type { MomentsBlock } from '../contract/index.ts';
import { burstChiOf } from './measures/burst-chi.ts';
import { type Burst, burstRateOf, burstSynchronyOf, burstsOf, burstThresholdMs } from './measures/bursts.ts';
import { fanoFactorOf } from './measures/fano-factor.ts';
import { chiOfMoments } from './measures/golomb-rinzel.ts';
import { isiCvOf } from './measures/isi-cv.ts';
import { isiDistanceOf } from './measures/isi-distance.ts';
import { orderOf } from './measures/kuramoto.ts';
import { cv2Of, localVariationOf } from './measures/local-variation.ts';
import { meanRateHz } from './measures/mean-rate.ts';
import { fundamentalOf, type Rhythm, rhythmOf } from './measures/rhythm.ts';
import { meanCountCorrelation } from './measures/spike-count-correlation.ts';
import { spikeDistanceOf } from './measures/spike-distance.ts';
import { spikeSynchronizationOf } from './measures/spike-synchronization.ts';
import { wangBuzsakiCoherenceOf } from './measures/wang-buzsaki-coherence.ts';
import type { OrderSums } from './order-sums.ts';
import { type PopulationSpikes, segmentMsOf, spikeSpectrumOf } from './spike-spectrum.ts';
import {
  forEachPair,
  neuronsThatFire,
  type SpikeTimes,
  sampledNeurons,
  spikeTimesOf,
  type Window,
} from './spike-times.ts';
import type { Measured, Spikes, Support, Trains } from './trains.ts';
import { entriesWithin, firstStepFrom, groupByNeuron, undefinedMeasure } from './trains.ts';

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

/** A measure that gives one number for a population in a window. */
export interface PopulationMeasure {
  readonly id: string;
  /** Heading of a column; the unit, where there is one, in brackets. */
  readonly label: string;
  readonly of: (record: PopulationRecord) => Measured;
  readonly readsPotential?: true;
  /** It is an order parameter of this order, which also reads spikes after its window. */
  readonly order?: 1 | 2;
}

/** Neurons of which all pairs are taken by measures of pairs: 1225 pairs. */
export const PAIRED_NEURONS = 50;
/** Bins of rates. */
export const RATE_BIN_MS = 1;

const alone = (of: PopulationMeasure['of']): PopulationMeasure['of'] => {
  return (record) => (record.trains.size < 2 ? undefinedMeasure('one neuron alone has no synchrony') : of(record));
};

/** Every measure of a population, in the order of tables. */
export const populationMeasures: readonly PopulationMeasure[] = [
  { id: 'chi', label: 'χ', of: alone(chi), readsPotential: true },
  { id: 'R', label: 'R', of: alone(order(1)), order: 1 },
  { id: 'R2', label: 'R₂', of: alone(order(2)), order: 2 },
  { id: 'correlation', label: 'correlation', of: alone(correlation) },
  { id: 'kappa', label: 'κ', of: alone(kappa) },
  { id: 'spikeSync', label: 'SPIKE-synchronization', of: alone(synchronization) },
  { id: 'spikeDistance', label: 'SPIKE-distance', of: alone(overPairs(spikeDistanceOf)) },
  { id: 'isiDistance', label: 'ISI-distance', of: alone(overPairs(isiDistanceOf)) },
  { id: 'rateHz', label: 'rate (Hz)', of: rate },
  { id: 'peakHz', label: 'peak (Hz)', of: fundamental },
  { id: 'prominence', label: 'peak / median', of: rhythm(({ prominence }) => ({ value: prominence })) },
  { id: 'cv', label: 'CV', of: ({ trains, window }) => isiCvOf(trains, window.fromMs, window.toMs) },
  { id: 'cv2', label: 'CV₂', of: overNeurons(cv2Of, 'no neuron fired three spikes in the window') },
  { id: 'lv', label: 'LV', of: overNeurons(localVariationOf, 'no neuron fired three spikes in the window') },
  { id: 'fano', label: 'Fano factor', of: fano },
  { id: 'burstRate', label: 'bursts (Hz)', of: bursts },
  { id: 'burstSynchrony', label: 'burst synchrony', of: alone(burstOrder) },
  { id: 'burstChi', label: 'burst χ', of: alone(slowChi), readsPotential: true },
];

export function findPopulationMeasure(id: string): PopulationMeasure | undefined {
  return populationMeasures.find((measure) => measure.id === id);
}

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

const NO_POTENTIAL = 'no membrane potential was recorded';

function chi({ moments, mergedMoments, missingMoments, trains, window }: PopulationRecord): Measured {
  return moments === null
    ? undefinedMeasure(missingMoments ?? NO_POTENTIAL)
    : chiOfMoments(mergedMoments ?? moments, trains.dtMs, window.fromMs, window.toMs);
}

function slowChi({ moments, missingMoments, trains, window }: PopulationRecord): Measured {
  return moments === null
    ? undefinedMeasure(missingMoments ?? NO_POTENTIAL)
    : burstChiOf(moments, trains.dtMs, window.fromMs, window.toMs);
}

/** m = 1: Kuramoto; m = 2: two clusters in antiphase count as ordered. */
function order(m: 1 | 2): PopulationMeasure['of'] {
  return ({ trains, orders, window: { fromMs, toMs } }) =>
    orders === undefined ? orderOf(trains, fromMs, toMs, 1, m) : orders(m).mean(fromMs, toMs);
}

function correlation({ trains, window }: PopulationRecord): Measured {
  return meanCountCorrelation(trains, window.fromMs, window.toMs);
}

function rate({ spikes, trains, window: { fromMs, toMs } }: PopulationRecord): Measured {
  const [first, end] = entriesWithin(
    spikes.steps,
    firstStepFrom(fromMs, trains.dtMs),
    firstStepFrom(toMs, trains.dtMs),
  );
  return meanRateHz(end - first, trains.size, toMs - fromMs);
}

interface PairedTrains {
  readonly trains: readonly SpikeTimes[];
  /** Neurons of which they are a sample: those that fire so often. */
  readonly firing: number;
  readonly support: Support;
}

/**
 * Trains of at most PAIRED_NEURONS of the neurons that fire at least so often, evenly spread among these: a sample of all
 * neurons would miss the few that fire in a sparse population.
 */
function pairedTrains({ trains, window }: PopulationRecord, leastSpikes: number): PairedTrains {
  const firing = neuronsThatFire(trains, window, leastSpikes);
  const sampled = sampledNeurons(firing.length, PAIRED_NEURONS);
  return {
    trains: [...sampled].map((k) => spikeTimesOf(trains, firing[k] ?? 0, window)),
    firing: firing.length,
    support: { neurons: sampled.length, of: trains.size },
  };
}

const ONE_FIRES = 'fewer than two neurons fire in the window';
const ONCE = 'fewer than two neurons fire twice in the window';
const SAMPLE_ONCE = `of ${PAIRED_NEURONS} of the neurons that fire in the window, fewer than two fire twice`;

/** Mean over the pairs of neurons that fire: silent ones are all alike, which is no synchrony. */
function overPairs(distance: (a: SpikeTimes, b: SpikeTimes, window: Window) => Measured): PopulationMeasure['of'] {
  return (record) => {
    const { trains, support } = pairedTrains(record, 1);
    if (trains.length < 2) return undefinedMeasure(ONE_FIRES);
    let [sum, pairs] = [0, 0];
    forEachPair(trains, (a, b) => {
      sum += distance(a, b, record.window).value ?? 0;
      pairs += 1;
    });
    return { value: sum / pairs, support };
  };
}

/**
 * A spike counts against every other neuron, also against silent ones: those of its partners that fire are so many of all
 * others. Spikes without neighbours in their trains would coincide across half the window: two neurons at least have to
 * fire twice.
 */
function synchronization(record: PopulationRecord): Measured {
  const { trains, firing, support } = pairedTrains(record, 1);
  if (trains.filter((times) => times.length > 1).length < 2)
    return undefinedMeasure(firing > trains.length ? SAMPLE_ONCE : ONCE);
  const found = spikeSynchronizationOf(trains, record.window);
  if (found.value === null) return found;
  const value = (found.value * (firing - 1)) / (record.trains.size - 1);
  return firing === record.trains.size
    ? { value, support }
    : { value, support, note: 'silent neurons count as partners' };
}

/** Of the neurons that fire twice, in bins of a tenth of their mean period, as Wang and Buzsaki have it. */
function kappa(record: PopulationRecord): Measured {
  const { trains, support } = pairedTrains(record, 2);
  if (trains.length < 2) return undefinedMeasure(ONCE);
  const { fromMs, toMs } = record.window;
  const spikes = trains.reduce((sum, times) => sum + times.length, 0);
  const found = wangBuzsakiCoherenceOf(trains, record.window, (0.1 * (toMs - fromMs) * trains.length) / spikes);
  return found.value === null ? found : { ...found, support };
}

const timesOf = new WeakMap<PopulationRecord, readonly SpikeTimes[]>();

/** Spike times of every neuron in the window, made once for all measures of a record. */
function allTimes(record: PopulationRecord): readonly SpikeTimes[] {
  const known = timesOf.get(record);
  if (known !== undefined) return known;
  const { trains, window } = record;
  const times = Array.from({ length: trains.size }, (_, i) => spikeTimesOf(trains, i, window));
  timesOf.set(record, times);
  return times;
}

/** Mean over the neurons that have a value. */
function overNeurons(measure: (times: SpikeTimes) => Measured, reason: string): PopulationMeasure['of'] {
  return (record) => {
    let [sum, neurons] = [0, 0];
    for (const times of allTimes(record)) {
      const { value } = measure(times);
      if (value === null) continue;
      sum += value;
      neurons += 1;
    }
    return neurons > 0
      ? { value: sum / neurons, support: { neurons, of: record.trains.size } }
      : undefinedMeasure(reason);
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

/** The intervals of fewer spikes are no rhythm, however even they are. */
const LEAST_RHYTHM_SPIKES = 10;

const foundRhythms = new WeakMap<PopulationRecord, Rhythm | string>();

/** Once for all measures of a record; the sentence on why there is none. */
function rhythmIn(record: PopulationRecord): Rhythm | string {
  const known = foundRhythms.get(record);
  if (known !== undefined) return known;
  const { window } = record;
  const segmentMs = segmentMsOf(window);
  const spectrum = spikeSpectrumOf(populationSpikes(record), window, segmentMs);
  const isShort = window.toMs - window.fromMs < segmentMs - 1e-9;
  const missing = isShort
    ? `the window is shorter than a segment of ${segmentMs} ms`
    : 'there is no spike in the window';
  const found = spectrum === null ? missing : rhythmOf(spectrum);
  foundRhythms.set(record, found);
  return found;
}

function rhythm(value: (found: Rhythm, segmentMs: number) => Measured): PopulationMeasure['of'] {
  return (record) => {
    const found = rhythmIn(record);
    return typeof found === 'string' ? undefinedMeasure(found) : value(found, segmentMsOf(record.window));
  };
}

function fundamental(record: PopulationRecord): Measured {
  const found = rhythm(fundamentalOf)(record);
  const { spikes, trains, window } = record;
  const [first, end] = entriesWithin(
    spikes.steps,
    firstStepFrom(window.fromMs, trains.dtMs),
    firstStepFrom(window.toMs, trains.dtMs),
  );
  return found.value === null || end - first >= LEAST_RHYTHM_SPIKES
    ? found
    : undefinedMeasure(`there are but ${end - first} spikes in the window; a rhythm needs ${LEAST_RHYTHM_SPIKES}`);
}

/** Of the counts of the whole population, in bins of 10 ms. */
function fano(record: PopulationRecord): Measured {
  const { spikes, trains, window } = record;
  const times = new Float64Array(spikes.steps.length);
  for (let k = 0; k < times.length; k++) times[k] = (spikes.steps[k] ?? 0) * trains.dtMs;
  const [first, end] = entriesWithin(
    spikes.steps,
    firstStepFrom(window.fromMs, trains.dtMs),
    firstStepFrom(window.toMs, trains.dtMs),
  );
  // Of one spike it is 1 - 1/n, whenever it comes.
  if (end - first === 1) return undefinedMeasure('there is but one spike in the window');
  return fanoFactorOf(times, window, 10);
}

const foundBursts = new WeakMap<PopulationRecord, readonly Burst[][] | null>();

/** Once for all measures of a record. */
function burstsOfNeurons(record: PopulationRecord): readonly Burst[][] | null {
  const known = foundBursts.get(record);
  if (known !== undefined) return known;
  const times = allTimes(record);
  const threshold = burstThresholdMs(times);
  const found = threshold === null ? null : times.map((own) => burstsOf(own, threshold));
  foundBursts.set(record, found);
  return found;
}

const NO_BURSTS = 'the intervals do not part into short ones within bursts and long ones between';

/** Mean over the neurons. */
function bursts(record: PopulationRecord): Measured {
  const found = burstsOfNeurons(record);
  if (found === null) return undefinedMeasure(NO_BURSTS);
  const sum = found.reduce((total, own) => total + (burstRateOf(own, record.window).value ?? 0), 0);
  return { value: sum / found.length };
}

function burstOrder(record: PopulationRecord): Measured {
  const found = burstsOfNeurons(record);
  if (found === null) return undefinedMeasure(NO_BURSTS);
  const onsets = found.map((own) => Float64Array.from(own, ({ startMs }) => startMs));
  return burstSynchronyOf(onsets, record.window);
}
