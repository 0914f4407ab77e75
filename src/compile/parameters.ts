import type { ParameterConfig, Values } from '../contract/index.ts';
import type { Subject } from '../document/problems.ts';
import type { Value } from '../document/schema.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import type { Resolver } from './resolve.ts';

/** Names in `given` that no declaration has. */
export function reportUnknown(
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
  subject: Subject,
  prefix: string,
  resolver: Resolver,
): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const allowed = known.length === 0 ? 'nothing' : known.join(', ');
    const sentence = `there is no "${name}" among its ${prefix === 'initial' ? 'states' : 'parameters'}; it has ${allowed}.`;
    resolver.report('unknown-parameter', subject, `${prefix}.${name}`, { given: name, allowed, sentence });
  }
}

/** Values of all parameters of a model, in its order; those at fault are left out (and reported). */
export function resolveParameters(
  declarations: readonly ParameterDeclaration[],
  given: Readonly<Record<string, Value>>,
  subject: Subject,
  resolver: Resolver,
): ParameterConfig[] {
  const names = declarations.map(({ name }) => name);
  reportUnknown(given, names, subject, 'parameters', resolver);
  return declarations.flatMap((declaration) => {
    const { name } = declaration;
    const value = given[name] ?? declaration.default;
    const values = resolver.values(value, declaration, subject, `parameters.${name}`);
    return values === null ? [] : [{ name, values }];
  });
}

/** A value of which one number is asked: its mean where it is drawn. */
export function typical(values: Values): number {
  switch (values.kind) {
    case 'constant':
      return values.value;
    case 'uniform':
      return (values.low + values.high) / 2;
    case 'normal':
      return values.mean;
    case 'array':
      return values.values[0] ?? 0;
  }
}
