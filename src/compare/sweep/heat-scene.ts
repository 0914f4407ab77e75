import { extent, pairs, ticks } from 'd3-array';
import { interpolateViridis } from 'd3-scale-chromatic';
import type { AxisScale } from '../../experiments/sweep/axis.ts';
import { type Axis, axisOf, ticksOf } from '../../plots/axes.ts';
import type { At, Mark, Scene } from '../../plots/marks/marks.ts';
import { contour } from './contours.ts';
import { type Box, frameMarks, type Inks } from './frame.ts';

interface HeatAxis {
  readonly numbers: readonly number[];
  readonly scale: AxisScale;
  readonly label: string;
}

export interface HeatGiven {
  readonly width: number;
  readonly height: number;
  readonly x: HeatAxis;
  readonly y: HeatAxis;
  /** Row by row of y, a mean for each x; NaN where there is none. */
  readonly means: readonly (readonly number[])[];
  /** Of the cells that were run and have no mean: the measure is undefined there. */
  readonly undefinedAt: (column: number, row: number) => boolean;
  /** The measure, with its unit. */
  readonly label: string;
  /** The critical x of each row; null: there is none. */
  readonly critical: readonly (number | null)[];
  readonly marked: readonly [column: number, row: number] | null;
  readonly inks: Inks;
}

const BAR = 14;
/** Room of a number beside the bar: colours are not told apart as places are. */
const BAR_TICK_PX = 75;
/** About so many contours are drawn. */
const CONTOURS = 7;
/** Light on every colour of the map, with a dark edge. */
const LIGHT = '#ffffff';
const DARK = '#10131a';

/** Two axes: a colour for each cell, contours of equal means, the critical value of each row, and a colour bar. */
export function heatScene(
  given: HeatGiven,
): Scene & { readonly columns: readonly number[]; readonly rows: readonly number[]; readonly box: Box } {
  const { width, height, x: across, y: up, means, critical, marked, inks } = given;
  const box: Box = { left: 64, top: 14, right: width - 96, bottom: height - 44 };
  const x = cellAxis(across, [box.left, box.right]);
  const y = cellAxis(up, [box.bottom, box.top]);
  const columns = across.numbers.map(x);
  const rows = up.numbers.map(y);
  const xEdges = cellEdges(columns, [box.left, box.right]);
  const yEdges = cellEdges(rows, [box.bottom, box.top]);
  const [low = 0, high = 1] = extent(means.flat());
  const shareOf = (mean: number): number => (high > low ? (mean - low) / (high - low) : 0.5);
  const rectOf = (column: number, row: number): { at: At; size: At } => {
    // Whole px, so that no seam shows between neighbours.
    const [a, b] = (xEdges[column] ?? [0, 0]).map(Math.round) as [number, number];
    const [c, d] = (yEdges[row] ?? [0, 0]).map(Math.round) as [number, number];
    return { at: [Math.min(a, b), Math.min(c, d)], size: [Math.abs(b - a), Math.abs(d - c)] };
  };
  const cells = means.flatMap((line, row) =>
    line.flatMap((mean, column): Mark[] => {
      if (!Number.isNaN(mean))
        return [{ kind: 'rect', ...rectOf(column, row), fill: interpolateViridis(shareOf(mean)) }];
      if (!given.undefinedAt(column, row)) return [];
      const { at, size } = rectOf(column, row);
      const end: At = [at[0] + size[0], at[1] + size[1]];
      return [{ kind: 'path', points: [at, end], stroke: inks.faint, opacity: 0.6 }];
    }),
  );
  const levels = high > low ? ticks(low, high, CONTOURS).filter((level) => level > low && level < high) : [];
  const lines = levels.flatMap((level) => contour(means, columns, rows, level));
  const edge = marked === null ? [] : [rectOf(marked[0], marked[1])];
  return {
    width,
    height,
    box,
    columns,
    rows,
    marks: [
      ...cells,
      ...lines.map((points): Mark => ({ kind: 'path', points, stroke: DARK, width: 2.4, opacity: 0.35 })),
      ...lines.map((points): Mark => ({ kind: 'path', points, stroke: LIGHT, width: 1.1, opacity: 0.9 })),
      ...criticalMarks(critical, x, rows),
      ...frameMarks(box, x, y, { x: across.label, y: up.label }, inks, false),
      ...edge.flatMap(({ at, size }): Mark[] => [
        { kind: 'rect', at, size, stroke: DARK },
        { kind: 'rect', at: [at[0] + 1, at[1] + 1], size: [size[0] - 2, size[1] - 2], stroke: LIGHT },
      ]),
      ...barMarks(box, width, low, high, levels, given.label, inks),
    ],
  };
}

