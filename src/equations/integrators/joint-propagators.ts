import type { NodeIndex, PropagatorConfig } from '../../contract/index.ts';
import type { LinearForm } from '../linear.ts';
import type { System } from '../system.ts';
import type { Part } from './part.ts';

/** For each row, the columns from which a chain of non-zero entries leads to it, itself included. */
export function influences(system: System, matrix: LinearForm['matrix']): boolean[][] {
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
export function components(reach: readonly (readonly boolean[])[]): number[][] {
  const groups: number[][] = [];
  for (let i = 0; i < reach.length; i++) {
    const joined = groups.filter((group) => group.some((j) => reach[i]?.[j] || reach[j]?.[i]));
    const merged = [...joined.flat(), i].sort((a, b) => a - b);
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups;
}

/** x <- P x + Phi b over a part of a step for the rows asked for; entries that are zero by structure get no slot. */
export function propagate(
  system: System,
  form: LinearForm,
  rows: readonly number[],
  part: Part,
): Map<number, NodeIndex> {
  const { builder } = system;
  const reach = influences(system, form.matrix);
  const next = new Map<number, NodeIndex>();
  for (const members of components(reach)) {
    const wanted = members.filter((row) => rows.includes(row));
    const entries: PropagatorConfig['entries'][number][] = [];
    const slot = (which: 'P' | 'Phi', row: number, column: number): NodeIndex => {
      const name = `${which}_${part.prefix}${system.names[row]}_${system.names[column]}`;
      const { parameter, node } = system.addSlot(name);
      entries.push({ which, row: members.indexOf(row), column: members.indexOf(column), parameter });
      return node;
    };
    for (const row of wanted) next.set(row, propagateRow(system, form, row, members, reach, slot, part.fraction));
    if (entries.length === 0) continue;
    const scaled = (entry: NodeIndex) => builder.mul(entry, builder.constant(part.fraction));
    const matrix = builder.extract(members.flatMap((i) => members.map((j) => scaled(form.matrix[i]?.[j] ?? 0))));
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
  fraction: number,
): NodeIndex {
  const { builder } = system;
  const still = (form.matrix[row] ?? []).every((entry) => builder.isConstant(entry, 0));
  let sum = builder.constant(0);
  for (const column of members.filter((j) => reach[row]?.[j])) {
    const state = system.states[column] ?? 0;
    sum = builder.add(sum, still ? state : builder.mul(slot('P', row, column), state));
    const offset = form.offset[column] ?? builder.constant(0);
    if (builder.isConstant(offset, 0)) continue;
    const weight = builder.mul(
      still ? builder.constant(system.dtMs) : slot('Phi', row, column),
      builder.constant(fraction),
    );
    sum = builder.add(sum, builder.mul(weight, offset));
  }
  return sum;
}
