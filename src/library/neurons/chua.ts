import type { NeuronModel } from '../types.ts';

const number = (name: string, symbol: string, meaning: string, usual: string): NeuronModel['parameters'][number] => ({
  name,
  symbol,
  unit: '1',
  meaning,
  default: usual,
});

export const chua: NeuronModel = {
  kind: 'neuron',
  id: 'chua',
  family: 'oscillator',
  name: "Chua's circuit",
  summary: 'The simplest chaotic circuit: a double scroll, and no spikes. A time unit is 1 ms.',
  equations: [
    'dx/dt = alpha*(y - x + f)/ms + H : 1',
    'dy/dt = (x - y + z)/ms : 1',
    'dz/dt = (-beta*y - gamma*z)/ms : 1',
    'f = -b*x + 0.5*(b - a)*(abs(x + 1) - abs(x - 1)) : 1',
  ].join('\n'),
  input: { name: 'H', unit: '1/ms' },
  threshold: null,
  reset: '',
  refractory: null,
  parameters: [
    number('alpha', '\\alpha', 'ratio of the capacitances', '10'),
    number('beta', '\\beta', 'inverse inductance', '15'),
    number('gamma', '\\gamma', 'resistance of the inductor', '0.0385'),
    number('a', 'a', 'inner slope of the diode', '-1.27'),
    number('b', 'b', 'outer slope of the diode', '-0.68'),
  ],
  initial: { x: '0.1', y: '0', z: '0' },
  states: [
    { name: 'x', symbol: 'x', unit: '1', meaning: 'voltage at the diode' },
    { name: 'y', symbol: 'y', unit: '1', meaning: 'voltage at the coil' },
    { name: 'z', symbol: 'z', unit: '1', meaning: 'current of the coil' },
  ],
  membrane: 'x',
  adaptation: null,
  integrator: 'rk4',
  sets: [
    {
      name: 'Classic double scroll',
      parameters: {
        alpha: '9',
        beta: '14.285714285714286',
        gamma: '0',
        a: '-1.1428571428571428',
        b: '-0.7142857142857143',
      },
      source: 'Matsumoto, IEEE Trans Circuits Syst 31 (1984) 1055',
    },
  ],
  spikePeak: '0',
  source: 'Matsumoto, IEEE Trans Circuits Syst 31 (1984) 1055; Chua, Komuro and Matsumoto, ibid. 33 (1986) 1072',
};
