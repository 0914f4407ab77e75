/**
 * Order of the leaves of the tree that average linkage makes (UPGMA; Sokal & Michener 1958): like ones stand side by side.
 * `distances` is n x n and symmetric. Of two merged clusters the one whose outer leaf is nearer to the other comes to lie at
 * the seam. O(n^3), for the hundred or so neurons of a picture.
 */
export function leafOrder(distances: Float64Array, n: number): Int32Array {
  const between = Float64Array.from(distances);
  let clusters = Array.from({ length: n }, (_, k) => ({ id: k, leaves: [k] }));
  const at = (a: number, b: number): number => between[a * n + b] ?? 0;
  while (clusters.length > 1) {
    const [i, j] = nearest(clusters, at);
    const [a, b] = [clusters[i], clusters[j]];
    if (a === undefined || b === undefined) break;
    for (const { id } of clusters) {
      if (id === a.id || id === b.id) continue;
      const mean =
        (a.leaves.length * at(a.id, id) + b.leaves.length * at(b.id, id)) / (a.leaves.length + b.leaves.length);
      between[a.id * n + id] = mean;
      between[id * n + a.id] = mean;
    }
    const merged = { id: a.id, leaves: joined(a.leaves, b.leaves, (x, y) => distances[x * n + y] ?? 0) };
    clusters = [...clusters.filter(({ id }) => id !== a.id && id !== b.id), merged];
  }
  return Int32Array.from(clusters[0]?.leaves ?? []);
}

function nearest(
  clusters: readonly { readonly id: number }[],
  at: (a: number, b: number) => number,
): readonly [number, number] {
  let best: readonly [number, number] = [0, 1];
  let least = Number.POSITIVE_INFINITY;
  clusters.forEach(({ id }, i) => {
    for (let j = i + 1; j < clusters.length; j++) {
      const distance = at(id, clusters[j]?.id ?? 0);
      if (distance >= least) continue;
      least = distance;
      best = [i, j];
    }
  });
  return best;
}

/** The two rows of leaves, each either way round, so that the leaves at the seam are as alike as possible. */
function joined(a: readonly number[], b: readonly number[], distance: (x: number, y: number) => number): number[] {
  const ways = [a, a.toReversed()].flatMap((first) => [b, b.toReversed()].map((second) => [first, second] as const));
  const seam = ([first, second]: (typeof ways)[number]): number => distance(first.at(-1) ?? 0, second[0] ?? 0);
  const best = ways.reduce((found, way) => (seam(way) < seam(found) ? way : found));
  return best.flat();
}
