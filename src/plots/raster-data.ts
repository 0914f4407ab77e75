import { lowerBound } from '../analysis/trains.ts';
import type { PopulationMap } from '../compile/types.ts';
import { observedPopulations } from './runs.ts';
import type { RunView } from './types.ts';

/** More spikes than this are thinned out before they are drawn. */
export const MOST_SPIKES = 100_000;

/** A population's stripe of the raster: neuron i stands at `offset + i`. */
export interface Stripe {
  readonly population: PopulationMap;
  readonly offset: number;
  readonly steps: Int32Array;
  readonly elements: Int32Array;
}

/** The populations stacked in the order of the probe's taps, the first at the bottom. */
export function stripesOf(run: RunView, probe: string): Stripe[] {
  let offset = 0;
  return observedPopulations(run, probe).map((population) => {
    const { steps, elements } = run.recordings.spikes(population.spikes);
    const stripe = { population, offset, steps, elements };
    offset += population.size;
    return stripe;
  });
}

/** Draw every how many-th spike, such that at most `most` are drawn. */
export function strideOf(spikes: number, most = MOST_SPIKES): number {
  return Math.max(1, Math.ceil(spikes / most));
}

/** Number of spikes of all stripes in the time range, ms. */
export function spikesWithin(stripes: readonly Stripe[], dtMs: number, [from, to]: readonly [number, number]): number {
  return stripes.reduce((sum, { steps }) => sum + lowerBound(steps, to / dtMs) - lowerBound(steps, from / dtMs), 0);
}

/** Which neuron stands at a height of the raster; null: none. */
export function neuronAt(stripes: readonly Stripe[], y: number): { population: PopulationMap; neuron: number } | null {
  for (const { population, offset } of stripes) {
    const neuron = Math.floor(y - offset);
    if (neuron >= 0 && neuron < population.size) return { population, neuron };
  }
  return null;
}
