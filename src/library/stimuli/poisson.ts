import type { SpikeStimulus } from '../types.ts';

export const poisson: SpikeStimulus = {
  kind: 'spikes',
  family: 'spikes',
  id: 'poisson',
  name: 'Poisson spikes',
  summary: 'Independent Poisson spike trains, wired as a population is.',
  icon: 'M2 4 V12 M4 4 V12 M8 4 V12 M12.5 4 V12 M14 4 V12',
  generator: 'poisson',
  parameters: [
    { name: 'rate', symbol: '\\nu', unit: 'Hz', meaning: 'rate of a train', default: '20 Hz', min: '0 Hz' },
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
  source:
    'The number of spikes in a step is Poisson of mean rate dt, as in NEST. Onset and end between two steps are the later one',
};
