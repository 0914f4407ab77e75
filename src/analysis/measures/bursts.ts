import { intervalsOf, type SpikeTimes, type Window } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import { addPhasors, countsOf, meanOrder, phasorSums } from './kuramoto.ts';
import type { Measure } from './measure.ts';

export const burstRate: Measure = {
  id: 'burstRate',
  name: 'Rate of bursts',
  symbol: '\\nu_B',
  formula:
    '\\nu_B = \\frac{\\#\\text{bursts}}{T},\\quad \\text{burst: at least } n \\text{ spikes with intervals below } \\theta',
  unit: 'Hz',
  range: '0 upwards',
  undefinedWhen: 'the window is empty',
  source: 'Chiappalone et al., Neurocomputing 65:653 (2005)',
};

export const burstSynchrony: Measure = {
  id: 'burstSynchrony',
  name: 'Synchrony of bursts',
  symbol: 'R_B',
  formula:
    'R_B = \\left\\langle \\left|\\frac{1}{n(t)}\\sum_j e^{i\\varphi_j(t)}\\right| \\right\\rangle_{t:\\,n(t) \\ge 2},\\quad \\varphi \\text{ between onsets of bursts}',
  unit: '1',
  range: '0 to 1; as R, of the neurons between two of their bursts',
  undefinedWhen: 'fewer than two neurons have two bursts, or for less than a twentieth of the window',
  source: 'Ivanchenko et al., Phys. Rev. Lett. 93:134101 (2004)',
};

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

export function burstRateOf(bursts: readonly Burst[], { fromMs, toMs }: Window): Measured {
  return toMs > fromMs ? { value: (1000 * bursts.length) / (toMs - fromMs) } : undefinedMeasure('the window is empty');
}

/** Kuramoto order of phases between onsets of bursts, averaged as `meanOrder` does. */
export function burstSynchronyOf(onsets: readonly SpikeTimes[], { fromMs, toMs }: Window, strideMs = 1): Measured {
  const phasors = phasorSums(Math.max(0, Math.ceil((toMs - fromMs) / strideMs - 1e-9)));
  for (const own of onsets) {
    for (let k = 0; k + 1 < own.length; k++) {
      addPhasors(phasors, ((own[k] ?? 0) - fromMs) / strideMs, ((own[k + 1] ?? 0) - fromMs) / strideMs, 1);
    }
  }
  const counts = countsOf(phasors);
  const order = meanOrder(phasors, counts, { first: 0, end: counts.length, size: onsets.length });
  if (order.value !== null || onsets.filter((own) => own.length > 1).length > 1) return order;
  return undefinedMeasure('fewer than two neurons have two bursts');
}
