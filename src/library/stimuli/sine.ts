import type { CurrentStimulus } from '../types.ts';
import { OFFSET, onset } from './declare.ts';

export const sine: CurrentStimulus = {
  kind: 'current',
  family: 'current',
  id: 'sine',
  name: 'Sine current',
  summary: 'A sinusoidal current about a mean.',
  icon: 'M1 8 C3 0 5.5 0 8 8 S13 16 15 8',
  // The integrator's times within a step run over the part of it that the window holds: they are `t` where that is all of it.
  equations: [
    'begin = t : ms (constant over dt)',
    'on = coverage(t, dt, onset, offset) : 1 (constant over dt)',
    'before = coverage(t, dt, t, onset) : 1 (constant over dt)',
    'inside = t + dt*before + (t - begin)*(on - 1) : ms',
    'I_stim = on*(mean + amplitude*sin(2*pi*frequency*(inside - onset) + phase)) : pA',
  ].join('\n'),
  initial: {},
  parameters: [
    { name: 'amplitude', symbol: 'A', unit: 'nA', meaning: 'half the swing', default: '1 nA' },
    {
      name: 'frequency',
      symbol: 'f',
      unit: 'Hz',
      meaning: 'frequency',
      default: '40 Hz',
      min: '0 Hz',
      max: '1000000 Hz',
      timing: 'frequency',
      word: 'at',
    },
    {
      name: 'phase',
      symbol: '\\varphi',
      unit: '1',
      meaning: 'phase at the onset, in radians',
      default: '0',
      // Of a larger one the sine has no digits left that could be told from chance.
      min: '-1000000',
      max: '1000000',
    },
    { name: 'mean', symbol: '\\mu', unit: 'nA', meaning: 'mean current', default: '2 nA' },
    onset('10 ms'),
    OFFSET,
  ],
  source: 'Current clamp, for resonance and locking',
};
