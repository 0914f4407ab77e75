import { rhythmIn } from '../rhythm.ts';
import { undefinedMeasure } from '../trains.ts';
import type { PopulationMeasure } from './measure.ts';

export const prominence: PopulationMeasure = {
  id: 'prominence',
  name: 'Largest peak of the spectrum over its surroundings',
  label: 'peak / median',
  symbol: 'p',
  hint: 'of the spectrum',
  unit: '1',
  digits: 1,
  bounds: [0, Number.POSITIVE_INFINITY],
  range:
    'about 2 to 4 where there is no rhythm; medians of the spectrum below and above a peak, no less than Poisson trains have',
  formula: 'p = \\max_f \\frac{S(f)}{\\max\\left(S_\\text{below}, S_\\text{above}, S_\\text{Poisson}\\right)}',
  undefinedWhen: 'the window is shorter than 200 ms, or there is no spike',
  source: 'Welch, IEEE Trans. Audio Electroacoust. 15:70 (1967)',
  scope: 'within',
  needs: 'trains',
  of: (record) => {
    const rhythm = rhythmIn(record);
    return typeof rhythm === 'string' ? undefinedMeasure(rhythm) : { value: rhythm.prominence };
  },
  baseline: { by: 'surrogates' },
  history: { leastWindowMs: 250 },
};
