import type { PlasticityModel } from '../types.ts';
import { timeConstant } from './traces.ts';

export const tsodyksMarkram: PlasticityModel = {
  kind: 'plasticity',
  id: 'tsodyks-markram',
  family: 'short-term',
  name: 'Tsodyks–Markram',
  summary:
    'Depression and facilitation: a spike releases the part u of the resources x, which recover; u rises and falls back.',
  parameters: [
    {
      name: 'U',
      symbol: 'U',
      unit: '1',
      meaning: 'release at rest',
      default: '0.5',
      min: '0',
      max: '1',
    },
    timeConstant('tau_rec', '\\tau_\\mathrm{rec}', 'recovery from depression', '800 ms'),
    timeConstant('tau_facil', '\\tau_\\mathrm{f}', 'decay of facilitation', '0.1 ms'),
  ],
  presynaptic: {
    equations: 'du/dt = -u/tau_facil : 1\ndx/dt = (1 - x)/tau_rec : 1',
    initial: { x: '1' },
    before: 'u += U*(1 - u)',
    after: 'x -= u*x',
  },
  postsynaptic: null,
  onPre: '',
  onPost: '',
  release: 'w*u*x',
  every: null,
  sets: [
    {
      name: 'Depressing',
      // Shorter than any interval: no facilitation.
      parameters: { U: '0.5', tau_rec: '800 ms', tau_facil: '0.1 ms' },
      source: 'Tsodyks and Markram, PNAS 94 (1997) 719',
    },
    {
      name: 'Facilitating',
      parameters: { U: '0.15', tau_rec: '130 ms', tau_facil: '530 ms' },
      source: 'Tsodyks, Pawelzik and Markram, Neural Comput 10 (1998) 821',
    },
  ],
  formula:
    '\\begin{aligned} & u \\leftarrow u + U(1-u),\\ \\text{release } w\\,u\\,x,\\ x \\leftarrow x - u\\,x \\\\ & \\dot u = -u/\\tau_\\mathrm{f},\\quad \\dot x = (1-x)/\\tau_\\mathrm{rec} \\end{aligned}',
  source: 'Tsodyks, Pawelzik and Markram, Neural Comput 10 (1998) 821',
};
