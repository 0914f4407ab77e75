import { type Graph, type Sampled, spacedNodes } from './graph.ts';

const MOST_VISITS = 3e8;

/** Of a graph within one population. */
export interface PathLengths extends Sampled {
  /** Share of ordered pairs of different nodes with a path from one to the other. */
  readonly reached: number;
}

/** Characteristic path length: mean number of synapses on the shortest way, over all pairs that have one; by breadth-first search. */
export function pathLength({ sources: n, starts, targets }: Graph): PathLengths {
  if (n < 2) return { value: null, nodes: n, reached: 0 };
  const chosen = spacedNodes(n, MOST_VISITS / Math.max(targets.length, n));
  const seen = new Int32Array(n).fill(-1);
  const queue = new Uint32Array(n);
  const distance = new Uint32Array(n);
  let [sum, pairs] = [0, 0];
  for (const from of chosen) {
    let [head, tail] = [0, 1];
    queue[0] = from;
    seen[from] = from;
    distance[from] = 0;
    while (head < tail) {
      const node = queue[head++] ?? 0;
      const next = (distance[node] ?? 0) + 1;
      const end = starts[node + 1] ?? 0;
      for (let k = starts[node] ?? 0; k < end; k++) {
        const far = targets[k] ?? 0;
        if (seen[far] === from) continue;
        seen[far] = from;
        distance[far] = next;
        sum += next;
        queue[tail++] = far;
      }
    }
    pairs += tail - 1;
  }
  return { value: pairs === 0 ? null : sum / pairs, nodes: chosen.length, reached: pairs / (chosen.length * (n - 1)) };
}
