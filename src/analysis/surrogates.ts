import { RandomWords } from '../equations/random-words.ts';
import { streamKey } from '../equations/stream-key.ts';
import type { PopulationRecord } from './record.ts';
import { entriesWithin, firstStepFrom, type Spikes, type Trains, trainOf } from './trains.ts';

/**
 * How a surrogate is made of the spike trains of a window, each neuron by itself:
 * - `shuffle`: the intervals between its spikes, and the time from the start of the window to the first of them, come in
 *   random order. It keeps each neuron's number of spikes and its distribution of intervals, and neither the order of these
 *   nor a rate that changes.
 * - `dither`: each spike moves by a time that is uniform within `widthMs` to either side. It keeps what is slower than that
 *   of the rate, and neither intervals nor dead times that are shorter.
 *
 * Grün, J. Neurophysiol. 101:1126 (2009); Louis, Gerstein, Grün & Diesmann, Front. Comput. Neurosci. 4:127 (2010).
 */
export type Surrogates = { readonly kind: 'shuffle' } | { readonly kind: 'dither'; readonly widthMs: number };

/** Width of the dither where none is named, ms. */
export const DITHER_MS = 20;

/** `shuffled intervals`, `spikes dithered by 20 ms`. */
export const surrogatesText = (surrogates: Surrogates): string =>
  surrogates.kind === 'shuffle' ? 'shuffled intervals' : `spikes dithered by ${surrogates.widthMs} ms`;

/** Of what a surrogate's random numbers are a function, beside the neuron. */
export interface SurrogateKey {
  readonly seed: number;
  /** Id of the population. */
  readonly population: string;
  readonly surrogate: number;
}

/** Of the counter of random numbers: apart from all that the engine draws, and from positions. */
const PURPOSE = 22;

/**
 * The record with other spikes in its window, as many of each neuron. Spikes before and after the window stay where they are;
 * it has no sums of phases, and the potentials are those of the record, with which the spikes do not go any more.
 */
export function surrogateOf(record: PopulationRecord, surrogates: Surrogates, key: SurrogateKey): PopulationRecord {
  const { trains, window, moments } = record;
  const from = firstStepFrom(window.fromMs, trains.dtMs);
  const to = firstStepFrom(window.toMs, trains.dtMs);
  const random = new RandomWords(key.seed, streamKey(key.population), PURPOSE);
  const steps = trains.steps.slice();
  for (let neuron = 0; neuron < trains.size; neuron++) {
    const [first, end] = entriesWithin(trainOf(trains, neuron), from, to);
    if (first === end) continue;
    const start = trains.offsets[neuron] ?? 0;
    const inside = steps.subarray(start + first, start + end);
    random.at(neuron).section(key.surrogate);
    if (surrogates.kind === 'shuffle') shuffleIntervals(inside, from, random);
    else ditherSpikes(inside, from, to, Math.max(1, Math.round(surrogates.widthMs / trains.dtMs)), random);
  }
  const moved: Trains = { ...trains, steps };
  let spikes: Spikes | null = null;
  return {
    trains: moved,
    window,
    moments,
    // Measures of single neurons and of their pairs do not read it.
    get spikes() {
      spikes ??= inOrder(moved, record.spikes, from, to);
      return spikes;
    },
  };
}

/**
 * Puts the intervals of a train in random order (Fisher and Yates). The first counts from one step before the window: none
 * is 0, and no two spikes come in one step.
 */
function shuffleIntervals(train: Int32Array, from: number, random: RandomWords): void {
  const intervals = train.map((step, k) => step - (train[k - 1] ?? from - 1));
  for (let last = intervals.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const interval = intervals[last] ?? 0;
    intervals[last] = intervals[other] ?? 0;
    intervals[other] = interval;
  }
  let step = from - 1;
  intervals.forEach((interval, k) => {
    step += interval;
    train[k] = step;
  });
}

/**
 * Moves each spike by up to `width` steps to either side. What would leave the window [from, to) is turned back at its end, so
 * that the rate stays even there; of two spikes in one step the second takes the next free one.
 */
function ditherSpikes(train: Int32Array, from: number, to: number, width: number, random: RandomWords): void {
  const reach = Math.min(width, to - from);
  for (let k = 0; k < train.length; k++) {
    const step = (train[k] ?? 0) + random.below(2 * reach + 1) - reach;
    if (step < from) train[k] = 2 * from - 1 - step;
    else train[k] = step < to ? step : 2 * to - 1 - step;
  }
  train.sort();
  // A train that has several spikes in each step, as those of a source may, cannot have them apart.
  if (train.length > to - from) return;
  for (let k = 1; k < train.length; k++) train[k] = Math.max(train[k] ?? 0, (train[k - 1] ?? 0) + 1);
  for (let k = train.length - 1, last = to - 1; k >= 0 && (train[k] ?? 0) > last; k--, last--) train[k] = last;
}

/** The trains' spikes within [from, to) in order of their steps, between the others as they were. */
function inOrder(trains: Trains, all: Spikes, from: number, to: number): Spikes {
  const [first, end] = entriesWithin(all.steps, from, to);
  const steps = all.steps.slice();
  const elements = all.elements.slice();
  // Where each step's spikes begin (counting sort).
  const places = new Int32Array(Math.max(0, to - from) + 1);
  const inside = Array.from({ length: trains.size }, (_, neuron) => {
    const train = trainOf(trains, neuron);
    return train.subarray(...entriesWithin(train, from, to));
  });
  for (const train of inside) for (const step of train) places[step - from + 1] = (places[step - from + 1] ?? 0) + 1;
  for (let k = 1; k < places.length; k++) places[k] = (places[k] ?? 0) + (places[k - 1] ?? 0);
  inside.forEach((train, neuron) => {
    for (const step of train) {
      const place = first + (places[step - from] ?? 0);
      places[step - from] = (places[step - from] ?? 0) + 1;
      if (place >= end) throw new RangeError('a surrogate has more spikes than its record');
      steps[place] = step;
      elements[place] = neuron;
    }
  });
  return { steps, elements };
}
