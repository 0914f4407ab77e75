import type { SpikeStimulus } from '../types.ts';
import { OFFSET, onset, TRAINS } from './declare.ts';

export const gamma: SpikeStimulus = {
  kind: 'spikes',
  family: 'spikes',
  id: 'gamma',
  name: 'Gamma spikes',
  summary:
    'Independent renewal spike trains, more regular than Poisson ones for a shape above 1 and burstier below. CV = (1 - rate × dead time)/√k.',
  icon: 'M2 4 V12 M5 4 V12 M8.5 4 V12 M11 4 V12 M14 4 V12',
  generator: 'gamma',
  parameters: [
    {
      name: 'rate',
      symbol: '\\nu',
      unit: 'Hz',
      meaning: 'rate of a train',
      default: '20 Hz',
      min: '0 Hz',
      exclusiveMin: true,
    },
    TRAINS,
    { name: 'shape', symbol: 'k', unit: '1', meaning: 'shape', default: '4', min: '0.05', max: '10000', word: ', k =' },
    { name: 'dead_time', symbol: 'd', unit: 'ms', meaning: 'dead time after a spike', default: '0 ms', min: '0 ms' },
    onset('0 ms'),
    OFFSET,
  ],
  source: 'Cox, Renewal Theory (1962); Marsaglia and Tsang, ACM Trans Math Softw 26 (2000) 363. Starts in equilibrium',
};
