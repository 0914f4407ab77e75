import type { Dimension } from '../units/index.ts';
import { type Expression, printExpression } from './ast.ts';
import { DimensionCheck } from './dimensions.ts';
import { createScope, type Given } from './scope.ts';

/** Dimension of an expression of the given names; `any` of a 0; null where its units do not fit, or a name is unknown. */
export function expressionDimension(expression: Expression, given: readonly Given[]): Dimension | 'any' | null {
  const { from, to } = expression;
  const check = new DimensionCheck(createScope([], given, []), { text: printExpression(expression), from, to });
  return check.infer(expression);
}
