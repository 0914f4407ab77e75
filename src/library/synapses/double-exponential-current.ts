import type { SynapseModel } from '../types.ts';

/**
 * s = w n (e^(-t/tau_d) - e^(-t/tau_r)) after a spike, with n such that the peak is w. A chain of two leaky states, of which
 * the first jumps: with r = tau_d/tau_r its gain 1/tau_r * r^(1/(r - 1)) is n (1/tau_r - 1/tau_d), written so that equal time
 * constants, for which s is the alpha function, need no case of their own.
 */
export const doubleExponentialCurrent: SynapseModel = {
  kind: 'synapse',
  id: 'double-exponential-current',
  family: 'current',
  name: 'Double-exponential current',
  summary: 'A spike evokes a current that rises to the weight with one time constant and decays with another.',
  action: 'current',
  equations: ['dx/dt = -x/tau_r : pA', 'ds/dt = exp(1/exprel(log(tau_d/tau_r)))*x/tau_r - s/tau_d : pA'].join('\n'),
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
      name: 'tau_r',
      symbol: '\\tau_r',
      unit: 'ms',
      meaning: 'rise time constant',
      default: '0.5 ms',
      min: '0 ms',
      exclusiveMin: true,
    },
    {
      name: 'tau_d',
      symbol: '\\tau_d',
      unit: 'ms',
      meaning: 'decay time constant',
      default: '5 ms',
      min: '0 ms',
      exclusiveMin: true,
    },
  ],
  inhibitoryDefaults: { tau_r: '0.5 ms', tau_d: '10 ms' },
  signedWeight: true,
  formula:
    '\\begin{gathered} I_\\mathrm{syn} = s \\\\ s = \\pm g\\,w\\,n\\,(e^{-t/\\tau_d} - e^{-t/\\tau_r}) \\\\ n = 1/\\max(e^{-t/\\tau_d} - e^{-t/\\tau_r}) \\end{gathered}',
  source:
    'Roth and van Rossum, Modeling Synapses, in Computational Modeling Methods for Neuroscientists (MIT Press 2010)',
};
