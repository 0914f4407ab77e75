import type { ParameterDeclaration } from '../types.ts';

/** Declarations that stimuli share. */

/** Of a stimulus that is wired as a population is. */
export const TRAINS: ParameterDeclaration = {
  name: 'size',
  symbol: 'N',
  unit: '1',
  meaning: 'number of trains',
  default: '100',
  min: '1',
  max: '10000000',
  whole: true,
  word: '×',
};

export function onset(value: string): ParameterDeclaration {
  return {
    name: 'onset',
    symbol: 't_\\mathrm{on}',
    unit: 'ms',
    meaning: 'time of the beginning',
    default: value,
    min: '0 ms',
    timing: 'onset',
  };
}

/** The end of a stimulus, which is that of the run unless another one is given. */
export const OFFSET: ParameterDeclaration = {
  name: 'offset',
  symbol: 't_\\mathrm{off}',
  unit: 'ms',
  meaning: 'time of the end',
  default: 'end',
  min: '0 ms',
  timing: 'offset',
};
