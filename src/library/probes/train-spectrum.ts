import { neuron, number, window } from './options.ts';
import { declareProbe, emitsNone, NOTHING } from './types.ts';

export const trainSpectrum = declareProbe({
  id: 'train-spectrum',
  name: 'Train spectrum',
  summary:
    'Power spectrum of one neuron’s spike train: flat at 1 for Poisson, with peaks at the rate where it is regular.',
  source: 'Bartlett, J R Stat Soc B 25 (1963) 264',
  icon: 'M2 2 V14 H14 M3 12 H5 L6.5 4 L8 12 H9 L10.2 8 L11.4 12 H14',
  defaultSize: { width: 400, height: 240 },
  accepts: ['population', 'spike-stimulus'],
  from: 'analysis',
  panels: 'stacked',
  options: {
    neuron: neuron(),
    mostHz: number('up to', 'highest frequency shown', { default: 250, unit: 'Hz' }),
    segmentMs: number('segment', 'length of what a spectrum is of', { default: 500, unit: 'ms' }),
    windowMs: window(10_000, 'how far back spikes are counted'),
  },
  unfit: emitsNone,
  records: () => NOTHING,
});
