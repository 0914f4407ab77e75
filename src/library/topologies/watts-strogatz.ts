import type { Resolved, RuleFields } from './fields.ts';
import { ringFault } from './ring.ts';
import { asGiven, type RowRandom, type Topology } from './types.ts';
import { bothWays } from './undirected.ts';

const fields = {
  neighbours: { kind: 'number', label: 'neighbours k', meaning: 'neighbours', default: 10, min: 0, whole: true },
  rewiring: {
    kind: 'number',
    label: 'rewiring probability',
    meaning: 'rewiring probability',
    default: 0.1,
    min: 0,
    max: 1,
  },
} as const satisfies RuleFields;

declare module '../../contract/engine-config.ts' {
  interface ConnectionRules {
    readonly 'watts-strogatz': Resolved<typeof fields>;
  }
}

/**
 * Watts and Strogatz 1998, in the order of networkx: a ring of k neighbours, in which each edge, ring by ring, gets another
 * end with probability p, never a node itself or one that it is joined with already. Each edge makes synapses both ways, N k
 * in all.
 */
export const wattsStrogatz: Topology<'watts-strogatz', typeof fields> = {
  kind: 'watts-strogatz',
  family: 'graph',
  name: 'Watts–Strogatz small world',
  summary: 'A ring of k neighbours with shortcuts: each edge is rewired with probability p.',
  source: 'Watts and Strogatz, Nature 393 (1998) 440; in the order of networkx',
  fields,
  label: ({ neighbours, rewiring }) => `WS ${neighbours}, ${rewiring}`,
  resolve: asGiven,
  by: 'source',
  draws: 'pairs',
  fault: ({ neighbours, rewiring }, ends) => {
    if (!(rewiring >= 0 && rewiring <= 1))
      return `the rewiring probability must lie between 0 and 1, and is ${rewiring}`;
    return ringFault(neighbours, ends);
  },
  expected: ({ neighbours }, { sources }) => sources * neighbours,
  longestRow: (_rule, { targets }) => targets,
  rows: ({ neighbours, rewiring }, { sources: nodes }, shared) => {
    const { from, to } = rewired(nodes, neighbours, rewiring, shared);
    return bothWays(nodes, from, to);
  },
};

function rewired(nodes: number, neighbours: number, rewiring: number, random: RowRandom) {
  const half = neighbours / 2;
  const [from, to] = [new Uint32Array(nodes * half), new Uint32Array(nodes * half)];
  const joined = new Set<number>();
  const degree = new Uint32Array(nodes).fill(neighbours);
  // Sizes are at most 1e7, so that products stay whole numbers of a double.
  const name = (a: number, b: number): number => Math.min(a, b) * nodes + Math.max(a, b);
  for (let k = 1; k <= half; k++) {
    for (let node = 0; node < nodes; node++) {
      const edge = (k - 1) * nodes + node;
      from[edge] = node;
      to[edge] = (node + k) % nodes;
      if (rewiring > 0) joined.add(name(node, (node + k) % nodes));
    }
  }
  if (rewiring === 0) return { from, to };
  for (let edge = 0; edge < from.length; edge++) {
    if (random.uniform() >= rewiring) continue;
    const [node, old] = [from[edge] ?? 0, to[edge] ?? 0];
    if ((degree[node] ?? 0) >= nodes - 1) continue;
    let other = random.below(nodes);
    while (other === node || joined.has(name(node, other))) other = random.below(nodes);
    joined.delete(name(node, old));
    joined.add(name(node, other));
    degree[old] = (degree[old] ?? 0) - 1;
    degree[other] = (degree[other] ?? 0) + 1;
    to[edge] = other;
  }
  return { from, to };
}
