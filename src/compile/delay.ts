import type { ParameterDeclaration } from '../library/types.ts';

export const DELAY: ParameterDeclaration = {
  name: 'delay',
  symbol: 'd',
  unit: 'ms',
  meaning: 'delay',
  default: '1.5 ms',
  min: '0 ms',
  note: 'Kept in whole time steps: the nearest number of them, halves up.',
};
