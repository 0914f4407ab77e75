import type { SynapseModel } from '../types.ts';

export const gapJunction: SynapseModel = {
  kind: 'synapse',
  id: 'gap-junction',
  family: 'continuous',
  name: 'Gap junction',
  summary: 'Neighbours share current in proportion to the difference of their potentials, both ways.',
  action: 'coupling',
  coupling: { sums: [{ name: 'D', signal: 'v', unit: 'membrane', relative: true }], bothWays: true },
  equations: '',
  current: 'D',
  weight: {
    name: 'weight',
    symbol: 'w',
    unit: 'nS',
    meaning: 'conductance of a junction',
    default: '1 nS',
    min: '0 nS',
  },
  parameters: [],
  inhibitoryDefaults: {},
  signedWeight: false,
  formula: 'I_j = \\textstyle\\sum_i g\\,w\\,(v_i - v_j)',
  source: 'Kopell and Ermentrout, PNAS 101 (2004) 15482',
};
