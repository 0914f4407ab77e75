import type { Chance } from '../analysis/chance.ts';
import type { FigureKind, Figures } from '../analysis/figures/index.ts';
import type { Window } from '../analysis/spike-times.ts';
import type { Surrogates } from '../analysis/surrogates.ts';
import type { Measured, Placed } from '../analysis/trains.ts';
import type { RecorderConfig, RecorderResult } from '../contract/index.ts';

/** A run as the analysis knows it: only spikes and moments of potentials. Populations name recorders of this list. */
export interface AnalysedRun {
  readonly dtMs: number;
  /** Of all random numbers, those of surrogates too. */
  readonly seed: number;
  /** Start of the analysis window, ms. */
  readonly fromMs: number;
  readonly recorders: readonly RecorderConfig[];
  readonly populations: readonly {
    readonly id: string;
    readonly size: number;
    readonly spikes: number;
    readonly moments: number | null;
  }[];
}

/** What a chunk of results brings to the analysis. */
export interface AnalysedChunk {
  readonly endStep: number;
  readonly recorders: readonly RecorderResult[];
}

export interface Question {
  /** Runs by number, and populations by id. */
  readonly runs: readonly { readonly run: number; readonly populations: readonly string[] }[];
  /** Ids of measures of a population. */
  readonly measures: readonly string[];
  /** A measure against time, in sliding windows. */
  readonly over: { readonly measure: string; readonly windowMs: number } | null;
  /** Ids of measures of each two populations of a run. */
  readonly between: readonly string[];
  /** The whole analysis window and a history without gaps, whatever it takes: of runs that have stopped. */
  readonly whole: boolean;
}

export interface Answer {
  /** What the indices are of. */
  readonly window: Window;
  /** The window is but the last part of the analysis window. */
  readonly recent: boolean;
  /** First step of each run, in the order of the question, that was not known yet. */
  readonly endSteps: readonly number[];
  readonly populations: readonly {
    /** Place in the question's runs. */
    readonly run: number;
    readonly population: string;
    readonly spikes: number;
    /** In the order of the question's measures. */
    readonly values: readonly Measured[];
    /** By the centres of the windows, ms; NaN: undefined there. `reason`: why it is in the latest window, if it is. */
    readonly history: {
      readonly timesMs: Float64Array;
      readonly values: Float64Array;
      readonly reason: string | null;
    } | null;
  }[];
  readonly between: readonly {
    readonly run: number;
    readonly first: string;
    readonly second: string;
    /** In the order of the list of measures. */
    readonly values: readonly Placed[];
  }[];
  /** What it took, ms. */
  readonly wallMs: number;
}

/** What chance gives of measures of populations in a window of runs, and of each two of a run. */
export interface ChanceQuestion extends Pick<Question, 'runs' | 'measures' | 'between'> {
  /** Who asks: a newer question of the same ends the computing of this one. */
  readonly asker: string;
  readonly window: Window;
  readonly surrogates: Surrogates;
  /** The runs have stopped; else it takes but a part of the worker's time. */
  readonly whole: boolean;
}

export interface ChanceAnswer {
  readonly window: Window;
  readonly populations: readonly {
    readonly run: number;
    readonly population: string;
    /** In the order of the question's measures. */
    readonly chances: readonly Chance[];
  }[];
  readonly between: readonly {
    readonly run: number;
    readonly first: string;
    readonly second: string;
    /** In the order of the question's measures. */
    readonly chances: readonly Chance[];
  }[];
}

/** A figure of populations of one run, by id, as they have spiked so far. */
export interface FigureQuestion<K extends FigureKind = FigureKind> {
  readonly run: number;
  readonly populations: readonly string[];
  readonly kind: K;
  readonly options: Figures[K]['options'];
}

export interface FigureAnswer<K extends FigureKind = FigureKind> {
  readonly figure: Figures[K]['figure'];
}
