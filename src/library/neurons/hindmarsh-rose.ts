import type { NeuronModel } from '../types.ts';
import { CROSSINGS, detection, positive, potential } from './declare.ts';

const pure = (name: string, value: string, meaning: string, unit = '1') => ({
  name,
  symbol: name,
  unit,
  meaning,
  default: unit === '1' ? value : `${value} ${unit}`,
});

/** Pure numbers read as mV and ms; R = 1 GOhm makes I = 2 a current of 2 pA. */
export const hindmarshRose: NeuronModel = {
  kind: 'neuron',
  id: 'hindmarsh-rose',
  family: 'reduced',
  name: 'Hindmarsh-Rose',
  summary: 'Three variables that burst, regularly or chaotically. Pure numbers read as mV and ms.',
  equations: [
    'dv/dt = (y - a*v**3 + b*v**2 - z + R*I)/ms : mV',
    'dy/dt = (c - d*v**2 - y)/ms : mV',
    'dz/dt = r*(s*(v - x_1) - z)/ms : mV',
  ].join('\n'),
  currentScale: 0.001,
  ...CROSSINGS,
  parameters: [
    pure('a', '1', 'cubic coefficient', '1/mV^2'),
    pure('b', '3', 'quadratic coefficient', '1/mV'),
    potential('c', 'c', '1 mV', 'height of the fast recovery'),
    pure('d', '5', 'curvature of the fast recovery', '1/mV'),
    positive('r', 'r', '0.006', 'slowness of adaptation'),
    pure('s', '4', 'strength of adaptation'),
    potential('x_1', 'x_1', '-1.6 mV', 'potential that adaptation is relative to'),
    positive('R', 'R', '1 GOhm', 'input resistance'),
    ...detection('1 mV'),
  ],
  initial: { v: '-1.604535 mV', y: '-11.872655 mV', z: '-0.018138 mV' },
  states: [
    { name: 'v', symbol: 'x', unit: 'mV', meaning: 'potential' },
    { name: 'y', symbol: 'y', unit: 'mV', meaning: 'fast recovery' },
    { name: 'z', symbol: 'z', unit: 'mV', meaning: 'adaptation' },
  ],
  membrane: 'v',
  adaptation: 'z',
  integrator: 'rk4',
  sets: [
    {
      name: 'Hindmarsh and Rose 1984 (r = 0.001)',
      parameters: { r: '0.001' },
      source: 'Hindmarsh and Rose, Proc R Soc Lond B 221 (1984) 87, as in the Brian2 example of it',
    },
    {
      name: 'Short bursts (r = 0.006)',
      parameters: { r: '0.006' },
      source: 'Dhamala, Jirsa and Ding, Phys Rev Lett 92 (2004) 028101',
    },
  ],
  spikePeak: '2 mV',
  source: 'Hindmarsh and Rose, Proc R Soc Lond B 221 (1984) 87',
};
