import type { Topology } from './types.ts';

export const oneToOne: Topology<'one-to-one'> = {
  kind: 'one-to-one',
  family: 'regular',
  name: 'One to one',
  summary: 'Source i to target i; both ends have the same size.',
  by: 'source',
  certain: true,
  fault: (_rule, { sources, targets }) =>
    sources === targets ? null : `one to one needs ends of the same size, and they are ${sources} and ${targets}`,
  expected: (_rule, { sources }) => sources,
  longestRow: () => 1,
  rows: () => (source, _random, out) => {
    out[0] = source;
    return 1;
  },
};
