import { overPairs } from '../averages.ts';
import type { SpikeTimes } from '../spike-times.ts';
import type { PairComparison, PopulationMeasure } from './measure.ts';

/** Time constant of the exponentials, ms: that of the default cost of the Victor-Purpura distance, 1/q. */
const TAU_MS = 10;

const pair: PairComparison = {
  alike: 0,
  of: (first, second) => vanRossumOf(first, second, TAU_MS),
};

export const vanRossum: PopulationMeasure = {
  id: 'vanRossum',
  name: 'van Rossum distance',
  label: 'van Rossum',
  symbol: 'D_{vR}',
  hint: 'τ = 10 ms',
  unit: '1',
  digits: 2,
  bounds: [0, Number.POSITIVE_INFINITY],
  range: '0 upwards, larger in longer windows; one spike against none: √½ (elephant has √2 times this); τ = 10 ms',
  formula:
    'D_{vR}^2 = \\frac{1}{\\tau}\\int_0^\\infty (f_1 - f_2)^2\\,dt,\\quad f = \\sum_k e^{-(t - t_k)/\\tau}\\,\\Theta(t - t_k)',
  undefinedWhen: 'fewer than two neurons fire (silent ones do not count)',
  source: 'van Rossum, Neural Comput. 13:751 (2001)',
  scope: 'within',
  needs: 'pairs',
  of: overPairs(pair.of),
  baseline: { by: 'surrogates' },
  history: { leastWindowMs: 0 },
  pair,
};

/** In the paper's normalisation: one spike against none is sqrt(1/2). `tauMs` > 0. Linear in the number of spikes. */
export function vanRossumOf(a: SpikeTimes, b: SpikeTimes, tauMs: number): number {
  const squared = 0.5 * (overlap(a, a, tauMs) + overlap(b, b, tauMs)) - overlap(a, b, tauMs);
  return Math.sqrt(Math.max(0, squared));
}

/** Sum over pairs of spikes of exp(-|t - u| / tau): both trains are walked once, with what is left of all earlier spikes. */
function overlap(a: SpikeTimes, b: SpikeTimes, tauMs: number): number {
  return after(a, b, tauMs, true) + after(b, a, tauMs, false);
}

/** The pairs in which the spike of `late` comes after the one of `early`, or together with it where `ties`. */
function after(late: SpikeTimes, early: SpikeTimes, tauMs: number, ties: boolean): number {
  let [sum, left, last, j] = [0, 0, 0, 0];
  for (const time of late) {
    while (j < early.length && ((early[j] ?? 0) < time || (ties && (early[j] ?? 0) === time))) {
      const next = early[j] ?? 0;
      left = left * Math.exp((last - next) / tauMs) + 1;
      last = next;
      j += 1;
    }
    if (j > 0) sum += left * Math.exp((last - time) / tauMs);
  }
  return sum;
}
