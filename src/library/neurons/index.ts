import type { NeuronModel } from '../types.ts';
import { adex } from './adex.ts';
import { chua } from './chua.ts';
import { eif } from './eif.ts';
import { hodgkinHuxley } from './hodgkin-huxley.ts';
import { izhikevich } from './izhikevich.ts';
import { kuramoto } from './kuramoto.ts';
import { lif } from './lif.ts';
import { qif } from './qif.ts';
import { wangBuzsaki } from './wang-buzsaki.ts';

/** Every neuron model, in the order of the palette. */
export const neurons: readonly NeuronModel[] = [
  lif,
  eif,
  qif,
  adex,
  hodgkinHuxley,
  wangBuzsaki,
  izhikevich,
  kuramoto,
  chua,
];

export function findNeuron(id: string): NeuronModel | undefined {
  return neurons.find((model) => model.id === id);
}
