import { rgb } from 'd3-color';
import { shortNumber } from '../axes.ts';
import type { Colours } from '../colours.ts';
import type { Range } from '../panels.ts';
import type { Mark, Scene } from './marks.ts';
import {
  type Coloured,
  type ColourMap,
  type Drawing,
  type Frame,
  type Plot,
  type PlotAxis,
  type PlotMark,
  seenPlot,
  type Table,
} from './plot.ts';
import { BAR_ROOM, frameMarks, frameOf, type Standing } from './plot-frame.ts';

/** A plot as it is painted or written: its marks in px, in the order in which they are painted; `plot`: as it is seen. */
export function plotScene(
  whole: Plot,
  standing: Standing,
  inks: Colours,
): Scene & { readonly frame: Frame; readonly plot: Plot } {
  const { width } = frameOf(whole, standing);
  const plot = seenPlot(whole, { x: standing.x ?? whole.x.range, width });
  const frame = frameOf(plot, standing);
  const colours = standing.colours ?? plot.colours ?? [0, 1];
  const data = plot.marks.flatMap((mark) => projected(mark, frame, colours));
  const bar = plot.colourBar === undefined ? [] : barMarks(plot.colourBar, colours, frame, standing.width, inks);
  return {
    width: standing.width,
    height: standing.height,
    frame,
    plot,
    marks: [
      ...frameMarks(plot, frame, standing, inks),
      { kind: 'clip', box: frame, marks: [...eventMarks(plot.x, frame, inks), ...data] },
      ...bar,
    ],
  };
}

/** Height of the strip that marks an event at the upper end, px. */
export const STRIP_PX = 4;

/** From when to when something was done to a run: a pulse in amber, what was held in grey. `strip`: its height at the upper end. */
export function eventMarks(
  { events = [] }: PlotAxis,
  { x, top, height }: { readonly x: (timeMs: number) => number; readonly top: number; readonly height: number },
  inks: Colours,
  strip = STRIP_PX,
): Mark[] {
  return events.flatMap(({ fromMs, toMs, kind }): Mark[] => {
    const [left, width] = [x(fromMs), Math.max(1.5, x(toMs) - x(fromMs))];
    const fill = inks(kind === 'push' ? '--stimulus' : '--probe');
    return [
      { kind: 'rect', at: [left, top], size: [width, height], fill, opacity: 0.12 },
      { kind: 'rect', at: [left, top], size: [width, strip], fill },
    ];
  });
}

/** What is marked at a time, in words; null: nothing. `pxMs`: what a px is. */
export function eventsAt({ events = [] }: PlotAxis, timeMs: number, pxMs: number): string | null {
  const said = events.flatMap(({ fromMs, toMs, said: sentence }) =>
    timeMs >= fromMs - 2 * pxMs && timeMs <= toMs + 2 * pxMs ? [sentence] : [],
  );
  return said.length === 0 ? null : said.join('; ');
}

/** What a probe draws, as one picture. */
export function drawingScene(drawing: Drawing, width: number, height: number, inks: Colours): Scene {
  if ('empty' in drawing) {
    const at = [width / 2, height / 2] as const;
    return {
      width,
      height,
      marks: [{ kind: 'text', at, text: drawing.empty, fill: inks('--ink-2'), anchor: 'middle', most: width }],
    };
  }
  const plots = drawing.plots.flatMap(({ plot, ...box }) =>
    plotScene(plot, { width: box.width, height: box.height, panel: null }, inks).marks.map((mark) =>
      moved(mark, box.left, box.top),
    ),
  );
  const tables = (drawing.tables ?? []).flatMap(({ table, left, top, width: wide }) =>
    tableMarks(table, wide, inks).map((mark) => moved(mark, left, top)),
  );
  return { width, height, marks: [...plots, ...tables] };
}

