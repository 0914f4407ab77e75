import type { Window } from './spike-times.ts';

/** Lengths of the window that slides while a network runs, ms. */
const LENGTHS_MS = [2000, 1000, 500, 200] as const;
/** Spikes, and neurons times ms, that the measures of a window take about 50 ms for. */
const MOST_SPIKES = 200_000;
const MOST_NEURON_MS = 8_000_000;

/**
 * The part of an analysis window that is measured while the network runs: all of it while it is short, then the longest last
 * part that can be measured several times a second. `spikesFrom`: spikes at or after a time.
 */
export function runningWindow(whole: Window, neurons: number, spikesFrom: (fromMs: number) => number): Window {
  const { fromMs, toMs } = whole;
  const fits = (from: number): boolean => (toMs - from) * neurons <= MOST_NEURON_MS && spikesFrom(from) <= MOST_SPIKES;
  const starts = LENGTHS_MS.map((lengthMs) => Math.max(fromMs, toMs - lengthMs));
  return { fromMs: starts.find(fits) ?? starts.at(-1) ?? fromMs, toMs };
}
