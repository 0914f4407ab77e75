import type { Method } from '../../compile/types.ts';
import { integrators } from '../../equations/index.ts';

/** Ways to integrate, as the inspector offers them. */
export const INTEGRATORS: readonly { readonly value: 'default' | Method['integrator']; readonly label: string }[] = [
  { value: 'default', label: 'chosen from the equations' },
  ...integrators.map(({ name, label }) => ({ value: name, label })),
];

const NOISE = { none: '', additive: '; additive noise', multiplicative: '; multiplicative noise' } as const;

/** "Heun (Stratonovich); multiplicative noise, in Stratonovich’s sense". */
export function methodText({ integrator, noise }: Method): string {
  const label = INTEGRATORS.find(({ value }) => value === integrator)?.label ?? integrator;
  const calculus = integrators.find(({ name }) => name === integrator)?.calculus;
  const sense = noise === 'multiplicative' && calculus !== undefined ? `, in ${SENSES[calculus]} sense` : '';
  return `${label}${NOISE[noise]}${sense}`;
}

const SENSES = { Ito: 'Itô’s', Stratonovich: 'Stratonovich’s' } as const;
