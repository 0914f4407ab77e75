import type { SynapseModel } from '../types.ts';

export const exponentialCurrent: SynapseModel = {
  kind: 'synapse',
  id: 'exponential-current',
  family: 'current',
  name: 'Exponential current',
  summary: 'A spike adds the weight to a current that decays exponentially.',
  action: 'current',
  equations: 'ds/dt = -s/tau : pA',
  current: 's',
  weight: {
    name: 'weight',
    symbol: 'w',
    unit: 'pA',
    meaning: 'current added by a spike',
    default: '100 pA',
    min: '0 pA',
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
  ],
  inhibitoryDefaults: { tau: '10 ms' },
  signedWeight: true,
  formula:
    '\\begin{gathered} I_\\mathrm{syn} = s,\\quad \\dot s = -s/\\tau \\\\ s \\leftarrow s \\pm g\\,w \\end{gathered}',
  source: 'Brette et al., J Comput Neurosci 23 (2007) 349 (CUBA)',
};
