import { number, shownTime } from './options.ts';
import { declareProbe, emitsNone, NOTHING } from './types.ts';

export const spectrogram = declareProbe({
  id: 'spectrogram',
  name: 'Spectrogram',
  summary: 'Rhythms of a population’s rate against time; dots mark the fundamental where one stands out from chance.',
  source: 'Welch, IEEE Trans Audio Electroacoust 15 (1967) 70, in stretches that slide',
  icon: 'M2 6 V10 M5 3 V13 M8 5 V11 M11 2 V14 M14 6 V10',
  defaultSize: { width: 512, height: 224 },
  accepts: ['population', 'spike-stimulus'],
  from: 'analysis',
  panels: 'stacked',
  options: {
    stretchMs: number('stretch', 'length of what a spectrum is of', { default: 200, unit: 'ms' }),
    mostHz: number('up to', 'highest frequency shown', { default: 250, unit: 'Hz' }),
    shownMs: shownTime(),
  },
  unfit: emitsNone,
  records: () => NOTHING,
});
