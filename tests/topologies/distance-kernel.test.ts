import { describe, expect, test } from 'vitest';
import type { ConnectionRule, Space } from '../../src/contract/index.ts';
import { connect } from '../../src/engine/connectivity/reference.ts';
import { positionsOf } from '../../src/library/positions/index.ts';
import { cellsOf, distanceOf, furthest, longestDistance, nearest } from '../../src/library/topologies/distance.ts';
import { kernelOf, wiringOf } from '../../src/library/topologies/index.ts';
import type { KernelShape } from '../../src/library/topologies/kernels.ts';
import { between, countDouble, countSelf, pairsOf, within } from './wire.ts';

const sheet = (size: number, key: number): Float64Array =>
  positionsOf({ type: 'random', widthUm: 1000, heightUm: 800 }, size, 1, key);
const grid = (size: number): Float64Array => positionsOf({ type: 'grid', widthUm: 1000, heightUm: 1000 }, size, 1, 1);

const open: Space = { source: sheet(350, 1), target: sheet(500, 2), period: [0, 0] };
const torus: Space = { ...open, period: [1000, 800] };
const one: Space = { source: grid(400), target: grid(400), period: [1000, 1000] };

const rule = (
  kernel: KernelShape,
  space: Space,
  { probability = 0.8, widthUm = 120, autapses = false } = {},
): ConnectionRule => ({ kind: 'distance-kernel', kernel, probability, widthUm, autapses, space });

const shapes: readonly KernelShape[] = ['gaussian', 'exponential', 'box', 'mexican-hat-centre', 'mexican-hat-surround'];

describe('distances', () => {
  test('are straight, or the shorter way round', () => {
    const space = {
      source: Float64Array.of(100, 100),
      target: Float64Array.of(900, 700, 130, 140),
      period: [0, 0],
    } as const;
    expect(distanceOf(space, 0, 0)).toBe(1000);
    expect(distanceOf({ ...space, period: [1000, 800] }, 0, 0)).toBeCloseTo(Math.hypot(200, 200), 12);
    expect(distanceOf({ ...space, period: [1000, 0] }, 0, 0)).toBeCloseTo(Math.hypot(200, 600), 12);
    expect(distanceOf(space, 0, 1)).toBe(50);
  });

  test.each([open, torus])('the longest is not exceeded, and cells hold what they say', (space) => {
    const longest = longestDistance(space);
    const cells = cellsOf(space);
    expect(cells.flatMap(({ targets }) => [...targets]).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 500 }, (_, k) => k),
    );
    let wrong = 0;
    for (let i = 0; i < 350; i += 7) {
      for (const cell of cells) {
        const [low, high] = [nearest(space, i, cell), furthest(space, i, cell)];
        for (const j of cell.targets) {
          const distance = distanceOf(space, i, j);
          if (distance > longest + 1e-9 || distance < low - 1e-9 || distance > high + 1e-9) wrong++;
        }
      }
    }
    expect(wrong).toBe(0);
  });
});

describe('kernels', () => {
  test('have the values of their formulas', () => {
    expect(kernelOf('gaussian', 100).at(100)).toBeCloseTo(Math.exp(-0.5), 10);
    expect(kernelOf('exponential', 100).at(250)).toBeCloseTo(Math.exp(-2.5), 10);
    expect([99, 100, 101].map(kernelOf('box', 100).at)).toEqual([1, 1, 0]);
    expect(kernelOf('mexican-hat-centre', 100).at(100)).toBeCloseTo(0.5 * Math.exp(-0.5), 10);
    expect(kernelOf('mexican-hat-centre', 100).at(150)).toBe(0);
    expect(kernelOf('mexican-hat-surround', 100).at(100)).toBe(0);
    expect(kernelOf('mexican-hat-surround', 100).at(200)).toBeCloseTo(1, 10);
  });

  test.each(shapes)('%s is never above what a cell allows', (shape) => {
    const kernel = kernelOf(shape, 100);
    let above = 0;
    for (let low = 0; low < 600; low += 13) {
      for (const width of [0, 5, 40, 300]) {
        const most = kernel.most(low, low + width) * (1 + 1e-12);
        for (let d = low; d <= low + width; d += 2.5) above += kernel.at(d) > most ? 1 : 0;
      }
    }
    expect(above).toBe(0);
  });
});

