import type { NodeIndex, Program, ProgramNode } from '../contract/index.ts';
import { applyBinary, applyUnary } from './interpret.ts';

/** A number that all elements have, or one for each of them. */
export type ColumnValue = number | ArrayLike<number>;

/** What a program may read of a whole group. */
export interface GroupValues {
  readonly size: number;
  readonly state: (index: number) => ColumnValue;
  readonly parameter: (index: number) => ColumnValue;
  /** ms */
  readonly time: number;
}

/**
 * A program of all elements of a group at once, by the arithmetic of the interpreter: what follows from common numbers alone is
 * computed once. It must read no inputs, no normal numbers and no refractoriness: these are NaN.
 */
export function evaluateColumns({ nodes, results }: Program, values: GroupValues): ColumnValue[] {
  const done: ColumnValue[] = [];
  const at = (index: NodeIndex): ColumnValue => done[index] ?? Number.NaN;
  for (const node of nodes) done.push(columnOf(node, values, at));
  return results.map(at);
}

function columnOf(node: ProgramNode, values: GroupValues, at: (index: NodeIndex) => ColumnValue): ColumnValue {
  switch (node.op) {
    case 'constant':
      return node.value;
    case 'state':
      return values.state(node.index);
    case 'parameter':
      return values.parameter(node.index);
    case 'time':
      return values.time;
    case 'input':
    case 'normal':
    case 'notRefractory':
      return Number.NaN;
    case 'select': {
      const { a, b, c } = node;
      return forEach(values.size, [at(a), at(b), at(c)], (test, yes, no) => (test !== 0 ? yes : no));
    }
    default: {
      if (!('b' in node)) return forEach(values.size, [at(node.a)], (a) => applyUnary(node.op, a));
      return forEach(values.size, [at(node.a), at(node.b)], (a, b) => applyBinary(node.op, a, b));
    }
  }
}

function forEach(
  size: number,
  [a = 0, b = 0, c = 0]: readonly ColumnValue[],
  apply: (a: number, b: number, c: number) => number,
): ColumnValue {
  if (typeof a === 'number' && typeof b === 'number' && typeof c === 'number') return apply(a, b, c);
  const column = new Float64Array(size);
  for (let k = 0; k < size; k++) column[k] = apply(valueAt(a, k), valueAt(b, k), valueAt(c, k));
  return column;
}

/** The number of an element. */
export const valueAt = (column: ColumnValue, element: number): number =>
  typeof column === 'number' ? column : (column[element] ?? Number.NaN);
