import type { ParameterDeclaration, SpikeStimulus } from '../types.ts';

/** What the points of a profile are in. */
export const PROFILE_TIME: ParameterDeclaration = {
  name: 'time',
  symbol: 't',
  unit: 'ms',
  meaning: 'time of a point',
  default: '100 ms',
  min: '0 ms',
};
export const PROFILE_RATE: ParameterDeclaration = {
  name: 'rate',
  symbol: '\\nu',
  unit: 'Hz',
  meaning: 'rate at a point',
  default: '20 Hz',
  min: '0 Hz',
};

export const rateProfile: SpikeStimulus = {
  kind: 'spikes',
  family: 'spikes',
  id: 'rate-profile',
  name: 'Rate profile',
  summary: 'Independent Poisson spike trains whose common rate follows the points that you draw.',
  icon: 'M1 13 H4 L8 3 L11 10 H15',
  generator: 'profile',
  parameters: [
    {
      name: 'size',
      symbol: 'N',
      unit: '1',
      meaning: 'number of trains',
      default: '100',
      min: '1',
      max: '10000000',
      whole: true,
      word: '×',
    },
    {
      name: 'period',
      symbol: 'T',
      unit: 'ms',
      meaning: 'period of repeats; 0: none',
      default: '0 ms',
      min: '0 ms',
    },
    {
      name: 'onset',
      symbol: 't_\\mathrm{on}',
      unit: 'ms',
      meaning: 'time of the beginning',
      default: '0 ms',
      min: '0 ms',
      timing: 'onset',
    },
    {
      name: 'offset',
      symbol: 't_\\mathrm{off}',
      unit: 'ms',
      meaning: 'time of the end',
      default: 'end',
      min: '0 ms',
      timing: 'offset',
    },
  ],
  source: 'The number of spikes in a step is Poisson, its mean the integral of the rate over the step',
};