describe.each([
  ['open', open],
  ['periodic', torus],
] as const)('%s border', (_name, space) => {
  test.each(shapes)('%s: the share of pairs by distance is p(d) (5 sigma in each of 20 bins)', (shape) => {
    const ends = between(350, 500);
    const made = new Set(pairsOf(rule(shape, space), ends).map(([i, j]) => i * 500 + j));
    const kernel = kernelOf(shape, 120);
    const bins = Array.from({ length: 20 }, () => ({ count: 0, expected: 0, variance: 0 }));
    for (let i = 0; i < 350; i++) {
      for (let j = 0; j < 500; j++) {
        const distance = distanceOf(space, i, j);
        const p = 0.8 * kernel.at(distance);
        const bin = bins[Math.min(19, Math.floor(distance / 40))];
        if (bin === undefined) continue;
        bin.count += made.has(i * 500 + j) ? 1 : 0;
        bin.expected += p;
        bin.variance += p * (1 - p);
      }
    }
    for (const { count, expected, variance } of bins)
      expect(Math.abs(count - expected)).toBeLessThanOrEqual(5 * Math.sqrt(variance) + 1e-6);
    const total = bins.reduce((sum, { expected }) => sum + expected, 0);
    expect(wiringOf(rule(shape, space), ends).expected).toBeCloseTo(total, 6);
  });
});

describe('distance kernel', () => {
  test('a box of probability 1 has exactly the pairs within its radius', () => {
    const pairs = pairsOf(rule('box', one, { probability: 1, widthUm: 50.001 }), within(400));
    // Four neighbours on a torus of 20 by 20, 50 um apart.
    expect(pairs.length).toBe(1600);
    expect(pairs.every(([i, j]) => Math.abs(distanceOf(one, i, j) - 50) < 1e-6)).toBe(true);
    expect(pairsOf(rule('box', one, { probability: 1, widthUm: 50.001, autapses: true }), within(400)).length).toBe(
      2000,
    );
  });

  test('makes no pair twice, none onto itself unless asked, and ascending rows', () => {
    for (const autapses of [true, false]) {
      const pairs = pairsOf(rule('gaussian', one, { probability: 1, autapses }), within(400));
      expect(countDouble(pairs)).toBe(0);
      expect(countSelf(pairs)).toBe(autapses ? 400 : 0);
      expect(pairs.every(([i, j], k) => k === 0 || i > (pairs[k - 1]?.[0] ?? 0) || j > (pairs[k - 1]?.[1] ?? 0))).toBe(
        true,
      );
    }
  });

  test('size 1, none at probability 0, and faults', () => {
    const single: Space = { source: grid(1), target: grid(1), period: [0, 0] };
    expect(pairsOf(rule('gaussian', single, { probability: 1, autapses: true }), within(1))).toEqual([[0, 0]]);
    expect(pairsOf(rule('gaussian', single, { probability: 1 }), within(1))).toEqual([]);
    expect(pairsOf(rule('gaussian', one, { probability: 0 }), within(400))).toEqual([]);
    expect(wiringOf(rule('box', one, { widthUm: 0 }), within(400)).fault).toContain('more than 0');
    expect(wiringOf(rule('box', one), within(9)).fault).toContain('position for every neuron');
  });

  test('of many neurons expects, from a part of the sources, what it makes (5 sigma)', () => {
    const large: Space = { source: grid(3000), target: grid(3000), period: [1000, 1000] };
    const wiring = wiringOf(rule('gaussian', large, { probability: 0.3, widthUm: 80 }), within(3000));
    const made = pairsOf(rule('gaussian', large, { probability: 0.3, widthUm: 80 }), within(3000)).length;
    expect(Math.abs(made - wiring.expected)).toBeLessThan(5 * Math.sqrt(wiring.expected) + 0.01 * wiring.expected);
  });
});

test('delays by distance are offset + distance / velocity, in whole steps', () => {
  const { starts, targets, delays } = connect({
    name: 'test',
    seed: 1,
    key: 5,
    rule: rule('gaussian', one),
    ends: within(400),
    weight: { kind: 'constant', value: 1 },
    delayMs: { kind: 'distance', offset: 0.5, perUm: 1 / 300, space: one },
    dtMs: 0.1,
  });
  if ('constant' in delays) throw new Error('one delay for all');
  const expected = Array.from({ length: 400 }, (_, i) =>
    Array.from(targets.subarray(starts[i], starts[i + 1]), (j) =>
      Math.floor((0.5 + distanceOf(one, i, j) / 300) / 0.1 + 0.5),
    ),
  ).flat();
  expect([...delays.each]).toEqual(expected);
  expect(new Set(delays.each).size).toBeGreaterThan(5);
});
