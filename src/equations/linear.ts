import type { NodeIndex } from '../contract/index.ts';
import { differentiate } from './derivative.ts';
import type { System } from './system.ts';

/** x' = A x + b with A of parameters only; b may have inputs, which are constant within a step, and terms of time. */
export interface LinearForm {
  readonly matrix: readonly (readonly NodeIndex[])[];
  readonly offset: readonly NodeIndex[];
  /** b in the middle and at the end of the step; they differ from `offset` where time enters. */
  readonly middle: readonly NodeIndex[];
  readonly end: readonly NodeIndex[];
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
  for (const rate of rates) {
    if (builder.reads(rate, ({ op }) => op === 'normal')) return 'cannot integrate the noise "xi"; "euler" can';
  }
  const matrix = rates.map((rate) => states.map((state) => differentiate(builder, rate, state)));
  for (const [i, row] of matrix.entries()) {
    const j = row.findIndex((entry) => builder.varies(entry));
    if (j >= 0)
      return `needs linear equations, and d${names[i]}/dt is not linear in ${names[j]} with fixed coefficients`;
  }
  const offsetAt = (steps: number) => {
    const time = builder.add(system.time, builder.constant(steps * system.dtMs));
    return system.derivatives(states, time).map((rate) => withoutStates(system, rate, states));
  };
  return { matrix, offset: offsetAt(0), middle: offsetAt(0.5), end: offsetAt(1) };
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
