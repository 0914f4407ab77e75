import type { ConnectionRule } from '../../src/contract/index.ts';
import { connect } from '../../src/engine/connectivity/reference.ts';
import type { Ends } from '../../src/library/topologies/index.ts';

const none = { kind: 'constant', value: 0 } as const;

/** Rows by source, as the engine makes them. */
export function wire(rule: ConnectionRule, ends: Ends, seed = 1) {
  return connect({ name: 'test', seed, key: 5, rule, ends, weight: none, delayMs: none, dtMs: 0.1 });
}

export function pairsOf(rule: ConnectionRule, ends: Ends, seed = 1): [number, number][] {
  const { starts, targets } = wire(rule, ends, seed);
  return Array.from({ length: ends.sources }, (_, i) =>
    Array.from(targets.subarray(starts[i], starts[i + 1]), (target): [number, number] => [i, target]),
  ).flat();
}

/** Population of n that is joined with itself. */
export const within = (n: number): Ends => ({ sources: n, targets: n, same: true });
export const between = (sources: number, targets: number): Ends => ({ sources, targets, same: false });

export function degrees(rule: ConnectionRule, ends: Ends, seed = 1): { out: number[]; in: number[] } {
  const [out, into] = [new Array<number>(ends.sources).fill(0), new Array<number>(ends.targets).fill(0)];
  for (const [i, j] of pairsOf(rule, ends, seed)) {
    out[i] = (out[i] ?? 0) + 1;
    into[j] = (into[j] ?? 0) + 1;
  }
  return { out, in: into };
}

export const countSelf = (pairs: readonly [number, number][]): number => pairs.filter(([i, j]) => i === j).length;
export const countDouble = (pairs: readonly [number, number][]): number =>
  pairs.length - new Set(pairs.map(([i, j]) => `${i} ${j}`)).size;

/** Chi-square of counts against expectations. */
export const chiSquare = (counts: readonly number[], expected: readonly number[]): number =>
  counts.reduce((sum, count, k) => sum + (count - (expected[k] ?? 0)) ** 2 / (expected[k] ?? 1), 0);

/** Exceeded by chance once in 10,000 (Wilson and Hilferty 1931). */
export const chiSquareLimit = (freedom: number): number =>
  freedom * (1 - 2 / (9 * freedom) + 3.719 * Math.sqrt(2 / (9 * freedom))) ** 3;

/** Binomial probabilities of 0 to n. */
export function binomial(n: number, p: number): number[] {
  const logs: number[] = [n * Math.log1p(-p)];
  for (let k = 1; k <= n; k++) logs.push((logs[k - 1] ?? 0) + Math.log((n - k + 1) / k) + Math.log(p / (1 - p)));
  return logs.map(Math.exp);
}

/** Poisson probabilities of 0 to `most`. */
export function poisson(mean: number, most: number): number[] {
  const values = [Math.exp(-mean)];
  for (let k = 1; k <= most; k++) values.push(((values[k - 1] ?? 0) * mean) / k);
  return values;
}

/** Counts of the values, with neighbours pooled until each class expects at least 8; the last class takes the rest. */
function classes(values: readonly number[], probabilities: readonly number[]) {
  const [counts, expected] = [[0], [0]];
  const classOf: number[] = [];
  let left = values.length;
  probabilities.forEach((p, k) => {
    classOf[k] = counts.length - 1;
    expected[expected.length - 1] = (expected.at(-1) ?? 0) + p * values.length;
    left -= p * values.length;
    if ((expected.at(-1) ?? 0) < 8 || left < 8) return;
    counts.push(0);
    expected.push(0);
  });
  expected[expected.length - 1] = (expected.at(-1) ?? 0) + left;
  for (const value of values) {
    const k = classOf[value] ?? counts.length - 1;
    counts[k] = (counts[k] ?? 0) + 1;
  }
  return { counts, expected };
}

/** Whether values follow the probabilities of 0, 1, ...: chi-square at 1e-4. */
export function follows(values: readonly number[], probabilities: readonly number[]): boolean {
  const { counts, expected } = classes(values, probabilities);
  return chiSquare(counts, expected) < chiSquareLimit(counts.length - 1);
}
