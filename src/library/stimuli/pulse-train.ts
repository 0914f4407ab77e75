import type { CurrentStimulus } from '../types.ts';
import { onset } from './declare.ts';

export const pulseTrain: CurrentStimulus = {
  kind: 'current',
  family: 'current',
  id: 'pulse-train',
  name: 'Pulse train',
  summary: 'Equal current pulses at a fixed period.',
  icon: 'M1 13 H3 V4 H5.5 V13 H8 V4 H10.5 V13 H13 V4 H15',
  equations: [
    'on = pulses(t - onset, dt, width, period, count*period) : 1 (constant over dt)',
    'I_stim = amplitude*on : pA',
  ].join('\n'),
  initial: {},
  parameters: [
    { name: 'amplitude', symbol: 'A', unit: 'nA', meaning: 'height of the current', default: '5 nA' },
    {
      name: 'width',
      symbol: '\\delta',
      unit: 'ms',
      meaning: 'length of a pulse',
      default: '5 ms',
      min: '0 ms',
      exclusiveMin: true,
      timing: 'length',
    },
    {
      name: 'period',
      symbol: 'T',
      unit: 'ms',
      meaning: 'time from pulse to pulse',
      default: '50 ms',
      min: '0 ms',
      exclusiveMin: true,
      timing: 'period',
      word: 'every',
    },
    onset('10 ms'),
    {
      name: 'count',
      symbol: 'n',
      unit: '1',
      meaning: 'number of pulses',
      default: '20',
      min: '0',
      whole: true,
      timing: 'count',
    },
  ],
  source: 'Current clamp. A step that an edge falls into has its share of the current',
};
