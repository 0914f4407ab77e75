/**
 * How to draw a binomial number exactly from few random bits: a mixture. Of the 2^16 values of a 16-bit word, floor(p_n 2^16)
 * give the number n; the few that are left over stand for what these numbers of values leave of each probability, from which
 * a 32-bit word draws.
 *
 *     word   0 ..... limits[0] ..... limits[1] ... limits.at(-1) ..... 2^16
 *     number   first       first + 1       ...                   by `rest`
 */
export interface BinomialTable {
  readonly first: number;
  readonly limits: readonly number[];
  /** Cumulative, of 2^32: the number is how many of them are not above the word. */
  readonly rest: readonly number[];
}

const VALUES = 2 ** 16;

/** Of the successes in `trials` trials of the given probability. */
export function binomialTable(trials: number, probability: number): BinomialTable {
  const terms = binomialTerms(trials, probability);
  const total = terms.reduce((sum, term) => sum + term, 0);
  const values = Array.from(terms, (term) => (term / total) * VALUES);
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
  // A limit that no word reaches says nothing: whoever is above the others has that number.
  const thresholds = rest.map((entry) => (sum > 0 ? Math.round((entry / sum) * 2 ** 32) : 0));
  return {
    first,
    limits,
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

/** Proportional to the probabilities of 0, 1, 2, ...; 1 at the mode. Built outwards from there, so that nothing underflows. */
function binomialTerms(trials: number, probability: number): Float64Array {
  const odds = probability / (1 - probability);
  if (!Number.isFinite(odds)) return Float64Array.from({ length: trials + 1 }, (_, n) => (n === trials ? 1 : 0));
  const mode = Math.min(trials, Math.floor((trials + 1) * probability));
  const terms = new Float64Array(trials + 1);
  terms[mode] = 1;
  for (let n = mode; n < trials; n++) terms[n + 1] = ((terms[n] ?? 0) * odds * (trials - n)) / (n + 1);
  for (let n = mode; n > 0; n--) terms[n - 1] = ((terms[n] ?? 0) * n) / (odds * (trials - n + 1));
  return terms;
}
