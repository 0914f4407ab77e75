import { exp, expm1 } from '../../equations/elementary.ts';

/**
 * How to draw a Poisson number exactly from few random bits: a mixture. Of the 2^16 values of a 16-bit word, floor(p_n 2^16)
 * give the number n; the few that are left over stand for what these numbers of values leave of each probability, from which
 * a 32-bit word draws.
 *
 *     word   0 ..... limits[0] ..... limits[1] ... limits.at(-1) ..... 2^16
 *     number   first       first + 1       ...                   by `rest`
 */
export interface PoissonTable {
  readonly first: number;
  readonly limits: readonly number[];
  readonly restFirst: number;
  /** Cumulative parts of 2^32: the number is `restFirst` plus how many of them are not above the word. */
  readonly rest: readonly number[];
}

const VALUES = 2 ** 16;
/** Probabilities that are smaller than this part of the largest are left out: no run is long enough to show them. */
const LEAST_PART = 1e-24;

/** The table for numbers of a mean. */
export function poissonTable(mean: number): PoissonTable {
  const { least, terms } = poissonTerms(mean);
  const total = terms.reduce((sum, term) => sum + term, 0);
  const values = terms.map((term) => (term / total) * VALUES);
  const whole = values.map(Math.floor);
  const first = Math.max(
    0,
    whole.findIndex((count) => count > 0),
  );
  const last = whole.findLastIndex((count) => count > 0);
  const limits = cumulative(whole.slice(first, last + 1));
  const left = values.map((value, n) => value - (whole[n] ?? 0));
  const rest = cumulative(left);
  const sum = rest.at(-1) ?? 0;
  // A limit that no word reaches decides nothing: a word above all others has the last number.
  const thresholds = rest.map((entry) => (sum > 0 ? Math.round((entry / sum) * 2 ** 32) : 0));
  return {
    first: least + first,
    limits,
    restFirst: least,
    rest: thresholds.slice(
      0,
      thresholds.findIndex((entry) => entry >= 2 ** 32),
    ),
  };
}

function cumulative(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}

/** Numbers proportional to the probabilities of `least`, `least` + 1, ..., from the mode outwards, so that none underflows too early. */
function poissonTerms(mean: number): { readonly least: number; readonly terms: number[] } {
  const mode = Math.floor(mean);
  const below: number[] = [];
  for (let n = mode, term = 1; n > 0; n--) {
    term *= n / mean;
    if (term < LEAST_PART) break;
    below.push(term);
  }
  const above: number[] = [];
  for (let n = mode + 1, term = mean / n; term >= LEAST_PART; term *= mean / ++n) above.push(term);
  return { least: mode - below.length, terms: [...below.reverse(), 1, ...above] };
}

/** From this mean on, kernels draw numbers by rejection, which needs a mean of 10 at least; below it, they draw by inversion. */
export const LEAST_REJECTED = 10;

/**
 * What a 32-bit word says of a Poisson number: above `some` the number is 0, between `several` and `some` it is 1, and for other
 * words the kernel computes it. Both bounds are 2^32 - 1 where numbers are drawn by rejection.
 */
export function wordBounds(mean: number): { readonly some: number; readonly several: number } {
  if (mean >= LEAST_REJECTED) return { some: 2 ** 32 - 1, several: 2 ** 32 - 1 };
  const above = -expm1(-mean) * 2 ** 32;
  return { some: Math.floor(above), several: Math.max(0, Math.floor(above - exp(-mean) * 2 ** 32 * mean)) };
}
