import type { NeuronModel } from '../types.ts';
import { CROSSINGS, detection, positive, potential } from './declare.ts';

/** Pure numbers read as mV and ms; R = 1 GOhm makes I = 0.5 a current of 0.5 pA. */
export const fitzhughNagumo: NeuronModel = {
  kind: 'neuron',
  id: 'fitzhugh-nagumo',
  family: 'reduced',
  name: 'FitzHugh-Nagumo',
  summary: 'The phase plane of an excitable membrane: a cubic and a slow recovery. Pure numbers read as mV and ms.',
  equations: ['dv/dt = (v - v**3/(q*mV**2) - w + R*I)/ms : mV', 'dw/dt = epsilon*(v + a - b*w)/ms : mV'].join('\n'),
  currentScale: 0.0002,
  ...CROSSINGS,
  parameters: [
    positive('epsilon', '\\varepsilon', '0.08', 'slowness of recovery'),
    potential('a', 'a', '0.7 mV', 'shift of the recovery line'),
    { name: 'b', symbol: 'b', unit: '1', meaning: 'decay of recovery', default: '0.8' },
    positive('q', 'q', '3', 'divisor of the cubic'),
    positive('R', 'R', '1 GOhm', 'input resistance'),
    ...detection('1.5 mV'),
  ],
  initial: { v: '-1.199408 mV', w: '-0.62426 mV' },
  states: [
    { name: 'v', symbol: 'v', unit: 'mV', meaning: 'potential' },
    { name: 'w', symbol: 'w', unit: 'mV', meaning: 'recovery variable' },
  ],
  membrane: 'v',
  adaptation: 'w',
  integrator: 'rk4',
  sets: [
    {
      name: 'FitzHugh 1961',
      parameters: { epsilon: '0.08', a: '0.7 mV', b: '0.8', q: '3', V_cut: '1.5 mV' },
      initial: { v: '-1.199408 mV', w: '-0.62426 mV' },
      source: 'FitzHugh, Biophys J 1 (1961) 445',
    },
    {
      name: 'Neuronal Dynamics exercise',
      parameters: { epsilon: '0.1', a: '1 mV', b: '0.5', q: '1', V_cut: '0.8 mV' },
      initial: { v: '-1 mV', w: '0 mV' },
      source: 'Gerstner et al., Neuronal Dynamics (2014), exercises (neurodynex3 fitzhugh_nagumo)',
    },
  ],
  spikePeak: '2 mV',
  source: 'FitzHugh, Biophys J 1 (1961) 445; Nagumo et al., Proc IRE 50 (1962) 2061',
};
