import type { NeuronModel } from '../types.ts';
import { CROSSINGS, capacitance, conductance, detection, gates, MEMBRANE, potential, reversal } from './declare.ts';

/** As in the COBAHH benchmark; the rates read the potential relative to V_T. */
export const traubMiles: NeuronModel = {
  kind: 'neuron',
  id: 'traub-miles',
  family: 'conductance-based',
  name: 'Traub-Miles',
  summary: 'A Hodgkin-Huxley cell of the hippocampus, as in the COBAHH benchmark; by itself it fires at 14 Hz.',
  // x/(exp(x) - 1) is 1/exprel(x), which has no hole at 0.
  equations: [
    'dv/dt = (g_L*(E_L - v) - g_Na*m**3*h*(v - E_Na) - g_K*n**4*(v - E_K) + I)/C : mV',
    'dm/dt = alpha_m*(1 - m) - beta_m*m : 1',
    'dh/dt = alpha_h*(1 - h) - beta_h*h : 1',
    'dn/dt = alpha_n*(1 - n) - beta_n*n : 1',
    'alpha_m = 1.28/(exprel((13*mV - v + V_T)/(4*mV))*ms) : kHz',
    'beta_m = 1.4/(exprel((v - V_T - 40*mV)/(5*mV))*ms) : kHz',
    'alpha_h = 0.128*exp((17*mV - v + V_T)/(18*mV))/ms : kHz',
    'beta_h = 4/((1 + exp((40*mV - v + V_T)/(5*mV)))*ms) : kHz',
    'alpha_n = 0.16/(exprel((15*mV - v + V_T)/(5*mV))*ms) : kHz',
    'beta_n = 0.5*exp((10*mV - v + V_T)/(40*mV))/ms : kHz',
  ].join('\n'),
  ...CROSSINGS,
  parameters: [
    capacitance('200 pF'),
    conductance('Na', '20 uS', 'maximal sodium conductance'),
    conductance('K', '6 uS', 'maximal potassium conductance'),
    conductance('L', '10 nS', 'leak conductance'),
    reversal('Na', '50 mV', 'sodium reversal potential'),
    reversal('K', '-90 mV', 'potassium reversal potential'),
    reversal('L', '-60 mV', 'leak reversal potential'),
    potential('V_T', 'V_T', '-63 mV', 'potential that the rates are relative to'),
    ...detection('-20 mV'),
  ],
  initial: { v: '-65 mV', m: '0.009732', h: '0.997561', n: '0.027074' },
  states: [MEMBRANE, ...gates(['m', 'sodium activation'], ['h', 'sodium availability'], ['n', 'potassium activation'])],
  membrane: 'v',
  adaptation: null,
  sets: [],
  spikePeak: '40 mV',
  source:
    'Traub and Miles, Neuronal Networks of the Hippocampus (1991); Brette et al., J Comput Neurosci 23 (2007) 349',
};
