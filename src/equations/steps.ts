/**
 * Times in whole steps, as compiler and engine both count them. Quotients such as 0.15/0.1 = 1.4999999999999998 miss what is meant
 * by rounding errors only, so each rule treats what lies closer than a small part of a step to its border as on it.
 */

/** What is added before the fraction is dropped: halves go up. WebAssembly code adds the same number. */
export const HALF_UP = 0.5 + 1e-6;

/** A delay in steps: the nearest number of them, halves up. */
export const nearestSteps = (timeMs: number, dtMs: number): number => Math.floor(timeMs / dtMs + HALF_UP);

/** As many steps as no run has (see compile/limits.ts): a longer period ends as little as this one, and the sum with a step fits 32 bits. */
export const FOREVER_STEPS = 2 ** 30;

/** What a refractory period, in steps, may miss a whole number by, in Brian2 as here. */
export const PERIOD_SLACK = 1e-3;

/** A refractory period in steps, as Brian2's `timestep`: floor((period + dt/1000)/dt). */
export const periodSteps = (periodMs: number, dtMs: number): number =>
  Math.min(FOREVER_STEPS, Math.floor((periodMs + PERIOD_SLACK * dtMs) / dtMs));

/** A time closer to the border of a step than this, in steps, is on it. */
export const ON_GRID = 1e-6;

/** The last step that fits a signed 32-bit number. */
const LAST_STEP = 2 ** 31 - 1;

/** First step that does not start before a time; a time that misses a step by less than a thousandth of one counts as on it. */
export const stepAtOrAfter = (timeMs: number, dtMs: number): number =>
  Math.min(LAST_STEP, Math.max(0, Math.ceil(timeMs / dtMs - 1e-3)));
