import type {
  NeuronFamily,
  PlasticityFamily,
  StimulusFamily,
  SynapseFamily,
  TopologyFamily,
} from '../../library/types.ts';

/** Headings of the families in the palette. */
export const FAMILY_NAMES: Readonly<Record<NeuronFamily, string>> = {
  'integrate-and-fire': 'Integrate-and-fire',
  'conductance-based': 'Conductance-based',
  reduced: 'Reduced',
  oscillator: 'Oscillators',
};
export const OWN_FAMILY = 'Your own';
export const STIMULUS_FAMILY_NAMES: Readonly<Record<StimulusFamily, string>> = {
  current: 'Currents',
  spikes: 'Spikes',
};
export const SYNAPSE_FAMILY_NAMES: Readonly<Record<SynapseFamily, string>> = {
  jump: 'Jumps',
  current: 'Currents',
  conductance: 'Conductances',
  continuous: 'Continuous couplings',
};
export const TOPOLOGY_FAMILY_NAMES: Readonly<Record<TopologyFamily, string>> = {
  regular: 'Regular',
  random: 'Random',
  spatial: 'In space',
  graph: 'Graphs',
  given: 'Given',
};
export const PLASTICITY_FAMILY_NAMES: Readonly<Record<PlasticityFamily, string>> = {
  'short-term': 'Short-term',
  'spike-timing': 'Spike timing',
  homeostatic: 'Homeostatic',
};
