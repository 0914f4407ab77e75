import { neuronsThatFire, type SpikeTimes, sampledNeurons, spikeTimesOf, type Window } from '../spike-times.ts';
import { entriesWithin, firstStepFrom, groupByNeuron, type Spikes, type Trains } from '../trains.ts';

/** Spikes of the populations that a figure is of, as far back as they are held, up to the present end of the run. */
export interface Observation {
  readonly populations: readonly { readonly size: number; readonly spikes: Spikes }[];
  readonly dtMs: number;
  readonly endMs: number;
  /** All spikes are there from here on; absent: from the start of the run. */
  readonly fromMs?: number;
}

/** Trains of some neurons of a population in a window: their indices, and their spike times. */
export interface SampledTrains {
  readonly neurons: Int32Array;
  readonly times: readonly SpikeTimes[];
}

/** How many neurons of how many a figure is of. */
export interface Sample {
  readonly neurons: number;
  /** Neurons that fire in the window. */
  readonly firing: number;
  /** Size of the population. */
  readonly of: number;
}

/** `30 of 412 that fire, of 10000 neurons`; empty where it is all. */
export function sampleText({ neurons, firing, of }: Sample): string {
  if (neurons === of) return '';
  if (neurons === firing) return `the ${firing} of ${of} neurons that fire`;
  return firing === of ? `${neurons} of ${of} neurons` : `${neurons} of ${firing} that fire, of ${of} neurons`;
}

/** Trains of neurons that fire, and how many these are. */
export interface FiringTrains extends SampledTrains {
  readonly sample: Sample;
}

/** The last `lengthMs` of what has run so far, as far as it is held. */
export const latestWindow = ({ endMs, fromMs = 0 }: Observation, lengthMs: number): Window => ({
  fromMs: Math.max(fromMs, endMs - lengthMs),
  toMs: endMs,
});

/** At most `most` of the neurons of each population that fire in the window, evenly spread among these. */
export function sampledFiringTrains({ populations, dtMs }: Observation, window: Window, most: number): FiringTrains[] {
  return populations.map((population) => {
    const trains = trainsWithin(population, dtMs, window);
    const firing = neuronsThatFire(trains, window, 1);
    const neurons = sampledNeurons(firing.length, most).map((k) => firing[k] ?? 0);
    const sample = { neurons: neurons.length, firing: firing.length, of: population.size };
    return { neurons, times: timesWithin(trains, window, neurons), sample };
  });
}

/** The named neurons that the first population has; all of them where none is named. Undefined: nothing is observed. */
export function chosenTrains(
  { populations: [population], dtMs }: Observation,
  window: Window,
  neurons: readonly number[],
): SampledTrains | undefined {
  if (population === undefined) return undefined;
  const { size } = population;
  const chosen = neurons.length === 0 ? sampledNeurons(size, size) : Int32Array.from(neurons.filter((k) => k < size));
  return trainsOf(population, dtMs, window, chosen);
}

function trainsOf(
  population: Observation['populations'][number],
  dtMs: number,
  window: Window,
  neurons: Int32Array,
): SampledTrains {
  return { neurons, times: timesWithin(trainsWithin(population, dtMs, window), window, neurons) };
}

const timesWithin = (trains: Trains, window: Window, neurons: Int32Array): SpikeTimes[] =>
  [...neurons].map((neuron) => spikeTimesOf(trains, neuron, window));

function trainsWithin(
  { size, spikes: { steps, elements } }: Observation['populations'][number],
  dtMs: number,
  window: Window,
): Trains {
  const [first, end] = entriesWithin(steps, firstStepFrom(window.fromMs, dtMs), firstStepFrom(window.toMs, dtMs));
  return groupByNeuron({ steps: steps.subarray(first, end), elements: elements.subarray(first, end) }, size, dtMs);
}
