import { exp } from '../../equations/elementary.ts';

/** How the probability of a synapse depends on distance. */
export const KERNELS = [
  { value: 'gaussian', label: 'Gaussian' },
  { value: 'exponential', label: 'exponential' },
  { value: 'box', label: 'box (within a radius)' },
  { value: 'mexican-hat-centre', label: 'Mexican hat, centre' },
  { value: 'mexican-hat-surround', label: 'Mexican hat, surround' },
] as const;
export type KernelShape = (typeof KERNELS)[number]['value'];

/** Probability of a synapse by distance, at most 1 (a factor comes before it). */
export interface Kernel {
  at(distance: number): number;
  /** Whether it never rises: then its largest value is that of the least distance. */
  readonly falls: boolean;
  /** Its largest value over distances [low, high]. */
  most(low: number, high: number): number;
}

/** Of the surround below: u at its largest value. */
const SURROUND_PEAK = 2;
const SURROUND_SCALE = exp(SURROUND_PEAK);

/** e^(-k / 64), down to what is below every probability that counts. */
const POWERS = Float64Array.from({ length: 64 * 64 }, (_, k) => exp(-k / 64));

/** e^(-x) of x >= 0 within 1e-11 of itself, by table and series: plain arithmetic, so alike in every browser, and quick. */
function decay(x: number): number {
  const k = Math.floor(x * 64);
  if (k >= POWERS.length) return 0;
  const r = x - k / 64;
  return (POWERS[k] ?? 0) * (1 - r * (1 - (r / 2) * (1 - (r / 3) * (1 - r / 4))));
}

/**
 * Shapes of p(d), with u = d^2 / 2 sigma^2. The Mexican hat is (1 - u) e^(-u), whose integral over the plane is 0 (Marr and Hildreth
 * 1980): its positive centre is one projection and its negative surround, scaled to 1 at its deepest, another, usually inhibitory, one.
 */
export function kernelOf(shape: KernelShape, width: number): Kernel {
  const u = (distance: number) => (distance * distance) / (2 * width * width);
  switch (shape) {
    case 'gaussian':
      return falling((d) => decay(u(d)));
    case 'exponential':
      return falling((d) => decay(d / width));
    case 'box':
      return falling((d) => (d <= width ? 1 : 0));
    case 'mexican-hat-centre':
      return falling((d) => Math.max(0, 1 - u(d)) * decay(u(d)));
    case 'mexican-hat-surround': {
      const at = (d: number) => Math.max(0, u(d) - 1) * decay(u(d)) * SURROUND_SCALE;
      return {
        at,
        falls: false,
        most: (low, high) => (u(high) < SURROUND_PEAK ? at(high) : u(low) > SURROUND_PEAK ? at(low) : 1),
      };
    }
  }
}

const falling = (at: (distance: number) => number): Kernel => ({ at, falls: true, most: (low) => at(low) });
