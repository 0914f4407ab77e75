import type { ComponentType } from 'react';
import type { Measure } from '../analysis/measures/index.ts';
import type { NetworkDocument, ProbeNode } from '../document/schema.ts';
import type { RunView } from '../experiments/run.ts';
import type { ProbeId, ProbeOptionType } from '../library/probes.ts';

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
  /** The open network; only for kinds that are shown from it (`fromDocument`). */
  readonly document: NetworkDocument | null;
  /** Change of the probe's options by the user (a zoom is view state and not an option). */
  readonly onOptions: (options: ProbeNode['options']) => void;
}

/** A kind of probe: one file under plots/, listed in plots/index.ts; its id and options stand in library/probes.ts too. */
export interface ProbeKind {
  readonly id: ProbeId;
  readonly name: string;
  readonly summary: string;
  readonly defaultSize: { readonly width: number; readonly height: number };
  readonly defaultOptions: ProbeNode['options'];
  /** Shown from the network alone, before any run. */
  readonly fromDocument?: true;
  /** Holds all configurations in one, even where each gets a panel: a table. */
  readonly together?: true;
  /** Drawn when the analysis answers, not when results come: `version` stays what it is. */
  readonly ownPace?: true;
  /** What it can observe. */
  readonly accepts: readonly ('population' | 'current-stimulus' | 'spike-stimulus')[];
  /** Options for the inspector. */
  readonly options: readonly {
    readonly name: string;
    readonly label: string;
    readonly meaning: string;
    readonly type: ProbeOptionType;
    readonly choices?: readonly string[];
    /** The choices are measures, by id. */
    readonly measures?: readonly Measure[];
    readonly unit?: string;
  }[];
  readonly View: ComponentType<ProbeProps>;
  /** The plotted data as CSV text, with units in the header. */
  readonly toCsv: (probe: ProbeNode, runs: readonly RunView[]) => string | Promise<string>;
}
