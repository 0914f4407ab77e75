import type { NodeIndex } from '../contract/index.ts';
import type { Expression } from './ast.ts';
import type { ProgramBuilder } from './builder.ts';

/** A summand: what it is sorted by, and its node without the sign. */
interface Term {
  readonly positive: boolean;
  readonly node: NodeIndex;
  /** Named quantities and their powers first, then everything else, then written numbers. */
  readonly rank: 0 | 1 | 2;
  readonly name: string;
  readonly power: number;
}

/** The summands of a chain of + and -, parentheses respected. */
function collect(expression: Expression): { expression: Expression; positive: boolean }[] {
  if (expression.kind !== 'binary' || (expression.operator !== '+' && expression.operator !== '-')) {
    return [{ expression, positive: true }];
  }
  return [...collect(expression.left), { expression: expression.right, positive: expression.operator === '+' }];
}

type Lower = (expression: Expression) => NodeIndex;

function toTerms(builder: ProgramBuilder, expression: Expression, positive: boolean, lower: Lower): Term[] {
  const scaled = expression.kind === 'binary' && expression.operator === '*' && expression.left.kind === 'number';
  const factor = scaled ? lower(expression.left) : builder.constant(1);
  const body = scaled ? expression.right : expression;
  const opaque: Term = {
    positive,
    node: lower(expression),
    rank: expression.kind === 'number' ? 2 : 1,
    name: '',
    power: 1,
  };
  if (body.kind === 'name') {
    const shift = builder.shifts.get(lower(body));
    if (!shift) return [{ ...opaque, rank: 0, name: body.name }];
    return [
      { ...opaque, rank: 0, name: `_${body.name}`, node: builder.mul(factor, shift.increment) },
      { ...opaque, rank: 0, name: body.name, node: builder.mul(factor, shift.base) },
    ];
  }
  if (body.kind !== 'binary' || body.operator !== '**' || body.left.kind !== 'name' || body.right.kind !== 'number') {
    return [opaque];
  }
  if (builder.shifts.has(lower(body.left))) return [opaque];
  return [{ ...opaque, rank: 0, name: body.left.name, power: body.right.value }];
}

function compareTerms(a: Term, b: Term): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return b.power - a.power;
}

/**
 * A sum in the order in which Brian2 (SymPy) computes it: what is added first, by name and falling power, then what is
 * subtracted; a state within a Runge-Kutta stage as increment and base. A chaotic model (the fast-spiking Izhikevich neuron)
 * turns another order's rounding errors into other spikes within seconds of simulated time, so the order is part of the
 * comparison.
 */
export function lowerSum(builder: ProgramBuilder, expression: Expression, lower: Lower): NodeIndex {
  const terms = collect(expression)
    .flatMap((part) => toTerms(builder, part.expression, part.positive, lower))
    .sort(compareTerms);
  const add = (a: NodeIndex, b: NodeIndex) => builder.add(a, b);
  const added = terms.filter(({ positive }) => positive).map(({ node }) => node);
  const subtracted = terms.filter(({ positive }) => !positive).map(({ node }) => node);
  const sum = added.length > 0 ? added.reduce(add) : builder.constant(0);
  if (subtracted.length === 0) return sum;
  if (added.length === 1) return subtracted.reduce((rest, node) => builder.sub(rest, node), sum);
  return builder.sub(sum, subtracted.reduce(add));
}