/** The ends of a cell around each value: halfway to its neighbours, and as far beyond at the ends, in px. */
export function cellEdges(pixels: readonly number[], whole: readonly [number, number]): (readonly [number, number])[] {
  const between = pairs(pixels, (px, next) => (px + next) / 2);
  return pixels.map((px, k) => {
    const before = between[k - 1];
    const after = between[k];
    if (before === undefined && after === undefined) return whole;
    return [before ?? 2 * px - (after ?? px), after ?? 2 * px - (before ?? px)];
  });
}

/** The outermost cells reach as far beyond their value as towards their neighbour. */
function cellAxis({ numbers, scale }: HeatAxis, px: readonly [number, number]): Axis {
  const [first = 0, last = first] = [numbers[0], numbers[numbers.length - 1]];
  if (numbers.length < 2 || first === last) return axisOf([first - 0.5, first + 0.5], px);
  const log = scale === 'log' && first > 0 && last > 0;
  const half = 0.5 / (numbers.length - 1);
  const reach = (share: number): number => (log ? first * (last / first) ** share : first + (last - first) * share);
  return axisOf([reach(-half), reach(1 + half)], px, scale);
}

/** Critical values of neighbouring rows are joined. */
function criticalMarks(critical: readonly (number | null)[], x: Axis, rows: readonly number[]): Mark[] {
  const points = critical.map((at, row): At | null => (at === null ? null : [x(at), rows[row] ?? 0]));
  return points.flatMap((point, row): Mark[] => {
    if (point === null) return [];
    const next = points[row + 1];
    const line: Mark[] =
      next === null || next === undefined
        ? []
        : [
            { kind: 'path', points: [point, next], stroke: DARK, width: 4, opacity: 0.6 },
            { kind: 'path', points: [point, next], stroke: '#ff8a65', width: 2 },
          ];
    return [
      ...line,
      { kind: 'dot', at: point, radius: 3.6, fill: DARK },
      { kind: 'dot', at: point, radius: 2.6, fill: '#ff8a65' },
    ];
  });
}

function barMarks(
  { top, bottom }: Box,
  width: number,
  low: number,
  high: number,
  levels: readonly number[],
  label: string,
  { ink, faint, line }: Inks,
): Mark[] {
  const left = width - 76;
  const axis = axisOf([low, high], [bottom, top]);
  const steps = 64;
  const step = (bottom - top) / steps;
  return [
    ...Array.from(
      { length: steps },
      (_, k): Mark => ({
        kind: 'rect',
        at: [left, bottom - (k + 1) * step],
        size: [BAR, step + 0.5],
        fill: interpolateViridis((k + 0.5) / steps),
      }),
    ),
    ...levels.map(
      (level): Mark => ({
        kind: 'path',
        points: [
          [left, axis(level)],
          [left + BAR, axis(level)],
        ],
        stroke: LIGHT,
      }),
    ),
    { kind: 'rect', at: [left, top], size: [BAR, bottom - top], stroke: line },
    ...ticksOf(axis, BAR_TICK_PX).map(
      ({ value, label: text }): Mark => ({
        kind: 'text',
        at: [left + BAR + 5, axis(value)],
        text,
        fill: faint,
        anchor: 'start',
      }),
    ),
    {
      kind: 'text',
      at: [width - 12, (top + bottom) / 2],
      text: label,
      fill: ink,
      anchor: 'middle',
      size: 12,
      turned: true,
    },
  ];
}
