import type { Values } from '../../contract/index.ts';
import { nearestSteps as delaySteps, HALF_UP } from '../../equations/steps.ts';
import { extent, LONGEST_DELAY_STEPS } from '../../library/topologies/extent.ts';

export { delaySteps };

/** The longest delay that a synapse may have, in steps. */
export const longestDelaySteps = (delayMs: Values, dtMs: number): number => delaySteps(extent(delayMs).most, dtMs);

/** The shortest delay that a synapse may have, in steps. */
export const shortestDelaySteps = (delayMs: Values, dtMs: number): number => delaySteps(extent(delayMs).least, dtMs);

/** Throws RangeError with a sentence where some delay is not a number of steps that can be kept. */
export function checkDelays(name: string, delayMs: Values, dtMs: number): void {
  const { least, most } = extent(delayMs);
  for (const delay of [least, most]) {
    const steps = delaySteps(delay, dtMs);
    if (delay !== Number.POSITIVE_INFINITY && !(steps >= 0 && steps <= LONGEST_DELAY_STEPS))
      throw new RangeError(
        `${name}: a delay of ${delay} ms is ${steps} steps; possible are 0 to ${LONGEST_DELAY_STEPS}`,
      );
  }
}

/** The probability of each number of steps, from the shortest delay to the longest. */
export function delayDistribution(delayMs: Values, dtMs: number): Float64Array {
  const { least, most } = extent(delayMs);
  const first = delaySteps(least, dtMs);
  const below = (delay: number): number => share(delayMs, Math.min(most, Math.max(least, delay)));
  const all = below(most) - below(least);
  return Float64Array.from({ length: delaySteps(most, dtMs) - first + 1 }, (_, k) => {
    const from = (first + k - HALF_UP) * dtMs;
    return all > 0 ? (below(from + dtMs) - below(from)) / all : 1;
  });
}

/** Distribution function, but for a factor and a constant. */
function share(values: Values, x: number): number {
  return values.kind === 'normal' ? normalDistribution((x - values.mean) / values.sd) : x;
}

/** Within 1e-7: Abramowitz and Stegun 26.2.17. */
function normalDistribution(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const beyond = (Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI)) * series;
  return x > 0 ? 1 - beyond : beyond;
}
