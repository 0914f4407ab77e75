import { log } from './elementary.ts';

/**
 * Inverse of the normal distribution function: Wichura's algorithm AS 241, PPND16 (Applied Statistics 37, 1988), about
 * 1e-16 relative. Rational functions of r, coefficients from the constant term up; the kernels evaluate the same ones.
 */
export const NORMAL_QUANTILE = {
  /** |p - 1/2| <= split: r = splitSquared - (p - 1/2)^2 */
  split: 0.425,
  splitSquared: 0.180625,
  central: {
    over: [
      3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
      67265.7709270087, 33430.57558358813, 2509.0809287301227,
    ],
    under: [
      1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
      28729.085735721943, 5226.495278852854,
    ],
  },
  /** r = sqrt(-log(min(p, 1 - p))); up to 5: r - 1.6 */
  middle: {
    over: [
      1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
      0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
    ],
    under: [
      1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
      0.0005475938084995345, 1.0507500716444169e-9,
    ],
  },
  /** beyond: r - 5 */
  far: {
    over: [
      6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
      0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
    ],
    under: [
      1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
      1.421511758316446e-7, 2.0442631033899397e-15,
    ],
  },
  middleShift: 1.6,
  farFrom: 5,
} as const;

type Rational = { readonly over: readonly number[]; readonly under: readonly number[] };

/** Standard normal number below which lies the share p, 0 < p < 1. */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= NORMAL_QUANTILE.split)
    return q * ratio(NORMAL_QUANTILE.central, NORMAL_QUANTILE.splitSquared - q * q);
  const r = Math.sqrt(-log(Math.min(p, 1 - p)));
  const size =
    r <= NORMAL_QUANTILE.farFrom
      ? ratio(NORMAL_QUANTILE.middle, r - NORMAL_QUANTILE.middleShift)
      : ratio(NORMAL_QUANTILE.far, r - NORMAL_QUANTILE.farFrom);
  return q < 0 ? -size : size;
}

const ratio = ({ over, under }: Rational, r: number): number => horner(over, r) / horner(under, r);

function horner(coefficients: readonly number[], r: number): number {
  let sum = coefficients[coefficients.length - 1] ?? 0;
  for (let k = coefficients.length - 2; k >= 0; k--) sum = sum * r + (coefficients[k] ?? 0);
  return sum;
}
