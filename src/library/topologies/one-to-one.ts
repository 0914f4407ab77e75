import type { Resolved, RuleFields } from './fields.ts';
import { asGiven, type Topology } from './types.ts';

const fields = {} as const satisfies RuleFields;

declare module '../../contract/engine-config.ts' {
  interface ConnectionRules {
    readonly 'one-to-one': Resolved<typeof fields>;
  }
}

export const oneToOne: Topology<'one-to-one', typeof fields> = {
  kind: 'one-to-one',
  family: 'regular',
  name: 'One to one',
  summary: 'Source i to target i; both ends have the same size.',
  source: 'NEST’s one_to_one',
  fields,
  label: () => 'one to one',
  resolve: asGiven,
  by: 'source',
  draws: 'nothing',
  fault: (_rule, { sources, targets }) =>
    sources === targets ? null : `one to one needs ends of the same size, and they are ${sources} and ${targets}`,
  expected: (_rule, { sources }) => sources,
  longestRow: () => 1,
  rows: () => (source, _random, out) => {
    out[0] = source;
    return 1;
  },
};
