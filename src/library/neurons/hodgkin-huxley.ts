import type { NeuronModel } from '../types.ts';
import { CROSSINGS, capacitance, conductance, detection, gates, MEMBRANE, reversal } from './declare.ts';

/** The squid's giant axon, its rest put at -65 mV; 10,000 um^2 of membrane, so that 1 uA/cm^2 is 100 pA. */
export const hodgkinHuxley: NeuronModel = {
  kind: 'neuron',
  id: 'hodgkin-huxley',
  family: 'conductance-based',
  name: 'Hodgkin-Huxley',
  summary: 'The action potential of the squid axon (1952), of 10,000 µm² of membrane: 100 pA is 1 µA/cm².',
  // x/(1 - exp(-x)) is 1/exprel(-x), which has no hole at 0.
  equations: [
    'dv/dt = (I - g_Na*m**3*h*(v - E_Na) - g_K*n**4*(v - E_K) - g_L*(v - E_L))/C : mV',
    'dm/dt = alpha_m*(1 - m) - beta_m*m : 1',
    'dh/dt = alpha_h*(1 - h) - beta_h*h : 1',
    'dn/dt = alpha_n*(1 - n) - beta_n*n : 1',
    'alpha_m = 1/(exprel(-(v + 40*mV)/(10*mV))*ms) : kHz',
    'beta_m = 4*exp(-(v + 65*mV)/(18*mV))/ms : kHz',
    'alpha_h = 0.07*exp(-(v + 65*mV)/(20*mV))/ms : kHz',
    'beta_h = 1/((1 + exp(-(v + 35*mV)/(10*mV)))*ms) : kHz',
    'alpha_n = 0.1/(exprel(-(v + 55*mV)/(10*mV))*ms) : kHz',
    'beta_n = 0.125*exp(-(v + 65*mV)/(80*mV))/ms : kHz',
  ].join('\n'),
  ...CROSSINGS,
  parameters: [
    capacitance('100 pF'),
    conductance('Na', '12 uS', 'maximal sodium conductance'),
    conductance('K', '3.6 uS', 'maximal potassium conductance'),
    conductance('L', '30 nS', 'leak conductance'),
    reversal('Na', '50 mV', 'sodium reversal potential'),
    reversal('K', '-77 mV', 'potassium reversal potential'),
    reversal('L', '-54.387 mV', 'leak reversal potential'),
    ...detection('0 mV'),
  ],
  initial: { v: '-64.9964 mV', m: '0.052955', h: '0.595994', n: '0.317732' },
  states: [MEMBRANE, ...gates(['m', 'sodium activation'], ['h', 'sodium availability'], ['n', 'potassium activation'])],
  membrane: 'v',
  adaptation: null,
  sets: [],
  spikePeak: '40 mV',
  source: 'Hodgkin and Huxley, J Physiol 117 (1952) 500; potentials shifted to a rest of -65 mV',
};
