import { meanOf, middleOf, resampled } from '../../analysis/resampling.ts';
import type { Point, Transition } from './critical-value.ts';
import { type Fit, onsetFit, stepFit } from './curves.ts';
import { stepIn, tellsMore, tellsMoreThanRivals } from './evidence.ts';

/** Fewer points than this do not tell an onset from a step. */
const LEAST_FOR_ONSET = 8;
/** Curves of resampled seeds that the interval is of. */
const FITTED_SAMPLES = 300;

/** Fewer points show no transition, whatever they are. */
export const LEAST_POINTS = 3;

/**
 * Where the mean index goes from one regime to another: the middle of the step that explains the curve better than chance
 * lets one on a straight line (evidence.ts); or, where a rounded square-root onset (curves.ts) fits it better than a step, an exponential, a logarithm and a corner do, by
 * Akaike's criterion for the numbers that each takes, the beginning of that. The interval is that of the same over resampled
 * seeds (bootstrap). Null where there is no transition in the range, or with fewer than three points that have values.
 */
export function transitionOf(points: readonly Point[]): Transition | null {
  const known = knownOf(points);
  const transition = placeIn(known);
  if (transition === null) return null;
  const xs = known.map(({ x }) => x);
  // One resampling of each point's values for each of the bootstrap's samples.
  const columns = known.map(({ values }, k) => resampled(values, meanOf, k + 1));
  const fitOf = transition.kind === 'onset' ? onsetFit : stepFit;
  const samples = Array.from({ length: FITTED_SAMPLES }, (_, s) => {
    const sample = columns.map((column) => column[s] ?? Number.NaN);
    return fitOf(xs, sample).at;
  });
  const [low, high] = middleOf(samples);
  return { ...transition, low, high };
}

/** The place of `transitionOf` without an interval, for many curves at a time. */
export const placeOfTransition = (points: readonly Point[]): number | null => placeIn(knownOf(points))?.at ?? null;

const knownOf = (points: readonly Point[]): readonly Point[] =>
  points.filter(({ values }) => values.length > 0).sort((a, b) => a.x - b.x);

function placeIn(points: readonly Point[]): Pick<Transition, 'kind' | 'at' | 'rises'> | null {
  if (points.length < LEAST_POINTS) return null;
  const xs = points.map(({ x }) => x);
  const means = points.map(({ values }) => meanOf(values));
  const onset = onsetIn(xs, means);
  const fit = onset ?? stepIn(points);
  if (fit === null) return null;
  const [first = 0, last = 0] = [fit.values[0], fit.values[xs.length - 1]];
  return { kind: onset === null ? 'step' : 'onset', at: fit.at, rises: last > first };
}

/** Share of the variance that an onset may leave: other shapes are not called one. */
const MOST_LEFT = 0.01;
/** So many points must lie on either side; on the floor, within this share of the range of the means: else nothing tells where it ends. */
const LEAST_ON_A_SIDE = 3;
const FLOOR = 0.2;

/** The onset that a curve shows; null where it shows none, or a step does about as well. */
function onsetIn(xs: readonly number[], means: readonly number[]): Fit | null {
  if (xs.length < LEAST_FOR_ONSET || means.some((mean) => mean < 0)) return null;
  const [onset, step] = [onsetFit(xs, means), stepFit(xs, means)];
  const mean = meanOf(means);
  const variance = means.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  const fits =
    onset.residual < MOST_LEFT * variance && tellsMore(onset, step, means) && tellsMoreThanRivals(onset, xs, means);
  return fits && hasFloor(onset, xs, means) ? onset : null;
}

/** Whether the curve is seen at its floor, on the side of the beginning where it has not risen, and as it rises. */
function hasFloor({ at, shares }: Fit, xs: readonly number[], means: readonly number[]): boolean {
  const rises = (shares[xs.length - 1] ?? 0) > (shares[0] ?? 0);
  const before = means.filter((_, k) => (rises ? (xs[k] ?? 0) < at : (xs[k] ?? 0) > at));
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const onFloor = before.filter((mean) => mean - low <= FLOOR * (high - low)).length;
  return onFloor >= LEAST_ON_A_SIDE && means.length - before.length >= LEAST_ON_A_SIDE;
}
