import type { SpikeSourceConfig } from '../../contract/index.ts';

export type PoissonConfig = Extract<SpikeSourceConfig, { readonly kind: 'poisson' }>;

/**
 * The memory of a Poisson source. Where all trains share one rate, it is the mean number of spikes in a step (f64). Otherwise it
 * is such a mean (f64) for each element, and then the two bounds of its word (u32 each, read four at a time; see wordBounds).
 */
export const sharesRate = ({ rateKHz }: PoissonConfig): boolean => rateKHz.kind === 'constant';

/** Offsets of the bounds of all elements. */
export function poissonPlaces({ size }: PoissonConfig): { readonly some: number; readonly several: number } {
  const column = (size + 4) * 4;
  return { some: size * 8, several: size * 8 + column };
}
