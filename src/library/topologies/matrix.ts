import type { RuleFields } from './fields.ts';
import type { Topology } from './types.ts';

const fields = { rows: { kind: 'weights' }, unit: { kind: 'unit' } } as const satisfies RuleFields;

declare module '../../contract/engine-config.ts' {
  interface ConnectionRules {
    /** Row by row, of sources; the weights of its entries that are not 0, in this order, are the projection's. */
    readonly matrix: { readonly rows: number; readonly columns: number; readonly entries: Float64Array };
  }
}

/** A synapse wherever an entry is not zero. */
export const matrix: Topology<'matrix', typeof fields> = {
  kind: 'matrix',
  family: 'given',
  name: 'Matrix',
  summary: 'A matrix of weights: row i, column j is the synapse from i to j; 0 is none.',
  source: 'The weights that the network lists',
  fields,
  label: ({ rows }) => `${rows.length} × ${rows[0]?.length ?? 0}`,
  resolve: ({ rows }, asking) => {
    const columns = rows[0]?.length ?? 0;
    const ragged = rows.findIndex(({ length }) => length !== columns);
    if (ragged >= 0) {
      const given = String(rows[ragged]?.length ?? 0);
      const sentence = `row ${ragged + 1} of the matrix has ${given} entries; must be ${columns}, as in the first.`;
      return asking.refuse({ field: 'rows', given, allowed: `${columns} entries`, sentence });
    }
    return { rows: rows.length, columns, entries: Float64Array.from(rows.flat()) };
  },
  brings: ({ rows, unit }) => ({
    weights: { field: 'rows', unitField: 'unit', unit, values: () => rows.flat().filter((entry) => entry !== 0) },
  }),
  whyNone: () => ': nothing is listed',
  example: (neurons) => ({ rows: modules(neurons) }),
  by: 'source',
  draws: 'nothing',
  fault: ({ rows, columns }, { sources, targets }) =>
    rows === sources && columns === targets
      ? null
      : `the matrix has ${rows} rows and ${columns} columns; must be ${sources} rows, one for each source, and ${targets} columns, one for each target`,
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

/** A matrix is whatever the user gives; of these four modules a picture can be known again. */
function modules(neurons: number): number[][] {
  const moduleOf = (index: number) => Math.floor((4 * index) / neurons);
  return Array.from({ length: neurons }, (_, i) =>
    Array.from({ length: neurons }, (__, j) => (i !== j && moduleOf(i) === moduleOf(j) ? 0.1 : 0)),
  );
}
