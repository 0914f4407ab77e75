import type { NeuronModel } from '../types.ts';
import { CROSSINGS, capacitance, conductance, detection, gates, MEMBRANE, positive, reversal } from './declare.ts';

/** The hippocampal interneuron; 10,000 um^2 of membrane, so that 1 uA/cm^2 is 100 pA. */
export const wangBuzsaki: NeuronModel = {
  kind: 'neuron',
  id: 'wang-buzsaki',
  family: 'conductance-based',
  name: 'Wang-Buzsáki',
  summary: 'A fast-spiking interneuron of the gamma rhythm, of 10,000 µm² of membrane: 100 pA is 1 µA/cm².',
  // The sodium activation follows the potential at once. x/(1 - exp(-x)) is 1/exprel(-x), which has no hole at 0.
  equations: [
    'dv/dt = (I - g_Na*m_inf**3*h*(v - E_Na) - g_K*n**4*(v - E_K) - g_L*(v - E_L))/C : mV',
    'dh/dt = phi*(alpha_h*(1 - h) - beta_h*h) : 1',
    'dn/dt = phi*(alpha_n*(1 - n) - beta_n*n) : 1',
    'm_inf = alpha_m/(alpha_m + beta_m) : 1',
    'alpha_m = 1/(exprel(-(v + 35*mV)/(10*mV))*ms) : kHz',
    'beta_m = 4*exp(-(v + 60*mV)/(18*mV))/ms : kHz',
    'alpha_h = 0.07*exp(-(v + 58*mV)/(20*mV))/ms : kHz',
    'beta_h = 1/((1 + exp(-(v + 28*mV)/(10*mV)))*ms) : kHz',
    'alpha_n = 0.1/(exprel(-(v + 34*mV)/(10*mV))*ms) : kHz',
    'beta_n = 0.125*exp(-(v + 44*mV)/(80*mV))/ms : kHz',
  ].join('\n'),
  currentScale: 0.4,
  ...CROSSINGS,
  parameters: [
    capacitance('100 pF'),
    conductance('Na', '3.5 uS', 'maximal sodium conductance'),
    conductance('K', '0.9 uS', 'maximal potassium conductance'),
    conductance('L', '10 nS', 'leak conductance'),
    reversal('Na', '55 mV', 'sodium reversal potential'),
    reversal('K', '-90 mV', 'potassium reversal potential'),
    reversal('L', '-65 mV', 'leak reversal potential'),
    positive('phi', '\\phi', '5', 'speed of the gates'),
    ...detection('0 mV'),
  ],
  initial: { v: '-64.0176 mV', h: '0.780792', n: '0.089078' },
  states: [MEMBRANE, ...gates(['h', 'sodium availability'], ['n', 'potassium activation'])],
  membrane: 'v',
  adaptation: null,
  integrator: 'rk4',
  sets: [],
  spikePeak: '30 mV',
  source: 'Wang and Buzsáki, J Neurosci 16 (1996) 6402',
};
