import { middleOf, resampled } from '../../analysis/resampling.ts';

/** Where an index changes fastest with a parameter. */
export interface Transition {
  readonly at: number;
  /** 95 % interval over resampled seeds. */
  readonly low: number;
  readonly high: number;
  /** Change of the index per unit of the parameter there. */
  readonly slope: number;
}

/** Values of an index over the seeds, at one value of the parameter. */
export interface Point {
  readonly x: number;
  readonly values: readonly number[];
}

/**
 * The steepest place of the mean index against the parameter: the middle of the steepest stretch between neighbouring points,
 * weighted with the neighbouring stretches' slopes where they are of its sign. Its interval is that of the same over
 * resampled seeds (bootstrap). Null with fewer than three points that have values,
 * and where nothing changes.
 */
export function transitionOf(points: readonly Point[]): Transition | null {
  const known = points.filter(({ values }) => values.length > 0).sort((a, b) => a.x - b.x);
  if (known.length < 3) return null;
  const xs = known.map(({ x }) => x);
  const means = known.map(({ values }) => meanOf(values));
  const { at, slope } = steepest(xs, means);
  if (slope === 0) return null;
  // One resampling of each point's values for each of the bootstrap's samples.
  const columns = known.map(({ values }, k) => resampled(values, meanOf, k + 1));
  const samples = (columns[0] ?? []).map(
    (_, s) =>
      steepest(
        xs,
        columns.map((column) => column[s] ?? Number.NaN),
      ).at,
  );
  const [low, high] = middleOf(samples);
  return { at, low, high, slope };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

function steepest(xs: readonly number[], ys: readonly number[]): { at: number; slope: number } {
  const slopes = ys.slice(1).map((y, k) => (y - (ys[k] ?? 0)) / ((xs[k + 1] ?? 0) - (xs[k] ?? 0)));
  const middles = slopes.map((_, k) => ((xs[k] ?? 0) + (xs[k + 1] ?? 0)) / 2);
  const best = slopes.reduce((found, slope, k) => (Math.abs(slope) > Math.abs(slopes[found] ?? 0) ? k : found), 0);
  const peak = slopes[best] ?? 0;
  const around = [best - 1, best, best + 1].filter((k) => (slopes[k] ?? 0) * peak > 0);
  const weight = around.reduce((sum, k) => sum + (slopes[k] ?? 0), 0);
  if (weight === 0) return { at: middles[best] ?? Number.NaN, slope: 0 };
  const at = around.reduce((sum, k) => sum + (slopes[k] ?? 0) * (middles[k] ?? 0), 0) / weight;
  return { at, slope: peak };
}
