import type { SynapseModel } from '../types.ts';

export const graded: SynapseModel = {
  kind: 'synapse',
  id: 'graded',
  family: 'continuous',
  name: 'Graded conductance, saturating',
  summary:
    'While the source is depolarised its transmitter opens channels, up to all of them; they close exponentially.',
  action: 'coupling',
  coupling: {
    sums: [{ name: 'G', signal: 's', unit: '1' }],
    source: { equations: 'ds/dt = alpha*(1 - s)/(1 + exp(-(v - theta)/k)) - s/tau : 1' },
  },
  equations: '',
  current: 'G*(E_syn - v)',
  weight: {
    name: 'weight',
    symbol: 'w',
    unit: 'nS',
    meaning: 'conductance, all open',
    default: '1 nS',
    min: '0 nS',
  },
  parameters: [
    { name: 'alpha', symbol: '\\alpha', unit: '1/ms', meaning: 'rate of opening', default: '12 1/ms', min: '0 1/ms' },
    {
      name: 'tau',
      symbol: '\\tau',
      unit: 'ms',
      meaning: 'decay time constant',
      default: '2 ms',
      min: '0 ms',
      exclusiveMin: true,
    },
    { name: 'E_syn', symbol: 'E_\\mathrm{syn}', unit: 'mV', meaning: 'reversal potential', default: '0 mV' },
    {
      name: 'theta',
      symbol: '\\theta_\\mathrm{syn}',
      unit: 'mV',
      meaning: 'potential of half release',
      default: '0 mV',
    },
    {
      name: 'k',
      symbol: 'k',
      unit: 'mV',
      meaning: 'width of the release curve',
      default: '2 mV',
      min: '0 mV',
      exclusiveMin: true,
    },
  ],
  inhibitoryDefaults: { tau: '10 ms', E_syn: '-75 mV' },
  signedWeight: false,
  formula: [
    '\\begin{gathered} I_j = \\textstyle\\sum_i g\\,w\\,s_i\\,(E_\\mathrm{syn} - v_j) \\\\',
    '\\dot s_i = \\alpha F(v_i)(1 - s_i) - s_i/\\tau \\\\',
    'F(v) = 1/(1 + e^{-(v - \\theta_\\mathrm{syn})/k}) \\end{gathered}',
  ].join(' '),
  source: 'Wang and Buzsáki, J Neurosci 16 (1996) 6402',
};
