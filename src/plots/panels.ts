/** How panels of one plot each are laid out within a frame. */
export interface PanelGrid {
  readonly columns: number;
  readonly rows: number;
}

/** Lower panels of a plot against time show no more than that something happens, px. */
const LEAST_HEIGHT = 52;
const LEAST_WIDTH = 150;

/**
 * The grid of `count` panels in a room of this size. Plots that are `wide` (against time) are stacked, so that times stand
 * below each other, as long as each keeps some height; others get the largest squares.
 */
export function panelGrid(count: number, width: number, height: number, wide: boolean): PanelGrid {
  const grids = Array.from({ length: count }, (_, k) => ({ columns: k + 1, rows: Math.ceil(count / (k + 1)) }));
  const side = ({ columns, rows }: PanelGrid): number => Math.min(width / columns, height / rows);
  const squarest = grids.reduce((best, grid) => (side(grid) > side(best) ? grid : best), { columns: 1, rows: count });
  if (!wide) return squarest;
  return (
    grids.find(
      ({ columns, rows }) => height / rows >= LEAST_HEIGHT && (columns === 1 || width / columns >= LEAST_WIDTH),
    ) ?? squarest
  );
}

export type Range = readonly [number, number];

export interface Ranges {
  readonly x: Range;
  readonly y: Range;
}

const sameRange = (a: Range, b: Range): boolean => a[0] === b[0] && a[1] === b[1];
const sameRanges = (a: Ranges, b: Ranges): boolean => sameRange(a.x, b.x) && sameRange(a.y, b.y);
const around = (ranges: readonly Range[]): Range => [
  Math.min(...ranges.map(([low]) => low)),
  Math.max(...ranges.map(([, high]) => high)),
];

/** The axes of panels that show one quantity each (`key`): all of them get the range that holds everyone's. */
export interface AxisGroup {
  /** Tells the range of one panel; null: it is gone. */
  set(key: string, panel: string, ranges: Ranges | null): void;
  /** The same object as long as the range is the same; null: nobody told one. */
  shared(key: string): Ranges | null;
  subscribe(listener: () => void): () => void;
}

export function axisGroup(): AxisGroup {
  const told = new Map<string, Map<string, Ranges>>();
  const shared = new Map<string, Ranges>();
  const listeners = new Set<() => void>();
  return {
    set(key, panel, ranges) {
      const panels = told.get(key) ?? new Map<string, Ranges>();
      told.set(key, panels);
      if (ranges === null) panels.delete(panel);
      else panels.set(panel, ranges);
      const all = [...panels.values()];
      if (all.length === 0) {
        shared.delete(key);
        return;
      }
      const union = { x: around(all.map(({ x }) => x)), y: around(all.map(({ y }) => y)) };
      const before = shared.get(key);
      if (before !== undefined && sameRanges(before, union)) return;
      shared.set(key, union);
      for (const listener of listeners) listener();
    },
    shared: (key) => shared.get(key) ?? null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The range of the finite values with a little room; from 0 where none is below and they come near it. */
export function paddedRange(rows: Iterable<Float64Array>): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    for (const value of row) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return [0, 1];
  const room = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  return [low >= 0 && low < 0.3 * high ? 0 : low - room, high + room];
}
