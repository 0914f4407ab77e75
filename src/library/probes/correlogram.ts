import { number, window } from './options.ts';
import { declareProbe, emitsNone, NOTHING } from './types.ts';

export const correlogram = declareProbe({
  id: 'correlogram',
  name: 'Correlogram',
  summary: 'How often neurons of one or two populations fire at each lag, relative to chance.',
  source: 'Perkel, Gerstein and Moore, Biophys J 7 (1967) 419',
  icon: 'M1 14 H15 M1 12 H3 V11 H5 V8 H7 V3 H9 V8 H11 V11 H13 V12 H15',
  defaultSize: { width: 400, height: 240 },
  accepts: ['population', 'spike-stimulus'],
  from: 'analysis',
  panels: 'stacked',
  options: {
    windowMs: window(1000, 'how far back spikes are counted'),
    lagMs: number('largest lag', 'reach of the axis on both sides', { default: 50, unit: 'ms' }),
    binMs: number('bin', 'width of a bin of lags', { default: 1, unit: 'ms' }),
  },
  unfit: emitsNone,
  records: () => NOTHING,
});
