import type { SynapseModel } from '../types.ts';

/**
 * s = w n (e^(-t/tau_d) - e^(-t/tau_r)) after a spike, with n such that the peak is w. A chain of two leaky states, of which
 * the first jumps: with r = tau_d/tau_r its gain 1/tau_r * r^(1/(r - 1)) is n (1/tau_r - 1/tau_d), written so that equal time
 * constants, for which s is the alpha function, need no case of their own.
 */
export const doubleExponentialConductance: SynapseModel = {
  kind: 'synapse',
  id: 'double-exponential-conductance',
  family: 'conductance',
  name: 'Double-exponential conductance',
  summary: 'A spike evokes a conductance that rises to the weight with one time constant and decays with another.',
  action: 'current',
  equations: ['dx/dt = -x/tau_r : nS', 'ds/dt = exp(1/exprel(log(tau_d/tau_r)))*x/tau_r - s/tau_d : nS'].join('\n'),
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
    { name: 'E_syn', symbol: 'E_\\mathrm{syn}', unit: 'mV', meaning: 'reversal potential', default: '0 mV' },
  ],
  inhibitoryDefaults: { tau_r: '0.5 ms', tau_d: '10 ms', E_syn: '-80 mV' },
  signedWeight: false,
  formula:
    '\\begin{gathered} I_\\mathrm{syn} = s\\,(E_\\mathrm{syn} - v) \\\\ s = g\\,w\\,n\\,(e^{-t/\\tau_d} - e^{-t/\\tau_r}) \\\\ n = 1/\\max(e^{-t/\\tau_d} - e^{-t/\\tau_r}) \\end{gathered}',
  source:
    'Roth and van Rossum, Modeling Synapses, in Computational Modeling Methods for Neuroscientists (MIT Press 2010)',
};
