import type { Graph } from './graph.ts';

/** Share of connected ordered pairs of different nodes that are connected the other way too; null where none is connected. */
export function reciprocity({ sources: n, starts, targets }: Graph): number | null {
  const into: number[][] = Array.from({ length: n }, () => []);
  for (let i = 0; i < n; i++) {
    for (let k = starts[i] ?? 0; k < (starts[i + 1] ?? 0); k++) into[targets[k] ?? 0]?.push(i);
  }
  const mark = new Int32Array(n).fill(-1);
  const counted = new Int32Array(n).fill(-1);
  let [pairs, both] = [0, 0];
  for (let i = 0; i < n; i++) {
    for (const source of into[i] ?? []) mark[source] = i;
    for (let k = starts[i] ?? 0; k < (starts[i + 1] ?? 0); k++) {
      const j = targets[k] ?? 0;
      if (j === i || counted[j] === i) continue;
      counted[j] = i;
      pairs++;
      if (mark[j] === i) both++;
    }
  }
  return pairs === 0 ? null : both / pairs;
}
