import type { SpikeSourceConfig } from '../../contract/index.ts';

export type PoissonConfig = Extract<SpikeSourceConfig, { readonly kind: 'poisson' }>;

/**
 * Memory of a Poisson source: one mean number of spikes in a step (f64) where all trains have one rate, else of each element
 * its mean (f64), then the bounds of its word (u32 each, read four at a time; see wordBounds).
 */
export const sharesRate = ({ rateKHz }: PoissonConfig): boolean => rateKHz.kind === 'constant';

export function poissonPlaces({ size }: PoissonConfig): { readonly some: number; readonly several: number } {
  const column = (size + 4) * 4;
  return { some: size * 8, several: size * 8 + column };
}
