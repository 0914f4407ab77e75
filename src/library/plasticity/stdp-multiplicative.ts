import type { PlasticityModel } from '../types.ts';
import { counting, PAIR_PARAMETERS } from './traces.ts';

export const stdpMultiplicative: PlasticityModel = {
  kind: 'plasticity',
  id: 'stdp-multiplicative',
  family: 'spike-timing',
  name: 'STDP, multiplicative',
  summary: 'Potentiation shrinks as the weight nears its largest, depression as it nears zero: weights gather between.',
  parameters: PAIR_PARAMETERS,
  presynaptic: counting('x_pre', 'tau_plus'),
  postsynaptic: counting('x_post', 'tau_minus'),
  onPre: 'w = clip(w - A_minus*w*x_post, 0, w_max)',
  onPost: 'w = clip(w + A_plus*(w_max - w)*x_pre, 0, w_max)',
  release: null,
  every: null,
  sets: [],
  formula:
    '\\Delta w = \\begin{cases} +A_+\\,(w_\\mathrm{max} - w)\\,e^{-\\Delta t/\\tau_+} & \\Delta t > 0 \\\\ -A_-\\,w\\,e^{\\Delta t/\\tau_-} & \\Delta t < 0 \\end{cases}',
  source: 'Rubin, Lee and Sompolinsky, Phys Rev Lett 86 (2001) 364',
};
