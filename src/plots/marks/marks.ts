/** A point in px. */
export type At = readonly [x: number, y: number];

/** A rectangle in px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What a plot is made of, for a canvas and for SVG alike; colours are resolved, places are px. */
export type Mark =
  | {
      readonly kind: 'path';
      readonly points: readonly At[];
      readonly stroke?: string;
      readonly fill?: string;
      readonly width?: number;
      readonly dash?: readonly number[];
      readonly opacity?: number;
    }
  /** A line of many points; NaN in `y` parts it. */
  | {
      readonly kind: 'line';
      readonly x: Float64Array;
      readonly y: Float64Array;
      readonly stroke: string;
      readonly width: number;
      readonly dash?: readonly number[];
    }
  /** What lies between two lines over one x, from one y down to another; NaN parts it. */
  | {
      readonly kind: 'band';
      readonly x: Float64Array;
      readonly top: Float64Array;
      readonly bottom: Float64Array;
      readonly fill: string;
    }
  /** Many equal shapes about their places, in one mark: bars of a size, or discs of a radius. */
  | {
      readonly kind: 'points';
      readonly x: Float64Array;
      readonly y: Float64Array;
      readonly shape: { readonly size: At } | { readonly radius: number };
      /** One for all, or one for each. */
      readonly fill: string | readonly string[];
      readonly opacity?: number;
    }
  /** Cells row by row from the top, each of one colour. */
  | {
      readonly kind: 'image';
      readonly box: Box;
      readonly columns: number;
      readonly rows: number;
      /** Red, green, blue and opacity of each cell, 0 to 255. */
      readonly rgba: Uint8ClampedArray;
      /** Cells smaller than a px are mixed. */
      readonly smooth: boolean;
    }
  /** Marks of which only what lies within the box is seen. */
  | { readonly kind: 'clip'; readonly box: Box; readonly marks: readonly Mark[] }
  | {
      readonly kind: 'rect';
      readonly at: At;
      readonly size: At;
      readonly fill?: string;
      readonly stroke?: string;
      readonly opacity?: number;
    }
  | { readonly kind: 'dot'; readonly at: At; readonly radius: number; readonly fill: string; readonly opacity?: number }
  | {
      readonly kind: 'text';
      readonly at: At;
      readonly text: string;
      readonly fill: string;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly size?: number;
      /** Read upwards. */
      readonly turned?: true;
      /** Longer texts are condensed to it, px. */
      readonly most?: number;
    };

/** A plot: its marks in the order in which they are painted. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

export const FONT = 'Inter, system-ui, sans-serif';
export const FONT_SIZE = 11;
/** Mean width of a letter over its size, of the widest fonts that may stand in for the first one. */
export const LETTER = 0.62;

/** The stretches [from, end) of numbers in a row that are not NaN. */
export function stretchesOf(values: Float64Array): readonly (readonly [from: number, end: number])[] {
  const stretches: (readonly [number, number])[] = [];
  let from = -1;
  for (let k = 0; k <= values.length; k++) {
    const isNumber = k < values.length && !Number.isNaN(values[k]);
    if (isNumber && from < 0) from = k;
    if (isNumber || from < 0) continue;
    stretches.push([from, k]);
    from = -1;
  }
  return stretches;
}
