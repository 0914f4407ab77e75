import { createContext } from 'react';
import type { PopulationMap } from '../compile/types.ts';
import type { RunView } from '../experiments/run.ts';

/** A neuron of a run that is pointed at. */
export interface Pointed {
  readonly run: RunView;
  readonly population: PopulationMap;
  readonly neuron: number;
  /** Of its spike there, ms; null: it is no spike that is pointed at. */
  readonly timeMs: number | null;
}

/** What a plot of neurons tells of them. */
export interface Neurons {
  /** The neuron at a place, in the units of the axes; `px`: what a px is. Null: none is there. */
  at(x: number, y: number, px: { readonly x: number; readonly y: number }): Pointed | null;
  /** One to begin with, for those who do not point; null: there is none. */
  first(): Pointed | null;
}

/** What can be done with a neuron that is pointed at; null: nothing, as in a plot that is not on the canvas. */
export interface Tracing {
  isTraced(population: string, neuron: number): boolean;
  trace(population: string, neuron: number): void;
}

export const TracingContext = createContext<Tracing | null>(null);

/** Spikes of a neuron that are in memory one by one. */
function spikesOf({ run, population, neuron }: Pointed): number {
  let count = 0;
  for (const { elements } of run.recordings.spikesInMemory(population.spikes))
    for (const element of elements) if (element === neuron) count += 1;
  return count;
}

/** "12.3 Hz: 10 spikes in 812 ms", of all that is in memory one by one. */
export function rateText(pointed: Pointed): string {
  const { recordings, map } = pointed.run;
  const heldMs = recordings.heldFrom(pointed.population.spikes) * map.dtMs;
  const lengthMs = recordings.endStep * map.dtMs - heldMs;
  if (lengthMs <= 0) return 'It has not run yet.';
  const spikes = spikesOf(pointed);
  const rate = Number(((1000 * spikes) / lengthMs).toPrecision(3));
  const since = heldMs > 0 ? `the last ${Math.round(lengthMs)} ms` : `${Math.round(lengthMs)} ms`;
  return `${rate} Hz: ${spikes === 1 ? '1 spike' : `${spikes} spikes`} in ${since}`;
}
