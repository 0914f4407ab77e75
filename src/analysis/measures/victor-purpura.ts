import type { SpikeTimes } from '../spike-times.ts';
import type { Measure } from './measure.ts';

export const victorPurpura: Measure = {
  id: 'victorPurpura',
  name: 'Victor-Purpura distance',
  symbol: 'D_{VP}',
  formula:
    'D_{VP} = \\min \\textstyle\\sum \\text{cost}: \\text{spike added or deleted } 1,\\ \\text{moved } q\\,|\\Delta t|',
  unit: '1',
  range: '|n₁ − n₂| (q = 0) to n₁ + n₂ (q large)',
  undefinedWhen: 'never',
  source: 'Victor & Purpura, J. Neurophysiol. 76:1310 (1996)',
};

/** Least cost to turn one train into the other; `costPerMs` is q, the cost of moving a spike by 1 ms. O(n1 n2). */
export function victorPurpuraOf(a: SpikeTimes, b: SpikeTimes, costPerMs: number): number {
  let previous = Float64Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = new Float64Array(b.length + 1);
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const moved = (previous[j - 1] ?? 0) + costPerMs * Math.abs((a[i - 1] ?? 0) - (b[j - 1] ?? 0));
      row[j] = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, moved);
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
