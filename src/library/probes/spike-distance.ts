import { number, shownTime, window } from './options.ts';
import { declareProbe, emitsNone, NOTHING } from './types.ts';

export const spikeDistance = declareProbe({
  id: 'spike-distance',
  name: 'SPIKE-distance',
  summary: 'How unlike the spike trains of pairs are, at each time; on the same time axis as a raster.',
  source: 'Kreuz et al., J Neurophysiol 109 (2013) 1457',
  icon: 'M3 2 V7 M7 2 V7 M13 2 V7 M2 9 V14 M9 9 V14 M12 9 V14',
  defaultSize: { width: 448, height: 176 },
  accepts: ['population', 'spike-stimulus'],
  from: 'analysis',
  panels: 'stacked',
  options: {
    neurons: number('neurons', 'how many of those that fire are paired, at most 100', { default: 30 }),
    windowMs: window(5000, 'how far back it is computed'),
    shownMs: shownTime(),
  },
  unfit: emitsNone,
  records: () => NOTHING,
});
