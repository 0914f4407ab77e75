import { ACROSS_PX, type Axis, ticksOf, UP_PX } from '../../plots/axes.ts';
import type { At, Mark } from '../../plots/marks/marks.ts';

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

/** The number of a tick; not every one of a logarithmic axis has it. */
const numberMarks = (text: string, at: At, anchor: 'middle' | 'end', fill: string): Mark[] =>
  text === '' ? [] : [{ kind: 'text', at, text, fill, anchor }];

/** Grid, ticks and labels around a plot. */
export function frameMarks(
  box: Box,
  x: Axis,
  y: Axis,
  labels: { readonly x: string; readonly y: string },
  { ink, faint, line }: Inks,
  grid: boolean,
): Mark[] {
  const { left, top, right, bottom } = box;
  return [
    ...ticksOf(x, ACROSS_PX).flatMap(({ value, label }): Mark[] => {
      const px = Math.round(x(value)) + 0.5;
      return [
        {
          kind: 'path',
          points: [
            [px, grid ? top : bottom],
            [px, bottom + (grid ? 0 : 4)],
          ],
          stroke: line,
        },
        ...numberMarks(label, [px, bottom + 12], 'middle', faint),
      ];
    }),
    ...ticksOf(y, UP_PX).flatMap(({ value, label }): Mark[] => {
      const py = Math.round(y(value)) + 0.5;
      return [
        {
          kind: 'path',
          points: [
            [grid ? left : left - 4, py],
            [grid ? right : left, py],
          ],
          stroke: line,
        },
        ...numberMarks(label, [left - 7, py], 'end', faint),
      ];
    }),
    { kind: 'rect', at: [left + 0.5, top + 0.5], size: [right - left - 1, bottom - top - 1], stroke: line },
    { kind: 'text', at: [(left + right) / 2, bottom + 30], text: labels.x, fill: ink, anchor: 'middle', size: 12 },
    { kind: 'text', at: [14, (top + bottom) / 2], text: labels.y, fill: ink, anchor: 'middle', size: 12, turned: true },
  ];
}
