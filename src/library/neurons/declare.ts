import type { ParameterDeclaration } from '../types.ts';

/** Declarations that conductance-based models share. */

export function capacitance(value: string): ParameterDeclaration {
  return positive('C', 'C', value, 'membrane capacitance');
}

/** `g_ION`: a maximal conductance, shown in the unit of its default. */
export function conductance(ion: string, value: string, meaning: string): ParameterDeclaration {
  const [, unit = 'nS'] = value.split(' ');
  return { name: `g_${ion}`, symbol: `g_\\mathrm{${ion}}`, unit, meaning, default: value, min: `0 ${unit}` };
}

/** `E_ION`: a reversal potential. */
export function reversal(ion: string, value: string, meaning: string): ParameterDeclaration {
  return { name: `E_${ion}`, symbol: `E_\\mathrm{${ion}}`, unit: 'mV', meaning, default: value };
}

/** A quantity that must be more than 0, shown in the unit of its default; a pure number has none. */
export function positive(name: string, symbol: string, value: string, meaning: string): ParameterDeclaration {
  const [, unit = '1'] = value.split(' ');
  const zero = unit === '1' ? '0' : `0 ${unit}`;
  return { name, symbol, unit, meaning, default: value, min: zero, exclusiveMin: true };
}

export function potential(name: string, symbol: string, value: string, meaning: string): ParameterDeclaration {
  return { name, symbol, unit: 'mV', meaning, default: value };
}

/**
 * An action potential is one spike: it is counted where the potential passes `V_cut` on its way up, and not again until it has
 * been at or below. Nothing is reset, and the membrane goes on.
 */
export const CROSSINGS = {
  threshold: 'v > V_cut',
  reset: '',
  refractory: 't_ref',
  refractoryWhile: 'v > V_cut',
} as const;

/** What `CROSSINGS` reads. */
export function detection(cut: string): readonly ParameterDeclaration[] {
  return [
    potential(
      'V_cut',
      'V_\\mathrm{cut}',
      cut,
      'potential whose upward crossing is a spike; each one that noise makes counts',
    ),
    {
      name: 't_ref',
      symbol: 't_\\mathrm{ref}',
      unit: 'ms',
      meaning: 'time after a spike in which no other counts',
      default: '0 ms',
      min: '0 ms',
    },
  ];
}

/** Gating variables, from pairs of name and meaning. */
export function gates(...list: readonly (readonly [name: string, meaning: string])[]) {
  return list.map(([name, meaning]) => ({ name, symbol: name, unit: '1', meaning }));
}

export const MEMBRANE = { name: 'v', symbol: 'v', unit: 'mV', meaning: 'membrane potential' } as const;
