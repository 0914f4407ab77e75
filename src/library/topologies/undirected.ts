import type { RowWriter } from './types.ts';

/** Rows of a graph whose edges, each given once, count in both directions. */
export function bothWays(nodes: number, from: Uint32Array, to: Uint32Array): RowWriter {
  const starts = new Uint32Array(nodes + 1);
  for (const ends of [from, to]) for (const node of ends) starts[node + 1] = (starts[node + 1] ?? 0) + 1;
  for (let i = 0; i < nodes; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const far = new Uint32Array(2 * from.length);
  const add = (near: number, other: number) => {
    const slot = next[near] ?? 0;
    far[slot] = other;
    next[near] = slot + 1;
  };
  for (let k = 0; k < from.length; k++) {
    add(from[k] ?? 0, to[k] ?? 0);
    add(to[k] ?? 0, from[k] ?? 0);
  }
  return (source, _random, out) => {
    const row = far.subarray(starts[source], starts[source + 1]).sort();
    out.set(row);
    return row.length;
  };
}
