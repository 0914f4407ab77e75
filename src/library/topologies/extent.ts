import type { Values } from '../../contract/index.ts';
import { longestDistance } from './distance.ts';

/** Delays are kept in 16 bits. */
export const LONGEST_DELAY_STEPS = 65535;

/** No normal number made from 52 bits is further from the mean, in standard deviations. */
const FURTHEST = 8.3;

/** Bounds of what is given or drawn. */
export function extent(values: Values): { readonly least: number; readonly most: number } {
  switch (values.kind) {
    case 'constant':
      return { least: values.value, most: values.value };
    case 'uniform':
      return { least: Math.min(values.low, values.high), most: Math.max(values.low, values.high) };
    case 'normal': {
      const reach = FURTHEST * Math.abs(values.sd);
      return { least: Math.max(values.min, values.mean - reach), most: Math.min(values.max, values.mean + reach) };
    }
    case 'distance':
      return { least: values.offset, most: values.offset + values.perUm * longestDistance(values.space) };
    case 'array':
      return {
        least: values.values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
        most: values.values.reduce((most, value) => Math.max(most, value), 0),
      };
  }
}
