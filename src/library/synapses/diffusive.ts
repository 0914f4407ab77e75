import type { SynapseModel } from '../types.ts';

export const diffusive: SynapseModel = {
  kind: 'synapse',
  id: 'diffusive',
  family: 'continuous',
  name: 'Diffusive coupling',
  summary:
    'Each unit is drawn towards those that reach it, in proportion to the difference of one or several states; between two times, if wished.',
  action: 'coupling',
  coupling: { sums: [{ name: 'D', signal: 'v', unit: 'membrane', relative: true }], ofStates: true },
  equations: 'on = coverage(t, dt, onset, offset) : 1 (constant over dt)',
  current: 'D*on/max(degree, 1)**beta',
  weight: {
    name: 'weight',
    symbol: 'K',
    unit: '1/ms',
    meaning: 'coupling strength',
    default: '0.1 1/ms',
    min: '0 1/ms',
  },
  parameters: [
    {
      name: 'beta',
      symbol: '\\beta',
      unit: '1',
      meaning: 'power of in-degree k',
      default: '0',
      min: '0',
    },
    {
      name: 'onset',
      symbol: 't_\\mathrm{on}',
      unit: 'ms',
      meaning: 'time of switching on',
      default: '0 ms',
      timing: 'onset',
    },
    {
      name: 'offset',
      symbol: 't_\\mathrm{off}',
      unit: 'ms',
      meaning: 'time of switching off',
      default: 'end',
      timing: 'offset',
    },
  ],
  inhibitoryDefaults: {},
  signedWeight: false,
  formula:
    'I_j = \\frac{g\\,K}{k_j^{\\beta}} \\textstyle\\sum_i (x_i - x_j), \\quad t_\\mathrm{on} \\le t < t_\\mathrm{off}',
  source: 'Pecora and Carroll, Phys Rev Lett 80 (1998) 2109; division by the degree: Motter et al., EPL 69 (2005) 334',
};
