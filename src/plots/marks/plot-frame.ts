import { ACROSS_PX, axisOf, ticksOf, UP_PX } from '../axes.ts';
import type { Colours } from '../colours.ts';
import type { Range } from '../panels.ts';
import { FONT_SIZE, LETTER, type Mark } from './marks.ts';
import type { Frame, LegendEntry, Plot, PlotAxis } from './plot.ts';

/** How a plot stands: its size, where its axes are zoomed to, and whether it is one of several panels. */
export interface Standing {
  readonly width: number;
  readonly height: number;
  /** Ranges that are shown in place of the plot's own. */
  readonly x?: Range;
  readonly y?: Range;
  readonly colours?: Range;
  /** A panel has a caption above it; its horizontal axis may stand below a lower one. Null: the plot stands alone. */
  readonly panel: { readonly xTicks: boolean } | null;
}

const LEFT = 58;
const RIGHT = 14;
/** A side without ticks and without a label. */
const NARROW = 6;
const TITLE = 20;
const TICKS = 22;
const LABEL = 14;
/** Width of the bar of colours with its numbers, px. */
export const BAR_ROOM = 66;

/** Width of a text of the plots, by the mean width of a letter: the same in the browser and without one. */
export const widthOf = (text: string): number => LETTER * FONT_SIZE * text.length;

const hasTicks = ({ ticks }: PlotAxis): boolean => ticks !== false;

/** Where the data of a plot are. */
export function frameOf(plot: Plot, { width, height, panel, ...shown }: Standing): Frame {
  const [x, y] = [shown.x ?? plot.x.range, shown.y ?? plot.y.range];
  const isLowest = panel?.xTicks !== false;
  const left = hasTicks(plot.y) || plot.y.label !== '' ? LEFT : NARROW;
  const right = plot.colourBar === undefined ? (left === NARROW ? NARROW : RIGHT) : BAR_ROOM;
  const top = panel === null ? TITLE : 4;
  const ticks = hasTicks(plot.x) ? (panel === null ? TICKS : isLowest ? TICKS - 4 : 3) : 4;
  const label = plot.x.label !== '' && isLowest ? LABEL : 0;
  const room = { width: Math.max(1, width - left - right), height: Math.max(1, height - top - ticks - label) };
  const box = { top, ...boxIn(plot, room, left, Math.abs(x[1] - x[0]), Math.abs(y[1] - y[0])) };
  return {
    ...box,
    x: axisOf(x, [box.left, box.left + box.width]),
    y: axisOf(y, [box.top + box.height, box.top]),
  };
}

function boxIn(
  { shape }: Plot,
  room: { readonly width: number; readonly height: number },
  left: number,
  xSpan: number,
  ySpan: number,
): { readonly left: number; readonly width: number; readonly height: number } {
  if (shape === undefined) return { left, ...room };
  const unit = Math.min(room.width / xSpan, room.height / ySpan);
  const side = Math.min(room.width, room.height);
  const [width, height] = shape === 'square' ? [side, side] : [unit * xSpan, unit * ySpan];
  return { left: shape === 'equal' ? left + (room.width - width) / 2 : left, width, height };
}

