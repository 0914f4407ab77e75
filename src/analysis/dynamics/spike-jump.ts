import { dot, entry } from './linear.ts';
import { type DynamicalSystem, ratesAt } from './system.ts';

/** Differences of states, by their ranges, from which slopes of threshold and reset are taken. */
const STEP = 1e-6;

/** The slope of the threshold's margin; null where it has none, as of a condition that is no comparison. */
function thresholdSlope(system: DynamicalSystem, x: Float64Array, p: readonly number[]): Float64Array | null {
  const { threshold } = system.field;
  if (threshold === null) return null;
  const slope = x.map((value, k) => {
    const h = STEP * entry(system.scales, k);
    return (threshold(x.with(k, value + h), p) - threshold(x.with(k, value - h), p)) / (2 * h);
  });
  return slope.some((value) => value !== 0) && slope.every(Number.isFinite) ? slope : null;
}

/** What a spike does to a small deviation of the states, transposed: from just after it to just before. */
export type Backwards = (after: Float64Array) => Float64Array;

/**
 * The saltation at a spike, transposed: S = D + (f+ - D f-) n / (n f-), with D the derivative of the reset, n the slope of the threshold, f- and
 * f+ the rates before and after it (Aizerman and Gantmakher, Q J Mech Appl Math 11 (1958) 385; Ladenbauer et al., PLoS Comput Biol 8 (2012) e1002478).
 * `held`: rates while states are clamped. A refractory period ends as much later as the spike came: `ended` has the
 * gain of rates at its end. Null where the threshold has no slope along the rates.
 */
export function saltation(
  system: DynamicalSystem,
  before: Float64Array,
  after: Float64Array,
  p: readonly number[],
  held: (x: Float64Array) => Float64Array,
): { readonly backwards: Backwards; readonly delay: Float64Array } | null {
  const n = before.length;
  const slope = thresholdSlope(system, before, p);
  if (slope === null) return null;
  const speed = dot(slope, ratesAt(system, before, p));
  if (!(speed > 0)) return null;
  const ahead = new Float64Array(n);
  const behind = new Float64Array(n);
  const reset = Array.from({ length: n }, (_, j) => {
    const h = STEP * entry(system.scales, j);
    system.field.reset(before.with(j, entry(before, j) + h), p, ahead);
    system.field.reset(before.with(j, entry(before, j) - h), p, behind);
    return ahead.map((value, k) => (value - entry(behind, k)) / (2 * h));
  });
  const [rates, next] = [ratesAt(system, before, p), held(after)];
  const kept = next.map(
    (value, k) => value - reset.reduce((sum, column, j) => sum + entry(column, k) * entry(rates, j), 0),
  );
  const delay = slope.map((value) => value / speed);
  return {
    delay,
    backwards: (z) => {
      const shift = dot(kept, z);
      return Float64Array.from({ length: n }, (_, j) => dot(reset[j] ?? [], z) + shift * entry(delay, j));
    },
  };
}
