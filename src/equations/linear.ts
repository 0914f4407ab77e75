import type { NodeIndex } from '../contract/index.ts';
import { differentiate } from './derivative.ts';
import type { System } from './system.ts';

/** x' = A x + b with A of parameters only, and b constant within a step (inputs allowed). */
export interface LinearForm {
  readonly matrix: readonly (readonly NodeIndex[])[];
  readonly offset: readonly NodeIndex[];
}

/** The node with the states given set to 0. */
export function withoutStates(system: System, node: NodeIndex, states: readonly NodeIndex[]): NodeIndex {
  const zero = system.builder.constant(0);
  return system.builder.rebuild(node, new Map(states.map((state) => [state, zero])));
}

/** The linear form, or the end of a sentence that says why there is none. */
export function linearForm(system: System): LinearForm | string {
  const { builder, states, names } = system;
  const rates = system.derivatives(states, system.time);
  for (const [i, rate] of rates.entries()) {
    if (builder.reads(rate, ({ op }) => op === 'normal')) return 'cannot integrate the noise "xi"; "euler" can';
    if (builder.reads(rate, ({ op }) => op === 'time')) return `cannot integrate d${names[i]}/dt, which reads t`;
  }
  const matrix = rates.map((rate) => states.map((state) => differentiate(builder, rate, state)));
  for (const [i, row] of matrix.entries()) {
    const j = row.findIndex((entry) => builder.varies(entry));
    if (j >= 0)
      return `needs linear equations, and d${names[i]}/dt is not linear in ${names[j]} with fixed coefficients`;
  }
  return { matrix, offset: rates.map((rate) => withoutStates(system, rate, states)) };
}

/** The slope of each equation in its own state, or why one is not linear in its own state. */
export function ownSlopes(system: System): NodeIndex[] | string {
  const { builder, states, names } = system;
  const rates = system.derivatives(states, system.time);
  const slopes = rates.map((rate, i) => differentiate(builder, rate, states[i] ?? -1));
  const curved = slopes.findIndex((slope, i) =>
    builder.reads(slope, (node) => node.op === 'state' && node.index === i),
  );
  if (curved >= 0) return `needs d${names[curved]}/dt to be linear in ${names[curved]}, and it is not`;
  return slopes;
}
