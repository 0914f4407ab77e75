import type { CurrentStimulus } from '../types.ts';
import { OFFSET, onset } from './declare.ts';

export const step: CurrentStimulus = {
  kind: 'current',
  family: 'current',
  id: 'step',
  name: 'Step current',
  summary: 'A constant current between two times.',
  icon: 'M1 13 H6 V3 H15',
  equations: ['on = coverage(t, dt, onset, offset) : 1 (constant over dt)', 'I_stim = amplitude*on : pA'].join('\n'),
  initial: {},
  parameters: [
    { name: 'amplitude', symbol: 'A', unit: 'nA', meaning: 'height of the current', default: '2.5 nA' },
    onset('10 ms'),
    OFFSET,
  ],
  source: 'Current clamp: the oldest protocol. A step that an edge falls into has its share of the current',
};
