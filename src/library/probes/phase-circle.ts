import { number } from './options.ts';
import { declareProbe, emitsNone, NOTHING } from './types.ts';

export const phaseCircle = declareProbe({
  id: 'phase-circle',
  name: 'Phase circle',
  summary: 'Each neuron a dot at its phase between spikes; the arrow is the order parameter R.',
  source: 'Kuramoto (1984); phases from spikes: Pikovsky, Rosenblum and Kurths, Synchronization (2001)',
  icon: 'M14 8 A6 6 0 1 1 2 8 A6 6 0 1 1 14 8 M8 8 L11.5 5 M9 5 H11.5 V7.5',
  defaultSize: { width: 256, height: 256 },
  accepts: ['population'],
  from: 'recordings',
  panels: 'tiled',
  options: {
    neurons: number('neurons', 'how many dots of the neurons of each population that fire, at most 1000', {
      default: 200,
    }),
  },
  unfit: emitsNone,
  records: () => NOTHING,
});
