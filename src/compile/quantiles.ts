import { cos, sin } from '../equations/elementary.ts';
import { normalQuantile } from '../equations/normal-quantile.ts';

/** Number below which lies the share p of a distribution with centre 0 and width 1 (sd, or half width at half maximum). */
const QUANTILE = {
  normalQuantiles: normalQuantile,
  lorentzianQuantiles: (p: number): number => sin(Math.PI * (p - 0.5)) / cos(Math.PI * (p - 0.5)),
} as const;

export type QuantileKind = keyof typeof QUANTILE;

/** A distribution spread evenly over elements, without chance: element i has the quantile (i + 1/2)/size. */
export function quantiles(kind: QuantileKind, centre: number, width: number, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => centre + width * QUANTILE[kind]((i + 0.5) / size));
}
