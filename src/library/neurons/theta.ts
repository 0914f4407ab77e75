import type { NeuronModel } from '../types.ts';
import { positive } from './declare.ts';

/** The phase is in radians, read as mV so that synapses apply; R = 1 GOhm makes I = 0.25 a current of 0.25 pA. */
export const theta: NeuronModel = {
  kind: 'neuron',
  id: 'theta',
  family: 'oscillator',
  name: 'Theta neuron',
  summary: 'The quadratic neuron as a phase on the circle, which spikes at π. Radians and currents read as mV.',
  equations: 'dtheta/dt = ((1 - cos(theta/mV))*mV + (1 + cos(theta/mV))*R*I)/tau : mV',
  currentScale: 0.0001,
  threshold: 'theta > pi*mV',
  reset: 'theta -= 2*pi*mV',
  refractory: null,
  parameters: [positive('tau', '\\tau', '1 ms', 'time scale'), positive('R', 'R', '1 GOhm', 'input resistance')],
  initial: { theta: '0 mV' },
  states: [{ name: 'theta', symbol: '\\theta', unit: 'mV', meaning: 'phase' }],
  membrane: 'theta',
  adaptation: null,
  integrator: 'rk4',
  sets: [],
  spikePeak: '3.141593 mV',
  source: 'Ermentrout and Kopell, SIAM J Appl Math 46 (1986) 233',
};
