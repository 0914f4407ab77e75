import type { Window } from './spike-times.ts';

/** Lengths of the window that slides while a network runs, ms. */
const LENGTHS_MS = [2000, 1000, 500, 200] as const;
/** Spikes, and neurons times ms, that the measures of a window take about 50 ms for. */
const MOST_SPIKES = 200_000;
const MOST_NEURON_MS = 8_000_000;

/** How many of the longer lengths can be left out. */
export const MOST_SHORTER = LENGTHS_MS.length - 1;

/**
 * The part of an analysis window that is measured while the network runs: all of it while it is short, then the longest last
 * part that can be measured several times a second. `spikesFrom`: spikes at or after a time;
 * `shorter`: how many of the longer lengths are left out, where measuring takes long.
 */
export function runningWindow(
  whole: Window,
  neurons: number,
  spikesFrom: (fromMs: number) => number,
  shorter = 0,
): Window {
  const { fromMs, toMs } = whole;
  const fits = (from: number): boolean => (toMs - from) * neurons <= MOST_NEURON_MS && spikesFrom(from) <= MOST_SPIKES;
  const starts = LENGTHS_MS.slice(Math.min(shorter, MOST_SHORTER)).map((lengthMs) =>
    Math.max(fromMs, Math.ceil(toMs - lengthMs)),
  );
  return { fromMs: starts.find(fits) ?? starts.at(-1) ?? fromMs, toMs };
}
