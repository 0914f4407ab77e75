import type { Dimension } from '../units/index.ts';
import { DimensionCheck } from './dimensions.ts';
import { parseExpression } from './parse.ts';
import { createScope, type Given } from './scope.ts';

/** Dimension of an expression of the given names; `any` of a 0. A fault, as a sentence, where it has none. */
export function expressionDimension(
  text: string,
  given: readonly Given[],
): { readonly dimension: Dimension | 'any' } | { readonly fault: string } {
  const { expression, faults } = parseExpression(text);
  const [unread] = faults;
  if (expression === null || unread !== undefined) return { fault: unread?.message ?? `"${text}" cannot be read.` };
  const check = new DimensionCheck(createScope([], given, []), { text, from: 0, to: text.length });
  const dimension = check.infer(expression);
  return dimension === null ? { fault: check.faults[0]?.message ?? `"${text}" has no unit.` } : { dimension };
}
