import type { Values } from '../contract/index.ts';
import type { Given } from '../equations/index.ts';
import { dimensionOf } from '../library/fit.ts';
import type { ParameterDeclaration } from '../library/types.ts';

/** All that stimuli inject. */
export const INJECTED = 'I_injected';
/** Of it what comes from groups of the stimuli, where there is more. */
export const INJECTED_BY_GROUPS = 'I_from_groups';

/** What is added to a population's own equations. */
export interface Parts {
  readonly lines: string[];
  /** Summands of the input. */
  readonly currents: string[];
  /** Summands of the derivatives of single states. */
  readonly drives: { readonly state: string; readonly text: string }[];
  /** Filled by the engine before each step. */
  readonly inputs: Given[];
  readonly declarations: Given[];
  /** Subexpressions that nobody looks at. */
  readonly unseen: Set<string>;
  readonly values: Map<string, Values>;
  /** State that a synapse edge's spikes jump, by edge id. */
  readonly synapticState: Map<string, string>;
}

/** Replaces whole names in a text of the model language. */
export function renameIn(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(
    /[A-Za-z_]\w*/g,
    (name) =>
      names.get(name) ??
      (name.startsWith('d') && names.has(name.slice(1)) && name.length > 1 ? `d${names.get(name.slice(1))}` : name),
  );
}

/** Declares parameters under names of their own. */
export function declare(
  parts: Parts,
  declarations: readonly ParameterDeclaration[],
  suffix: string,
  values: ReadonlyMap<string, Values>,
): void {
  for (const { name, unit } of declarations) {
    parts.declarations.push({ name: `${name}${suffix}`, dimension: dimensionOf(unit) });
    parts.values.set(`${name}${suffix}`, values.get(name) ?? { kind: 'constant', value: 1 });
  }
}
