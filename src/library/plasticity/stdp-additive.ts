import type { PlasticityModel } from '../types.ts';
import { counting, PAIR_PARAMETERS } from './traces.ts';

export const stdpAdditive: PlasticityModel = {
  kind: 'plasticity',
  id: 'stdp-additive',
  family: 'spike-timing',
  name: 'STDP, additive',
  summary: 'Spikes that arrive before the target spikes strengthen a synapse, those after weaken it; all pairs count.',
  parameters: PAIR_PARAMETERS,
  presynaptic: counting('x_pre', 'tau_plus'),
  postsynaptic: counting('x_post', 'tau_minus'),
  onPre: 'w = clip(w - w_max*A_minus*x_post, 0, w_max)',
  onPost: 'w = clip(w + w_max*A_plus*x_pre, 0, w_max)',
  release: null,
  every: null,
  sets: [
    {
      name: 'Song, Miller and Abbott',
      parameters: { A_plus: '0.005', A_minus: '0.00525', tau_plus: '20 ms', tau_minus: '20 ms' },
      source: 'Song, Miller and Abbott, Nat Neurosci 3 (2000) 919',
    },
  ],
  formula:
    '\\Delta w = \\begin{cases} +A_+\\,w_\\mathrm{max}\\,e^{-\\Delta t/\\tau_+} & \\Delta t > 0 \\\\ -A_-\\,w_\\mathrm{max}\\,e^{\\Delta t/\\tau_-} & \\Delta t < 0 \\end{cases}',
  source: 'Song, Miller and Abbott, Nat Neurosci 3 (2000) 919',
};
