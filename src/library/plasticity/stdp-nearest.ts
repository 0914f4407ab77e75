import type { PlasticityModel } from '../types.ts';
import { latest, PAIR_PARAMETERS } from './traces.ts';

export const stdpNearest: PlasticityModel = {
  kind: 'plasticity',
  id: 'stdp-nearest',
  family: 'spike-timing',
  name: 'STDP, nearest spikes',
  summary: 'As additive STDP, but each spike pairs only with the latest one of the other side.',
  parameters: PAIR_PARAMETERS,
  presynaptic: latest('x_pre', 'tau_plus'),
  postsynaptic: latest('x_post', 'tau_minus'),
  onPre: 'w = clip(w - w_max*A_minus*x_post, 0, w_max)',
  onPost: 'w = clip(w + w_max*A_plus*x_pre, 0, w_max)',
  release: null,
  every: null,
  sets: [],
  formula:
    '\\begin{aligned} \\text{pre:}\\quad & w \\leftarrow w - A_- w_\\mathrm{max}\\,x_\\mathrm{post},\\ x_\\mathrm{pre} \\leftarrow 1 \\\\ \\text{post:}\\quad & w \\leftarrow w + A_+ w_\\mathrm{max}\\,x_\\mathrm{pre},\\ x_\\mathrm{post} \\leftarrow 1 \\end{aligned}',
  source: 'Morrison, Diesmann and Gerstner, Biol Cybern 98 (2008) 459 (symmetric nearest-neighbour pairing)',
};
