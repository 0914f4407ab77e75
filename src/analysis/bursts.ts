import { allTimes, once, type PopulationRecord } from './record.ts';
import { intervalsOf, type SpikeTimes } from './spike-times.ts';

export interface Burst {
  readonly startMs: number;
  readonly endMs: number;
  readonly spikes: number;
}

/** Runs of at least `leastSpikes` spikes whose intervals are all shorter than `longestIntervalMs`. */
export function burstsOf(times: SpikeTimes, longestIntervalMs: number, leastSpikes = 3): Burst[] {
  const bursts: Burst[] = [];
  let first = 0;
  for (let k = 1; k <= times.length; k++) {
    if (k < times.length && (times[k] ?? 0) - (times[k - 1] ?? 0) < longestIntervalMs) continue;
    if (k - first >= leastSpikes)
      bursts.push({ startMs: times[first] ?? 0, endMs: times[k - 1] ?? 0, spikes: k - first });
    first = k;
  }
  return bursts;
}

const BINS_PER_DECADE = 8;
/** Bins to each side over which the histogram is smoothed, by a triangle. */
const SMOOTHED = 2;
/** How empty the place between two peaks has to be: 1 minus its height over their geometric mean (Pasquale et al. 2010). */
const LEAST_VOID = 0.7;
/** A peak of the smoothed histogram has so many intervals at least, and so much of all: of Poisson's trains 3 % have two such. */
const LEAST_PEAK = { intervals: 1, part: 0.02 } as const;

/**
 * The interval that parts bursts from pauses: the emptiest place between two peaks of the histogram of the logarithm of the
 * intervals (Selinger et al. 2007), with the void parameter of Pasquale et al., J. Comput. Neurosci. 29:213 (2010). Null where the
 * intervals do not part so into two classes.
 */
export function burstThresholdMs(trains: readonly SpikeTimes[]): number | null {
  const bins = trains
    .flatMap((times) => Array.from(intervalsOf(times)))
    .filter((interval) => interval > 0)
    .map((interval) => Math.floor(Math.log10(interval) * BINS_PER_DECADE));
  const low = bins.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY) - SMOOTHED;
  const high = bins.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) + SMOOTHED;
  if (!(high > low)) return null;
  const counts = new Float64Array(high - low + 1);
  for (const bin of bins) counts[bin - low] = (counts[bin - low] ?? 0) + 1;
  const valley = emptiestValley(smoothed(counts), Math.max(LEAST_PEAK.intervals, LEAST_PEAK.part * bins.length));
  return valley === null ? null : 10 ** ((low + valley + 0.5) / BINS_PER_DECADE);
}

function smoothed(counts: Float64Array): Float64Array {
  return counts.map((_, k) => {
    let sum = 0;
    for (let d = -SMOOTHED; d <= SMOOTHED; d++) sum += (SMOOTHED + 1 - Math.abs(d)) * (counts[k + d] ?? 0);
    return sum / (SMOOTHED + 1) ** 2;
  });
}

/** Middle of the stretch that is emptiest beside the highest bins to both sides of it; null where there is none. */
function emptiestValley(histogram: Float64Array, leastPeak: number): number | null {
  let emptiest: { emptiness: number; place: number } | null = null;
  for (let k = 1; k + 1 < histogram.length; k++) {
    const [left, right] = [Math.max(...histogram.slice(0, k)), Math.max(...histogram.slice(k + 1))];
    const emptiness = 1 - (histogram[k] ?? 0) / Math.sqrt(left * right);
    if (Math.min(left, right) < leastPeak || emptiness < LEAST_VOID || emptiness <= (emptiest?.emptiness ?? 0))
      continue;
    let end = k;
    while (histogram[end + 1] === histogram[k]) end += 1;
    emptiest = { emptiness, place: (k + end) / 2 };
  }
  return emptiest?.place ?? null;
}

/**
 * Bursts of every neuron of a record in its window; null where no neuron has both short intervals, within bursts, and long ones
 * between: two regular trains of different rates have both only together. A train that never pauses in the window has no burst.
 */
export const burstsOfNeurons = once((record: PopulationRecord): readonly Burst[][] | null => {
  const times = allTimes(record);
  const threshold = burstThresholdMs(times);
  if (threshold === null) return null;
  const hasBoth = times.some((own) => {
    const intervals = intervalsOf(own);
    return intervals.some((interval) => interval < threshold) && intervals.some((interval) => interval >= threshold);
  });
  if (!hasBoth) return null;
  const { fromMs, toMs } = record.window;
  return times.map((own) => {
    const pauses = [fromMs, ...own, toMs].some((time, k, all) => k > 0 && time - (all[k - 1] ?? 0) >= threshold);
    return pauses ? burstsOf(own, threshold) : [];
  });
});

export const NO_BURSTS =
  'the intervals do not part into short ones within bursts and long ones between, of any one neuron';
