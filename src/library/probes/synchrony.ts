import { populationMeasures, timedMeasures, usualMeasures } from '../../analysis/measures/index.ts';
import { measure, measures, toggle, window } from './options.ts';
import { declareProbe, NOTHING } from './types.ts';

export const synchrony = declareProbe({
  id: 'synchrony',
  name: 'Synchrony',
  summary: 'χ, R and other indices of populations and between them in one table, and one of them over time.',
  icon: 'M2 12 A6 6 0 1 1 14 12 M8 11 L11 6 M2 12 H4 M12 12 H14 M8 4 V5.5',
  defaultSize: { width: 400, height: 320 },
  accepts: ['population'],
  from: 'analysis',
  panels: 'one',
  options: {
    indices: measures('indices', 'what the table shows of each population', populationMeasures, usualMeasures),
    between: toggle('between populations', 'how the rates of each two go together', true),
    over: measure('over time', 'the index drawn over time, in a sliding window', timedMeasures, 'chi'),
    windowMs: window(50, 'length of the sliding window; spectra and bursts take a longer one'),
  },
  records: () => NOTHING,
});
