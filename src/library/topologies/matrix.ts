import type { Topology } from './types.ts';

/** A synapse wherever an entry is not zero. */
export const matrix: Topology<'matrix'> = {
  kind: 'matrix',
  family: 'given',
  name: 'Matrix',
  summary: 'A matrix of weights: row i, column j is the synapse from i to j; 0 is none.',
  by: 'source',
  certain: true,
  fault: ({ rows, columns }, { sources, targets }) =>
    rows === sources && columns === targets
      ? null
      : `the matrix has ${rows} rows and ${columns} columns, and there are ${sources} sources and ${targets} targets`,
  expected: ({ entries }) => entries.reduce((count, entry) => count + (entry === 0 ? 0 : 1), 0),
  longestRow: ({ columns }) => columns,
  rows:
    ({ entries, columns }) =>
    (source, _random, out) => {
      let count = 0;
      for (let target = 0; target < columns; target++)
        if (entries[source * columns + target] !== 0) out[count++] = target;
      return count;
    },
};
