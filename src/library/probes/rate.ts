import { number, shownTime } from './options.ts';
import { declareProbe, emitsNone, NOTHING } from './types.ts';

export const rate = declareProbe({
  id: 'rate',
  name: 'Rate',
  summary: 'Mean firing rate of a population against time.',
  source: 'Dayan and Abbott, Theoretical Neuroscience (2001), ch. 1: spikes in a bin over neurons and width',
  icon: 'M3 14 V9 M8 14 V3 M13 14 V6',
  defaultSize: { width: 448, height: 208 },
  accepts: ['population', 'spike-stimulus'],
  from: 'recordings',
  panels: 'stacked',
  options: { binMs: number('bin', 'width of a bin', { default: 2, unit: 'ms' }), shownMs: shownTime() },
  unfit: emitsNone,
  records: () => NOTHING,
});
