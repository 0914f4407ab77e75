import type { NeuronModel } from '../types.ts';

const SOURCE = 'Izhikevich, IEEE Trans Neural Netw 14 (2003) 1569, figure 2';

/** One row of the paper's figure 2. */
function pattern(name: string, a: number, b: number, c: number, d: number): NeuronModel['sets'][number] {
  return { name, parameters: { a: `${a} 1/ms`, b: String(b), c: `${c} mV`, d: `${d} mV` }, source: SOURCE };
}

/** The paper's pure numbers read as mV and ms; R = 1 GOhm makes its I = 10 a current of 10 pA. */
export const izhikevich: NeuronModel = {
  kind: 'neuron',
  id: 'izhikevich',
  family: 'reduced',
  name: 'Izhikevich',
  summary: 'Two variables that reproduce most firing patterns of the cortex at little cost.',
  equations: ['dv/dt = (0.04*v**2/mV + 5*v + 140*mV - u + R*I)/ms : mV', 'du/dt = a*(b*v - u) : mV'].join('\n'),
  threshold: 'v > V_peak',
  reset: 'v = c; u += d',
  refractory: null,
  parameters: [
    {
      name: 'a',
      symbol: 'a',
      unit: '1/ms',
      meaning: 'rate of recovery',
      default: '0.02 1/ms',
    },
    { name: 'b', symbol: 'b', unit: '1', meaning: 'sensitivity of recovery to the potential', default: '0.2' },
    { name: 'c', symbol: 'c', unit: 'mV', meaning: 'potential after a spike', default: '-65 mV' },
    { name: 'd', symbol: 'd', unit: 'mV', meaning: 'recovery added by a spike', default: '8 mV' },
    {
      name: 'R',
      symbol: 'R',
      unit: 'GOhm',
      meaning: 'input resistance',
      default: '1 GOhm',
      min: '0 GOhm',
      exclusiveMin: true,
    },
    {
      name: 'V_peak',
      symbol: 'V_\\mathrm{peak}',
      unit: 'mV',
      meaning: 'potential at which a spike ends',
      default: '30 mV',
    },
  ],
  initial: { v: '-65 mV', u: '-13 mV' },
  states: [
    { name: 'v', symbol: 'v', unit: 'mV', meaning: 'membrane potential' },
    { name: 'u', symbol: 'u', unit: 'mV', meaning: 'recovery variable' },
  ],
  membrane: 'v',
  adaptation: 'u',
  sets: [
    pattern('Regular spiking (RS)', 0.02, 0.2, -65, 8),
    pattern('Intrinsically bursting (IB)', 0.02, 0.2, -55, 4),
    pattern('Chattering (CH)', 0.02, 0.2, -50, 2),
    pattern('Fast spiking (FS)', 0.1, 0.2, -65, 2),
    pattern('Thalamo-cortical (TC)', 0.02, 0.25, -65, 0.05),
    pattern('Resonator (RZ)', 0.1, 0.26, -65, 2),
    pattern('Low-threshold spiking (LTS)', 0.02, 0.25, -65, 2),
  ],
  spikePeak: 'V_peak',
  source: 'Izhikevich, IEEE Trans Neural Netw 14 (2003) 1569',
};
