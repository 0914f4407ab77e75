/** Terms of the Taylor series: 0.5^20/20! < 1e-24. */
export const TERMS = 20;

/** out = a b for n x n matrices, row by row. */
export function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k] ?? 0;
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) out[i * n + j] = (out[i * n + j] ?? 0) + factor * (b[k * n + j] ?? 0);
    }
  }
  return out;
}

/** How often a matrix is halved until its norm is at most 1/2. */
export function halvings(matrix: Float64Array, n: number): number {
  let norm = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += Math.abs(matrix[i * n + j] ?? 0);
    norm = Math.max(norm, row);
  }
  let times = 0;
  for (let size = norm; size > 0.5 && times < 1100; size *= 0.5) times++;
  return times;
}

/** exp(M) by Taylor series of M / 2^s with norm at most 1/2, squared s times (Moler & Van Loan 2003, method 3). */
export function matrixExponential(matrix: Float64Array, n: number): Float64Array {
  const squarings = halvings(matrix, n);
  const factor = 2 ** -squarings;
  const scaled = matrix.map((entry) => entry * factor);
  const identity = new Float64Array(n * n);
  for (let i = 0; i < n; i++) identity[i * n + i] = 1;
  let sum: Float64Array = identity;
  for (let k = TERMS; k >= 1; k--) {
    const product = multiply(scaled, sum, n);
    sum = product.map((entry, index) => entry / k + (identity[index] ?? 0));
  }
  for (let s = 0; s < squarings; s++) sum = multiply(sum, sum, n);
  return sum;
}

/**
 * Of x' = A x + b over one step: P = exp(A dt), Phi = integral of exp(A s) ds over [0, dt], n x n, row by row; A in 1/ms.
 * Both come from one exponential of [[A, I], [0, 0]] dt (Van Loan 1978), so a singular A needs no special case.
 */
export function propagators(A: Float64Array, n: number, dtMs: number): { P: Float64Array; Phi: Float64Array } {
  const size = 2 * n;
  const augmented = new Float64Array(size * size);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) augmented[i * size + j] = (A[i * n + j] ?? 0) * dtMs;
    augmented[i * size + n + i] = 1;
  }
  // The upper right block is Phi/dt: with 1 instead of dt there, it stays of the size of 1.
  const exponential = matrixExponential(augmented, size);
  const P = new Float64Array(n * n);
  const Phi = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      P[i * n + j] = exponential[i * size + j] ?? 0;
      Phi[i * n + j] = (exponential[i * size + n + j] ?? 0) * dtMs;
    }
  }
  return { P, Phi };
}
