import type { NeuronModel } from '../types.ts';
import { CROSSINGS, capacitance, conductance, detection, gates, MEMBRANE, reversal } from './declare.ts';

/** Walking leg axon of a crab; 10,000 um^2 of membrane, so that 1 uA/cm^2 is 100 pA. */
export const connorStevens: NeuronModel = {
  kind: 'neuron',
  id: 'connor-stevens',
  family: 'conductance-based',
  name: 'Connor-Stevens',
  summary: 'A transient potassium current (A) lets it fire arbitrarily slowly; 10,000 µm²: 100 pA is 1 µA/cm².',
  // x/(1 - exp(-x)) is 1/exprel(-x), which has no hole at 0.
  equations: [
    'dv/dt = (I - g_Na*m**3*h*(v - E_Na) - g_K*n**4*(v - E_K) - g_A*a**3*b*(v - E_A) - g_L*(v - E_L))/C : mV',
    'dm/dt = alpha_m*(1 - m) - beta_m*m : 1',
    'dh/dt = alpha_h*(1 - h) - beta_h*h : 1',
    'dn/dt = alpha_n*(1 - n) - beta_n*n : 1',
    'da/dt = (a_inf - a)/tau_a : 1',
    'db/dt = (b_inf - b)/tau_b : 1',
    'alpha_m = 3.8/(exprel(-(v + 29.7*mV)/(10*mV))*ms) : kHz',
    'beta_m = 15.2*exp(-0.0556*(v + 54.7*mV)/mV)/ms : kHz',
    'alpha_h = 0.266*exp(-0.05*(v + 48*mV)/mV)/ms : kHz',
    'beta_h = 3.8/((1 + exp(-0.1*(v + 18*mV)/mV))*ms) : kHz',
    'alpha_n = 0.2/(exprel(-(v + 45.7*mV)/(10*mV))*ms) : kHz',
    'beta_n = 0.25*exp(-0.0125*(v + 55.7*mV)/mV)/ms : kHz',
    'a_inf = (0.0761*exp(0.0314*(v + 94.22*mV)/mV)/(1 + exp(0.0346*(v + 1.17*mV)/mV)))**(1/3) : 1',
    'tau_a = (0.3632 + 1.158/(1 + exp(0.0497*(v + 55.96*mV)/mV)))*ms : ms',
    'b_inf = (1/(1 + exp(0.0688*(v + 53.3*mV)/mV)))**4 : 1',
    'tau_b = (1.24 + 2.678/(1 + exp(0.0624*(v + 50*mV)/mV)))*ms : ms',
  ].join('\n'),
  ...CROSSINGS,
  parameters: [
    capacitance('100 pF'),
    conductance('Na', '12 uS', 'maximal sodium conductance'),
    conductance('K', '2 uS', 'maximal potassium conductance'),
    conductance('A', '4.77 uS', 'maximal conductance of the A-current'),
    conductance('L', '30 nS', 'leak conductance'),
    reversal('Na', '55 mV', 'sodium reversal potential'),
    reversal('K', '-72 mV', 'potassium reversal potential'),
    reversal('A', '-75 mV', 'reversal potential of the A-current'),
    reversal('L', '-17 mV', 'leak reversal potential'),
    ...detection('0 mV'),
  ],
  initial: { v: '-67.9781 mV', m: '0.01007', h: '0.965914', n: '0.155856', a: '0.540423', b: '0.288666' },
  states: [
    MEMBRANE,
    ...gates(
      ['m', 'sodium activation'],
      ['h', 'sodium availability'],
      ['n', 'potassium activation'],
      ['a', 'A-current activation'],
      ['b', 'A-current availability'],
    ),
  ],
  membrane: 'v',
  adaptation: null,
  sets: [],
  spikePeak: '40 mV',
  source:
    'Connor, Walter and McKown, Biophys J 18 (1977) 81, as in Dayan and Abbott, Theoretical Neuroscience (2001), ch. 6',
};
