import { pairMeasures } from '../../analysis/measures/index.ts';
import { measure, number, window } from './options.ts';
import { declareProbe, emitsNone, NOTHING } from './types.ts';

export const pairwise = declareProbe({
  id: 'pairwise',
  name: 'Pairwise matrix',
  summary: 'How alike the spike trains of each two neurons are; like ones stand together.',
  source: 'The measure that is chosen; order of the neurons: Sokal and Michener, Univ Kans Sci Bull 38 (1958) 1409',
  icon: 'M2 2 H14 V14 H2 Z M2 8 H14 M8 2 V14 M4 5 H6 M10 11 H12 M5 4 V6 M11 10 V12',
  defaultSize: { width: 352, height: 336 },
  accepts: ['population', 'spike-stimulus'],
  from: 'analysis',
  panels: 'tiled',
  options: {
    measure: measure('measure', 'what is compared', pairMeasures, 'spikeDistance'),
    neurons: number('neurons', 'how many of all populations, at most 120 of each', { default: 60 }),
    windowMs: window(500, 'how far back spikes are compared'),
  },
  unfit: emitsNone,
  records: () => NOTHING,
});
