import type { SpikeStimulus } from '../types.ts';
import { OFFSET, onset } from './declare.ts';

export const background: SpikeStimulus = {
  kind: 'spikes',
  family: 'spikes',
  id: 'background',
  name: 'Background spikes',
  summary: 'Many Poisson trains of its own to every neuron, such as the rest of the cortex.',
  icon: 'M2 3 V7 M5 3 V7 M11 3 V7 M3.5 9 V13 M8 9 V13 M9.5 9 V13 M14 9 V13',
  generator: 'background',
  parameters: [
    { name: 'rate', symbol: '\\nu', unit: 'Hz', meaning: 'rate of a train', default: '13 Hz', min: '0 Hz' },
    {
      name: 'trains',
      symbol: 'n',
      unit: '1',
      meaning: 'trains that reach a neuron',
      default: '1000',
      min: '0',
      max: '1000000000',
      whole: true,
      word: '×',
    },
    onset('0 ms'),
    OFFSET,
  ],
  source:
    'Brunel, J Comput Neurosci 8 (2000) 183. What all trains bring in a step is one Poisson number of mean trains rate dt',
};
