import { describe, expect, test } from 'vitest';
import { gridShape, type Placement, positionsOf } from '../../src/library/positions/index.ts';
import { chiSquare, chiSquareLimit } from './wire.ts';

const square = (type: Placement['type']): Placement => ({ type, widthUm: 1000, heightUm: 500 });
const points = (placement: Placement, size: number, seed = 1, key = 2) => {
  const flat = positionsOf(placement, size, seed, key);
  return Array.from({ length: size }, (_, k) => [flat[2 * k] ?? Number.NaN, flat[2 * k + 1] ?? Number.NaN] as const);
};

describe('positions', () => {
  test('of a line and a grid are the centres of equal cells', () => {
    expect(points(square('line'), 4)).toEqual([
      [125, 0],
      [375, 0],
      [625, 0],
      [875, 0],
    ]);
    expect(points(square('grid'), 8)).toEqual([
      [125, 125],
      [375, 125],
      [625, 125],
      [875, 125],
      [125, 375],
      [375, 375],
      [625, 375],
      [875, 375],
    ]);
  });

  test('of a grid have as square cells as can be', () => {
    expect(gridShape(square('grid'), 200)).toEqual({ columns: 20, rows: 10 });
    expect(gridShape({ type: 'grid', widthUm: 1, heightUm: 1 }, 10)).toEqual({ columns: 4, rows: 3 });
    expect(gridShape({ type: 'grid', widthUm: 1000, heightUm: 1 }, 5)).toEqual({ columns: 5, rows: 1 });
  });

  test('of a ring are on a circle, equally apart', () => {
    const ring = points(square('ring'), 12);
    for (const [x, y] of ring) expect(Math.hypot(x - 500, y - 500)).toBeCloseTo(500, 9);
    const steps = ring.map(([x, y], k) =>
      Math.hypot(x - (ring[(k + 1) % 12]?.[0] ?? 0), y - (ring[(k + 1) % 12]?.[1] ?? 0)),
    );
    for (const step of steps) expect(step).toBeCloseTo(1000 * Math.sin(Math.PI / 12), 9);
  });

  test('of a disc fill it evenly: equal rings of area hold equal numbers (within 2)', () => {
    const radii = points(square('disc'), 1000).map(([x, y]) => Math.hypot((x - 500) / 500, (y - 250) / 250));
    expect(Math.max(...radii)).toBeLessThan(1);
    for (let k = 0; k < 10; k++) {
      const inside = radii.filter((r) => r * r >= k / 10 && r * r < (k + 1) / 10).length;
      expect(Math.abs(inside - 100)).toBeLessThanOrEqual(2);
    }
  });

  test('at random are uniform in the rectangle (chi-square of 8 x 8 fields at 1e-4), and go by seed and key', () => {
    const fields = new Array<number>(64).fill(0);
    for (const [x, y] of points(square('random'), 6400)) {
      const field = Math.floor(x / 125) + 8 * Math.floor(y / 62.5);
      fields[field] = (fields[field] ?? 0) + 1;
    }
    expect(chiSquare(fields, new Array(64).fill(100))).toBeLessThan(chiSquareLimit(63));
    expect(points(square('random'), 5)).toEqual(points(square('random'), 9).slice(0, 5));
    expect(points(square('random'), 5, 2)).not.toEqual(points(square('random'), 5));
    expect(points(square('random'), 5, 1, 3)).not.toEqual(points(square('random'), 5));
  });

  test('of one neuron are within the extents', () => {
    for (const type of ['line', 'ring', 'grid', 'random', 'disc'] as const) {
      const [[x, y] = [Number.NaN, Number.NaN]] = points(square(type), 1);
      expect(x >= 0 && x <= 1000 && y >= 0 && y <= 500).toBe(true);
    }
  });
});
