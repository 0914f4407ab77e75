import { multiply } from '../../equations/propagators.ts';

/** Squarings: the norm of the 2^28-th power tells the largest eigenvalue to 1e-7, so that slow growth is told from slow decay. */
const SQUARINGS = 28;

/** The largest absolute value of an eigenvalue of an n x n matrix, by the norms of its powers (Gelfand's formula). */
export function spectralRadius(matrix: Float64Array, n: number): number {
  let power = matrix;
  let logarithm = 0;
  for (let k = 0; k <= SQUARINGS; k++) {
    const size = largestEntry(power);
    if (size === 0 || !Number.isFinite(size)) return size === 0 ? 0 : Number.POSITIVE_INFINITY;
    logarithm += Math.log(size) / 2 ** k;
    power = power.map((entry) => entry / size);
    if (k < SQUARINGS) power = multiply(power, power, n);
  }
  return Math.exp(logarithm);
}

const largestEntry = (matrix: Float64Array): number =>
  matrix.reduce((largest, entry) => (Math.abs(entry) > largest || Number.isNaN(entry) ? Math.abs(entry) : largest), 0);

/** a - b, entry by entry. */
export const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((entry, k) => entry - (b[k] ?? 0));
