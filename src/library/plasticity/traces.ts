import type { ParameterDeclaration, SynapticEnd } from '../types.ts';

/** Declarations that spike-timing rules share. */
export const timeConstant = (name: string, symbol: string, meaning: string, value: string): ParameterDeclaration => ({
  name,
  symbol,
  unit: 'ms',
  meaning,
  default: value,
  min: '0 ms',
  exclusiveMin: true,
});

export const amplitude = (name: string, symbol: string, meaning: string, value: string): ParameterDeclaration => ({
  name,
  symbol,
  unit: '1',
  meaning,
  default: value,
  min: '0',
});

export const LARGEST_WEIGHT: ParameterDeclaration = {
  name: 'w_max',
  symbol: 'w_\\mathrm{max}',
  unit: 'weight',
  meaning: 'largest weight',
  default: '1',
  min: '0',
  exclusiveMin: true,
  largestWeight: true,
};

/** Declarations of pair-based rules. */
export const PAIR_PARAMETERS: readonly ParameterDeclaration[] = [
  amplitude('A_plus', 'A_+', 'gain by a pair (LTP)', '0.01'),
  amplitude('A_minus', 'A_-', 'loss by a pair (LTD)', '0.0105'),
  timeConstant('tau_plus', '\\tau_+', 'time constant, LTP', '20 ms'),
  timeConstant('tau_minus', '\\tau_-', 'time constant, LTD', '20 ms'),
  LARGEST_WEIGHT,
];

/** A trace that each spike raises by one: all spikes count. */
export const counting = (name: string, tau: string): SynapticEnd => ({
  equations: `d${name}/dt = -${name}/${tau} : 1`,
  before: `${name} += 1`,
});

/** A trace that each spike sets to one: the latest spike counts. */
export const latest = (name: string, tau: string): SynapticEnd => ({
  equations: `d${name}/dt = -${name}/${tau} : 1`,
  before: `${name} = 1`,
});
