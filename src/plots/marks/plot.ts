import type { Axis } from '../axes.ts';
import type { Neurons } from '../neurons.ts';
import type { Range } from '../panels.ts';
import type { Box } from './marks.ts';

/** From a level between 0 and 1 to a colour, in the words of CSS; levels beyond have that of the end. */
export type ColourMap = (level: number) => string;

/** Values that are shown by colours; NaN is not drawn. */
export interface Coloured {
  readonly values: ArrayLike<number>;
  readonly map: ColourMap;
}

/** What a plot shows, in the units of its axes; colours are resolved. */
export type PlotMark =
  /** Points that are joined; NaN in `y` parts the line. The legend shows `label`. */
  | {
      readonly kind: 'line';
      readonly x: Float64Array;
      readonly y: Float64Array;
      readonly colour: string;
      readonly width?: number;
      readonly dash?: readonly number[];
      readonly label?: string;
    }
  /** What lies between two lines over one x, such as extremes of samples; NaN parts it. `label`: in the legend. */
  | {
      readonly kind: 'band';
      readonly x: Float64Array;
      readonly low: Float64Array;
      readonly high: Float64Array;
      readonly colour: string;
      readonly label?: string;
    }
  /** `row`: upright strokes as high as one unit of y, between 1 and 6 px; else discs of a radius in px. */
  | {
      readonly kind: 'points';
      readonly x: Float64Array;
      readonly y: Float64Array;
      readonly colour: string | Coloured;
      readonly shape: 'row' | { readonly radius: number };
      readonly opacity?: number;
    }
  /** Bars of equal width from 0 up, the first of which begins at `from`. */
  | {
      readonly kind: 'bars';
      readonly from: number;
      readonly width: number;
      readonly heights: ArrayLike<number>;
      readonly colour: string;
      readonly opacity?: number;
    }
  /** Cells row by row, the first at the top end of `y`, which is `y[1]`. `smooth`: cells smaller than a px are mixed. */
  | {
      readonly kind: 'image';
      readonly x: Range;
      readonly y: Range;
      readonly columns: number;
      readonly rows: number;
      readonly colour: Coloured;
      readonly smooth?: true;
    }
  /** A straight line across the plot, at an x or a y. */
  | {
      readonly kind: 'rule';
      readonly at: { readonly x: number } | { readonly y: number };
      readonly colour: string;
      readonly dash?: readonly number[];
    };

/** What was done to a run from outside, on its axis of time. */
export interface PlotEvent {
  readonly fromMs: number;
  readonly toMs: number;
  readonly kind: 'push' | 'hold';
  readonly said: string;
}

export interface PlotAxis {
  /** From the left or bottom end to the other one; it may fall. */
  readonly range: Range;
  /** Quantity, with its unit where ticks do not carry it; empty: none is written. */
  readonly label: string;
  /** The unit is written at the last tick. */
  readonly unit?: string;
  /** Without ticks there are neither numbers nor grid lines. */
  readonly ticks?: false;
  /** All ticks are whole numbers. */
  readonly whole?: true;
  /** What stands at a tick in place of its number; empty: nothing. */
  readonly nameOf?: (value: number) => string;
  /** Of times of a run, in ms: for how long it was to last. Such axes are linked: see `times.ts`. */
  readonly durationMs?: number;
  /** Of an axis of times, in their order; absent: there are none. */
  readonly events?: readonly PlotEvent[];
}

/** One configuration in the title row of a plot. */
export interface LegendEntry {
  readonly label: string;
  /** What is said of it where there is room. */
  readonly said: string;
  readonly colour: string;
  readonly dash: readonly number[];
}

/** Where the data are in the picture, px. */
export interface Frame extends Box {
  readonly x: Axis;
  readonly y: Axis;
}

/** What is seen of a plot: a part of its horizontal axis, over so many px. */
export interface Seen {
  readonly x: Range;
  readonly width: number;
}

/** Axes with marks: what a probe draws, on the screen, in a file and in a report alike. */
export interface Plot {
  /** Tells it from the other plots of its probe. */
  readonly key: string;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly marks: readonly PlotMark[];
  /** May name the end of the colours, which panels share. */
  readonly title: string | ((colours: Range) => string);
  /** Stands in place of the title where it has several entries. */
  readonly legend?: readonly LegendEntry[];
  /** What the picture shows, for those who cannot see it. */
  readonly summary: string;
  /** Of lines against time that grow: axes may follow, and a cursor reads the values. */
  readonly streams?: true;
  /** The vertical axis follows the lines that are seen; only of plots that stream. */
  readonly followsY?: true;
  /** `square`: both axes are equally long. `equal`: so is a unit of both. */
  readonly shape?: 'square' | 'equal';
  /** No frame is drawn about the data. */
  readonly bare?: true;
  /** What the two ends of the colours stand for. */
  readonly colours?: Range;
  /** A bar of colours that stands beside the data, with their unit. */
  readonly colourBar?: { readonly map: ColourMap; readonly unit: string };
  /** Which axes a drag zooms; absent: none. */
  readonly zoom?: 'x' | 'xy';
  readonly testId?: string;
  /** Further numbers of the element, for tests: `data-NAME`. */
  readonly data?: Readonly<Record<string, number>>;
  /** What lies at a place, in words; null: nothing. `px`: of the axes' units, what a px is. */
  readout?(x: number, y: number, px: { readonly x: number; readonly y: number }): string | null;
  /** Of a plot that shows neurons one by one. */
  readonly neurons?: Neurons;
  /** What is another thing where another part is seen: marks of as much as can be told apart, and what is said of them. */
  of?(seen: Seen): Partial<Omit<Plot, 'of' | 'key' | 'x'>>;
}

/** A plot as it is where a part of its horizontal axis is seen. */
export const seenPlot = (plot: Plot, seen: Seen): Plot =>
  plot.of === undefined ? plot : { ...plot, ...plot.of(seen) };

/** A table beside the plots: the first row and the first column are headings. */
export type Table = readonly (readonly string[])[];

/** What a probe draws in a room: plots and tables in their places, or why there is nothing. */
export type Drawing =
  | {
      readonly plots: readonly (Box & { readonly plot: Plot })[];
      readonly tables?: readonly (Box & { readonly table: Table })[];
    }
  | { readonly empty: string };

/** The plots below each other, in equal parts of a room. */
export function stacked(plots: readonly Plot[], width: number, height: number): Drawing {
  const each = Math.floor(height / Math.max(1, plots.length));
  return { plots: plots.map((plot, k) => ({ plot, left: 0, top: k * each, width, height: each })) };
}

/** The plots beside each other, in equal parts of a room. */
export function abreast(plots: readonly Plot[], width: number, height: number): Drawing {
  const each = Math.floor(width / Math.max(1, plots.length));
  return { plots: plots.map((plot, k) => ({ plot, left: k * each, top: 0, width: each, height })) };
}

/** One plot that takes all of the room. */
export const alone = (plot: Plot, width: number, height: number): Drawing => stacked([plot], width, height);

/** A line of steps: value k from edge k to edge k + 1. */
export function steps(
  edges: (k: number) => number,
  values: ArrayLike<number>,
): { readonly x: Float64Array; readonly y: Float64Array } {
  const [x, y] = [new Float64Array(2 * values.length), new Float64Array(2 * values.length)];
  for (let k = 0; k < values.length; k++) {
    [x[2 * k], x[2 * k + 1]] = [edges(k), edges(k + 1)];
    y[2 * k] = y[2 * k + 1] = values[k] ?? Number.NaN;
  }
  return { x, y };
}
