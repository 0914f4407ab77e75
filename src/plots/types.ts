import type { ComponentType } from 'react';
import type { NetworkMap } from '../compile/types.ts';
import type { NetworkDocument, ProbeNode } from '../document/schema.ts';
import type { AnyProbe } from '../library/probes/index.ts';
import type { OptionRow } from '../library/probes/options.ts';
import type { RunAnalysis } from '../session/analysis-client.ts';
import type { Recordings } from '../session/recordings.ts';

/** One configuration's results, as a probe sees them. With compare on, a probe is given two or more. */
export interface RunView {
  /** Short name: "A", "B", or the variant's name; empty for a single run. */
  readonly label: string;
  readonly document: NetworkDocument;
  readonly map: NetworkMap;
  readonly recordings: Recordings;
  /** The same run in the analysis worker; of results that are not measured again there is none. */
  readonly analysis?: RunAnalysis;
}

export interface ProbeProps {
  readonly probe: ProbeNode;
  /** Empty before the first run: draw the axes and say what will stand there. */
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

/** How a kind of probe is drawn: one file under plots/, of the name that its declaration has under library/probes/. */
export interface ProbeView {
  /** Of the options that name measures: the measures that there are, and what a new probe has. */
  readonly measures?: Readonly<
    Record<string, { readonly choices: readonly string[]; readonly initial: string | readonly string[] }>
  >;
  readonly View: ComponentType<ProbeProps>;
  /** The plotted data as CSV text, with units in the header. */
  readonly toCsv: (probe: ProbeNode, runs: readonly RunView[]) => string | Promise<string>;
}

/** A kind of probe with its view. */
export interface ProbeKind extends AnyProbe, ProbeView {
  /** Of a new probe; variables that follow from the model of what it observes are left out. */
  readonly defaultOptions: ProbeNode['options'];
  /** Rows of the inspector. */
  readonly rows: readonly (OptionRow & { readonly name: string })[];
}
