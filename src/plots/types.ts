import type { ComponentType } from 'react';
import type { FigureKind, Figures } from '../analysis/figures/index.ts';
import type { Later } from '../controls/later.ts';
import type { NetworkDocument, ProbeNode } from '../document/schema.ts';
import type { RunView } from '../experiments/run.ts';
import type { AnyProbe, NamedRow } from '../library/probes/index.ts';
import type { Colours } from './colours.ts';
import type { Drawing } from './marks/plot.ts';
import type { DataTable } from './tables.ts';

export type { RunView } from '../experiments/run.ts';

export interface ProbeProps {
  readonly probe: ProbeNode;
  /** Several in compare mode. Empty before the first run: draw the axes and say what will stand there. */
  readonly runs: readonly RunView[];
  /** Grows whenever `recordings` gained something; redraw at most once a frame. */
  readonly version: number;
  /** Room for the plot, CSS px. */
  readonly width: number;
  readonly height: number;
  /** The open network; only for kinds that are shown `from` it. */
  readonly document: NetworkDocument | null;
  /** Change of the probe's options by the user (a zoom is view state and not an option). */
  readonly onOptions: (options: ProbeNode['options']) => void;
}

/** Versions of what is recorded, as they come: each time that there is more. */
export interface Versions {
  latest(): number;
  /** Returns a function that ends it. */
  subscribe(listener: () => void): () => void;
}

/** What a drawing is made of: a probe, results, and the room for it in px. */
export interface Given extends Pick<ProbeProps, 'probe' | 'runs' | 'width' | 'height' | 'document'> {
  /** The page's colours, or those of paper. */
  readonly inks: Colours;
  /** Of drawers `ofMoment`: the time of the past that is shown, ms; null: the present. */
  readonly lookedAtMs: number | null;
}

/** A figure of one of the runs. */
export interface FigureOfRun<K extends FigureKind> {
  readonly run: RunView;
  readonly figure: Figures[K]['figure'];
}

/** A figure of what a probe observes. */
export interface AskedFigure<K extends FigureKind> {
  readonly kind: K;
  readonly probe: string;
  readonly options: Figures[K]['options'];
}

/** Where a drawing of a probe comes from: the same on the canvas and in a report. */
export type Drawer =
  | {
      readonly by: 'recordings';
      draw(given: Given): Drawing;
      /** It shows a moment: another time that is looked at is another drawing. */
      readonly ofMoment?: true;
    }
  /** Of a figure that the analysis worker computes. */
  | {
      readonly by: 'figure';
      asked(probe: ProbeNode): AskedFigure<FigureKind>;
      draw(given: Given, figures: readonly FigureOfRun<FigureKind>[]): Drawing;
    }
  /** With controls or tables about the plots; `drawing` is for a report. */
  | {
      readonly by: 'view';
      readonly View: ComponentType<ProbeProps>;
      drawing(given: Given): Drawing | Promise<Drawing>;
    };

/** How a kind of probe is drawn: one file under plots/, of the name that its declaration has under library/probes/. */
export interface ProbeView {
  readonly drawn: Drawer;
  /** The plotted data, with units in the header. */
  readonly toTable: (probe: ProbeNode, runs: readonly RunView[]) => DataTable | Promise<DataTable>;
}

/** A kind of probe with its view. */
export interface ProbeKind extends AnyProbe {
  readonly view: Later<ProbeView>;
  /** Of a new probe; variables that follow from the model of what it observes are left out. */
  readonly defaultOptions: ProbeNode['options'];
  /** Rows of the inspector. */
  readonly rows: readonly NamedRow[];
}
