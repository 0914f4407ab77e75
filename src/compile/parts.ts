import type { Values } from '../contract/index.ts';
import type { Drive, Equation, Expression, Given } from '../equations/index.ts';
import { dimensionOf } from '../library/fit.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import type { Parameters } from './resolve.ts';

/** All that stimuli inject. */
export const INJECTED = 'I_injected';
/** Of it what comes from groups of the stimuli, where there is more. */
export const INJECTED_BY_GROUPS = 'I_from_groups';

/** What is added to a population's own equations. */
export interface Parts {
  readonly equations: readonly Equation[];
  /** Summands of the input. */
  readonly currents: readonly Expression[];
  /** Summands of the derivatives of single states. */
  readonly drives: readonly Drive[];
  /** Filled by the engine before each step. */
  readonly inputs: readonly Given[];
  readonly parameters: readonly Given[];
  /** Of the parameters. */
  readonly values: Parameters;
  /** Subexpressions that nobody looks at. */
  readonly unseen: readonly string[];
}

const NONE: Parts = {
  equations: [],
  currents: [],
  drives: [],
  inputs: [],
  parameters: [],
  values: new Map(),
  unseen: [],
};

/** Parts one after the other. */
export function joinParts(parts: readonly Partial<Parts>[]): Parts {
  const whole = parts.map((part): Parts => ({ ...NONE, ...part }));
  return {
    equations: whole.flatMap(({ equations }) => equations),
    currents: whole.flatMap(({ currents }) => currents),
    drives: whole.flatMap(({ drives }) => drives),
    inputs: whole.flatMap(({ inputs }) => inputs),
    parameters: whole.flatMap(({ parameters }) => parameters),
    values: new Map(whole.flatMap(({ values }) => [...values])),
    unseen: whole.flatMap(({ unseen }) => unseen),
  };
}

/** Parameters under names of their own. */
export function declared(
  declarations: readonly ParameterDeclaration[],
  suffix: string,
  values: Parameters,
): Pick<Parts, 'parameters' | 'values'> {
  return {
    parameters: declarations.map(({ name, unit }) => ({ name: `${name}${suffix}`, dimension: dimensionOf(unit) })),
    values: new Map(
      declarations.map(({ name }): [string, Values] => [
        `${name}${suffix}`,
        values.get(name) ?? { kind: 'constant', value: 1 },
      ]),
    ),
  };
}

/** The names with a suffix, and what others become. */
export const suffixed = (
  names: Iterable<{ readonly name: string }>,
  suffix: string,
  others: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, string> =>
  new Map([...Object.entries(others), ...[...names].map(({ name }) => [name, `${name}${suffix}`] as const)]);
