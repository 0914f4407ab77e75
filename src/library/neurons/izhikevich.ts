import type { NeuronModel, ParameterSet } from '../types.ts';
import { positive, potential } from './declare.ts';
import { izhikevichPatterns } from './izhikevich-patterns.ts';

const SOURCE = 'Izhikevich, IEEE Trans Neural Netw 14 (2003) 1569, figure 2';

/** One row of the paper's figure 2. */
function cellType(name: string, a: number, b: number, c: number, d: number): ParameterSet {
  const parameters = { a: `${a} 1/ms`, b: String(b), c: `${c} mV`, d: `${d} mV` };
  return { name, group: 'Cell types (2003)', parameters, source: SOURCE };
}

/** The paper's pure numbers read as mV and ms; R = 1 GOhm makes its I = 10 a current of 10 pA. */
export const izhikevich: NeuronModel = {
  kind: 'neuron',
  id: 'izhikevich',
  family: 'reduced',
  name: 'Izhikevich',
  summary: 'Two variables that reproduce most firing patterns of the cortex at little cost.',
  // Three of the patterns of 2004 have other numbers here than the usual 0.04, 5, 140, 0 and 1.
  equations: ['dv/dt = (alpha*v**2 + beta*v + gamma - u + R*I)/ms : mV', 'du/dt = a*(b*(v - V_u) - e*u) : mV'].join(
    '\n',
  ),
  currentScale: 0.004,
  threshold: 'v > V_peak',
  reset: 'v = c; u += d',
  refractory: null,
  parameters: [
    { name: 'a', symbol: 'a', unit: '1/ms', meaning: 'rate of recovery', default: '0.02 1/ms' },
    { name: 'b', symbol: 'b', unit: '1', meaning: 'sensitivity of recovery to the potential', default: '0.2' },
    potential('c', 'c', '-65 mV', 'potential after a spike'),
    potential('d', 'd', '8 mV', 'recovery added by a spike'),
    positive('R', 'R', '1 GOhm', 'input resistance'),
    potential('V_peak', 'V_\\mathrm{peak}', '30 mV', 'potential at which a spike ends'),
    { name: 'alpha', symbol: '\\alpha', unit: '1/mV', meaning: 'curvature', default: '0.04 1/mV' },
    { name: 'beta', symbol: '\\beta', unit: '1', meaning: 'slope at 0 mV', default: '5' },
    potential('gamma', '\\gamma', '140 mV', 'rise at 0 mV'),
    potential('V_u', 'V_u', '0 mV', 'potential that recovery is relative to'),
    { name: 'e', symbol: 'e', unit: '1', meaning: 'decay of recovery; 0: none', default: '1' },
  ],
  initial: { v: '-65 mV', u: '-13 mV' },
  states: [
    { name: 'v', symbol: 'v', unit: 'mV', meaning: 'membrane potential' },
    { name: 'u', symbol: 'u', unit: 'mV', meaning: 'recovery variable' },
  ],
  membrane: 'v',
  adaptation: 'u',
  sets: [
    cellType('Regular spiking (RS)', 0.02, 0.2, -65, 8),
    cellType('Intrinsically bursting (IB)', 0.02, 0.2, -55, 4),
    cellType('Chattering (CH)', 0.02, 0.2, -50, 2),
    cellType('Fast spiking (FS)', 0.1, 0.2, -65, 2),
    cellType('Thalamo-cortical (TC)', 0.02, 0.25, -65, 0.05),
    cellType('Resonator (RZ)', 0.1, 0.26, -65, 2),
    cellType('Low-threshold spiking (LTS)', 0.02, 0.25, -65, 2),
    ...izhikevichPatterns,
  ],
  spikePeak: 'V_peak',
  source: 'Izhikevich, IEEE Trans Neural Netw 14 (2003) 1569; patterns: 15 (2004) 1063',
};
