import type { PlasticityModel } from '../types.ts';
import { amplitude, LARGEST_WEIGHT, timeConstant } from './traces.ts';

const SOURCE = 'Pfister and Gerstner, J Neurosci 26 (2006) 9673';

export const triplet: PlasticityModel = {
  kind: 'plasticity',
  id: 'triplet',
  family: 'spike-timing',
  name: 'Triplet STDP',
  summary: 'Pairs and triplets of spikes change the weight: potentiation grows with the rate of the target.',
  parameters: [
    amplitude('A2_plus', 'A_2^+', 'gain by a pair (LTP)', '5e-10'),
    amplitude('A3_plus', 'A_3^+', 'gain by a triplet', '6.2e-3'),
    amplitude('A2_minus', 'A_2^-', 'loss by a pair (LTD)', '7e-3'),
    amplitude('A3_minus', 'A_3^-', 'loss by a triplet', '2.3e-4'),
    timeConstant('tau_plus', '\\tau_+', 'fast trace of the source', '16.8 ms'),
    timeConstant('tau_x', '\\tau_x', 'slow trace of the source', '101 ms'),
    timeConstant('tau_minus', '\\tau_-', 'fast trace of the target', '33.7 ms'),
    timeConstant('tau_y', '\\tau_y', 'slow trace of the target', '125 ms'),
    LARGEST_WEIGHT,
  ],
  presynaptic: {
    equations: 'dr1/dt = -r1/tau_plus : 1\ndr2/dt = -r2/tau_x : 1',
    // The slow trace is read before its own spike.
    after: 'r1 += 1; r2 += 1',
  },
  postsynaptic: {
    equations: 'do1/dt = -o1/tau_minus : 1\ndo2/dt = -o2/tau_y : 1',
    after: 'o1 += 1; o2 += 1',
  },
  onPre: 'w = clip(w - w_max*o1*(A2_minus + A3_minus*r2), 0, w_max)',
  onPost: 'w = clip(w + w_max*r1*(A2_plus + A3_plus*o2), 0, w_max)',
  release: null,
  every: null,
  sets: [
    {
      name: 'Visual cortex, all to all',
      parameters: {
        A2_plus: '5e-10',
        A3_plus: '6.2e-3',
        A2_minus: '7e-3',
        A3_minus: '2.3e-4',
        tau_x: '101 ms',
        tau_y: '125 ms',
      },
      source: `${SOURCE}, table 3`,
    },
    {
      name: 'Hippocampus, all to all',
      parameters: {
        A2_plus: '6.1e-3',
        A3_plus: '6.7e-3',
        A2_minus: '1.6e-3',
        A3_minus: '1.4e-3',
        tau_x: '946 ms',
        tau_y: '27 ms',
      },
      source: `${SOURCE}, table 4`,
    },
  ],
  formula:
    '\\begin{aligned} \\text{pre:}\\quad & w \\leftarrow w - w_\\mathrm{max}\\,o_1 (A_2^- + A_3^- r_2) \\\\ \\text{post:}\\quad & w \\leftarrow w + w_\\mathrm{max}\\,r_1 (A_2^+ + A_3^+ o_2) \\end{aligned}',
  source: SOURCE,
};
