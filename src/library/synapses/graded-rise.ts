import type { SynapseModel } from '../types.ts';

const time = (name: string, symbol: string, meaning: string, usual: string): SynapseModel['parameters'][number] => ({
  name,
  symbol,
  unit: 'ms',
  meaning,
  default: usual,
  min: '0 ms',
  exclusiveMin: true,
});

export const gradedRise: SynapseModel = {
  kind: 'synapse',
  id: 'graded-rise',
  family: 'continuous',
  name: 'Graded conductance with rise time',
  summary: 'A depolarised source releases transmitter q, which opens channels s with a rise time of its own.',
  action: 'coupling',
  coupling: {
    sums: [{ name: 'G', signal: 's', unit: '1' }],
    source: {
      equations: [
        'dq/dt = 0.5*(1 + tanh(v/(10*mV)))*(1 - q)/tau_on - q/tau_q : 1',
        'ds/dt = q*(1 - s)/tau_r - s/tau_d : 1',
      ].join('\n'),
    },
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
    time('tau_r', '\\tau_r', 'rise time constant', '0.5 ms'),
    time('tau_d', '\\tau_d', 'decay time constant', '3 ms'),
    time('tau_q', '\\tau_q', 'removal of transmitter', '1 ms'),
    time('tau_on', '\\tau_\\mathrm{on}', 'release of transmitter', '0.1 ms'),
    { name: 'E_syn', symbol: 'E_\\mathrm{syn}', unit: 'mV', meaning: 'reversal potential', default: '0 mV' },
  ],
  inhibitoryDefaults: { tau_d: '9 ms', E_syn: '-75 mV' },
  signedWeight: false,
  formula: [
    '\\begin{gathered} I_j = \\textstyle\\sum_i g\\,w\\,s_i\\,(E_\\mathrm{syn} - v_j) \\\\',
    '\\dot s_i = q_i (1 - s_i)/\\tau_r - s_i/\\tau_d \\\\',
    '\\dot q_i = H(v_i)(1 - q_i)/\\tau_\\mathrm{on} - q_i/\\tau_q \\\\',
    'H(v) = \\tfrac12 (1 + \\tanh(v/10\\,\\mathrm{mV})) \\end{gathered}',
  ].join(' '),
  source: 'Börgers, An Introduction to Modeling Neuronal Dynamics (2017), chapter 20',
};
