/** What a layer of a picture stands for; a view gives it a colour. */
export type Ink = 'excitatory' | 'inhibitory' | 'stimulus' | 'faint';

/** Lines are SVG paths; points are the cells that are set of a field, row by row, eight to a byte (lowest bit first), base64. */
export type PictureLayer =
  | { readonly kind: 'line'; readonly ink: Ink; readonly path: string }
  | {
      readonly kind: 'points';
      readonly ink: Ink;
      readonly columns: number;
      readonly rows: number;
      readonly bits: string;
    };

/** A small drawing of a run, made when the app is built. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** From the back to the front. */
  readonly layers: readonly PictureLayer[];
  /** What is drawn, in words: "membrane potential under 2.5 nA, 200 ms". */
  readonly caption: string;
}

/** Pictures by key: `kind id` of a library entry (`kind id/set` of a parameter set), or the id of a preset. */
export type Pictures = Readonly<Record<string, Picture>>;
