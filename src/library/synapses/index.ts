import type { SynapseModel } from '../types.ts';
import { alphaConductance } from './alpha-conductance.ts';
import { alphaCurrent } from './alpha-current.ts';
import { delta } from './delta.ts';
import { diffusive } from './diffusive.ts';
import { doubleExponentialConductance } from './double-exponential-conductance.ts';
import { doubleExponentialCurrent } from './double-exponential-current.ts';
import { exponentialConductance } from './exponential-conductance.ts';
import { exponentialCurrent } from './exponential-current.ts';
import { gapJunction } from './gap-junction.ts';
import { graded } from './graded.ts';
import { gradedRise } from './graded-rise.ts';
import { nmda } from './nmda.ts';
import { phase } from './phase.ts';

/** Every synapse model, in the order of the menus. */
export const synapses: readonly SynapseModel[] = [
  delta,
  exponentialCurrent,
  exponentialConductance,
  alphaCurrent,
  alphaConductance,
  doubleExponentialCurrent,
  doubleExponentialConductance,
  nmda,
  gapJunction,
  phase,
  diffusive,
  graded,
  gradedRise,
];

export function findSynapse(id: string): SynapseModel | undefined {
  return synapses.find((model) => model.id === id);
}