/** A mark at another place. */
export function moved(mark: Mark, dx: number, dy: number): Mark {
  switch (mark.kind) {
    case 'path':
      return { ...mark, points: mark.points.map(([x, y]) => [x + dx, y + dy] as const) };
    case 'line':
    case 'points':
      return { ...mark, x: mark.x.map((x) => x + dx), y: mark.y.map((y) => y + dy) };
    case 'band':
      return {
        ...mark,
        x: mark.x.map((x) => x + dx),
        top: mark.top.map((y) => y + dy),
        bottom: mark.bottom.map((y) => y + dy),
      };
    case 'image':
      return { ...mark, box: { ...mark.box, left: mark.box.left + dx, top: mark.box.top + dy } };
    case 'clip': {
      const box = { ...mark.box, left: mark.box.left + dx, top: mark.box.top + dy };
      return { ...mark, box, marks: mark.marks.map((inner) => moved(inner, dx, dy)) };
    }
    default:
      return { ...mark, at: [mark.at[0] + dx, mark.at[1] + dy] };
  }
}

function projected(mark: PlotMark, frame: Frame, colours: Range): Mark[] {
  const { x: toX, y: toY } = frame;
  switch (mark.kind) {
    case 'line': {
      const { x, y, colour: stroke, width = 1.2, dash = [] } = mark;
      return [{ kind: 'line', x: x.map(toX), y: y.map(toY), stroke, width, dash }];
    }
    case 'band': {
      const { x, low, high, colour: fill } = mark;
      // Where both ends are one, a line as thick as others is seen.
      const top = high.map((value) => toY(value) - 0.6);
      return [{ kind: 'band', x: x.map(toX), top, bottom: low.map((value) => toY(value) + 0.6), fill }];
    }
    case 'points':
      return [pointMark(mark, frame, colours)];
    case 'bars': {
      const { from, width, heights, colour: fill, opacity = 1 } = mark;
      return Array.from(heights, (height, k): Mark => {
        const [left, right] = [toX(from + k * width), toX(from + (k + 1) * width)];
        const top = toY(height);
        return { kind: 'rect', at: [left, top], size: [Math.max(1, right - left - 1), toY(0) - top], fill, opacity };
      });
    }
    case 'image': {
      const { x, y, columns, rows, colour, smooth = false } = mark;
      const [left, top] = [toX(x[0]), toY(y[1])];
      const box = { left, top, width: toX(x[1]) - left, height: toY(y[0]) - top };
      const rgba = rgbaOf(colour, columns * rows, colours);
      return [{ kind: 'image', box, columns, rows, rgba, smooth: smooth && columns > box.width }];
    }
    case 'rule': {
      const { at, colour: stroke, dash = [] } = mark;
      const { left, top, width, height } = frame;
      const points =
        'x' in at
          ? ([
              [toX(at.x), top],
              [toX(at.x), top + height],
            ] as const)
          : ([
              [left, toY(at.y)],
              [left + width, toY(at.y)],
            ] as const);
      return [{ kind: 'path', points, stroke, dash }];
    }
  }
}

const levelOf = (value: number, [low, high]: Range): number => (high > low ? (value - low) / (high - low) : 0);

/** Of those that are seen; there may be a hundred thousand. */
function pointMark(mark: Extract<PlotMark, { readonly kind: 'points' }>, frame: Frame, colours: Range): Mark {
  const { x, y, colour, shape, opacity = 1 } = mark;
  const [px, py] = [new Float64Array(x.length), new Float64Array(x.length)];
  const fills: string[] = [];
  const [reach, { left, top, width, height }] = [8, frame];
  let seen = 0;
  for (let k = 0; k < x.length; k++) {
    const [atX, atY] = [frame.x(x[k] ?? 0), frame.y(y[k] ?? 0)];
    const isSeen =
      atX >= left - reach && atX <= left + width + reach && atY >= top - reach && atY <= top + height + reach;
    if (!isSeen) continue;
    if (typeof colour !== 'string') {
      const value = colour.values[k] ?? Number.NaN;
      fills.push(colour.map(Number.isNaN(value) ? 0 : levelOf(value, colours)));
    }
    px[seen] = atX;
    py[seen] = atY;
    seen += 1;
  }
  const unit = Math.abs(frame.y(1) - frame.y(0));
  return {
    kind: 'points',
    x: px.subarray(0, seen),
    y: py.subarray(0, seen),
    fill: typeof colour === 'string' ? colour : fills,
    shape: shape === 'row' ? { size: [unit > 3 ? 1.6 : 1.1, Math.max(1, Math.min(6, unit))] } : shape,
    opacity,
  };
}

