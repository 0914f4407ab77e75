import type { SynapseModel } from '../types.ts';

/** s = w (t/tau) e^(1 - t/tau) after a spike: a chain of two leaky states, of which the first jumps. */
export const alphaCurrent: SynapseModel = {
  kind: 'synapse',
  id: 'alpha-current',
  family: 'current',
  name: 'Alpha current',
  summary: 'A spike evokes a current that rises to the weight and falls again, as an alpha function.',
  action: 'current',
  equations: ['dx/dt = -x/tau : pA', 'ds/dt = (exp(1)*x - s)/tau : pA'].join('\n'),
  jumps: 'x',
  current: 's',
  weight: {
    name: 'weight',
    symbol: 'w',
    unit: 'pA',
    meaning: 'peak of the current after a spike',
    default: '100 pA',
    min: '0 pA',
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
  ],
  inhibitoryDefaults: { tau: '5 ms' },
  signedWeight: true,
  formula:
    '\\begin{gathered} I_\\mathrm{syn} = s,\\quad \\dot s = (e\\,x - s)/\\tau \\\\ \\dot x = -x/\\tau \\\\ x \\leftarrow x \\pm g\\,w \\end{gathered}',
  source: 'Rall, J Neurophysiol 30 (1967) 1138; Gerstner et al., Neuronal Dynamics (2014) sec. 3.1',
};
