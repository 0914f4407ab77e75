import type { SpikeStimulus } from '../types.ts';
import { OFFSET, onset, TRAINS } from './declare.ts';

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
    TRAINS,
    onset('0 ms'),
    OFFSET,
  ],
  source:
    'The number of spikes in a step is Poisson of mean rate dt, as in NEST. Onset and end between two steps are the later one',
};
