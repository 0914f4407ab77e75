import { neurons, number, window } from './options.ts';
import { declareProbe, emitsNone, NOTHING } from './types.ts';

export const intervals = declareProbe({
  id: 'intervals',
  name: 'Interval histogram',
  summary: 'How long the intervals between a neuron’s spikes are: of some neurons of a population, or of all.',
  source: 'Perkel, Gerstein and Moore, Biophys J 7 (1967) 391',
  icon: 'M1 14 H15 M2 14 V9 H5 V14 M5 14 V3 H8 V14 M8 7 H11 V14 M11 11 H14 V14',
  defaultSize: { width: 400, height: 240 },
  accepts: ['population', 'spike-stimulus'],
  from: 'analysis',
  panels: 'stacked',
  options: {
    neurons: neurons('indices of the neurons; none: all of them', []),
    binMs: number('bin', 'width of a bin', { default: 2, unit: 'ms' }),
    mostMs: number('up to', 'longest interval shown', { default: 100, unit: 'ms' }),
    windowMs: window(10_000, 'how far back spikes are counted'),
  },
  unfit: emitsNone,
  records: () => NOTHING,
});
