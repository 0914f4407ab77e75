import { shownTime } from './options.ts';
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
  options: { shownMs: shownTime() },
  unfit: emitsNone,
  records: () => NOTHING,
});
