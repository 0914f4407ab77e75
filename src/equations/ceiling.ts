import type { NodeIndex } from '../contract/index.ts';
import type { Expression, Statement } from './ast.ts';
import type { ProgramBuilder } from './builder.ts';
import { namesIn } from './compose.ts';
import type { Scope } from './scope.ts';
import type { Ceiling } from './system.ts';

/** When a group spikes, and what then happens to its states. */
export interface Spiking {
  readonly threshold: Expression | null;
  readonly reset: readonly Statement[];
}

/**
 * The ceiling that a threshold such as `v > V_cut` is, V_cut of parameters and constants, where the reset gives v a value that
 * does not depend on how far beyond it was; null: there is none.
 */
export function ceilingOf(
  builder: ProgramBuilder,
  scope: Scope,
  { threshold, reset }: Spiking,
  lower: (expression: Expression) => NodeIndex,
): Ceiling | null {
  if (threshold?.kind !== 'binary') return null;
  const { operator, left, right } = threshold;
  const upwards = operator === '>' || operator === '>=';
  if (!upwards && operator !== '<' && operator !== '<=') return null;
  const [low, high] = upwards ? [left, right] : [right, left];
  const meaning = low.kind === 'name' ? scope.find(low.name) : null;
  if (low.kind !== 'name' || meaning?.kind !== 'state') return null;
  const isReset = reset.some(
    ({ target, operator: sets, expression }) =>
      target === low.name && sets === '=' && !namesIn(expression).has(low.name),
  );
  const value = isReset ? lower(high) : null;
  return value === null || builder.varies(value) ? null : { state: meaning.index, value };
}
