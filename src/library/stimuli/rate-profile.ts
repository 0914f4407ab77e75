import type { ParameterDeclaration, SpikeStimulus } from '../types.ts';
import { OFFSET, onset, TRAINS } from './declare.ts';

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
    TRAINS,
    {
      name: 'period',
      symbol: 'T',
      unit: 'ms',
      meaning: 'period of repeats; 0: none',
      default: '0 ms',
      min: '0 ms',
    },
    onset('0 ms'),
    OFFSET,
  ],
  source: 'The number of spikes in a step is Poisson, its mean the integral of the rate over the step',
};
