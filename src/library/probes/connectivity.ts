import { edge } from './options.ts';
import { declareProbe, NOTHING } from './types.ts';

export const connectivity = declareProbe({
  id: 'connectivity',
  name: 'Connectivity',
  summary: 'Adjacency matrix, degrees, clustering and path length of a projection, before any run.',
  source: 'Clustering and path length: Watts and Strogatz, Nature 393 (1998) 440',
  icon: 'M2 2 H14 V14 H2 Z M6 2 V14 M10 2 V14 M2 6 H14 M2 10 H14',
  defaultSize: { width: 512, height: 352 },
  accepts: ['population', 'spike-stimulus'],
  from: 'document',
  panels: 'one',
  options: { projection: edge('projection', 'projection', 'synapses into or from the tapped population') },
  records: () => NOTHING,
});
