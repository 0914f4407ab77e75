import type { Problem, Values } from '../contract/index.ts';
import { problem, type Subject } from '../document/problems.ts';
import { formatQuantity } from '../units/index.ts';

type Normal = Pick<Extract<Values, { kind: 'normal' }>, 'mean' | 'sd' | 'min' | 'max'>;

/** Standard deviations beyond which nothing is summed, and intervals of Simpson's rule. */
const WIDEST = 8;
const INTERVALS = 2000;
/** A mean that moves by more (of itself, or of the standard deviation where that is larger) is said, and a standard deviation that shrinks by more. */
const TOLERATED = { mean: 0.03, sd: 0.1 };

/**
 * Share of a normal distribution that lies beyond its bounds, and mean and standard deviation of the rest, from which numbers are
 * drawn: those beyond are drawn again. Null where next to nothing lies within.
 */
export function withinBounds({ mean, sd, min, max }: Normal): { lost: number; mean: number; sd: number } | null {
  const [from, to] = [Math.max(-WIDEST, (min - mean) / sd), Math.min(WIDEST, (max - mean) / sd)];
  if (!(to > from)) return null;
  const width = (to - from) / INTERVALS;
  let [mass, first, second] = [0, 0, 0];
  for (let k = 0; k <= INTERVALS; k++) {
    const z = from + k * width;
    const simpson = k === 0 || k === INTERVALS ? 1 : k % 2 === 1 ? 4 : 2;
    const weight = (simpson * width * Math.exp(-(z ** 2) / 2)) / (3 * Math.sqrt(2 * Math.PI));
    mass += weight;
    first += weight * z;
    second += weight * z * z;
  }
  if (mass < 1e-12) return null;
  const shift = first / mass;
  return { lost: 1 - mass, mean: mean + sd * shift, sd: sd * Math.sqrt(Math.max(0, second / mass - shift * shift)) };
}

/** Warns where numbers that are drawn again leave another mean or standard deviation than the ones that are written. */
export function checkTruncation(
  subject: Subject,
  field: string,
  { meaning, unit }: { readonly meaning: string; readonly unit: string },
  drawn: Normal,
): readonly Problem[] {
  const kept = drawn.sd > 0 ? withinBounds(drawn) : null;
  if (kept === null) return [];
  const moves = Math.abs(kept.mean - drawn.mean) > TOLERATED.mean * Math.max(Math.abs(drawn.mean), drawn.sd);
  if (!moves && drawn.sd - kept.sd <= TOLERATED.sd * drawn.sd) return [];
  const of = (internal: number): string => formatQuantity(internal, unit);
  const given = `mean ${of(drawn.mean)}, standard deviation ${of(drawn.sd)}`;
  const bounds = [
    ...(Number.isFinite(drawn.min) ? [`below ${of(drawn.min)}`] : []),
    ...(Number.isFinite(drawn.max) ? [`above ${of(drawn.max)}`] : []),
  ].join(' or ');
  const sentence = `${meaning} is drawn from a normal distribution of ${given}; ${Number((100 * kept.lost).toPrecision(4))} % of it lies ${bounds} and is drawn again, so that the mean is ${of(kept.mean)} and the standard deviation ${of(kept.sd)}. A smaller standard deviation keeps both.`;
  return [problem({ code: 'truncated', severity: 'warning', subject, field, given, allowed: bounds, sentence })];
}
