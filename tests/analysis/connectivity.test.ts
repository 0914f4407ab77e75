import { describe, expect, test } from 'vitest';
import { adjacencyImage } from '../../src/analysis/connectivity/adjacency.ts';
import { clusteringCoefficient } from '../../src/analysis/connectivity/clustering.ts';
import { degreeHistogram, inDegrees, outDegrees } from '../../src/analysis/connectivity/degrees.ts';
import type { Graph } from '../../src/analysis/connectivity/graph.ts';
import { spacedNodes } from '../../src/analysis/connectivity/graph.ts';
import { summariseGraph } from '../../src/analysis/connectivity/index.ts';
import { pathLength } from '../../src/analysis/connectivity/path-length.ts';
import { reciprocity } from '../../src/analysis/connectivity/reciprocity.ts';
import type { ConnectionRule } from '../../src/contract/index.ts';
import { wire, within } from '../topologies/wire.ts';

function graphOf(rule: ConnectionRule, n: number, seed = 1): Graph {
  const { starts, targets } = wire(rule, within(n), seed);
  return { sources: n, size: n, starts, targets };
}

function fromPairs(pairs: readonly (readonly [number, number])[], n: number): Graph {
  const pre = Int32Array.from(pairs, ([i]) => i);
  return graphOf({ kind: 'list', pre, post: Int32Array.from(pairs, ([, j]) => j) }, n);
}

const ring = (k: number, n: number) => graphOf({ kind: 'ring', neighbours: k, autapses: false }, n);
const complete = graphOf({ kind: 'all-to-all', autapses: true }, 12);

describe('worked examples', () => {
  test.each([4, 6, 10, 20])('lattice of %i neighbours: clustering is 3 (k - 2) / 4 (k - 1)', (k) => {
    expect(clusteringCoefficient(ring(k, 200)).value).toBeCloseTo((3 * (k - 2)) / (4 * (k - 1)), 12);
  });

  test('path length of a lattice: mean of ceil(d / (k / 2)) over distances', () => {
    expect(pathLength(ring(2, 5)).value).toBe(1.5);
    // Distances 1 to 50 from either side, the opposite one once.
    const steps = Array.from({ length: 99 }, (_, d) => Math.ceil(Math.min(d + 1, 99 - d) / 3));
    expect(pathLength(ring(6, 100)).value).toBeCloseTo(steps.reduce((sum, step) => sum + step, 0) / 99, 12);
  });

  test('complete graph: clustering, path length and reciprocity are 1; autapses count for degrees only', () => {
    expect(clusteringCoefficient(complete)).toEqual({ value: 1, nodes: 12 });
    expect(pathLength(complete)).toEqual({ value: 1, nodes: 12, reached: 1 });
    expect(reciprocity(complete)).toBe(1);
    expect([...outDegrees(complete)]).toEqual(new Array(12).fill(12));
  });

  test('a directed cycle of 4: no way back but around', () => {
    const cycle = fromPairs(
      [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 0],
      ],
      4,
    );
    expect(pathLength(cycle).value).toBe(2);
    expect(reciprocity(cycle)).toBe(0);
    expect(clusteringCoefficient(cycle).value).toBe(0);
  });

  test('a triangle with a tail, one edge both ways and one doubled', () => {
    const graph = fromPairs(
      [
        [0, 1],
        [1, 0],
        [1, 2],
        [1, 2],
        [2, 0],
        [2, 3],
      ],
      4,
    );
    // Local coefficients 1, 1, 1/3 and 0.
    expect(clusteringCoefficient(graph).value).toBeCloseTo((1 + 1 + 1 / 3) / 4, 12);
    // 0->1 of 0->1, 1->0, 1->2, 2->0, 2->3: two of five have their reverse.
    expect(reciprocity(graph)).toBe(0.4);
    expect([...inDegrees(graph)]).toEqual([2, 1, 2, 1]);
    // From 0: 1, 2, 3; from 1: 1, 1, 2; from 2: 1, 2, 1; from 3 nothing.
    expect(pathLength(graph)).toEqual({ value: 14 / 9, nodes: 4, reached: 9 / 12 });
  });

  test('nothing to measure is null, not 0', () => {
    const lone = fromPairs([], 1);
    expect(pathLength(lone).value).toBeNull();
    expect(reciprocity(fromPairs([], 5))).toBeNull();
    expect(pathLength(fromPairs([], 5))).toEqual({ value: null, nodes: 5, reached: 0 });
  });
});

