import {
  type Complex,
  type ComplexVector,
  dot,
  eigenvaluesOf,
  entry,
  solve,
  solveShifted,
  transposed,
} from './linear.ts';
import { type DynamicalSystem, jacobianAt, type Numbers } from './system.ts';

type Criticality = 'subcritical' | 'supercritical' | 'degenerate';

export interface HopfPoint {
  /** Of the cycle that is born there. */
  readonly frequencyHz: number;
  /**
   * Of the amplitude's equation, where the eigenvector has length 1 in the membrane: 1/ms by the square of the membrane's unit. Null
   * where the field has no third derivative.
   */
  readonly lyapunov: number | null;
  /** By the sign of the coefficient; `degenerate` where it is 0 beside the terms that it is the sum of. */
  readonly criticality: Criticality;
}

/** Beside its terms, a coefficient below this is 0. */
const NO_COEFFICIENT = 1e-7;

/**
 * The product of the sums of any two eigenvalues, which is 0 where a pair is imaginary, and where two real ones are opposite (a
 * neutral saddle): the determinant of the bialternate product 2 J (x) 1 (Kuznetsov, Elements of Applied Bifurcation Theory, 2004,
 * section 10.2.2). Each sum is taken by the greatest of its eigenvalues.
 */
export function pairProduct(eigenvalues: readonly Complex[]): number {
  let product: Complex = [1, 0];
  for (const [k, a] of eigenvalues.entries()) {
    for (const b of eigenvalues.slice(k + 1)) {
      const size = Math.max(Math.hypot(...a), Math.hypot(...b)) || 1;
      const sum: Complex = [(a[0] + b[0]) / size, (a[1] + b[1]) / size];
      product = [product[0] * sum[0] - product[1] * sum[1], product[0] * sum[1] + product[1] * sum[0]];
    }
  }
  return product[0];
}

/** The angular frequency of the pair that is imaginary, 1/ms; null where the two are real. */
export function imaginaryPair(eigenvalues: readonly Complex[]): number | null {
  const sums = eigenvalues.flatMap((a, k) =>
    eigenvalues.slice(k + 1).map((b) => ({
      sum: Math.hypot(a[0] + b[0], a[1] + b[1]) / (Math.hypot(...a) + Math.hypot(...b) || 1),
      omega: a[1] === -b[1] ? Math.abs(a[1]) : 0,
    })),
  );
  const nearest = sums.sort((a, b) => a.sum - b.sum)[0];
  return nearest === undefined || nearest.omega === 0 ? null : nearest.omega;
}

/**
 * Frequency and criticality of a Hopf point, by the first Lyapunov coefficient (Kuznetsov 2004, equation 5.34):
 * l1 = Re[<p, C(q, q, q*)> - 2 <p, B(q, A^-1 B(q, q*))> + <p, B(q*, (2 i w - A)^-1 B(q, q))>] / (2 w). Null where there is none.
 */
export function hopfPoint(system: DynamicalSystem, state: Numbers, parameters: Numbers): HopfPoint | null {
  const jacobian = jacobianAt(system, state, parameters);
  const omega = imaginaryPair(eigenvaluesOf(jacobian, system.scales) ?? []);
  if (omega === null) return null;
  const frequencyHz = (1000 * omega) / (2 * Math.PI);
  const terms = lyapunovTerms(system, state, parameters, jacobian, omega);
  if (terms === null || !terms.every(Number.isFinite))
    return { frequencyHz, lyapunov: null, criticality: 'degenerate' };
  const lyapunov = terms.reduce((sum, term) => sum + term, 0);
  const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
  if (Math.abs(lyapunov) <= NO_COEFFICIENT * size) return { frequencyHz, lyapunov, criticality: 'degenerate' };
  return { frequencyHz, lyapunov, criticality: lyapunov < 0 ? 'supercritical' : 'subcritical' };
}

/**
 * The eigenvector of the imaginary pair of a Hopf point, with length 1 in the membrane: real and imaginary part of each state. The cycle
 * that is born there moves as Re(q e^(i w t)). Null where there is none.
 */
export function hopfDirection(system: DynamicalSystem, state: Numbers, parameters: Numbers): Complex[] | null {
  const jacobian = jacobianAt(system, state, parameters);
  const omega = imaginaryPair(eigenvaluesOf(jacobian, system.scales) ?? []);
  const vector = omega === null ? null : eigenvector(jacobian, [0, omega], system.field.states);
  if (vector === null) return null;
  const [re, im] = inMembrane(vector, system.membrane);
  return Array.from(re, (value, k): Complex => [value, entry(im, k)]);
}

