import { AUTAPSES, type Resolved, type RuleFields } from './fields.ts';
import { asGiven, type Topology } from './types.ts';

/** Why a ring of `size` cannot have so many neighbours; null where it can. */
export function ringFault(
  neighbours: number,
  { sources, targets }: { sources: number; targets: number },
): string | null {
  if (sources !== targets) return `a ring needs ends of the same size, and they are ${sources} and ${targets}`;
  if (neighbours % 2 !== 0) return `the number of neighbours must be even, half on either side, and is ${neighbours}`;
  return neighbours < sources ? null : `${neighbours} neighbours are more than a ring of ${sources} has`;
}

const fields = {
  neighbours: { kind: 'number', label: 'neighbours k', meaning: 'neighbours', default: 10, min: 0, whole: true },
  autapses: AUTAPSES,
} as const satisfies RuleFields;

declare module '../../contract/engine-config.ts' {
  interface ConnectionRules {
    readonly ring: Resolved<typeof fields>;
  }
}

/** Source i to the k/2 nearest targets on either side, on a ring; the target opposite too, unless it is the source itself. */
export const ring: Topology<'ring', typeof fields> = {
  kind: 'ring',
  family: 'regular',
  name: 'Ring',
  summary: 'The k nearest neighbours on a ring, half on either side.',
  source: 'The regular end of Watts and Strogatz, Nature 393 (1998) 440',
  fields,
  label: ({ neighbours }) => `ring ${neighbours}`,
  resolve: asGiven,
  by: 'source',
  draws: 'nothing',
  fault: ({ neighbours }, ends) => ringFault(neighbours, ends),
  expected: ({ neighbours, autapses }, { sources, same }) => sources * (neighbours + (same && !autapses ? 0 : 1)),
  longestRow: ({ neighbours }) => neighbours + 1,
  rows: ({ neighbours, autapses }, { targets, same }) => {
    const skipSelf = same && !autapses;
    return (source, _random, out) => {
      let count = 0;
      for (let offset = -neighbours / 2; offset <= neighbours / 2; offset++) {
        if (offset !== 0 || !skipSelf) out[count++] = (source + offset + targets) % targets;
      }
      out.subarray(0, count).sort();
      return count;
    };
  },
};
