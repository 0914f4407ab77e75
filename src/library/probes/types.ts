import type { z } from 'zod';
import type { NeuronModel } from '../types.ts';
import type { OptionSchema } from './options.ts';

/** What a line from a probe may run to. */
type Observable = 'population' | 'current-stimulus' | 'spike-stimulus';

/** A variable that a probe records of what it observes. */
export interface RecordedVariable {
  /** The option by which the user names it; null: there is none. */
  readonly option: string | null;
  /** What the option names; undefined: it is not set. */
  readonly named?: string | undefined;
  /** Recorded where the option is not set or names what the model does not have; null: the model has no such variable. */
  readonly otherwise: string | null;
}

/** What the compiler records for a probe beside the spikes and moments that every population yields. */
export interface Recorded {
  readonly variables: readonly RecordedVariable[];
  /** Indices, or the first neurons up to a number. */
  readonly neurons: readonly number[] | { readonly first: number };
  /** Time between two samples of a variable, ms. */
  readonly sampleMs: number;
  /** Of the plastic edges onto what is observed: their weights. `edge`: the only one, or empty. */
  readonly weights?: { readonly edge: string; readonly synapses: readonly number[] };
}

/** A probe that shows spikes, or the network itself, records nothing of its own. */
export const NOTHING: Recorded = { variables: [], neurons: [], sampleMs: 0 };

export type OptionShape = Readonly<Record<string, OptionSchema>>;

/** Values of all options: those that are given and allowed, and the defaults of the others. */
export type OptionValues<S extends OptionShape> = { readonly [K in keyof S]: z.output<S[K]> };

/** A kind of probe: all of it but how it is drawn, which is its file of the same name under plots/. */
export interface Probe<Id extends string, S extends OptionShape> {
  readonly id: Id;
  readonly name: string;
  readonly summary: string;
  /** Outline in a box of 16 by 16, as the `d` of an SVG path. */
  readonly icon: string;
  /** Of a new probe on the canvas, px. */
  readonly defaultSize: { readonly width: number; readonly height: number };
  readonly accepts: readonly Observable[];
  /** Where the data come from: the recordings as they grow, answers of the analysis worker, or the network before any run. */
  readonly from: 'recordings' | 'analysis' | 'document';
  /**
   * How plots of several configurations share the room: `stacked`, so that their horizontal axes stand below each other; `tiled`,
   * each as large as it can be; `one`: a table holds them all.
   */
  readonly panels: 'stacked' | 'tiled' | 'one';
  readonly options: S;
  /** Why a population of this model has nothing to show, as the end of a sentence about it; null: it has something. */
  unfit?(model: NeuronModel): string | null;
  /** What must be recorded of a population of this model; `model` is null for a current stimulus. */
  records(options: OptionValues<S>, model: NeuronModel | null): Recorded;
}

/** States the types of a declaration. */
export const declareProbe = <const Id extends string, S extends OptionShape>(probe: Probe<Id, S>): Probe<Id, S> =>
  probe;

/** For probes that show nothing but spikes. */
export const emitsNone = ({ threshold }: NeuronModel): string | null =>
  threshold === null ? 'emits no spikes. Choose traces or the phase plane.' : null;