/** An eigenvector with length 1 in the membrane. */
function inMembrane(vector: ComplexVector, membrane: number): ComplexVector {
  const length = Math.hypot(entry(vector[0], membrane), entry(vector[1], membrane));
  return scaled(vector, [1 / (length || 1), 0]);
}

function lyapunovTerms(
  system: DynamicalSystem,
  state: Numbers,
  parameters: Numbers,
  jacobian: Float64Array,
  omega: number,
): readonly number[] | null {
  const { field, membrane } = system;
  const n = field.states;
  const B = (u: ComplexVector, v: ComplexVector): ComplexVector =>
    multilinear([u, v], n, ([a = [], b = []], out) => field.second(state, parameters, a, b, out));
  const C = (u: ComplexVector, v: ComplexVector, w: ComplexVector): ComplexVector =>
    multilinear([u, v, w], n, ([a = [], b = [], c = []], out) => field.third(state, parameters, a, b, c, out));
  const right = eigenvector(jacobian, [0, omega], n);
  const left = eigenvector(transposed(jacobian, n), [0, -omega], n);
  if (right === null || left === null) return null;
  const q = inMembrane(right, membrane);
  const overlap = product(left, q);
  const size = overlap[0] ** 2 + overlap[1] ** 2;
  // <p, q> = sum of p* q becomes 1.
  const p = scaled(left, [overlap[0] / size, overlap[1] / size]);
  const conjugate: ComplexVector = [q[0], q[1].map((im) => -im)];
  const [mean] = B(q, conjugate);
  const still = solve(jacobian, mean);
  const doubled = solveShifted(jacobian, [0, 2 * omega], B(q, q));
  if (still === null || doubled === null) return null;
  // (2 i w - A)^-1 is the negative of what was solved.
  const terms = [
    product(p, C(q, q, conjugate))[0],
    -2 * product(p, B(q, [still, new Float64Array(n)]))[0],
    -product(p, B(conjugate, doubled))[0],
  ];
  return terms.map((term) => term / (2 * omega));
}

/** <a, b>: the sum of a* b. */
const product = ([ar, ai]: ComplexVector, [br, bi]: ComplexVector): Complex => [
  dot(ar, br) + dot(ai, bi),
  dot(ar, bi) - dot(ai, br),
];

const scaled = ([re, im]: ComplexVector, [a, b]: Complex): ComplexVector => [
  re.map((value, k) => a * value - b * entry(im, k)),
  im.map((value, k) => a * value + b * entry(re, k)),
];

/** An eigenvector of a known eigenvalue, by inverse iteration a little beside it. */
function eigenvector(rows: ArrayLike<number>, [re, im]: Complex, n: number): ComplexVector | null {
  const beside: Complex = [re + 1e-9 * Math.hypot(re, im), im];
  let vector: ComplexVector = [Float64Array.from({ length: n }, (_, k) => 1 + 0.3 * k), new Float64Array(n).fill(0.5)];
  for (let trial = 0; trial < 3; trial++) {
    const next = solveShifted(rows, beside, vector);
    if (next === null) return null;
    const length = Math.sqrt(dot(next[0], next[0]) + dot(next[1], next[1]));
    vector = scaled(next, [1 / length, 0]);
  }
  return vector;
}

/** A form that is linear in each of its real operands, of complex ones. */
function multilinear(
  operands: readonly ComplexVector[],
  n: number,
  of: (parts: readonly Float64Array[], out: Float64Array) => void,
): ComplexVector {
  const [re, im, out] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  for (let choice = 0; choice < 2 ** operands.length; choice++) {
    const imaginary = operands.map((_, k) => (choice >> k) & 1);
    of(
      operands.map((vector, k) => vector[imaginary[k] ?? 0] ?? re),
      out,
    );
    // i to the power of how many imaginary parts there are.
    const power = imaginary.reduce((sum, bit) => sum + bit, 0) % 4;
    const into = power % 2 === 0 ? re : im;
    const sign = power < 2 ? 1 : -1;
    for (let k = 0; k < n; k++) into[k] = entry(into, k) + sign * entry(out, k);
  }
  return [re, im];
}
