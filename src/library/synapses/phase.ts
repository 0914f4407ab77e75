import type { SynapseModel } from '../types.ts';

export const phase: SynapseModel = {
  kind: 'synapse',
  id: 'phase',
  family: 'continuous',
  name: 'Phase coupling',
  summary: 'Each oscillator is pulled towards the phases of those that reach it, by the sine of the difference.',
  action: 'coupling',
  coupling: {
    sums: [
      { name: 'S', signal: 'sin(v)', unit: '1' },
      { name: 'C', signal: 'cos(v)', unit: '1' },
    ],
    ofPhases: true,
  },
  equations: '',
  current: '(S*cos(v + alpha) - C*sin(v + alpha))/max(degree, 1)**beta',
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
      default: '1',
      min: '0',
    },
    { name: 'alpha', symbol: '\\alpha', unit: '1', meaning: 'phase lag', default: '0' },
  ],
  inhibitoryDefaults: {},
  signedWeight: true,
  formula: 'I_j = \\pm\\frac{g\\,K}{k_j^{\\beta}} \\textstyle\\sum_i \\sin(\\theta_i - \\theta_j - \\alpha)',
  source:
    'Kuramoto, Chemical Oscillations, Waves, and Turbulence (1984); lag: Sakaguchi and Kuramoto, Prog Theor Phys 76 (1986) 576',
};
