import type { Topology } from './types.ts';

export const allToAll: Topology<'all-to-all'> = {
  kind: 'all-to-all',
  family: 'regular',
  name: 'All to all',
  summary: 'Every source to every target, once.',
  by: 'source',
  certain: true,
  fault: () => null,
  expected: (rule, { sources, targets, same }) => sources * targets - (same && !rule.autapses ? targets : 0),
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
