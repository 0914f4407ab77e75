import type { AxisScale } from '../../experiments/sweep/axis.ts';
import { niceTicks, tickLabels } from '../../plots/axes.ts';
import { hexOf, viridis } from '../../plots/colour-map.ts';
import type { At, Mark, Scene } from '../../plots/marks/marks.ts';
import { contour } from './contours.ts';
import { type Box, frameMarks, type Inks } from './frame.ts';
import { cellEdges, type Scale, scaleOf } from './scale.ts';

export interface HeatAxis {
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
/** Contours at most. */
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
  const x = axisScale(across, box.left, box.right, Math.max(3, Math.floor(width / 90)));
  const y = axisScale(up, box.bottom, box.top, Math.max(2, Math.floor(height / 40)));
  const columns = across.numbers.map(x.to);
  const rows = up.numbers.map(y.to);
  const xEdges = cellEdges(columns, [box.left, box.right]);
  const yEdges = cellEdges(rows, [box.bottom, box.top]);
  const known = means.flat().filter((mean) => !Number.isNaN(mean));
  const [low, high] = known.length === 0 ? [0, 1] : [Math.min(...known), Math.max(...known)];
  const shareOf = (mean: number): number => (high > low ? (mean - low) / (high - low) : 0.5);
  const rectOf = (column: number, row: number): { at: At; size: At } => {
    // Whole px, so that no seam shows between neighbours.
    const [a, b] = (xEdges[column] ?? [0, 0]).map(Math.round) as [number, number];
    const [c, d] = (yEdges[row] ?? [0, 0]).map(Math.round) as [number, number];
    return { at: [Math.min(a, b), Math.min(c, d)], size: [Math.abs(b - a), Math.abs(d - c)] };
  };
  const cells = means.flatMap((line, row) =>
    line.flatMap((mean, column): Mark[] => {
      if (!Number.isNaN(mean)) return [{ kind: 'rect', ...rectOf(column, row), fill: colour(shareOf(mean)) }];
      if (!given.undefinedAt(column, row)) return [];
      const { at, size } = rectOf(column, row);
      const end: At = [at[0] + size[0], at[1] + size[1]];
      return [{ kind: 'path', points: [at, end], stroke: inks.faint, opacity: 0.6 }];
    }),
  );
  const levels = high > low ? niceTicks(low, high, CONTOURS).filter((level) => level > low && level < high) : [];
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

const colour = (share: number): string => hexOf(viridis(share));

/** The outermost cells reach as far beyond their value as towards their neighbour. */
function axisScale({ numbers, scale }: HeatAxis, start: number, end: number, most: number): Scale {
  const [first = 0, last = first] = [numbers[0], numbers[numbers.length - 1]];
  if (numbers.length < 2 || first === last) return scaleOf(first - 0.5, first + 0.5, start, end, 'linear', most);
  const log = scale === 'log' && first > 0 && last > 0;
  const half = 0.5 / (numbers.length - 1);
  const reach = (share: number): number => (log ? first * (last / first) ** share : first + (last - first) * share);
  const [from, to] = [reach(-half), reach(1 + half)];
  return from < to ? scaleOf(from, to, start, end, scale, most) : scaleOf(to, from, end, start, scale, most);
}

/** Critical values of neighbouring rows are joined. */
function criticalMarks(critical: readonly (number | null)[], x: Scale, rows: readonly number[]): Mark[] {
  const points = critical.map((at, row): At | null => (at === null ? null : [x.to(at), rows[row] ?? 0]));
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
  const scale = scaleOf(low, high, bottom, top, 'linear', 6);
  const steps = 64;
  const step = (bottom - top) / steps;
  const texts = tickLabels(scale.ticks, '');
  return [
    ...Array.from(
      { length: steps },
      (_, k): Mark => ({
        kind: 'rect',
        at: [left, bottom - (k + 1) * step],
        size: [BAR, step + 0.5],
        fill: colour((k + 0.5) / steps),
      }),
    ),
    ...levels.map(
      (level): Mark => ({
        kind: 'path',
        points: [
          [left, scale.to(level)],
          [left + BAR, scale.to(level)],
        ],
        stroke: LIGHT,
      }),
    ),
    { kind: 'rect', at: [left, top], size: [BAR, bottom - top], stroke: line },
    ...scale.ticks.map(
      (tick, k): Mark => ({
        kind: 'text',
        at: [left + BAR + 5, scale.to(tick)],
        text: texts[k] ?? '',
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
