import type { SpikeStimulus } from '../types.ts';

export const givenSpikes: SpikeStimulus = {
  kind: 'spikes',
  family: 'spikes',
  id: 'given-spikes',
  name: 'Given spike times',
  summary: 'Spikes at the times that you list.',
  icon: 'M2 4 V12 M6 4 V12 M10 4 V12 M14 4 V12',
  generator: 'given',
  parameters: [],
  source: 'Times are rounded to the nearest step, the middle between two to the later one; all of one step are kept',
};
