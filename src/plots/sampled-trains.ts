import { type SpikeTimes, sampledNeurons, spikeTimesOf, type Window } from '../analysis/spike-times.ts';
import { entriesWithin, firstStepFrom, groupByNeuron } from '../analysis/trains.ts';
import type { PopulationMap } from '../compile/types.ts';
import { labelled, observedPopulations } from './runs.ts';
import type { RunView } from './types.ts';

/** Trains of some neurons of a population in a window. */
export interface SampledTrains {
  readonly run: RunView;
  readonly population: PopulationMap;
  readonly label: string;
  readonly window: Window;
  /** Indices of the neurons, and their spike times, ms. */
  readonly neurons: Int32Array;
  readonly times: readonly SpikeTimes[];
}

/** The last `windowMs` of what has run so far. */
export function latestWindow({ map, recordings }: RunView, windowMs: number): Window {
  const toMs = recordings.endStep * map.dtMs;
  return { fromMs: Math.max(0, toMs - windowMs), toMs };
}

/** At most `most` neurons of each population that a probe observes, evenly spread. */
export function sampledTrains(run: RunView, probe: string, window: Window, most: number): SampledTrains[] {
  const { dtMs } = run.map;
  return observedPopulations(run, probe).map((population) => {
    const { steps, elements } = run.recordings.spikes(population.spikes);
    const [first, end] = entriesWithin(steps, firstStepFrom(window.fromMs, dtMs), firstStepFrom(window.toMs, dtMs));
    const spikes = { steps: steps.subarray(first, end), elements: elements.subarray(first, end) };
    const trains = groupByNeuron(spikes, population.size, dtMs);
    const neurons = sampledNeurons(population.size, most);
    return {
      run,
      population,
      label: labelled(run, population.name),
      window,
      neurons,
      times: [...neurons].map((neuron) => spikeTimesOf(trains, neuron, window)),
    };
  });
}

/** A positive number of a probe's options, or what else it is. */
export function positive(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value > 0 ? value : otherwise;
}
