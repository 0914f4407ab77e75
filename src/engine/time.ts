const LAST_STEP = 2 ** 31 - 1;

/** First step whose start is not before a time, which may miss a step by a thousandth of one (rounding of times). */
export const stepAtOrAfter = (timeMs: number, dtMs: number): number =>
  Math.min(LAST_STEP, Math.max(0, Math.ceil(timeMs / dtMs - 1e-3)));
