import type { SynapseModel } from '../types.ts';

export const exponentialConductance: SynapseModel = {
  kind: 'synapse',
  id: 'exponential-conductance',
  family: 'conductance',
  name: 'Exponential conductance',
  summary: 'A spike adds the weight to a conductance that decays exponentially.',
  action: 'current',
  equations: 'ds/dt = -s/tau : nS',
  current: 's*(E_syn - v)',
  weight: {
    name: 'weight',
    symbol: 'w',
    unit: 'nS',
    meaning: 'conductance added by a spike',
    default: '6 nS',
    min: '0 nS',
  },
  parameters: [
    {
      name: 'tau',
      symbol: '\\tau',
      unit: 'ms',
      meaning: 'decay time constant',
      default: '5 ms',
      min: '0 ms',
      exclusiveMin: true,
    },
    { name: 'E_syn', symbol: 'E_\\mathrm{syn}', unit: 'mV', meaning: 'reversal potential', default: '0 mV' },
  ],
  inhibitoryDefaults: { tau: '10 ms', E_syn: '-80 mV' },
  signedWeight: false,
  formula:
    '\\begin{gathered} I_\\mathrm{syn} = s\\,(E_\\mathrm{syn} - v) \\\\ \\dot s = -s/\\tau \\\\ s \\leftarrow s + g\\,w \\end{gathered}',
  source: 'Brette et al., J Comput Neurosci 23 (2007) 349 (COBA)',
};
