import type { NeuronModel } from '../types.ts';

export const kuramoto: NeuronModel = {
  kind: 'neuron',
  id: 'kuramoto',
  family: 'oscillator',
  name: 'Kuramoto oscillator',
  summary: 'A phase that turns at its own frequency and feels nothing but other phases; it spikes once a turn.',
  equations: 'dtheta/dt = omega + H : 1',
  input: { name: 'H', unit: '1/ms' },
  threshold: 'theta >= 2*pi',
  reset: 'theta -= 2*pi',
  refractory: null,
  parameters: [
    {
      name: 'omega',
      symbol: '\\omega',
      unit: '1/ms',
      meaning: 'natural angular frequency',
      default: '0.25 1/ms',
    },
  ],
  initial: { theta: '0' },
  states: [{ name: 'theta', symbol: '\\theta', unit: '1', meaning: 'phase' }],
  membrane: 'theta',
  phase: true,
  adaptation: null,
  sets: [],
  spikePeak: '6.2832',
  source: 'Kuramoto, Chemical Oscillations, Waves, and Turbulence (1984)',
};
