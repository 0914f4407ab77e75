import type { KernelShape } from '../../contract/index.ts';
import { exp } from '../../equations/elementary.ts';

/** Probability of a synapse by distance, at most 1 (a factor comes before it). */
export interface Kernel {
  at(distance: number): number;
  /** Its largest value over distances [low, high]. */
  most(low: number, high: number): number;
}

/** Of the surround below: u at its largest value. */
const SURROUND_PEAK = 2;

/**
 * Shapes of p(d), with u = d^2 / 2 sigma^2. The Mexican hat is (1 - u) e^(-u), whose integral over the plane is 0 (Marr and Hildreth
 * 1980): its positive centre is one projection and its negative surround, scaled to 1 at its deepest, another, usually inhibitory, one.
 */
export function kernelOf(shape: KernelShape, width: number): Kernel {
  const u = (distance: number) => (distance * distance) / (2 * width * width);
  switch (shape) {
    case 'gaussian':
      return falling((d) => exp(-u(d)));
    case 'exponential':
      return falling((d) => exp(-d / width));
    case 'box':
      return falling((d) => (d <= width ? 1 : 0));
    case 'mexican-hat-centre':
      return falling((d) => Math.max(0, 1 - u(d)) * exp(-u(d)));
    case 'mexican-hat-surround': {
      const at = (d: number) => Math.max(0, u(d) - 1) * exp(SURROUND_PEAK - u(d));
      return {
        at,
        most: (low, high) => (u(high) < SURROUND_PEAK ? at(high) : u(low) > SURROUND_PEAK ? at(low) : 1),
      };
    }
  }
}

const falling = (at: (distance: number) => number): Kernel => ({ at, most: (low) => at(low) });
