import type { Method } from '../../compile/types.ts';
import { integrators } from '../../equations/index.ts';

/** Ways to integrate, as the inspector offers them. */
export const INTEGRATORS = [
  { value: 'default', label: 'chosen from the equations' },
  { value: 'exact', label: 'exact (linear; terms of time to order 4)' },
  { value: 'strang', label: 'exponential, order 2 (Strang)' },
  { value: 'euler', label: 'Euler / Euler–Maruyama (Itô)' },
  { value: 'sequential_euler', label: 'sequential Euler' },
  { value: 'exponential_euler', label: 'exponential Euler' },
  { value: 'rk2', label: 'Runge–Kutta 2' },
  { value: 'rk4', label: 'Runge–Kutta 4' },
  { value: 'stochastic_heun', label: 'Heun (Stratonovich)' },
  { value: 'heun', label: 'Heun as in Brian2 (Stratonovich)' },
  { value: 'milstein', label: 'Milstein (Stratonovich)' },
] as const;

const NOISE = { none: '', additive: '; additive noise', multiplicative: '; multiplicative noise' } as const;

/** "Heun (Stratonovich); multiplicative noise, in Stratonovich’s sense". */
export function methodText({ integrator, noise }: Method): string {
  const label = INTEGRATORS.find(({ value }) => value === integrator)?.label ?? integrator;
  const calculus = integrators.find(({ name }) => name === integrator)?.calculus;
  const sense = noise === 'multiplicative' && calculus !== undefined ? `, in ${SENSES[calculus]} sense` : '';
  return `${label}${NOISE[noise]}${sense}`;
}

const SENSES = { Ito: 'Itô’s', Stratonovich: 'Stratonovich’s' } as const;
