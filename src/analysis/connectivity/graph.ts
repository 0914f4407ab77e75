/** Directed connections by rows of sources: targets of i are `targets[starts[i] .. starts[i + 1])`; several of one pair are allowed. */
export interface Graph {
  readonly sources: number;
  /** Number of possible targets. */
  readonly size: number;
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
}

/** A measure, and of how many nodes (or starting nodes) it was taken: fewer than all where that would take long. */
export interface Sampled {
  readonly value: number | null;
  readonly nodes: number;
}

/** At most `most` of n nodes, evenly spaced. */
export function spacedNodes(n: number, most: number): number[] {
  const count = Math.max(1, Math.min(n, Math.floor(most)));
  return Array.from({ length: count }, (_, k) => Math.floor((k * n) / count));
}

/** The graph within one population with every pair once, in both directions, and no node joined with itself. */
export function undirected({ sources, starts, targets }: Graph): Graph {
  const lists: number[][] = Array.from({ length: sources }, () => []);
  for (let i = 0; i < sources; i++) {
    for (let k = starts[i] ?? 0; k < (starts[i + 1] ?? 0); k++) {
      const j = targets[k] ?? 0;
      if (i === j) continue;
      lists[i]?.push(j);
      lists[j]?.push(i);
    }
  }
  const rows = lists.map((list) => {
    const sorted = Uint32Array.from(list).sort();
    return sorted.filter((node, k) => k === 0 || node !== sorted[k - 1]);
  });
  const joined = new Uint32Array(sources + 1);
  rows.forEach((row, i) => {
    joined[i + 1] = (joined[i] ?? 0) + row.length;
  });
  const far = new Uint32Array(joined[sources] ?? 0);
  rows.forEach((row, i) => {
    far.set(row, joined[i] ?? 0);
  });
  return { sources, size: sources, starts: joined, targets: far };
}
