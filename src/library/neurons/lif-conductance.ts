import type { NeuronModel } from '../types.ts';
import { capacitance, positive, potential } from './declare.ts';

export const lifConductance: NeuronModel = {
  kind: 'neuron',
  id: 'lif-conductance',
  family: 'integrate-and-fire',
  name: 'LIF (conductance)',
  summary: 'The leaky membrane by its capacitance and leak conductance, as conductance synapses need it.',
  equations: 'dv/dt = (g_L*(E_L - v) + I)/C : mV (unless refractory)',
  threshold: 'v > V_th',
  reset: 'v = V_reset',
  refractory: 't_ref',
  parameters: [
    capacitance('200 pF'),
    positive('g_L', 'g_\\mathrm{L}', '10 nS', 'leak conductance'),
    potential('E_L', 'E_\\mathrm{L}', '-60 mV', 'resting potential'),
    potential('V_th', '\\theta', '-50 mV', 'firing threshold'),
    potential('V_reset', 'V_r', '-60 mV', 'potential after a spike'),
    {
      name: 't_ref',
      symbol: 't_\\mathrm{ref}',
      unit: 'ms',
      meaning: 'refractory period',
      default: '5 ms',
      min: '0 ms',
    },
  ],
  initial: { v: 'E_L' },
  states: [{ name: 'v', symbol: 'v', unit: 'mV', meaning: 'membrane potential' }],
  membrane: 'v',
  adaptation: null,
  sets: [
    {
      name: 'Vogels and Abbott 2005',
      parameters: { C: '200 pF', g_L: '10 nS', E_L: '-60 mV', V_th: '-50 mV', V_reset: '-60 mV', t_ref: '5 ms' },
      source: 'Vogels and Abbott, J Neurosci 25 (2005) 10786; Brette et al., J Comput Neurosci 23 (2007) 349',
    },
    {
      name: 'Potjans and Diesmann 2014',
      parameters: { C: '250 pF', g_L: '25 nS', E_L: '-65 mV', V_th: '-50 mV', V_reset: '-65 mV', t_ref: '2 ms' },
      source: 'Potjans and Diesmann, Cereb Cortex 24 (2014) 785',
    },
  ],
  spikePeak: '30 mV',
  source: 'Lapicque 1907; Brette et al., J Comput Neurosci 23 (2007) 349',
};
