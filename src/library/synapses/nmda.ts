import type { SynapseModel } from '../types.ts';

export const nmda: SynapseModel = {
  kind: 'synapse',
  id: 'nmda',
  family: 'conductance',
  name: 'NMDA, saturating',
  summary: 'A slow conductance that a spike opens part of what is still closed, and that magnesium blocks at rest.',
  action: 'coupling',
  coupling: {
    sums: [{ name: 'G', signal: 's', unit: '1' }],
    source: {
      equations: 'dx/dt = -x/tau_r : 1\nds/dt = -s/tau_d + alpha*x*(1 - s) : 1',
      onSpike: { state: 'x', amount: '1' },
    },
  },
  equations: '',
  current: 'G*(E_syn - v)/(1 + Mg*exp(-0.062*v/mV)/3.57)',
  weight: {
    name: 'weight',
    symbol: 'w',
    unit: 'nS',
    meaning: 'conductance, all open',
    default: '0.3 nS',
    min: '0 nS',
  },
  parameters: [
    {
      name: 'tau_r',
      symbol: '\\tau_r',
      unit: 'ms',
      meaning: 'rise time constant',
      default: '2 ms',
      min: '0 ms',
      exclusiveMin: true,
    },
    {
      name: 'tau_d',
      symbol: '\\tau_d',
      unit: 'ms',
      meaning: 'decay time constant',
      default: '100 ms',
      min: '0 ms',
      exclusiveMin: true,
    },
    { name: 'alpha', symbol: '\\alpha', unit: '1/ms', meaning: 'rate of opening', default: '0.5 1/ms', min: '0 1/ms' },
    { name: 'E_syn', symbol: 'E_\\mathrm{syn}', unit: 'mV', meaning: 'reversal potential', default: '0 mV' },
    { name: 'Mg', symbol: '[\\mathrm{Mg}]', unit: '1', meaning: 'magnesium, mM', default: '1', min: '0' },
  ],
  inhibitoryDefaults: {},
  signedWeight: false,
  formula: [
    '\\begin{gathered} I_j = B(v_j) \\textstyle\\sum_i g\\,w\\,s_i\\,(E_\\mathrm{syn} - v_j) \\\\',
    'B(v) = 1/(1 + [\\mathrm{Mg}]\\,e^{-0.062 v}/3.57) \\\\',
    '\\dot s_i = \\alpha x_i (1 - s_i) - s_i/\\tau_d \\\\',
    '\\dot x_i = -x_i/\\tau_r,\\quad x_i \\leftarrow x_i + 1 \\end{gathered}',
  ].join(' '),
  source: 'Wang, Neuron 36 (2002) 955; block: Jahr and Stevens, J Neurosci 10 (1990) 3178',
};
