import { meanOf, shuffled } from '../../analysis/resampling.ts';
import type { Point } from './critical-value.ts';
import { bendFit, type Fit, kinkFit, lineFit, stepFit } from './curves.ts';

/** Of so many curves in which chance puts the residuals of the line, none may favour a step as much: p is 1 in 100 at most. */
const SHUFFLES = 99;
/** Share of the means' variance that the step may leave: another shape is no step. */
const MOST_LEFT = 1 / 3;
/** The range must hold the step from this share of its height to the rest of it. */
const END = 0.1;
/** A curve that a model fits to rounding is one. */
const ROUNDING = 1e-9;
/** Akaike's criterion must be better by this much: about e^-2 as likely otherwise. */
const MARGIN = 4;

/** Whether a fit tells a curve better than another does, the numbers counted that each takes (Akaike 1974). */
export function tellsMore(fit: Fit, other: Fit, means: readonly number[]): boolean {
  const least = ROUNDING * squares(means, meanOf(means));
  const criterion = ({ residual, parameters }: Fit): number =>
    means.length * Math.log((residual + least) / means.length) + 2 * parameters;
  return criterion(fit) < criterion(other) - MARGIN;
}

/**
 * The step that a curve takes, or null where it takes none: a straight line (or no change at all, which is one) is then as
 * good an account of it. A step is claimed where
 *
 * - it reduces the squared differences of all seeds' values from the line by more than in each of 99 curves made of that line and
 *   its own residuals in a shuffled order (a permutation test; Freedman and Lane, J Bus Econ Stat 1 (1983) 292),
 * - it tells the means better than an exponential or a logarithm does, by Akaike's criterion: what bends evenly has no place of its own,
 * - and better than a corner from which on the curve rises in proportion: that has a beginning, but no second level,
 * - it leaves at most a third of the variance of the means, and
 * - both of its levels lie in the range: from its first tenth to its last.
 */
export function stepIn(points: readonly Point[]): Fit | null {
  const xs = points.map(({ x }) => x);
  const means = points.map(({ values }) => meanOf(values));
  const total = squares(means, meanOf(means));
  const step = stepFit(xs, means);
  if (total === 0 || step.residual > MOST_LEFT * total || !isWithin(step, xs)) return null;
  const line = lineFit(xs, means);
  if (line.residual <= ROUNDING * total || !tellsMoreThanRivals(step, xs, means)) return null;
  return beatsChance(points, step, line) ? step : null;
}

/** Whether a fit tells a curve better than those do that bend evenly, or have a corner. */
export const tellsMoreThanRivals = (fit: Fit, xs: readonly number[], means: readonly number[]): boolean =>
  tellsMore(fit, bendFit(xs, means), means) && tellsMore(fit, kinkFit(xs, means), means);

/** Whether the ends of the range lie on the two levels. */
function isWithin({ shares }: Fit, xs: readonly number[]): boolean {
  const [first = 0, last = 0] = [shares[0], shares[xs.length - 1]];
  return Math.min(first, last) <= END && Math.max(first, last) >= 1 - END;
}

function beatsChance(points: readonly Point[], step: Fit, line: Fit): boolean {
  const xs = points.map(({ x }) => x);
  const within = points.reduce((sum, { values }) => sum + squares(values, meanOf(values)), 0);
  const weight = points.reduce((sum, { values }) => sum + values.length, 0) / points.length;
  const gain = (of: Fit, over: Fit, spread: number): number =>
    (over.residual - of.residual) / (of.residual + spread / weight);
  const observed = gain(step, line, within);
  const residuals = points.flatMap(({ values }, k) => values.map((value) => value - (line.values[k] ?? 0)));
  return !Array.from({ length: SHUFFLES }, (_, k) => k + 1).some((seed) => {
    const drawn = shuffled(residuals, seed);
    let next = 0;
    const curve = points.map(({ values }, k) => values.map(() => (line.values[k] ?? 0) + (drawn[next++] ?? 0)));
    const means = curve.map(meanOf);
    const spread = curve.reduce((sum, values, k) => sum + squares(values, means[k] ?? 0), 0);
    return gain(stepFit(xs, means), lineFit(xs, means), spread) >= observed;
  });
}

const squares = (values: readonly number[], about: number): number =>
  values.reduce((sum, x) => sum + (x - about) ** 2, 0);
