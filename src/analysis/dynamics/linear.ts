import { EigenvalueDecomposition, LuDecomposition, Matrix } from 'ml-matrix';

/** Real and imaginary part. */
export type Complex = readonly [re: number, im: number];

/** An entry of a list that has it; NaN else. */
export const entry = (list: ArrayLike<number>, index: number): number => list[index] ?? Number.NaN;

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += entry(a, k) * entry(b, k);
  return sum;
};

export const norm = (a: ArrayLike<number>): number => Math.sqrt(dot(a, a));

const areFinite = (numbers: ArrayLike<number>): boolean => Array.prototype.every.call(numbers, Number.isFinite);

function matrixOf(rows: ArrayLike<number>, size: number): Matrix {
  return Matrix.from1DArray(size, size, Array.from(rows));
}

/** Solves A x = b, A row by row. Null where A is singular or something is not finite. */
export function solve(rows: ArrayLike<number>, right: ArrayLike<number>): Float64Array | null {
  const size = right.length;
  if (size === 0) return new Float64Array(0);
  if (!areFinite(rows) || !areFinite(right)) return null;
  const decomposed = new LuDecomposition(matrixOf(rows, size));
  if (decomposed.isSingular()) return null;
  const solution = Float64Array.from(decomposed.solve(Matrix.columnVector(Array.from(right))).to1DArray());
  return areFinite(solution) ? solution : null;
}

/**
 * Eigenvalues of a matrix that is given row by row, by their real parts, least first; of a pair that with the negative imaginary part
 * first. `scales` are the usual sizes of the coordinates, by which it is balanced. Null where an entry is not finite.
 */
export function eigenvaluesOf(rows: ArrayLike<number>, scales: ArrayLike<number>): Complex[] | null {
  const size = scales.length;
  const balanced = Array.from(rows, (value, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    return (value * entry(scales, column)) / entry(scales, row);
  });
  if (!areFinite(balanced)) return null;
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(matrixOf(balanced, size));
  return realEigenvalues
    .map((re, k): Complex => [re, imaginaryEigenvalues[k] ?? 0])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** A complex vector: its real parts, then its imaginary ones. */
export type ComplexVector = readonly [re: Float64Array, im: Float64Array];

/** Solves (A - s) x = b for a complex s; A row by row. Null where that is singular. */
export function solveShifted(rows: ArrayLike<number>, [re, im]: Complex, [b, c]: ComplexVector): ComplexVector | null {
  const size = b.length;
  const real = new Float64Array(4 * size * size);
  for (let k = 0; k < size; k++) {
    for (let j = 0; j < size; j++) {
      const value = entry(rows, k * size + j) - (k === j ? re : 0);
      real[k * 2 * size + j] = value;
      real[(k + size) * 2 * size + j + size] = value;
    }
    real[k * 2 * size + k + size] = im;
    real[(k + size) * 2 * size + k] = -im;
  }
  const solution = solve(real, [...b, ...c]);
  return solution && [solution.slice(0, size), solution.slice(size)];
}

/** The transposed matrix, row by row. */
export function transposed(rows: ArrayLike<number>, size: number): Float64Array {
  return Float64Array.from(rows, (_, at) => entry(rows, (at % size) * size + Math.floor(at / size)));
}
