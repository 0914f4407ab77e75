import type { CurrentStimulus } from '../types.ts';
import { onset } from './declare.ts';

export const ramp: CurrentStimulus = {
  kind: 'current',
  family: 'current',
  id: 'ramp',
  name: 'Ramp current',
  summary: 'A current that rises or falls evenly and then stays.',
  icon: 'M1 13 H4 L12 3 H15',
  // A step that a corner falls into holds the mean of the course: a trapezium up to the end of the rise, then the height.
  equations: [
    'before = coverage(t, dt, t, onset) : 1 (constant over dt)',
    'until = coverage(t, dt, t, onset + duration) : 1 (constant over dt)',
    'corner = before*(1 - before) + until*(1 - until) : 1 (constant over dt)',
    'ends = clip((t - onset)/duration, 0, 1) + clip((t + dt - onset)/duration, 0, 1) : 1 (constant over dt)',
    'held = (until - before)*ends/2 + 1 - until : 1 (constant over dt)',
    'risen = where(corner > 0, held, clip((t - onset)/duration, 0, 1)) : 1',
    'I_stim = baseline + (amplitude - baseline)*risen : pA',
  ].join('\n'),
  initial: {},
  parameters: [
    { name: 'amplitude', symbol: 'A', unit: 'nA', meaning: 'current at the end of the ramp', default: '4 nA' },
    { name: 'baseline', symbol: 'I_0', unit: 'nA', meaning: 'current before the ramp', default: '0 nA' },
    onset('10 ms'),
    {
      name: 'duration',
      symbol: 'T',
      unit: 'ms',
      meaning: 'length of the ramp',
      default: '400 ms',
      min: '0 ms',
      exclusiveMin: true,
      timing: 'rise',
    },
  ],
  source: 'Current clamp, for rheobase and hysteresis. A step that a corner falls into has the mean of its current',
};
