import type { Space } from '../../contract/index.ts';

/** A coordinate's difference, by the shorter way where the space is periodic. */
const shorter = (difference: number, period: number): number =>
  period > 0 ? difference - period * Math.round(difference / period) : difference;

/** Distance of source i and target j, um. */
export function distanceOf({ source, target, period }: Space, i: number, j: number): number {
  const x = shorter((target[2 * j] ?? 0) - (source[2 * i] ?? 0), period[0]);
  const y = shorter((target[2 * j + 1] ?? 0) - (source[2 * i + 1] ?? 0), period[1]);
  return Math.sqrt(x * x + y * y);
}

/** Least and greatest of every second number. */
function extent(positions: Float64Array, axis: 0 | 1): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let k = axis; k < positions.length; k += 2) {
    low = Math.min(low, positions[k] ?? 0);
    high = Math.max(high, positions[k] ?? 0);
  }
  return [low, high];
}

/** No source and target are further apart than this. */
export function longestDistance({ source, target, period }: Space): number {
  const along = ([0, 1] as const).map((axis) => {
    const [a, b] = [extent(source, axis), extent(target, axis)];
    const furthest = Math.max(b[1] - a[0], a[1] - b[0], 0);
    return period[axis] > 0 ? Math.min(furthest, period[axis] / 2) : furthest;
  });
  return Math.sqrt((along[0] ?? 0) ** 2 + (along[1] ?? 0) ** 2);
}

/** Targets that are near each other, and the box that they lie in: its centre and half its extents. */
export interface Cell {
  readonly targets: Uint32Array;
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

const TARGETS_OF_CELL = 16;

/** The targets in cells of a square grid, about 16 in each. */
export function cellsOf({ target }: Space): Cell[] {
  const size = target.length / 2;
  const [x, y] = [extent(target, 0), extent(target, 1)];
  const [width, height] = [x[1] - x[0], y[1] - y[0]];
  const wanted = Math.max(1, size / TARGETS_OF_CELL);
  const side = width > 0 && height > 0 ? Math.sqrt((width * height) / wanted) : Math.max(width, height, 1) / wanted;
  const [columns, rows] = [width, height].map((length) => Math.max(1, Math.ceil(length / side)));
  const lists = new Map<number, number[]>();
  const step = (value: number, low: number, count = 1) => Math.min(count - 1, Math.floor((value - low) / side));
  for (let j = 0; j < size; j++) {
    const cell = step(target[2 * j + 1] ?? 0, y[0], rows) * (columns ?? 1) + step(target[2 * j] ?? 0, x[0], columns);
    const list = lists.get(cell);
    if (list === undefined) lists.set(cell, [j]);
    else list.push(j);
  }
  return [...lists.values()].map((list) => {
    const inside = Float64Array.from(list.flatMap((j) => [target[2 * j] ?? 0, target[2 * j + 1] ?? 0]));
    const [left, right] = extent(inside, 0);
    const [low, high] = extent(inside, 1);
    return {
      targets: Uint32Array.from(list),
      ...{ x: (left + right) / 2, y: (low + high) / 2 },
      ...{ halfWidth: (right - left) / 2, halfHeight: (high - low) / 2 },
    };
  });
}

/** No point of a cell is nearer to source i. */
export function nearest({ source, period }: Space, i: number, cell: Cell): number {
  const x = Math.max(0, Math.abs(shorter(cell.x - (source[2 * i] ?? 0), period[0])) - cell.halfWidth);
  const y = Math.max(0, Math.abs(shorter(cell.y - (source[2 * i + 1] ?? 0), period[1])) - cell.halfHeight);
  return Math.sqrt(x * x + y * y);
}

/** No point of a cell is further from source i. */
export function furthest({ source, period }: Space, i: number, cell: Cell): number {
  const x = Math.abs(shorter(cell.x - (source[2 * i] ?? 0), period[0])) + cell.halfWidth;
  const y = Math.abs(shorter(cell.y - (source[2 * i + 1] ?? 0), period[1])) + cell.halfHeight;
  return Math.sqrt(x * x + y * y);
}
