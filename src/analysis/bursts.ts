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

/**
 * The interval that parts bursts from pauses: the emptiest place between the two highest peaks of the histogram of the
 * logarithm of the intervals (Selinger et al. 2007). Null where the histogram has but one peak.
 */
export function burstThresholdMs(trains: readonly SpikeTimes[]): number | null {
  const BINS_PER_DECADE = 8;
  const counts = new Map<number, number>();
  for (const times of trains) {
    for (const interval of intervalsOf(times)) {
      if (interval <= 0) continue;
      const bin = Math.floor(Math.log10(interval) * BINS_PER_DECADE);
      counts.set(bin, (counts.get(bin) ?? 0) + 1);
    }
  }
  if (counts.size < 2) return null;
  const low = Math.min(...counts.keys());
  const histogram = Array.from({ length: Math.max(...counts.keys()) - low + 1 }, (_, k) => counts.get(low + k) ?? 0);
  const valley = deepestValley(histogram);
  return valley === null ? null : 10 ** ((low + valley + 0.5) / BINS_PER_DECADE);
}

/** Middle of the lowest stretch between two bins that are both at least twice as high; null where there is none. */
function deepestValley(histogram: readonly number[]): number | null {
  let best: { depth: number; place: number } | null = null;
  for (let k = 1; k + 1 < histogram.length; k++) {
    const left = Math.max(...histogram.slice(0, k));
    const right = Math.max(...histogram.slice(k + 1));
    const height = histogram[k] ?? 0;
    const depth = Math.min(left, right) - height;
    if (Math.min(left, right) < 2 * Math.max(1, height) || depth < (best?.depth ?? 0)) continue;
    if (best !== null && depth === best.depth) continue;
    let end = k;
    while (histogram[end + 1] === height) end += 1;
    best = { depth, place: (k + end) / 2 };
  }
  return best?.place ?? null;
}

/** Bursts of every neuron of a record in its window; null where its intervals do not part into short and long ones. */
export const burstsOfNeurons = once((record: PopulationRecord): readonly Burst[][] | null => {
  const times = allTimes(record);
  const threshold = burstThresholdMs(times);
  return threshold === null ? null : times.map((own) => burstsOf(own, threshold));
});

export const NO_BURSTS = 'the intervals do not part into short ones within bursts and long ones between';
