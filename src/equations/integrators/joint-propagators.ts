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

/** x <- P x + Phi b over a part of a step for the rows asked for, b in time included; entries that are zero by structure get no slot. */
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
    const driven = members.filter((column) => changes(form, column));
    const ramps = driven.map((column) => drivenBy(system, form, column, { members, wanted, reach, part }));
    for (const row of wanted) {
      const steady = propagateRow(system, form, row, members, reach, slot, part.fraction);
      next.set(
        row,
        ramps.reduce((sum, { response }) => builder.add(sum, response(row)), steady),
      );
    }
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
    if (builder.isConstant(offset, 0) || changes(form, column)) continue;
    const weight = builder.mul(
      still ? builder.constant(system.dtMs) : slot('Phi', row, column),
      builder.constant(fraction),
    );
    sum = builder.add(sum, builder.mul(weight, offset));
  }
  return sum;
}

/** Whether time enters b in this row. */
const changes = ({ offset, middle }: LinearForm, row: number): boolean => offset[row] !== middle[row];

interface Driven {
  readonly members: readonly number[];
  /** Rows that are asked for. */
  readonly wanted: readonly number[];
  readonly reach: readonly (readonly boolean[])[];
  readonly part: Part;
}

/**
 * What b_j(t) does over the step, as the parabola b + b' s + b'' s^2/2 through its values at 0, dt/2 and dt: integrals of
 * exp(A (dt - s)) s^k/k! ds, which are entries of the propagator of the system with three more states, 1, s and s^2/2 (Van Loan
 * 1978). The response of a row is what b_j adds to its state.
 */
function drivenBy(
  system: System,
  { matrix, offset, middle, end }: LinearForm,
  column: number,
  { members, wanted, reach, part }: Driven,
): { response(row: number): NodeIndex } {
  const { builder, dtMs, names } = system;
  const order = members.length + 3;
  const [zero, unity] = [builder.constant(0), builder.constant(1)];
  const entryAt = (row: number, position: number): NodeIndex => {
    if (row >= members.length) return position === row + 1 ? unity : zero;
    if (position < members.length) return matrix[members[row] ?? -1]?.[members[position] ?? -1] ?? zero;
    return position === members.length && members[row] === column ? unity : zero;
  };
  const cells = Array.from({ length: order * order }, (_, k) => entryAt(Math.floor(k / order), k % order));
  const entries: PropagatorConfig['entries'][number][] = [];
  const weights = new Map(
    wanted
      .filter((row) => reach[row]?.[column])
      .map((row) => {
        const nodes = [0, 1, 2].map((power) => {
          const name = `${part.prefix}T${power}_${names[row]}_${names[column]}`;
          const { parameter, node } = system.addSlot(name);
          entries.push({ which: 'P', row: members.indexOf(row), column: members.length + power, parameter });
          return node;
        });
        return [row, nodes] as const;
      }),
  );
  if (entries.length > 0) system.addPropagator({ matrix: builder.extract(cells), order, entries });
  const [first, half, last] = [offset, middle, end].map((values) => values[column] ?? zero);
  const rise = builder.sub(half ?? zero, first ?? zero);
  const further = builder.sub(last ?? zero, half ?? zero);
  const slope = builder.mul(builder.constant(1 / dtMs), builder.sub(builder.mul(builder.constant(3), rise), further));
  const bend = builder.mul(builder.constant(4 / dtMs ** 2), builder.sub(further, rise));
  const terms = [first ?? zero, slope, bend];
  return {
    response: (row) =>
      (weights.get(row) ?? []).reduce(
        (sum, weight, power) => builder.add(sum, builder.mul(weight, terms[power] ?? zero)),
        zero,
      ),
  };
}
