import type { PlasticityModel } from '../types.ts';
import { amplitude, counting, LARGEST_WEIGHT, timeConstant } from './traces.ts';

export const vogels: PlasticityModel = {
  kind: 'plasticity',
  id: 'vogels',
  family: 'spike-timing',
  name: 'Inhibitory STDP',
  summary: 'Inhibition onto a neuron grows until it spikes at the target rate: excitation and inhibition balance.',
  parameters: [
    amplitude('eta', '\\eta', 'learning rate', '0.001'),
    {
      name: 'rho_0',
      symbol: '\\rho_0',
      unit: 'Hz',
      meaning: 'target rate',
      default: '3 Hz',
      min: '0 Hz',
    },
    timeConstant('tau', '\\tau', 'time constant of both traces', '20 ms'),
    LARGEST_WEIGHT,
  ],
  presynaptic: counting('x_pre', 'tau'),
  postsynaptic: counting('x_post', 'tau'),
  onPre: 'w = clip(w + w_max*eta*(x_post - 2*rho_0*tau), 0, w_max)',
  onPost: 'w = clip(w + w_max*eta*x_pre, 0, w_max)',
  release: null,
  every: null,
  sets: [],
  formula:
    '\\begin{aligned} \\text{pre:}\\quad & w \\leftarrow w + \\eta\\,w_\\mathrm{max}(x_\\mathrm{post} - 2\\rho_0\\tau) \\\\ \\text{post:}\\quad & w \\leftarrow w + \\eta\\,w_\\mathrm{max}\\,x_\\mathrm{pre} \\end{aligned}',
  source: 'Vogels et al., Science 334 (2011) 1569',
};