describe('against networkx 3.6.1: means and standard deviations of 20 graphs there (seeds 0 to 19), means of 5 here', () => {
  const cases: readonly [string, ConnectionRule, number, readonly [number, number], readonly [number, number]][] = [
    ['p 0', { kind: 'watts-strogatz', neighbours: 10, rewiring: 0 }, 400, [2 / 3, 0], [20.451127819548873, 0]],
    ['p 0.01', { kind: 'watts-strogatz', neighbours: 10, rewiring: 0.01 }, 400, [0.64713, 0.00497], [7.1148, 0.723]],
    ['p 0.1', { kind: 'watts-strogatz', neighbours: 10, rewiring: 0.1 }, 400, [0.49156, 0.01002], [3.75327, 0.05355]],
    ['p 1', { kind: 'watts-strogatz', neighbours: 10, rewiring: 1 }, 400, [0.0225, 0.00211], [2.83785, 0.00216]],
    ['Barabasi-Albert', { kind: 'barabasi-albert', attachments: 3 }, 300, [0.07042, 0.01134], [3.03947, 0.02818]],
  ];

  /** Four standard errors of the difference of means of 5 and of 20. */
  const band = (sd: number) => 4 * sd * Math.sqrt(1 / 5 + 1 / 20) + 1e-9;

  test.each(cases)('%s: clustering and path length', (_name, rule, n, clustering, length) => {
    const graphs = [1, 2, 3, 4, 5].map((seed) => graphOf(rule, n, seed));
    const mean = (of: (graph: Graph) => number | null) => graphs.reduce((sum, graph) => sum + (of(graph) ?? 0), 0) / 5;
    const apart = (of: (graph: Graph) => number | null, expected: number) => Math.abs(mean(of) - expected);
    expect(apart((graph) => clusteringCoefficient(graph).value, clustering[0])).toBeLessThan(band(clustering[1]));
    expect(apart((graph) => pathLength(graph).value, length[0])).toBeLessThan(band(length[1]));
  });
});

describe('pictures', () => {
  test('histogram of degrees', () => {
    const histogram = degreeHistogram(Uint32Array.of(2, 2, 3, 5));
    expect(histogram).toEqual({ first: 2, width: 1, counts: [2, 1, 0, 1], mean: 3, sd: Math.sqrt(1.5) });
    const wide = degreeHistogram(
      Uint32Array.from({ length: 100 }, (_, k) => k),
      10,
    );
    expect(wide.counts).toEqual(new Array(10).fill(10));
  });

  test('adjacency matrix: whole where small, in bins where large', () => {
    const small = adjacencyImage(ring(2, 4));
    expect([...small.counts]).toEqual([0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0]);
    const large = adjacencyImage(complete, 3);
    expect([large.rows, large.columns, large.pairs]).toEqual([3, 3, 16]);
    expect([...large.counts]).toEqual(new Array(9).fill(16));
  });

  test('nodes of a sample are evenly spaced and differ', () => {
    expect(spacedNodes(10, 3)).toEqual([0, 3, 6]);
    expect(spacedNodes(3, 100)).toEqual([0, 1, 2]);
  });

  test('a projection between two populations has no measures of a graph', () => {
    expect(summariseGraph(complete, false).within).toBeNull();
    expect(summariseGraph(complete, true).within?.clustering.value).toBe(1);
  });
});
