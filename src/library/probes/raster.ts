import { choice, ranges, shownTime, whole } from './options.ts';
import { declareProbe, emitsNone, NOTHING } from './types.ts';

export const raster = declareProbe({
  id: 'raster',
  name: 'Raster',
  summary: 'Each spike a dot: time against neuron.',
  source: 'Spikes as the engine emits them',
  icon: 'M2 2 V14 H14 M5 5 v.1 M8 4 v.1 M12 5 v.1 M6 8 v.1 M10 8 v.1 M5 11 v.1 M8 11 v.1 M12 11 v.1',
  defaultSize: { width: 448, height: 224 },
  accepts: ['population', 'spike-stimulus'],
  from: 'recordings',
  panels: 'stacked',
  options: {
    shownMs: shownTime(),
    choice: choice(
      'neurons',
      'which neurons of each population are shown',
      ['all', 'listed', 'every n-th', 'highest rates', 'lowest rates', 'a layer'],
      'all',
    ),
    list: ranges('list', 'indices and ranges of the neurons that are listed', '0-9', {
      option: 'choice',
      is: ['listed'],
    }),
    every: whole('n', 'one of so many neurons is shown, from the first on', 10, {
      option: 'choice',
      is: ['every n-th'],
    }),
    most: whole(
      'how many',
      'neurons of each population, by their spikes so far; of equal ones those of lower index',
      50,
      {
        option: 'choice',
        is: ['highest rates', 'lowest rates'],
      },
    ),
    layers: whole('layers', 'in how many of equal depth the vertical extent of a population is cut', 4, {
      option: 'choice',
      is: ['a layer'],
    }),
    layer: whole('layer', 'which of them is shown: 1 is the upper one', 1, { option: 'choice', is: ['a layer'] }),
    order: choice(
      'order',
      'from below: by index, or by the place of the neurons in a population that has a layout',
      ['index', 'position x', 'position y'],
      'index',
    ),
  },
  unfit: emitsNone,
  records: () => NOTHING,
});
