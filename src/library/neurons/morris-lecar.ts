import type { NeuronModel, ParameterSet } from '../types.ts';
import { CROSSINGS, capacitance, conductance, detection, MEMBRANE, positive, potential, reversal } from './declare.ts';

const RINZEL = 'Rinzel and Ermentrout, in Koch and Segev, Methods in Neuronal Modeling (1989), ch. 5';

/** What makes the onset of firing one or the other, all else being equal. */
const HOPF = { phi: '0.04', g_Ca: '440 nS', V_3: '2 mV', V_4: '30 mV', V_cut: '20 mV' };
const SADDLE_NODE = { phi: '0.067', g_Ca: '400 nS', V_3: '12 mV', V_4: '17.4 mV', V_cut: '20 mV' };

const sets: readonly ParameterSet[] = [
  { name: 'Class II (Hopf)', parameters: HOPF, initial: { v: '-60.8554 mV', w: '0.014915' }, source: RINZEL },
  {
    name: 'Class I (saddle-node on a circle)',
    parameters: SADDLE_NODE,
    initial: { v: '-59.474 mV', w: '0.00027' },
    source: RINZEL,
  },
  {
    name: 'Homoclinic',
    parameters: { ...SADDLE_NODE, phi: '0.23', V_cut: '10 mV' },
    initial: { v: '-59.474 mV', w: '0.00027' },
    source: RINZEL,
  },
  {
    name: 'Morris and Lecar 1981, figure 9',
    parameters: {
      phi: '0.0666667',
      g_Ca: '400 nS',
      E_Ca: '100 mV',
      E_K: '-70 mV',
      E_L: '-50 mV',
      V_1: '10 mV',
      V_2: '15 mV',
      V_3: '-1 mV',
      V_4: '14.5 mV',
      V_cut: '12 mV',
    },
    initial: { v: '-49.99219 mV', w: '0.001161' },
    source: 'Morris and Lecar, Biophys J 35 (1981) 193; its caption has V_2 = -15 mV, a misprint',
  },
];

/** The barnacle's muscle fibre; 10,000 um^2 of membrane, so that 1 uA/cm^2 is 100 pA. */
export const morrisLecar: NeuronModel = {
  kind: 'neuron',
  id: 'morris-lecar',
  family: 'conductance-based',
  name: 'Morris-Lecar',
  summary: 'Calcium and potassium in a plane: each class of excitability; 10,000 µm²: 100 pA is 1 µA/cm².',
  equations: [
    'dv/dt = (I - g_L*(v - E_L) - g_K*w*(v - E_K) - g_Ca*m_inf*(v - E_Ca))/C : mV',
    'dw/dt = phi*(w_inf - w)*cosh((v - V_3)/(2*V_4))/ms : 1',
    'm_inf = 0.5*(1 + tanh((v - V_1)/V_2)) : 1',
    'w_inf = 0.5*(1 + tanh((v - V_3)/V_4)) : 1',
  ].join('\n'),
  currentScale: 4,
  ...CROSSINGS,
  parameters: [
    capacitance('2000 pF'),
    conductance('Ca', '440 nS', 'maximal calcium conductance'),
    conductance('K', '800 nS', 'maximal potassium conductance'),
    conductance('L', '200 nS', 'leak conductance'),
    reversal('Ca', '120 mV', 'calcium reversal potential'),
    reversal('K', '-84 mV', 'potassium reversal potential'),
    reversal('L', '-60 mV', 'leak reversal potential'),
    positive('phi', '\\phi', '0.04', 'speed of the potassium gate'),
    potential('V_1', 'V_1', '-1.2 mV', 'potential of half calcium activation'),
    positive('V_2', 'V_2', '18 mV', 'width of the calcium activation'),
    potential('V_3', 'V_3', '2 mV', 'potential of half potassium activation'),
    positive('V_4', 'V_4', '30 mV', 'width of the potassium activation'),
    ...detection('20 mV'),
  ],
  initial: { v: '-60.8554 mV', w: '0.014915' },
  states: [MEMBRANE, { name: 'w', symbol: 'w', unit: '1', meaning: 'potassium activation' }],
  membrane: 'v',
  adaptation: 'w',
  integrator: 'rk4',
  sets,
  spikePeak: '40 mV',
  source: 'Morris and Lecar, Biophys J 35 (1981) 193; Rinzel and Ermentrout 1989',
};
