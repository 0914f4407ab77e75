/** Below this probability, numbers of failures come from a logarithm: a table would be long, and draws are few. */
export const LEAST_TABLED = 1 / 1024;
/** The guide has an entry for each value of the bits that are left of a word after this shift. */
export const GUIDE_SHIFT = 22;

/**
 * How numbers of failures before a success are drawn: P(failures <= n) as 32-bit thresholds, up to some 8 means. A word beyond
 * the last threshold starts again from there, since the process has no memory.
 */
export interface GeometricTable {
  readonly p: number;
  readonly thresholds: Uint32Array;
  /** The first n whose threshold may be above a word with these leading bits (Chen and Asau 1974). */
  readonly guide: Uint16Array;
}

export function geometricTable(p: number): GeometricTable {
  const thresholds: number[] = [];
  let beyond = 1;
  for (let n = 0; n * p < 8; n++) {
    beyond *= 1 - p;
    thresholds.push(Math.min(2 ** 32 - 1, Math.round((1 - beyond) * 2 ** 32)));
  }
  const guide = new Uint16Array(2 ** (32 - GUIDE_SHIFT));
  let n = 0;
  for (let bits = 0; bits < guide.length; bits++) {
    while ((thresholds[n] ?? 2 ** 32) <= bits * 2 ** GUIDE_SHIFT) n++;
    guide[bits] = n;
  }
  return { p, thresholds: Uint32Array.from(thresholds), guide };
}
