import type { NodeIndex, PropagatorConfig } from '../../contract/index.ts';
import { type LinearForm, linearForm } from '../linear.ts';
import type { System } from '../system.ts';
import type { Integrator } from './integrator.ts';

/** For each row, the columns from which a chain of non-zero entries leads to it, itself included. */
function influences(system: System, matrix: LinearForm['matrix']): boolean[][] {
  const n = matrix.length;
  const reach = matrix.map((row, i) => row.map((entry, j) => i === j || !system.builder.isConstant(entry, 0)));
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) if (reach[i]?.[k] && reach[k]?.[j] && reach[i]) (reach[i] as boolean[])[j] = true;
    }
  }
  return reach;
}

/** States that influence each other, directly or not, in either direction: each such set has a matrix of its own. */
function components(reach: readonly (readonly boolean[])[]): number[][] {
  const groups: number[][] = [];
  for (let i = 0; i < reach.length; i++) {
    const joined = groups.filter((group) => group.some((j) => reach[i]?.[j] || reach[j]?.[i]));
    const merged = [...joined.flat(), i].sort((a, b) => a - b);
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups;
}

/** x <- P x + Phi b for the rows asked for; entries that are zero by structure get no slot. */
function propagate(system: System, form: LinearForm, rows: readonly number[], label: string): Map<number, NodeIndex> {
  const { builder } = system;
  const reach = influences(system, form.matrix);
  const next = new Map<number, NodeIndex>();
  for (const members of components(reach)) {
    const wanted = members.filter((row) => rows.includes(row));
    const entries: PropagatorConfig['entries'][number][] = [];
    const slot = (which: 'P' | 'Phi', row: number, column: number): NodeIndex => {
      const name = `${which}${label}_${system.names[row]}_${system.names[column]}`;
      const { parameter, node } = system.addSlot(name);
      entries.push({ which, row: members.indexOf(row), column: members.indexOf(column), parameter });
      return node;
    };
    for (const row of wanted) next.set(row, propagateRow(system, form, row, members, reach, slot));
    if (entries.length === 0) continue;
    const matrix = builder.extract(members.flatMap((i) => members.map((j) => form.matrix[i]?.[j] ?? 0)));
    system.addPropagator({ matrix, order: members.length, entries });
  }
  return next;
}

function propagateRow(
  system: System,
  form: LinearForm,
  row: number,
  members: readonly number[],
  reach: readonly (readonly boolean[])[],
  slot: (which: 'P' | 'Phi', row: number, column: number) => NodeIndex,
): NodeIndex {
  const { builder } = system;
  const still = (form.matrix[row] ?? []).every((entry) => builder.isConstant(entry, 0));
  let sum = builder.constant(0);
  for (const column of members.filter((j) => reach[row]?.[j])) {
    const state = system.states[column] ?? 0;
    sum = builder.add(sum, still ? state : builder.mul(slot('P', row, column), state));
    const offset = form.offset[column] ?? builder.constant(0);
    if (builder.isConstant(offset, 0)) continue;
    const weight = still ? builder.constant(system.dtMs) : slot('Phi', row, column);
    sum = builder.add(sum, builder.mul(weight, offset));
  }
  return sum;
}

/** The form during the refractory period: the clamped states stand still. */
function clampedForm(system: System, form: LinearForm): LinearForm {
  const zero = system.builder.constant(0);
  return {
    matrix: form.matrix.map((row, i) => (system.clamped[i] ? row.map(() => zero) : row)),
    offset: form.offset.map((entry, i) => (system.clamped[i] ? zero : entry)),
  };
}

/**
 * The solution of the joint linear system over a step, inputs held: x <- P x + Phi b. States that are clamped, or that a clamped
 * state drives, have one propagator outside the refractory period and another within it.
 */
export const exact: Integrator = {
  name: 'exact',
  order: Number.POSITIVE_INFINITY,
  refuses(system) {
    const form = linearForm(system);
    return typeof form === 'string' ? form : null;
  },
  update(system) {
    const form = linearForm(system);
    if (typeof form === 'string') throw new RangeError(form);
    const all = system.states.map((_, i) => i);
    const free = propagate(system, form, all, '');
    const reach = influences(system, form.matrix);
    const touched = all.filter((i) => all.some((j) => system.clamped[j] && reach[i]?.[j]));
    const held = propagate(system, clampedForm(system, form), touched, '_refractory');
    return system.states.map((state, i) => {
      const value = free.get(i) ?? state;
      const within = held.get(i);
      return within === undefined ? value : system.builder.select(system.notRefractory, value, within);
    });
  },
};
