import { describe, expect, test } from 'vitest';
import { leafOrder } from '../../src/analysis/clustering.ts';
import { noise } from './examples.ts';

/** Distances of members of blocks: small within a block, large between two, with some scatter. */
function distancesOf(blockOf: readonly number[]): Float64Array {
  const n = blockOf.length;
  const scatter = noise(4, n * n);
  const distances = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const value = (blockOf[i] === blockOf[j] ? 0.2 : 0.8) + 0.1 * (scatter[i * n + j] ?? 0);
      distances[i * n + j] = value;
      distances[j * n + i] = value;
    }
  }
  return distances;
}

describe('the order of the leaves', () => {
  test('puts the members of each block side by side', () => {
    const blockOf = [0, 1, 2, 0, 1, 2, 0, 0, 1, 2, 2, 1];
    const order = [...leafOrder(distancesOf(blockOf), blockOf.length)];
    expect([...order].sort((a, b) => a - b)).toEqual([...blockOf.keys()]);
    const changes = order.filter((leaf, k) => k > 0 && blockOf[leaf] !== blockOf[order[k - 1] ?? 0]).length;
    expect(changes).toBe(2);
  });

  test('lays points of a line in their order', () => {
    const places = [7, 1, 4, 2, 8, 0];
    const n = places.length;
    const distances = Float64Array.from({ length: n * n }, (_, cell) =>
      Math.abs((places[Math.floor(cell / n)] ?? 0) - (places[cell % n] ?? 0)),
    );
    const found = [...leafOrder(distances, n)].map((k) => places[k] ?? 0);
    const sorted = [...places].sort((a, b) => a - b);
    expect([sorted, sorted.toReversed()]).toContainEqual(found);
  });

  test('of one or none is that', () => {
    expect([...leafOrder(new Float64Array(1), 1)]).toEqual([0]);
    expect([...leafOrder(new Float64Array(0), 0)]).toEqual([]);
  });
});
