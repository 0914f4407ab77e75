import type { SpikeStimulus } from '../types.ts';

export const gamma: SpikeStimulus = {
  kind: 'spikes',
  family: 'spikes',
  id: 'gamma',
  name: 'Gamma spikes',
  summary:
    'Independent renewal spike trains, more regular than Poisson ones for a shape above 1 and burstier below. CV = (1 - rate × dead time)/√k.',
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
    { name: 'size', symbol: 'N', unit: '1', meaning: 'number of trains', default: '100', min: '1', max: '10000000' },
    { name: 'shape', symbol: 'k', unit: '1', meaning: 'shape', default: '4', min: '0.05', max: '10000' },
    { name: 'dead_time', symbol: 'd', unit: 'ms', meaning: 'dead time after a spike', default: '0 ms', min: '0 ms' },
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
  source: 'Cox, Renewal Theory (1962); Marsaglia and Tsang, ACM Trans Math Softw 26 (2000) 363. Starts in equilibrium',
};
