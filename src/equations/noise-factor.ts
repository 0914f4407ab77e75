import { exprel } from './elementary.ts';
import { halvings, matrixExponential, multiply, TERMS } from './propagators.ts';

/** Below this part of a variance, what the other numbers leave of it is taken for a rounding error. */
const LEAST_PART = 1e-13;

function transpose(a: Float64Array, n: number): Float64Array {
  return a.map((_, index) => a[(index % n) * n + Math.floor(index / n)] ?? 0);
}

/** S S^T of an n x m matrix. */
function outerProduct(S: Float64Array, n: number): Float64Array {
  const m = S.length / n;
  return Float64Array.from({ length: n * n }, (_, index) => {
    const [i, j] = [Math.floor(index / n), index % n];
    let sum = 0;
    for (let k = 0; k < m; k++) sum += (S[i * m + k] ?? 0) * (S[j * m + k] ?? 0);
    return sum;
  });
}

/**
 * Covariance of what white noises S (n x m, row by row) add to x' = A x + S xi in a step: Q(dt) = integral of
 * exp(A s) S S^T exp(A^T s) ds over [0, dt]; A in 1/ms. By its Taylor series over a part of the step that is short against A,
 * doubled by Q(2 h) = Q(h) + P Q(h) P^T, P = exp(A h), so that a step that is long against A needs no growing exponential.
 */
export function noiseCovariance(A: Float64Array, S: Float64Array, n: number, dtMs: number): Float64Array {
  // One equation has a short form, and networks have many of them.
  if (n === 1) return outerProduct(S, 1).map((square) => square * dtMs * exprel(2 * (A[0] ?? 0) * dtMs));
  const doublings = halvings(
    A.map((entry) => entry * dtMs),
    n,
  );
  const h = dtMs * 2 ** -doublings;
  const At = transpose(A, n);
  let term = outerProduct(S, n).map((entry) => entry * h);
  let Q = term;
  for (let k = 2; k <= TERMS; k++) {
    const [left, right] = [multiply(A, term, n), multiply(term, At, n)];
    term = left.map((entry, index) => ((entry + (right[index] ?? 0)) * h) / k);
    Q = Q.map((entry, index) => entry + (term[index] ?? 0));
  }
  let P = matrixExponential(
    A.map((entry) => entry * h),
    n,
  );
  for (let k = 0; k < doublings; k++) {
    const carried = multiply(multiply(P, Q, n), transpose(P, n), n);
    Q = Q.map((entry, index) => entry + (carried[index] ?? 0));
    P = multiply(P, P, n);
  }
  return Q;
}

/** The lower triangular L with L L^T = Q, a covariance that may be singular: its column is then 0. */
export function choleskyFactor(Q: Float64Array, n: number): Float64Array {
  const L = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    let pivot = Q[j * n + j] ?? 0;
    for (let k = 0; k < j; k++) pivot -= (L[j * n + k] ?? 0) ** 2;
    if (!(pivot > LEAST_PART * (Q[j * n + j] ?? 0))) continue;
    const root = Math.sqrt(pivot);
    L[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let rest = Q[i * n + j] ?? 0;
      for (let k = 0; k < j; k++) rest -= (L[i * n + k] ?? 0) * (L[j * n + k] ?? 0);
      L[i * n + j] = rest / root;
    }
  }
  return L;
}