/** Of more cells than these, colours are looked up among as many as can be told apart. */
const MANY_CELLS = 4096;
const SHADES = 1024;

/** Red, green, blue and alpha of a colour, one byte each, as they lie in memory. */
function pixelOf(colour: string): number {
  const { r, g, b } = rgb(colour);
  return new Uint32Array(Uint8ClampedArray.of(r, g, b, 255).buffer)[0] ?? 0;
}

/** Of maps that were used: a plot that is drawn again and again has the same one. */
const shades = new WeakMap<ColourMap, Uint32Array>();

function shadesOf(map: ColourMap): (level: number) => number {
  const known = shades.get(map) ?? Uint32Array.from({ length: SHADES + 1 }, (_, k) => pixelOf(map(k / SHADES)));
  shades.set(map, known);
  return (level) => known[Math.round(SHADES * Math.min(1, Math.max(0, level)))] ?? pixelOf(map(level));
}

function rgbaOf({ values, map }: Coloured, cells: number, colours: Range): Uint8ClampedArray {
  const pixelAt = cells > MANY_CELLS ? shadesOf(map) : (level: number) => pixelOf(map(level));
  const pixels = new Uint32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const value = values[cell] ?? Number.NaN;
    if (!Number.isNaN(value)) pixels[cell] = pixelAt(levelOf(value, colours));
  }
  return new Uint8ClampedArray(pixels.buffer);
}

const BAR_STEPS = 64;
const BAR_WIDTH = 10;
const LONGEST_BAR = 160;

/** The colours from the low end to the high one, with what the ends stand for. */
function barMarks(
  { map, unit }: { readonly map: ColourMap; readonly unit: string },
  [low, high]: Range,
  { top, height }: Frame,
  width: number,
  inks: Colours,
): Mark[] {
  const left = width - BAR_ROOM + 8;
  const long = Math.min(LONGEST_BAR, height);
  const values = Array.from({ length: BAR_STEPS }, (_, k) => 1 - k / (BAR_STEPS - 1));
  const text = (value: string, y: number): Mark => ({
    kind: 'text',
    at: [left + BAR_WIDTH + 4, y],
    text: value,
    fill: inks('--ink-2'),
    anchor: 'start',
    most: BAR_ROOM - BAR_WIDTH - 14,
  });
  return [
    {
      kind: 'image',
      box: { left, top, width: BAR_WIDTH, height: long },
      columns: 1,
      rows: BAR_STEPS,
      rgba: rgbaOf({ values, map }, BAR_STEPS, [0, 1]),
      smooth: false,
    },
    text(`${shortNumber(high)} ${unit}`.trim(), top + 6),
    text(shortNumber(low), top + long - 6),
  ];
}

const ROW = 20;

/** Columns of equal width below their headings. */
function tableMarks(table: Table, width: number, inks: Colours): Mark[] {
  const columns = Math.max(1, ...table.map(({ length }) => length));
  const each = width / columns;
  return table.flatMap((cells, row): Mark[] => [
    ...cells.map(
      (text, column): Mark => ({
        kind: 'text',
        at: [column * each + 4, (row + 0.5) * ROW],
        text,
        fill: inks(row === 0 || column === 0 ? '--ink-2' : '--ink'),
        anchor: 'start',
        most: each - 8,
      }),
    ),
    {
      kind: 'path',
      points: [
        [0, (row + 1) * ROW],
        [width, (row + 1) * ROW],
      ],
      stroke: inks('--line'),
    },
  ]);
}

/** Height of a table, px. */
export const tableHeight = (table: Table): number => table.length * ROW;
