import type { NeuronModel } from '../types.ts';
import { adexPatterns } from './adex-patterns.ts';

const EXAMPLE_SOURCE =
  'Brette and Gerstner, J Neurophysiol 94 (2005) 3637; firing patterns as in the Brian2 example of it';

export const adex: NeuronModel = {
  kind: 'neuron',
  id: 'adex',
  family: 'integrate-and-fire',
  name: 'AdEx',
  summary: 'Exponential integrate-and-fire with an adaptation current: regular, bursting and fast firing.',
  // The bound lies far above V_cut; it keeps the stages of a Runge-Kutta step finite in the upstroke.
  equations: [
    'dv/dt = (g_L*(E_L - v) + g_L*Delta_T*exp(min((v - V_T)/Delta_T, 20)) - w + I)/C : mV',
    'dw/dt = (a*(v - E_L) - w)/tau_w : pA',
  ].join('\n'),
  threshold: 'v > V_cut',
  reset: 'v = V_reset; w += b',
  refractory: null,
  parameters: [
    {
      name: 'C',
      symbol: 'C',
      unit: 'pF',
      meaning: 'membrane capacitance',
      default: '281 pF',
      min: '0 pF',
      exclusiveMin: true,
    },
    {
      name: 'g_L',
      symbol: 'g_L',
      unit: 'nS',
      meaning: 'leak conductance',
      default: '30 nS',
      min: '0 nS',
      exclusiveMin: true,
    },
    { name: 'E_L', symbol: 'E_L', unit: 'mV', meaning: 'resting potential', default: '-70.6 mV' },
    { name: 'V_T', symbol: 'V_T', unit: 'mV', meaning: 'rheobase threshold', default: '-50.4 mV' },
    {
      name: 'Delta_T',
      symbol: '\\Delta_T',
      unit: 'mV',
      meaning: 'sharpness of the upstroke',
      default: '2 mV',
      min: '0 mV',
      exclusiveMin: true,
    },
    {
      name: 'tau_w',
      symbol: '\\tau_w',
      unit: 'ms',
      meaning: 'adaptation time constant',
      default: '144 ms',
      min: '0 ms',
      exclusiveMin: true,
    },
    { name: 'a', symbol: 'a', unit: 'nS', meaning: 'subthreshold adaptation', default: '4 nS' },
    { name: 'b', symbol: 'b', unit: 'pA', meaning: 'adaptation added by a spike', default: '80.5 pA' },
    {
      name: 'V_cut',
      symbol: 'V_\\mathrm{cut}',
      unit: 'mV',
      meaning: 'potential at which a spike ends',
      default: '-40.4 mV',
    },
    { name: 'V_reset', symbol: 'V_r', unit: 'mV', meaning: 'potential after a spike', default: '-70.6 mV' },
  ],
  initial: { v: 'E_L', w: '0 pA' },
  states: [
    { name: 'v', symbol: 'v', unit: 'mV', meaning: 'membrane potential' },
    { name: 'w', symbol: 'w', unit: 'pA', meaning: 'adaptation current' },
  ],
  membrane: 'v',
  adaptation: 'w',
  sets: [
    {
      name: 'Regular spiking',
      group: 'Firing patterns',
      parameters: { tau_w: '144 ms', a: '4 nS', b: '80.5 pA', V_reset: '-70.6 mV' },
      source: EXAMPLE_SOURCE,
    },
    {
      name: 'Bursting',
      group: 'Firing patterns',
      parameters: { tau_w: '20 ms', a: '4 nS', b: '500 pA', V_reset: '-45.4 mV' },
      source: EXAMPLE_SOURCE,
    },
    {
      name: 'Fast spiking',
      group: 'Firing patterns',
      parameters: { tau_w: '144 ms', a: '3.9028 nS', b: '0 pA', V_reset: '-70.6 mV' },
      source: `${EXAMPLE_SOURCE}; a = 2 C/(144 ms)`,
    },
    ...adexPatterns,
  ],
  spikePeak: '20 mV',
  source: 'Brette and Gerstner, J Neurophysiol 94 (2005) 3637',
};
