import type { NodeIndex, ProgramNode } from '../contract/index.ts';
import type { ProgramBuilder } from './builder.ts';

/**
 * The partial derivative of a node with respect to a leaf, in the same graph. Steps (floor, comparisons) have derivative 0;
 * abs, min and max take the side that holds.
 */
export function differentiate(builder: ProgramBuilder, root: NodeIndex, leaf: NodeIndex): NodeIndex {
  const done = new Map<NodeIndex, NodeIndex>([[leaf, builder.constant(1)]]);
  const visit = (index: NodeIndex): NodeIndex => {
    const known = done.get(index);
    if (known !== undefined) return known;
    const node = builder.nodes[index];
    const result = node ? derivativeOf(builder, node, index, visit) : builder.constant(0);
    done.set(index, result);
    return result;
  };
  return visit(root);
}

type Visit = (index: NodeIndex) => NodeIndex;

function derivativeOf(builder: ProgramBuilder, node: ProgramNode, index: NodeIndex, visit: Visit): NodeIndex {
  if (!('a' in node)) return builder.constant(0);
  if (node.op === 'select') return builder.select(node.a, visit(node.b), visit(node.c));
  if ('b' in node) return binaryDerivative(builder, node, index, visit);
  const inner = visit(node.a);
  if (builder.isConstant(inner, 0)) return inner;
  return builder.mul(inner, outerDerivative(builder, node.op, node.a, index));
}

/** d op(a) / d a; `value` is the node op(a) itself. */
function outerDerivative(builder: ProgramBuilder, op: string, a: NodeIndex, value: NodeIndex): NodeIndex {
  const one = builder.constant(1);
  switch (op) {
    case 'neg':
      return builder.constant(-1);
    case 'abs':
      return builder.select(builder.binary('lt', a, builder.constant(0)), builder.constant(-1), one);
    case 'sqrt':
      return builder.div(builder.constant(0.5), value);
    case 'exp':
      return value;
    case 'expm1':
      return builder.add(value, one);
    case 'log':
      return builder.div(one, a);
    case 'log1p':
      return builder.div(one, builder.add(one, a));
    case 'sin':
      return builder.unary('cos', a);
    case 'cos':
      return builder.unary('neg', builder.unary('sin', a));
    case 'tanh':
      return builder.sub(one, builder.mul(value, value));
    case 'exprel':
      return exprelDerivative(builder, a, value);
    case 'bernoulli':
    case 'bernoulliNearZero':
      return bernoulliDerivative(builder, a, value);
    default:
      return builder.constant(0);
  }
}

/** (e^x - exprel x)/x; by its series 1/2 + x/3 + x^2/8 + x^3/30 + x^4/144 near 0, where the quotient cancels. */
function exprelDerivative(builder: ProgramBuilder, a: NodeIndex, value: NodeIndex): NodeIndex {
  const series = [1 / 144, 1 / 30, 1 / 8, 1 / 3, 1 / 2].reduce(
    (sum, coefficient) => builder.add(builder.mul(sum, a), builder.constant(coefficient)),
    builder.constant(0),
  );
  const near = builder.binary('lt', builder.unary('abs', a), builder.constant(1e-3));
  const divisor = builder.select(near, builder.constant(1), a);
  return builder.select(near, series, builder.div(builder.sub(builder.unary('exp', a), value), divisor));
}

/** Of 1/exprel. */
function bernoulliDerivative(builder: ProgramBuilder, a: NodeIndex, value: NodeIndex): NodeIndex {
  const inner = exprelDerivative(builder, a, builder.unary('exprel', a));
  return builder.unary('neg', builder.mul(builder.mul(value, value), inner));
}

function binaryDerivative(
  builder: ProgramBuilder,
  node: Extract<ProgramNode, { b: NodeIndex }>,
  index: NodeIndex,
  visit: Visit,
): NodeIndex {
  const { op, a, b } = node;
  const da = visit(a);
  const db = visit(b);
  switch (op) {
    case 'add':
      return builder.add(da, db);
    case 'sub':
      return builder.sub(da, db);
    case 'mul':
      return builder.add(builder.mul(da, b), builder.mul(a, db));
    case 'div':
      return builder.isConstant(db, 0) ? builder.div(da, b) : builder.div(builder.sub(da, builder.mul(index, db)), b);
    case 'pow':
      return powerDerivative(builder, a, b, da, db, index);
    case 'mod':
      return builder.sub(da, builder.mul(db, builder.unary('floor', builder.div(a, b))));
    case 'min':
      return builder.select(builder.binary('le', a, b), da, db);
    case 'max':
      return builder.select(builder.binary('ge', a, b), da, db);
    default:
      return builder.constant(0);
  }
}

/** d(a^b) = b a^(b-1) da + a^b log(a) db. */
function powerDerivative(
  builder: ProgramBuilder,
  a: NodeIndex,
  b: NodeIndex,
  da: NodeIndex,
  db: NodeIndex,
  value: NodeIndex,
): NodeIndex {
  const less = builder.binary('pow', a, builder.sub(b, builder.constant(1)));
  const base = builder.isConstant(da, 0) ? da : builder.mul(builder.mul(b, less), da);
  if (builder.isConstant(db, 0)) return base;
  return builder.add(base, builder.mul(builder.mul(value, builder.unary('log', a)), db));
}
