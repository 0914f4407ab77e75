import type { SynapseModel } from '../types.ts';

/** s = w (t/tau) e^(1 - t/tau) after a spike: a chain of two leaky states, of which the first jumps. */
export const alphaConductance: SynapseModel = {
  kind: 'synapse',
  id: 'alpha-conductance',
  family: 'conductance',
  name: 'Alpha conductance',
  summary: 'A spike evokes a conductance that rises to the weight and falls again, as an alpha function.',
  action: 'current',
  equations: ['dx/dt = -x/tau : nS', 'ds/dt = (exp(1)*x - s)/tau : nS'].join('\n'),
  jumps: 'x',
  current: 's*(E_syn - v)',
  weight: {
    name: 'weight',
    symbol: 'w',
    unit: 'nS',
    meaning: 'peak of the conductance after a spike',
    default: '6 nS',
    min: '0 nS',
  },
  parameters: [
    {
      name: 'tau',
      symbol: '\\tau',
      unit: 'ms',
      meaning: 'time from the spike to the peak',
      default: '2 ms',
      min: '0 ms',
      exclusiveMin: true,
    },
    { name: 'E_syn', symbol: 'E_\\mathrm{syn}', unit: 'mV', meaning: 'reversal potential', default: '0 mV' },
  ],
  inhibitoryDefaults: { tau: '5 ms', E_syn: '-80 mV' },
  signedWeight: false,
  formula:
    '\\begin{gathered} I_\\mathrm{syn} = s\\,(E_\\mathrm{syn} - v) \\\\ \\dot s = (e\\,x - s)/\\tau \\\\ \\dot x = -x/\\tau \\\\ x \\leftarrow x + g\\,w \\end{gathered}',
  source: 'Rall, J Neurophysiol 30 (1967) 1138; Gerstner et al., Neuronal Dynamics (2014) sec. 3.1',
};
