import { tickLabels } from '../../plots/axes.ts';
import type { Mark } from '../../plots/marks/marks.ts';
import type { Scale } from './scale.ts';

/** Room of a plot within its picture, px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Colours of a plot, resolved. */
export interface Inks {
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  readonly accent: string;
  readonly surface: string;
}

/** Grid, ticks and labels around a plot. */
export function frameMarks(
  box: Box,
  x: Scale,
  y: Scale,
  labels: { readonly x: string; readonly y: string },
  { ink, faint, line }: Inks,
  grid: boolean,
): Mark[] {
  const { left, top, right, bottom } = box;
  const xLabels = tickLabels(x.ticks, '');
  const yLabels = tickLabels(y.ticks, '');
  return [
    ...x.ticks.flatMap((tick, k): Mark[] => {
      const px = Math.round(x.to(tick)) + 0.5;
      return [
        {
          kind: 'path',
          points: [
            [px, grid ? top : bottom],
            [px, bottom + (grid ? 0 : 4)],
          ],
          stroke: line,
        },
        { kind: 'text', at: [px, bottom + 12], text: xLabels[k] ?? '', fill: faint, anchor: 'middle' },
      ];
    }),
    ...y.ticks.flatMap((tick, k): Mark[] => {
      const py = Math.round(y.to(tick)) + 0.5;
      return [
        {
          kind: 'path',
          points: [
            [grid ? left : left - 4, py],
            [grid ? right : left, py],
          ],
          stroke: line,
        },
        { kind: 'text', at: [left - 7, py], text: yLabels[k] ?? '', fill: faint, anchor: 'end' },
      ];
    }),
    { kind: 'rect', at: [left + 0.5, top + 0.5], size: [right - left - 1, bottom - top - 1], stroke: line },
    { kind: 'text', at: [(left + right) / 2, bottom + 30], text: labels.x, fill: ink, anchor: 'middle', size: 12 },
    { kind: 'text', at: [14, (top + bottom) / 2], text: labels.y, fill: ink, anchor: 'middle', size: 12, turned: true },
  ];
}
