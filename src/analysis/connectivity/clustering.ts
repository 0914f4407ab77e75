import { type Graph, type Sampled, spacedNodes, undirected } from './graph.ts';

/** Steps that may be spent. */
const MOST_VISITS = 3e8;

/**
 * Clustering coefficient (Watts and Strogatz 1998): the share of pairs of neighbours of a node that are joined themselves,
 * averaged over nodes; directions do not count, and a node with fewer than two neighbours counts as 0, as in networkx.
 */
export function clusteringCoefficient(graph: Graph): Sampled {
  const { sources: n, starts, targets } = undirected(graph);
  if (n === 0) return { value: null, nodes: 0 };
  let visits = 0;
  for (let i = 0; i < n; i++) visits += ((starts[i + 1] ?? 0) - (starts[i] ?? 0)) ** 2;
  const chosen = spacedNodes(n, (n * MOST_VISITS) / Math.max(visits, 1));
  const mark = new Int32Array(n).fill(-1);
  let sum = 0;
  for (const node of chosen) {
    const [from, end] = [starts[node] ?? 0, starts[node + 1] ?? 0];
    const degree = end - from;
    if (degree < 2) continue;
    for (let k = from; k < end; k++) mark[targets[k] ?? 0] = node;
    let joined = 0;
    for (let k = from; k < end; k++) {
      const neighbour = targets[k] ?? 0;
      const last = starts[neighbour + 1] ?? 0;
      for (let l = starts[neighbour] ?? 0; l < last; l++) if (mark[targets[l] ?? 0] === node) joined++;
    }
    sum += joined / (degree * (degree - 1));
  }
  return { value: sum / chosen.length, nodes: chosen.length };
}
