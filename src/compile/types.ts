import type { EngineConfig, Integrator, Problem } from '../contract/index.ts';
import type { NoiseKind } from '../equations/index.ts';

/** How a group's equations are integrated, synapses included. */
export interface Method {
  readonly integrator: Integrator;
  readonly noise: NoiseKind;
}

/** Where an emitter of the document (population or spike stimulus) went in the engine's lists. */
export interface PopulationMap {
  /** Node id in the document. */
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** Follows its outgoing synapses; excitatory where it has none. */
  readonly sign: 'excitatory' | 'inhibitory';
  readonly kind: 'population' | 'stimulus';
  /** Index in EngineConfig.groups (population) or .sources (stimulus). */
  readonly index: number;
  /** Index of its spike recorder. */
  readonly spikes: number;
  /** Index of its moments recorder on the membrane potential; null for stimuli. */
  readonly moments: number | null;
  /** Shown unit of the membrane potential. */
  readonly membraneUnit: string;
  readonly spikePeakMv: number;
  /** Null for stimuli. */
  readonly method: Method | null;
}

/** A trace that a probe asked for. */
export interface TraceMap {
  /** Node id of what is observed. */
  readonly id: string;
  readonly variable: string;
  /** Shown unit, and the factor from the internal unit to it (shown = internal * factor). */
  readonly unit: string;
  readonly factor: number;
  readonly elements: readonly number[];
  /** Index of the trace recorder. */
  readonly recorder: number;
}

/** An edge whose weights change. */
export interface PlasticMap {
  /** Ids in the document. */
  readonly edge: string;
  readonly source: string;
  readonly target: string;
  /** Index in EngineConfig.projections. */
  readonly projection: number;
  /** Shown unit of the weight, and the factor from the internal unit to it. */
  readonly unit: string;
  readonly factor: number;
  /** Largest weight that its rules allow, internal unit; null: they do not change weights. */
  readonly most: number | null;
}

/** What a probe sees of a plastic edge: recorders of the distribution and of chosen synapses. */
export interface WeightsMap extends PlasticMap {
  readonly bins: number;
  /** Upper end of the last bin, internal unit. */
  readonly upTo: number;
  readonly rows: number;
  readonly columns: number;
  readonly distribution: number;
  readonly chosen: number;
  readonly synapses: readonly number[];
}

/** How to read an engine's results in the terms of the document. */
export interface NetworkMap {
  readonly dtMs: number;
  readonly durationMs: number;
  readonly fromMs: number;
  readonly plastic: readonly PlasticMap[];
  readonly populations: readonly PopulationMap[];
  /** By probe id. */
  readonly probes: Readonly<
    Record<
      string,
      {
        readonly populations: readonly string[];
        readonly traces: readonly TraceMap[];
        readonly weights: readonly WeightsMap[];
      }
    >
  >;
}

/** `config` and `map` are null exactly where `problems` holds an error. */
export type CompileResult =
  | { readonly config: EngineConfig; readonly map: NetworkMap; readonly problems: readonly Problem[] }
  | { readonly config: null; readonly map: null; readonly problems: readonly Problem[] };
