import { AUTAPSES, type Resolved, type RuleFields } from './fields.ts';
import { asGiven, type Topology } from './types.ts';

const fields = { autapses: AUTAPSES } as const satisfies RuleFields;

declare module '../../contract/engine-config.ts' {
  interface ConnectionRules {
    readonly 'all-to-all': Resolved<typeof fields>;
  }
}

export const allToAll: Topology<'all-to-all', typeof fields> = {
  kind: 'all-to-all',
  family: 'regular',
  name: 'All to all',
  summary: 'Every source to every target, once.',
  source: 'NEST’s all_to_all',
  fields,
  label: () => 'all to all',
  resolve: asGiven,
  by: 'source',
  draws: 'nothing',
  everyPair: asGiven,
  generated: ({ autapses }) => ({ by: 'source', probability: 1, autapses }),
  fault: () => null,
  expected: (rule, { sources, targets, same }) => sources * targets - (same && !rule.autapses ? targets : 0),
  // All eigenvalues but one are the number of neurons.
  stiffest: ({ autapses }, { sources }) => (autapses ? 1 : sources / Math.max(1, sources - 1)),
  longestRow: (_rule, { targets }) => targets,
  rows: (rule, { targets, same }) => {
    const skipSelf = same && !rule.autapses;
    return (source, _random, out) => {
      let count = 0;
      for (let target = 0; target < targets; target++) if (!skipSelf || target !== source) out[count++] = target;
      return count;
    };
  },
};
