import { atRhythm, coherenceSpectrumOf } from '../between.ts';
import { coherenceAt } from './coherence.ts';
import type { BetweenMeasure } from './measure.ts';

export const rhythmCoherence: BetweenMeasure = {
  id: 'rhythmCoherence',
  name: 'Coherence of two populations at their rhythm',
  label: 'coherence at the rhythm',
  symbol: 'C_{xy}(f_\\mathrm{peak})',
  hint: 'of the fundamental of their mean spectrum',
  unit: '1',
  digits: 2,
  bounds: [0, 1],
  range: '0 to 1; of n independent segments about 1/n',
  formula: 'C_{xy}(f) = \\frac{|S_{xy}(f)|^2}{S_{xx}(f)\\,S_{yy}(f)}',
  undefinedWhen: 'the two have no rhythm together, or both fire in fewer than four segments',
  source: 'Carter, Proc. IEEE 75:236 (1987)',
  scope: 'between',
  needs: 'trains',
  of: (pair) => atRhythm(pair, (hz) => coherenceAt(coherenceSpectrumOf(pair), hz)),
  baseline: {
    by: 'surrogates',
    of: (surrogate, data) => atRhythm(data, (hz) => coherenceAt(coherenceSpectrumOf(surrogate), hz)).value,
  },
  atUnit: 'Hz',
};
