import type { Given, RuleFields } from './fields.ts';
import type { Listed, Topology } from './types.ts';

const fields = {
  pairs: { kind: 'pairs' },
  weights: { kind: 'column', optional: true },
  delays: { kind: 'column', optional: true },
} as const satisfies RuleFields;

declare module '../../contract/engine-config.ts' {
  interface ConnectionRules {
    readonly list: { readonly pre: Int32Array; readonly post: Int32Array };
  }
}

/** Index pairs; `rows` are kept in the order of the list, so that lists of weights stay parallel. */
export const list: Topology<'list', typeof fields> = {
  kind: 'list',
  family: 'given',
  name: 'List of pairs',
  summary: 'Exactly the pairs of a list.',
  source: 'The pairs that the network lists, in their order',
  fields,
  label: ({ pairs }) => `${pairs.length} ${pairs.length === 1 ? 'pair' : 'pairs'}`,
  resolve: ({ pairs, weights, delays }, asking) => {
    for (const [field, column] of Object.entries({ weights, delays })) {
      if (column === undefined || column.values.length === pairs.length) continue;
      const given = String(column.values.length);
      const sentence = `rule.${field} has ${given} numbers; must be ${pairs.length}, one for each pair.`;
      return asking.refuse({ field, given, allowed: `${pairs.length} numbers`, sentence });
    }
    return { pre: Int32Array.from(pairs, ([pre]) => pre), post: Int32Array.from(pairs, ([, post]) => post) };
  },
  brings: ({ weights, delays }) => ({ weights: listed('weights', weights), delays: listed('delays', delays) }),
  whyNone: () => ': nothing is listed',
  example: (neurons) => ({ pairs: feedForward(neurons) }),
  by: 'source',
  draws: 'nothing',
  pairs: ({ pre, post }) => ({ pre, post }),
  fault: ({ pre, post }, { sources, targets }) => {
    if (pre.length !== post.length) return `the list has ${pre.length} sources and ${post.length} targets`;
    for (let k = 0; k < pre.length; k++) {
      const source = pre[k] ?? -1;
      const target = post[k] ?? -1;
      if (source < 0 || source >= sources || target < 0 || target >= targets)
        return `pair ${k} is (${source}, ${target}); must be of sources 0 to ${sources - 1} and targets 0 to ${targets - 1}`;
    }
    return null;
  },
  expected: ({ pre }) => pre.length,
  longestRow: ({ pre }) => pre.length,
  rows: ({ pre, post }, { sources }) => {
    const { starts, order } = groupBySource(pre, sources);
    return (source, _random, out) => {
      const first = starts[source] ?? 0;
      const end = starts[source + 1] ?? first;
      for (let k = first; k < end; k++) out[k - first] = post[order[k] ?? 0] ?? 0;
      return end - first;
    };
  },
};

const listed = (field: string, column: Given<typeof fields>['weights']): Listed | undefined =>
  column && { field, unit: column.unit, values: () => column.values };

/** A list is whatever the user gives; of this one a picture can be known again. */
const feedForward = (neurons: number): [number, number][] =>
  Array.from({ length: neurons }, (_, i) => i).flatMap((i) =>
    [...new Set([i + 1, (3 * i) % neurons])].filter((j) => j < neurons).map((j): [number, number] => [i, j]),
  );

/** Stable counting sort of list positions by source: row i is `order[starts[i] .. starts[i + 1])`. */
export function groupBySource(pre: Int32Array, sources: number): { starts: Uint32Array; order: Uint32Array } {
  const starts = new Uint32Array(sources + 1);
  for (const source of pre) starts[source + 1] = (starts[source + 1] ?? 0) + 1;
  for (let i = 0; i < sources; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const order = new Uint32Array(pre.length);
  for (let k = 0; k < pre.length; k++) {
    const source = pre[k] ?? 0;
    const slot = next[source] ?? 0;
    order[slot] = k;
    next[source] = slot + 1;
  }
  return { starts, order };
}
