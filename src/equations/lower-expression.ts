import type { BinaryOp, NodeIndex } from '../contract/index.ts';
import type { BinaryOperator, Expression } from './ast.ts';
import type { ProgramBuilder } from './builder.ts';
import { findFunction } from './functions.ts';
import { lowerSum } from './sum.ts';

const OPERATIONS: Readonly<Record<Exclude<BinaryOperator, '**'>, BinaryOp>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  '==': 'eq',
  '!=': 'ne',
  and: 'and',
  or: 'or',
};

/** Largest integer power that is written out as products. */
const LARGEST_PRODUCT = 16;

/** Adds an expression (already checked) to the graph; `resolve` gives the node of a name. */
export function lowerExpression(
  builder: ProgramBuilder,
  expression: Expression,
  resolve: (name: string) => NodeIndex,
): NodeIndex {
  const lower = (part: Expression) => lowerExpression(builder, part, resolve);
  switch (expression.kind) {
    case 'number':
      return builder.constant(expression.value);
    case 'name':
      return resolve(expression.name);
    case 'call': {
      const known = findFunction(expression.callee);
      if (!known) throw new RangeError(`No function ${expression.callee}.`);
      return known.build(builder, expression.operands.map(lower));
    }
    case 'unary': {
      const operand = lower(expression.operand);
      if (expression.operator === '+') return operand;
      return builder.unary(expression.operator === '-' ? 'neg' : 'not', operand);
    }
    case 'binary': {
      if (expression.operator === '+' || expression.operator === '-') return lowerSum(builder, expression, lower);
      const left = lower(expression.left);
      const right = lower(expression.right);
      if (expression.operator === '**') return lowerPower(builder, left, right);
      return builder.binary(OPERATIONS[expression.operator], left, right);
    }
  }
}

function lowerPower(builder: ProgramBuilder, base: NodeIndex, exponent: NodeIndex): NodeIndex {
  const value = builder.valueOf(exponent);
  if (value === 0.5) return builder.unary('sqrt', base);
  if (value !== null && Number.isInteger(value) && Math.abs(value) <= LARGEST_PRODUCT) {
    return builder.integerPower(base, value);
  }
  return builder.binary('pow', base, exponent);
}
