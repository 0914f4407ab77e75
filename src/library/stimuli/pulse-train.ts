import type { CurrentStimulus } from '../types.ts';

export const pulseTrain: CurrentStimulus = {
  kind: 'current',
  family: 'current',
  id: 'pulse-train',
  name: 'Pulse train',
  summary: 'Equal current pulses at a fixed period.',
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
    },
    {
      name: 'onset',
      symbol: 't_\\mathrm{on}',
      unit: 'ms',
      meaning: 'time of the beginning',
      default: '10 ms',
      min: '0 ms',
      timing: 'onset',
    },
    { name: 'count', symbol: 'n', unit: '1', meaning: 'number of pulses', default: '20', min: '0' },
  ],
  source: 'Current clamp. A step that an edge falls into has its share of the current',
};
