import type { EngineConfig } from '../contract/index.ts';
import { estimate } from '../engine/index.ts';

/** More gain little: threads wait for the slowest of them several times a millisecond. */
const MOST_THREADS = 8;
/** With fewer for each thread, meeting the others costs as much as they save. */
const NEURONS_PER_THREAD = 1000;
/** At a few spikes a second, delivering to so many synapses takes as long as computing a neuron. */
const SYNAPSES_LIKE_A_NEURON = 500;

/** Threads that a network gains from, of so many at most. */
export function threadsFor(config: EngineConfig, most: number): number {
  const { neurons, synapses } = estimate(config);
  const useful = Math.floor((neurons + synapses / SYNAPSES_LIKE_A_NEURON) / NEURONS_PER_THREAD);
  return Math.max(1, Math.min(useful, most, MOST_THREADS));
}
