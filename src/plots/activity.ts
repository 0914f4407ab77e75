import { bisectLeft } from 'd3-array';
import type { ActivityKind } from '../session/recordings/peak.ts';

/** After so many time constants nothing is left to be seen. */
const FADED = 6;

/** How far back spikes count, ms. */
export const reachMs = (windowMs: number, kind: ActivityKind): number =>
  kind === 'rate' ? windowMs : FADED * windowMs;

/**
 * Rate of each neuron just before a time, Hz: spikes of the last `windowMs` over the window, or the sum of e^(-age / windowMs) over
 * the time constant. Spikes are ordered by step.
 */
export function activityAt(
  { steps, elements }: { readonly steps: Int32Array; readonly elements: Int32Array },
  size: number,
  dtMs: number,
  timeMs: number,
  windowMs: number,
  kind: ActivityKind,
): Float64Array {
  const activity = new Float64Array(size);
  // Half a step, so that rounding moves no spike over the edge.
  const end = bisectLeft(steps, Math.round(timeMs / dtMs));
  const first = bisectLeft(steps, Math.ceil((timeMs - reachMs(windowMs, kind)) / dtMs - 0.5));
  // A window that begins before the run counts as much of it as there was.
  const lastedMs = kind === 'rate' ? Math.max(dtMs, Math.min(windowMs, timeMs)) : windowMs;
  for (let k = first; k < end; k++) {
    const element = elements[k] ?? 0;
    const share = kind === 'rate' ? 1 : Math.exp(((steps[k] ?? 0) * dtMs - timeMs) / windowMs);
    activity[element] = (activity[element] ?? 0) + (1000 * share) / lastedMs;
  }
  return activity;
}
