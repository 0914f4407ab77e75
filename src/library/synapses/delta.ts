import type { SynapseModel } from '../types.ts';

export const delta: SynapseModel = {
  kind: 'synapse',
  id: 'delta',
  family: 'jump',
  name: 'Delta (jump of the potential)',
  summary: 'A spike moves the membrane potential by the weight at once.',
  action: 'jump',
  equations: '',
  current: '',
  weight: { name: 'weight', symbol: 'w', unit: 'mV', meaning: 'jump of the potential', default: '0.1 mV', min: '0 mV' },
  parameters: [],
  inhibitoryDefaults: {},
  signedWeight: true,
  formula: 'v \\leftarrow v \\pm g\\,w',
  source: 'Brunel, J Comput Neurosci 8 (2000) 183',
};
