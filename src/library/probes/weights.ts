import { choice, edge, indices, shownTime } from './options.ts';
import { declareProbe, NOTHING } from './types.ts';

export const weights = declareProbe({
  id: 'weights',
  name: 'Weights',
  summary: 'Weights of the synapses that learn: their distribution, their matrix, or some of them against time.',
  source: 'Weights as the engine reads them',
  icon: 'M8 1.5 A2 2 0 1 1 7.9 1.5 M5 5.5 H11 L13.5 14 H2.5 Z',
  defaultSize: { width: 448, height: 240 },
  accepts: ['population'],
  from: 'recordings',
  panels: 'stacked',
  options: {
    show: choice('show', 'what is shown', ['distribution', 'matrix', 'synapses'], 'distribution'),
    edge: edge('plastic-edge', 'synapses', 'which of the edges that learn'),
    synapses: indices('numbers', 'synapses against time, numbered by source', [0, 1, 2, 3, 4]),
    shownMs: shownTime(),
  },
  // All three views are of what is recorded anyway, so that a change of `show` needs no run.
  records: (options) => ({ ...NOTHING, weights: { edge: options.edge, synapses: options.synapses } }),
});
