import type { PlasticityModel } from '../types.ts';
import { amplitude, LARGEST_WEIGHT, timeConstant } from './traces.ts';

export const synapticScaling: PlasticityModel = {
  kind: 'plasticity',
  id: 'synaptic-scaling',
  family: 'homeostatic',
  name: 'Synaptic scaling',
  summary: 'All excitatory synapses onto a neuron are scaled by one factor until it spikes at the target rate.',
  parameters: [
    amplitude('eta', '\\eta', 'strength of a scaling', '0.02'),
    {
      name: 'rho_0',
      symbol: '\\rho_0',
      unit: 'Hz',
      meaning: 'target rate',
      default: '5 Hz',
      min: '0 Hz',
      exclusiveMin: true,
    },
    timeConstant('tau_r', '\\tau_r', 'time over which the rate is averaged', '2 s'),
    timeConstant('T', 'T', 'interval between scalings', '100 ms'),
    LARGEST_WEIGHT,
  ],
  presynaptic: null,
  postsynaptic: { equations: 'dr/dt = -r/tau_r : 1', before: 'r += 1' },
  onPre: '',
  onPost: '',
  release: null,
  // The average rate is r/tau_r.
  every: { interval: 'T', statements: 'w = clip(w*exp(eta*(1 - r/(rho_0*tau_r))), 0, w_max)' },
  sets: [],
  formula: 'w \\leftarrow w\\,e^{\\eta\\,(1 - \\bar\\nu/\\rho_0)} \\quad \\text{every } T',
  source: 'Turrigiano, Cell 135 (2008) 422; van Rossum, Bi and Turrigiano, J Neurosci 20 (2000) 8812',
};
