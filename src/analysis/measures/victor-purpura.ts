import { overPairs } from '../averages.ts';
import type { SpikeTimes } from '../spike-times.ts';
import type { PairComparison, PopulationMeasure } from './measure.ts';

/** Cost of moving a spike by 1 ms, 1/ms: one that is moved by 20 ms costs as much as one deleted and one added. */
const COST_PER_MS = 0.1;

const pair: PairComparison = {
  alike: 0,
  of: (first, second) => victorPurpuraOf(first, second, COST_PER_MS),
};

export const victorPurpura: PopulationMeasure = {
  id: 'victorPurpura',
  name: 'Victor-Purpura distance',
  label: 'Victor–Purpura',
  symbol: 'D_{VP}',
  hint: 'q = 0.1/ms',
  unit: '1',
  digits: 1,
  bounds: [0, Number.POSITIVE_INFINITY],
  range: '|n₁ − n₂| to n₁ + n₂, the numbers of spikes, and so larger in longer windows; q = 0.1/ms (100/s)',
  formula:
    'D_{VP} = \\min \\textstyle\\sum \\text{cost}: \\text{spike added or deleted } 1,\\ \\text{moved } q\\,|\\Delta t|',
  undefinedWhen: 'fewer than two neurons fire (silent ones do not count)',
  source: 'Victor & Purpura, J. Neurophysiol. 76:1310 (1996)',
  scope: 'within',
  needs: 'pairs',
  of: overPairs(pair.of),
  baseline: { by: 'surrogates' },
  history: { leastWindowMs: 0 },
  pair,
};

/**
 * Least cost to turn one train into the other; `costPerMs` is q, the cost of moving a spike by 1 ms. Deleting and adding
 * all spikes costs n1 + n2; each spike that is moved instead saves 2 - q |dt|, so only pairs nearer than 2/q can save, and
 * what is left is the best ordered matching of such pairs: O(n1 k), k the spikes of the other train within 2/q.
 */
export function victorPurpuraOf(a: SpikeTimes, b: SpikeTimes, costPerMs: number): number {
  const reachMs = 2 / costPerMs;
  // Most that can be saved with the spikes of a so far and the first j of b.
  const saved = new Float64Array(b.length + 1);
  let [first, end] = [0, 0];
  for (const time of a) {
    for (; end < b.length && (b[end] ?? 0) < time + reachMs; end++) saved[end + 1] = saved[end] ?? 0;
    while (first < end && (b[first] ?? 0) <= time - reachMs) first += 1;
    let before = saved[first] ?? 0;
    for (let j = first; j < end; j++) {
      const moved = before + 2 - costPerMs * Math.abs(time - (b[j] ?? 0));
      before = saved[j + 1] ?? 0;
      saved[j + 1] = Math.max(before, saved[j] ?? 0, moved);
    }
  }
  return a.length + b.length - (saved[end] ?? 0);
}
