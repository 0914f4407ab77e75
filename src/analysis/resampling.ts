import { mean, quantile } from 'd3-array';

/** Mean with a 95 % interval. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

const RESAMPLES = 2000;

/** Uniform integers below n, the same in every run (xorshift32; Marsaglia, J. Stat. Softw. 8(14), 2003). */
function integers(seed: number): (n: number) => number {
  let state = (Math.imul(seed, 0x9e3779b9) ^ 0x5bd1e995) | 1;
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 4294967296) * n);
  };
}

/** Mean; NaN of no values. */
export const meanOf = (values: readonly number[]): number => mean(values) ?? Number.NaN;

/** Draws `count` samples with replacement, each as large as the values, and gives the statistic of each. */
export function resampled<T>(values: readonly T[], statistic: (sample: readonly T[]) => number, seed = 1): number[] {
  const below = integers(seed);
  return Array.from({ length: RESAMPLES }, () => statistic(values.map(() => values[below(values.length)] as T)));
}

/** The values in an order drawn by chance (Fisher and Yates), the same for one seed in every run. */
export function shuffled<T>(values: readonly T[], seed: number): T[] {
  const below = integers(seed);
  const order = [...values];
  for (let last = order.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}

/** The 2.5 % and the 97.5 % quantile (linear between order statistics). */
export const middleOf = (samples: readonly number[]): readonly [low: number, high: number] => [
  quantile(samples, 0.025) ?? Number.NaN,
  quantile(samples, 0.975) ?? Number.NaN,
];

/** Mean with its 95 % percentile bootstrap interval (Efron 1979); null without values. One value has no width. */
export function bootstrapMean(values: readonly number[]): Interval | null {
  if (values.length === 0) return null;
  const [low, high] = middleOf(resampled(values, meanOf));
  return { mean: meanOf(values), low, high, count: values.length };
}

/**
 * Two-sided p-value that the means of two samples differ by chance: the share of relabellings whose difference is at least as
 * large. All of them where there are no more than 20,000, else 10,000 drawn ones, the given one counted too.
 */
export function permutationTest(a: readonly number[], b: readonly number[]): number {
  const pooled = [...a, ...b];
  const total = pooled.reduce((sum, x) => sum + x, 0);
  const differenceOf = (sumOfFirst: number): number =>
    Math.abs(sumOfFirst / a.length - (total - sumOfFirst) / b.length);
  const observed = differenceOf(a.reduce((sum, x) => sum + x, 0)) - 1e-12;
  let [reached, count] = [0, 0];
  const note = (sumOfFirst: number): void => {
    if (differenceOf(sumOfFirst) >= observed) reached += 1;
    count += 1;
  };
  if (binomialCoefficient(pooled.length, a.length) <= 20_000) {
    forEachSubset(pooled, a.length, note);
    return reached / count;
  }
  const below = integers(2);
  for (let k = 0; k < 10_000; k++) {
    const shuffled = [...pooled];
    let sum = 0;
    for (let i = 0; i < a.length; i++) {
      const j = i + below(shuffled.length - i);
      [shuffled[i], shuffled[j]] = [shuffled[j] ?? 0, shuffled[i] ?? 0];
      sum += shuffled[i] ?? 0;
    }
    note(sum);
  }
  return (reached + 1) / (count + 1);
}

/** The smallest p-value that the test of samples of these sizes can give. */
export function leastP(a: number, b: number): number {
  const relabellings = binomialCoefficient(a + b, a);
  // Of equal sizes the mirrored relabelling differs by as much.
  return relabellings <= 20_000 ? (a === b ? 2 : 1) / relabellings : 1 / 10_001;
}

/** p-values of several tests at once, adjusted so that any false alarm among them is as rare as said (Holm 1979). */
export function holmAdjusted(values: readonly number[]): number[] {
  const order = values.map((p, k) => ({ p, k })).sort((a, b) => a.p - b.p);
  const adjusted = [...values];
  let largest = 0;
  order.forEach(({ p, k }, rank) => {
    largest = Math.max(largest, Math.min(1, p * (values.length - rank)));
    adjusted[k] = largest;
  });
  return adjusted;
}

function binomialCoefficient(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}

/** Calls with the sum of each choice of `k` of the values. */
function forEachSubset(values: readonly number[], k: number, visit: (sum: number) => void, from = 0, sum = 0): void {
  if (k === 0) {
    visit(sum);
    return;
  }
  for (let i = from; i <= values.length - k; i++) forEachSubset(values, k - 1, visit, i + 1, sum + (values[i] ?? 0));
}
