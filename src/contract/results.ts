/** Spikes in the order of their steps. Time of a spike: `steps[k] * dtMs` (start of the step in which it was emitted). */
export interface SpikeBlock {
  readonly steps: Int32Array;
  readonly elements: Int32Array;
}

/** Rows by element: value of element e at sample s is `values[e * samples + s]`; sample s was taken at step `firstStep + s * everySteps`. */
export interface TraceBlock {
  readonly firstStep: number;
  readonly everySteps: number;
  readonly samples: number;
  readonly values: Float64Array;
}

/** One block of sums for chi; see the `moments` recorder. */
export interface MomentsBlock {
  readonly firstStep: number;
  readonly endStep: number;
  readonly samples: number;
  /** Sum over samples of the population mean, and of its square. */
  readonly meanSum: number;
  readonly meanSquareSum: number;
  /** Per element: sum over samples, and sum of squares. */
  readonly sums: Float64Array;
  readonly squareSums: Float64Array;
}

/** Sample s was taken at step `firstStep + s * everySteps`; `counts[s * bins + b]` synapses lie in bin b. */
export interface WeightsBlock {
  readonly firstStep: number;
  readonly everySteps: number;
  readonly samples: number;
  readonly counts: Uint32Array;
  /** Mean weight of each sample. */
  readonly means: Float64Array;
  /** Row by row, means at the latest sample; NaN where there is no synapse. Empty without a sample. */
  readonly matrix: Float64Array;
}

/** Synapses of a plastic projection as they are now, by source. */
export interface WeightList {
  readonly pre: Int32Array;
  readonly post: Int32Array;
  readonly weights: Float64Array;
}

/** What recorder k of `EngineConfig.recorders` gathered during the chunk. */
export type RecorderResult =
  | { readonly kind: 'spikes'; readonly block: SpikeBlock }
  | { readonly kind: 'trace'; readonly block: TraceBlock }
  | { readonly kind: 'moments'; readonly blocks: readonly MomentsBlock[] }
  | { readonly kind: 'weights'; readonly block: WeightsBlock };

/** A stretch of a run: results of steps [firstStep, endStep), in the order of the recorders. Typed arrays are transferred. */
export interface ResultChunk {
  readonly runId: number;
  readonly firstStep: number;
  readonly endStep: number;
  readonly recorders: readonly RecorderResult[];
  /** Total number of spikes of each group since the build. */
  readonly spikeCounts: readonly number[];
  /** Wall time spent on these steps, ms. */
  readonly wallMs: number;
}

/**
 * All that a run and live changes have changed, between two steps: an engine built from the same config for the same number
 * of threads goes on from it.
 */
export interface Snapshot {
  readonly step: number;
  /** Of the config, the number of threads and the code: a snapshot may come from another version of the engine. */
  readonly network: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
