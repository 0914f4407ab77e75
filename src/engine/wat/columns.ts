import type { Precision } from '../memory/precision.ts';

/** Reads the number of a column at an address as a double. */
export const readDouble = (precision: Precision, place: string): string =>
  precision === 'f64' ? `(f64.load ${place})` : `(f64.promote_f32 (f32.load ${place}))`;

/** Writes a double into a column at an address. */
export const writeDouble = (precision: Precision, place: string, value: string): string =>
  precision === 'f64' ? `(f64.store ${place} ${value})` : `(f32.store ${place} (f32.demote_f64 ${value}))`;

/** Reads two neighbouring numbers of a column as two doubles. */
export const readPair = (precision: Precision, place: string): string =>
  precision === 'f64' ? `(v128.load ${place})` : `(f64x2.promote_low_f32x4 (v128.load64_zero ${place}))`;
