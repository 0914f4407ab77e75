import { middleOf, resampled } from '../../analysis/resampling.ts';
import { onsetFit, stepFit } from './curves.ts';

/** The critical value of a parameter. */
export interface Transition {
  /**
   * `steepest`: where the index changes fastest. `onset`: the index stays at a floor up to here, and from here on its square
   * rises in proportion to the parameter, as at Kuramoto's K_c; there the index itself is steepest somewhat later.
   */
  readonly kind: 'steepest' | 'onset';
  readonly at: number;
  /** 95 % interval over resampled seeds. */
  readonly low: number;
  readonly high: number;
  /** The largest change of the index per unit of the parameter. */
  readonly slope: number;
}

/** Values of an index over the seeds, at one value of the parameter. */
export interface Point {
  readonly x: number;
  readonly values: readonly number[];
}

/** Fewer points than this do not tell an onset from a step. */
const LEAST_FOR_ONSET = 8;
/** Of the bootstrap's samples, those to which an onset is fitted. */
const FITTED_SAMPLES = 300;

/**
 * Where the mean index goes from one regime to another. Steepest place: the middle of the steepest stretch between
 * neighbouring points, weighted with the neighbouring stretches' slopes where they are of its sign. Where a rounded
 * square-root onset (curves.ts) fits the curve better than a logistic step does, by Akaike's criterion for the numbers that
 * each takes, its beginning is given instead. The interval is that of the same over resampled seeds (bootstrap). Null with fewer
 * than three points that have values, and where nothing changes.
 */
export function transitionOf(points: readonly Point[]): Transition | null {
  const known = points.filter(({ values }) => values.length > 0).sort((a, b) => a.x - b.x);
  if (known.length < 3) return null;
  const xs = known.map(({ x }) => x);
  const means = known.map(({ values }) => meanOf(values));
  const { at, slope } = steepest(xs, means);
  if (slope === 0) return null;
  const onset = onsetIn(xs, means);
  // One resampling of each point's values for each of the bootstrap's samples.
  const columns = known.map(({ values }, k) => resampled(values, meanOf, k + 1));
  const count = onset === null ? (columns[0] ?? []).length : FITTED_SAMPLES;
  const samples = Array.from({ length: count }, (_, s) => {
    const sample = columns.map((column) => column[s] ?? Number.NaN);
    return onset === null ? steepest(xs, sample).at : onsetFit(xs, sample).at;
  });
  const [low, high] = middleOf(samples);
  return { kind: onset === null ? 'steepest' : 'onset', at: onset ?? at, low, high, slope };
}

/** The place of `transitionOf` without an interval, for many curves at a time. */
export function placeOfTransition(points: readonly Point[]): number | null {
  const known = points.filter(({ values }) => values.length > 0).sort((a, b) => a.x - b.x);
  if (known.length < 3) return null;
  const xs = known.map(({ x }) => x);
  const means = known.map(({ values }) => meanOf(values));
  const { at, slope } = steepest(xs, means);
  return slope === 0 ? null : (onsetIn(xs, means) ?? at);
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

/** Akaike's criterion must be better by this much: about e^-2 as likely otherwise. */
const MARGIN = 4;
/** Share of the variance that an onset may leave: other shapes are not called one. */
const MOST_LEFT = 0.01;

/** Where an onset begins; null where the curve is none, or a step does about as well. */
function onsetIn(xs: readonly number[], means: readonly number[]): number | null {
  if (xs.length < LEAST_FOR_ONSET || means.some((mean) => mean < 0)) return null;
  const [onset, step] = [onsetFit(xs, means), stepFit(xs, means)];
  const mean = meanOf(means);
  const variance = means.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  // A curve that a step fits to rounding is one.
  const least = 1e-9 * variance;
  const criterion = ({ residual, parameters }: typeof onset): number =>
    xs.length * Math.log((residual + least) / xs.length) + 2 * parameters;
  const isOnset = onset.residual < MOST_LEFT * variance && criterion(onset) < criterion(step) - MARGIN;
  return isOnset ? onset.at : null;
}

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
