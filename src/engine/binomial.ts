/**
 * Cumulative probabilities of a binomial number, as thresholds for a 32-bit uniform word: the number drawn is how many
 * thresholds are not above the word. Built from the ratio of neighbouring terms outwards from the mode, so that nothing
 * underflows; terms below 2^-32 of the whole can never be drawn, and are left out.
 */
export function binomialThresholds(trials: number, probability: number): Uint32Array {
  const terms = binomialTerms(trials, probability);
  const total = terms.reduce((sum, term) => sum + term, 0);
  const thresholds: number[] = [];
  let cumulative = 0;
  for (const term of terms) {
    cumulative += term;
    const threshold = Math.round((cumulative / total) * 2 ** 32);
    if (threshold >= 2 ** 32) break;
    thresholds.push(threshold);
  }
  return Uint32Array.from(thresholds);
}

/** Proportional to the probabilities of 0, 1, 2, ...; 1 at the mode. */
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