/** Grid, numbers, labels and title about the data. */
export function frameMarks(plot: Plot, frame: Frame, { width, panel, colours }: Standing, inks: Colours): Mark[] {
  const { left, top, width: wide, height: high } = frame;
  const [faint, line] = [inks('--ink-2'), inks('--line')];
  const [middle, bottom, right] = [left + wide / 2, top + high, left + wide];
  const isLowest = panel?.xTicks !== false;
  const marks: Mark[] = [];
  const text = (value: string, x: number, y: number, anchor: 'start' | 'middle' | 'end'): void => {
    if (value !== '') marks.push({ kind: 'text', at: [x, y], text: value, fill: faint, anchor });
  };
  if (hasTicks(plot.x)) {
    for (const { value, label } of ticksOf(frame.x, ACROSS_PX, plot.x.unit)) {
      if (plot.x.whole && !Number.isInteger(value)) continue;
      const px = Math.round(frame.x(value)) + 0.5;
      marks.push(straight(px, top, px, bottom, line));
      if (isLowest) text(label, Math.min(px, width - widthOf(label) / 2 - 1), bottom + 11, 'middle');
    }
  }
  if (hasTicks(plot.y)) {
    for (const { value, label } of ticksOf(frame.y, UP_PX, plot.y.unit)) {
      if (plot.y.whole && !Number.isInteger(value)) continue;
      const py = Math.round(frame.y(value)) + 0.5;
      marks.push(straight(left, py, right, py, line));
      text(plot.y.nameOf?.(value) ?? label, left - 6, py, 'end');
    }
  }
  if (!plot.bare) marks.push({ kind: 'rect', at: [left + 0.5, top + 0.5], size: [wide - 1, high - 1], stroke: line });
  const entries = legendOf(plot);
  const title = typeof plot.title === 'string' ? plot.title : plot.title(colours ?? plot.colours ?? [0, 1]);
  if (panel === null && entries.length > 0) marks.push(...legendMarks(entries, left, width - left, faint));
  else if (panel === null && !plot.streams) text(title, left, 10, 'start');
  // Above lines that grow stands their legend.
  if (plot.streams) text(title, left + 4, top + 8, 'start');
  if (isLowest) text(plot.x.label, middle, bottom + (hasTicks(plot.x) ? 26 : 12), 'middle');
  if (plot.y.label !== '')
    marks.push({
      kind: 'text',
      at: [10, top + high / 2],
      text: plot.y.label,
      fill: faint,
      anchor: 'middle',
      turned: true,
      most: Math.max(40, high + 8),
    });
  return marks;
}

const straight = (x1: number, y1: number, x2: number, y2: number, stroke: string): Mark => ({
  kind: 'path',
  points: [
    [x1, y1],
    [x2, y2],
  ],
  stroke,
});

/** Of configurations that share a plot, and of lines that grow, whose legend on the screen reads values too. */
function legendOf({ legend = [], streams, marks }: Plot): readonly LegendEntry[] {
  if (legend.length > 1) return legend;
  if (!streams) return [];
  return marks.flatMap((mark) =>
    (mark.kind === 'line' || mark.kind === 'band') && mark.label !== undefined
      ? [{ label: mark.label, said: '', colour: mark.colour, dash: mark.kind === 'line' ? (mark.dash ?? []) : [] }]
      : [],
  );
}

const SAMPLE_PX = 22;
const GAP_PX = 12;

/** What stands beside each sample: label and remark where all of it fits into the width, else the labels. */
export function legendTexts(
  entries: readonly Pick<LegendEntry, 'label' | 'said'>[],
  width: number,
  measure = widthOf,
): readonly string[] {
  const whole = entries.map(({ label, said }) => `${label} ${said}`.trim());
  const taken = whole.reduce((sum, text) => sum + SAMPLE_PX + measure(text) + GAP_PX, -GAP_PX);
  return taken <= width ? whole : entries.map(({ label }) => label);
}

/** A stroke and a text for each entry, in the row above a plot, as far as there is room. */
function legendMarks(entries: readonly LegendEntry[], left: number, width: number, ink: string): Mark[] {
  const texts = legendTexts(entries, width);
  let place = left;
  return entries.flatMap(({ colour, dash }, k): Mark[] => {
    const text = texts[k] ?? '';
    const at = place;
    place += SAMPLE_PX + widthOf(text) + GAP_PX;
    if (at > left && place - GAP_PX > left + width) return [];
    const sample: Mark = {
      kind: 'path',
      points: [
        [at, 10],
        [at + SAMPLE_PX - 4, 10],
      ],
      stroke: colour,
      width: 2,
      dash,
    };
    return [sample, { kind: 'text', at: [at + SAMPLE_PX, 10], text, fill: ink, anchor: 'start' }];
  });
}
