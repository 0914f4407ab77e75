import type { CurrentStimulus } from '../types.ts';

export const noise: CurrentStimulus = {
  kind: 'current',
  family: 'current',
  id: 'noise',
  name: 'Noisy current',
  summary: 'An Ornstein-Uhlenbeck current, of its own for each neuron, stationary from the start.',
  icon: 'M1 9 L3 5 L4.5 11 L6.5 3 L8 12 L10 6 L11.5 10 L13 4 L15 8',
  equations: 'dI_stim/dt = (mean - I_stim)/tau + sd*sqrt(2/tau)*xi : pA',
  initial: { I_stim: { mean: 'mean', sd: 'sd' } },
  parameters: [
    { name: 'mean', symbol: '\\mu', unit: 'nA', meaning: 'mean current', default: '1 nA' },
    {
      name: 'sd',
      symbol: '\\sigma',
      unit: 'nA',
      meaning: 'standard deviation',
      default: '0.5 nA',
      min: '0 nA',
      word: '±',
    },
    {
      name: 'tau',
      symbol: '\\tau',
      unit: 'ms',
      meaning: 'correlation time',
      default: '5 ms',
      min: '0 ms',
      exclusiveMin: true,
    },
  ],
  perNeuron: true,
  source:
    'Uhlenbeck and Ornstein, Phys Rev 36 (1930) 823; Destexhe et al., Neuroscience 107 (2001) 13; exact step: Gillespie, Phys Rev E 54 (1996) 2084',
};
