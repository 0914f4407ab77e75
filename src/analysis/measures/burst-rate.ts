import { type Burst, burstsOfNeurons, NO_BURSTS } from '../bursts.ts';
import type { Window } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import type { PopulationMeasure } from './measure.ts';

export const burstRate: PopulationMeasure = {
  id: 'burstRate',
  name: 'Rate of bursts',
  label: 'burst rate',
  symbol: '\\nu_B',
  hint: '',
  unit: 'Hz',
  digits: 2,
  bounds: [0, Number.POSITIVE_INFINITY],
  range: '0 upwards',
  formula:
    '\\nu_B = \\frac{\\#\\text{bursts}}{T},\\quad \\text{burst: at least } n \\text{ spikes with intervals below } \\theta',
  undefinedWhen:
    'the intervals do not part into short ones within bursts and long ones between, of any one neuron, or the window is empty',
  source:
    'Chiappalone et al., Neurocomputing 65:653 (2005); threshold: Selinger et al. (2007), Pasquale et al., J. Comput. Neurosci. 29:213 (2010)',
  scope: 'within',
  needs: 'trains',
  of: (record) => {
    const bursts = burstsOfNeurons(record);
    if (bursts === null) return undefinedMeasure(NO_BURSTS);
    const sum = bursts.reduce((total, own) => total + (burstRateOf(own, record.window).value ?? 0), 0);
    return { value: sum / bursts.length };
  },
  baseline: { by: 'none', why: 'it compares no neurons with each other' },
  history: { leastWindowMs: 500 },
};

function burstRateOf(bursts: readonly Burst[], { fromMs, toMs }: Window): Measured {
  return toMs > fromMs ? { value: (1000 * bursts.length) / (toMs - fromMs) } : undefinedMeasure('the window is empty');
}
