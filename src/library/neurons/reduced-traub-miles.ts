import type { NeuronModel } from '../types.ts';
import { CROSSINGS, capacitance, conductance, detection, gates, MEMBRANE, reversal } from './declare.ts';

/** The excitatory cell of the PING rhythm; 10,000 um^2 of membrane, so that 1 uA/cm^2 is 100 pA. */
export const reducedTraubMiles: NeuronModel = {
  kind: 'neuron',
  id: 'reduced-traub-miles',
  family: 'conductance-based',
  name: 'Reduced Traub-Miles',
  summary: 'The pyramidal cell of the PING rhythm, of 10,000 µm² of membrane: 100 pA is 1 µA/cm².',
  // The sodium activation follows the potential at once. x/(1 - exp(-x)) is 1/exprel(-x), which has no hole at 0.
  equations: [
    'dv/dt = (I - g_Na*m_inf**3*h*(v - E_Na) - g_K*n**4*(v - E_K) - g_L*(v - E_L))/C : mV',
    'dh/dt = alpha_h*(1 - h) - beta_h*h : 1',
    'dn/dt = alpha_n*(1 - n) - beta_n*n : 1',
    'm_inf = alpha_m/(alpha_m + beta_m) : 1',
    'alpha_m = 1.28/(exprel(-(v + 54*mV)/(4*mV))*ms) : kHz',
    'beta_m = 1.4/(exprel((v + 27*mV)/(5*mV))*ms) : kHz',
    'alpha_h = 0.128*exp(-(v + 50*mV)/(18*mV))/ms : kHz',
    'beta_h = 4/((1 + exp(-(v + 27*mV)/(5*mV)))*ms) : kHz',
    'alpha_n = 0.16/(exprel(-(v + 52*mV)/(5*mV))*ms) : kHz',
    'beta_n = 0.5*exp(-(v + 57*mV)/(40*mV))/ms : kHz',
  ].join('\n'),
  ...CROSSINGS,
  parameters: [
    capacitance('100 pF'),
    conductance('Na', '10 uS', 'maximal sodium conductance'),
    conductance('K', '8 uS', 'maximal potassium conductance'),
    conductance('L', '10 nS', 'leak conductance'),
    reversal('Na', '50 mV', 'sodium reversal potential'),
    reversal('K', '-100 mV', 'potassium reversal potential'),
    reversal('L', '-67 mV', 'leak reversal potential'),
    ...detection('0 mV'),
  ],
  initial: { v: '-66.5911 mV', h: '0.995496', n: '0.040275' },
  states: [MEMBRANE, ...gates(['h', 'sodium availability'], ['n', 'potassium activation'])],
  membrane: 'v',
  adaptation: null,
  // A spike falls in less than a step of 0.05 ms, at which RK4 comes to no number of spikes that means anything.
  integrator: 'exponential_midpoint',
  sets: [],
  spikePeak: '40 mV',
  source:
    'Ermentrout and Kopell, PNAS 95 (1998) 1259; Börgers, An Introduction to Modeling Neuronal Dynamics (2017), ch. 5',
};
