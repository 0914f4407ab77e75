import type { CurrentStimulus } from '../types.ts';

export const step: CurrentStimulus = {
  kind: 'current',
  family: 'current',
  id: 'step',
  name: 'Step current',
  summary: 'A constant current between two times.',
  equations: 'I_stim = amplitude*(t > onset - dt/2)*(t < offset - dt/2) : pA',
  initial: {},
  parameters: [
    { name: 'amplitude', symbol: 'A', unit: 'nA', meaning: 'height of the current', default: '2.5 nA' },
    {
      name: 'onset',
      symbol: 't_\\mathrm{on}',
      unit: 'ms',
      meaning: 'time of the beginning',
      default: '10 ms',
      min: '0 ms',
    },
    {
      name: 'offset',
      symbol: 't_\\mathrm{off}',
      unit: 'ms',
      meaning: 'time of the end',
      default: '1000 s',
      min: '0 ms',
    },
  ],
  perNeuron: false,
  source: 'Current clamp: the oldest protocol; times are rounded to steps',
};
