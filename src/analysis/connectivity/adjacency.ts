import type { Graph } from './graph.ts';

/** Synapses from each bin of sources (rows) to each bin of targets (columns). */
export interface AdjacencyImage {
  readonly rows: number;
  readonly columns: number;
  readonly counts: Uint32Array;
  /** Largest number of pairs of a bin, to which its count compares. */
  readonly pairs: number;
}

/** The adjacency matrix, in at most so many rows and columns; bins are of equal width, but for the last one. */
export function adjacencyImage({ sources, size, starts, targets }: Graph, most = 256): AdjacencyImage {
  const [high, wide] = [Math.max(1, Math.ceil(sources / most)), Math.max(1, Math.ceil(size / most))];
  const [rows, columns] = [Math.ceil(sources / high), Math.ceil(size / wide)];
  const counts = new Uint32Array(rows * columns);
  for (let i = 0; i < sources; i++) {
    const row = Math.floor(i / high) * columns;
    for (let k = starts[i] ?? 0; k < (starts[i + 1] ?? 0); k++) {
      const place = row + Math.floor((targets[k] ?? 0) / wide);
      counts[place] = (counts[place] ?? 0) + 1;
    }
  }
  return { rows, columns, counts, pairs: high * wide };
}
