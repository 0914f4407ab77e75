import type { NeuronModel } from '../types.ts';
import { adex } from './adex.ts';
import { chua } from './chua.ts';
import { connorStevens } from './connor-stevens.ts';
import { eif } from './eif.ts';
import { fitzhughNagumo } from './fitzhugh-nagumo.ts';
import { hindmarshRose } from './hindmarsh-rose.ts';
import { hodgkinHuxley } from './hodgkin-huxley.ts';
import { izhikevich } from './izhikevich.ts';
import { kuramoto } from './kuramoto.ts';
import { lif } from './lif.ts';
import { lifConductance } from './lif-conductance.ts';
import { morrisLecar } from './morris-lecar.ts';
import { qif } from './qif.ts';
import { reducedTraubMiles } from './reduced-traub-miles.ts';
import { theta } from './theta.ts';
import { traubMiles } from './traub-miles.ts';
import { wangBuzsaki } from './wang-buzsaki.ts';

/** Every neuron model, in the order of the palette. */
export const neurons: readonly NeuronModel[] = [
  lif,
  lifConductance,
  eif,
  qif,
  adex,
  hodgkinHuxley,
  traubMiles,
  reducedTraubMiles,
  wangBuzsaki,
  connorStevens,
  morrisLecar,
  izhikevich,
  fitzhughNagumo,
  hindmarshRose,
  theta,
  kuramoto,
  chua,
];

export function findNeuron(id: string): NeuronModel | undefined {
  return neurons.find((model) => model.id === id);
}
