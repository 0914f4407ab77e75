import type { CurrentStimulus } from '../types.ts';

export const ramp: CurrentStimulus = {
  kind: 'current',
  family: 'current',
  id: 'ramp',
  name: 'Ramp current',
  summary: 'A current that rises or falls evenly and then stays.',
  equations: 'I_stim = baseline + (amplitude - baseline)*clip((t - onset)/duration, 0, 1) : pA',
  initial: {},
  parameters: [
    { name: 'amplitude', symbol: 'A', unit: 'nA', meaning: 'current at the end of the ramp', default: '4 nA' },
    { name: 'baseline', symbol: 'I_0', unit: 'nA', meaning: 'current before the ramp', default: '0 nA' },
    {
      name: 'onset',
      symbol: 't_\\mathrm{on}',
      unit: 'ms',
      meaning: 'time of the beginning',
      default: '10 ms',
      min: '0 ms',
      timing: 'onset',
    },
    {
      name: 'duration',
      symbol: 'T',
      unit: 'ms',
      meaning: 'length of the ramp',
      default: '400 ms',
      min: '0 ms',
      exclusiveMin: true,
    },
  ],
  source: 'Current clamp, for rheobase and hysteresis',
};
