import type { NodeIndex } from '../contract/index.ts';
import type { ProgramBuilder } from './builder.ts';

/** A white noise of a system: the standard normal number of a step, and xi, which is that number over sqrt(dt) in the whole step. */
export interface WhiteNoise {
  readonly normal: NodeIndex;
  readonly xi: NodeIndex;
}

/** The normal numbers of a group: one for each name of noise, however many equations read it, and others on demand. */
export interface Noises {
  /** Those that the model names, in the order in which they were first read. */
  readonly named: readonly WhiteNoise[];
  /** The noise `xi` or `xi_NAME`; xi dt is sqrt(dt) times a standard normal number. */
  find(name: string): WhiteNoise;
  /** A further standard normal number of each step. */
  addNormal(): NodeIndex;
}

export function createNoises(builder: ProgramBuilder, dtMs: number): Noises {
  const named: WhiteNoise[] = [];
  const byName = new Map<string, WhiteNoise>();
  let count = 0;
  const addNormal = (): NodeIndex => builder.leaf({ op: 'normal', index: count++ });
  const find = (name: string): WhiteNoise => {
    const known = byName.get(name);
    if (known !== undefined) return known;
    const normal = addNormal();
    const added = { normal, xi: builder.mul(normal, builder.constant(1 / Math.sqrt(dtMs))) };
    byName.set(name, added);
    named.push(added);
    return added;
  };
  return { named, find, addNormal };
}
