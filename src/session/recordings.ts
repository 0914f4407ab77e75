import { bisectLeft } from 'd3-array';
import type {
  EngineConfig,
  MomentsBlock,
  RecorderConfig,
  ResultChunk,
  TraceBlock,
  WeightsBlock,
} from '../contract/index.ts';

/** All spikes of a recorder so far, ordered by step. Views: valid until the next `append`. */
export interface SpikeView {
  readonly steps: Int32Array;
  readonly elements: Int32Array;
}

/** Samples of the chosen elements so far; sample s was taken at step `firstStep + s * everySteps`. */
export interface TraceView {
  readonly everySteps: number;
  readonly firstStep: number;
  readonly samples: number;
  /** Values of the k-th recorded element (not the element's index). A view: valid until the next `append`. */
  row(k: number): Float64Array;
  /** Says so where the oldest samples were dropped to bound memory; null: nothing is missing. */
  readonly note: string | null;
}

/** Distributions of weights so far; sample s was taken at step `firstStep + s * everySteps`. */
export interface WeightsView {
  readonly everySteps: number;
  readonly firstStep: number;
  readonly samples: number;
  readonly bins: number;
  /** Synapses in each bin. A view: valid until the next `append`. */
  counts(sample: number): Uint32Array;
  mean(sample: number): number;
  /** Means by source and target, row by row, as at the latest sample; empty before the first. */
  readonly matrix: Float64Array;
}

/** Most samples that one trace recorder keeps over all its elements (64 MiB); then the older half is dropped. */
const MAXIMUM_TRACE_SAMPLES = 8 * 1024 * 1024;
/** Most bytes of moments kept by one recorder; then the oldest blocks are dropped. */
const MAXIMUM_MOMENTS_BYTES = 256 * 1024 * 1024;

/** What a run has yielded so far. Spikes are kept whole; traces and moments up to a bound, the latest kept. */
export class Recordings {
  /** Grows with every `append`, so that views know when to draw. */
  version = 0;
  /** First step not yet recorded. */
  endStep = 0;
  private stores: readonly Store[];
  /** For each group, the recorder of its spikes; -1: none. */
  private readonly spikeRecorders: readonly number[];
  private counts: readonly number[];

  constructor(private readonly config: Pick<EngineConfig, 'groups' | 'recorders' | 'dtMs'>) {
    this.spikeRecorders = config.groups.map((_, group) =>
      config.recorders.findIndex((one) => one.kind === 'spikes' && one.of.of === 'group' && one.of.index === group),
    );
    this.stores = config.recorders.map((recorder) => createStore(recorder, config.dtMs));
    this.counts = config.groups.map(() => 0);
  }

  /** Takes in the next stretch of the run; takes no copy of moments. */
  append(chunk: Pick<ResultChunk, 'recorders' | 'spikeCounts' | 'endStep'>): void {
    chunk.recorders.forEach((result, index) => {
      const store = this.stores[index];
      if (result.kind === 'spikes' && store instanceof SpikeStore)
        store.append(result.block.steps, result.block.elements);
      else if (result.kind === 'trace' && store instanceof TraceStore) store.append(result.block);
      else if (result.kind === 'moments' && store instanceof MomentsStore) store.append(result.blocks);
      else if (result.kind === 'weights' && store instanceof WeightsStore) store.append(result.block);
      else throw new Error(`recorder ${index} does not record ${result.kind}`);
    });
    this.counts = chunk.spikeCounts;
    this.endStep = chunk.endStep;
    this.version += 1;
  }

  /** Drops what was recorded at `step` and later: the run goes on from an earlier state. */
  truncate(step: number): void {
    for (const store of this.stores) store.truncate(step);
    this.counts = this.counts.map((count, group) => {
      const recorder = this.spikeRecorders[group] ?? -1;
      return recorder < 0 ? count : this.spikes(recorder).steps.length;
    });
    this.endStep = Math.min(this.endStep, step);
    this.version += 1;
  }

  spikes(recorder: number): SpikeView {
    return this.store(recorder, SpikeStore).view();
  }

  /** Number of spikes at `step` and later. */
  spikesFrom(recorder: number, step: number): number {
    const { steps } = this.spikes(recorder);
    return steps.length - bisectLeft(steps, step);
  }

  trace(recorder: number): TraceView {
    return this.store(recorder, TraceStore);
  }

  moments(recorder: number): readonly MomentsBlock[] {
    return this.store(recorder, MomentsStore).blocks;
  }

  /** Hands over the moments: they are not here any more. */
  takeMoments(recorder: number): readonly MomentsBlock[] {
    return this.store(recorder, MomentsStore).take();
  }

  /** The same results with moments that are kept elsewhere, by recorder. */
  withMoments(moments: ReadonlyMap<number, readonly MomentsBlock[]>): Recordings {
    const other = new Recordings(this.config);
    other.stores = this.stores.map((store, index) => {
      const blocks = moments.get(index);
      if (blocks === undefined) return store;
      const own = new MomentsStore();
      own.append(blocks);
      return own;
    });
    other.counts = this.counts;
    other.endStep = this.endStep;
    other.version = this.version;
    return other;
  }

  weights(recorder: number): WeightsView {
    return this.store(recorder, WeightsStore);
  }

  /** Total spikes of each group since the build. */
  spikeCounts(): readonly number[] {
    return this.counts;
  }

  /** Mean rate per element over the last `windowMs`, Hz; 0 before the first step. */
  recentRateHz(recorder: number, size: number, dtMs: number, windowMs: number): number {
    const { steps } = this.spikes(recorder);
    const fromStep = Math.max(0, this.endStep - Math.round(windowMs / dtMs));
    const seconds = ((this.endStep - fromStep) * dtMs) / 1000;
    return seconds > 0 ? (steps.length - bisectLeft(steps, fromStep)) / (size * seconds) : 0;
  }

  private store<S>(recorder: number, kind: new (...given: never[]) => S): S {
    const store = this.stores[recorder];
    if (store instanceof kind) return store;
    throw new Error(`recorder ${recorder} is not a ${kind.name}`);
  }
}

type Store = SpikeStore | TraceStore | MomentsStore | WeightsStore;

function createStore(recorder: RecorderConfig, dtMs: number): Store {
  if (recorder.kind === 'spikes') return new SpikeStore();
  if (recorder.kind === 'moments') return new MomentsStore();
  if (recorder.kind === 'weights') return new WeightsStore(recorder.bins, recorder.everySteps);
  return new TraceStore(recorder.elements.length, recorder.everySteps, dtMs);
}

class SpikeStore {
  private steps = new Int32Array(1024);
  private elements = new Int32Array(1024);
  private length = 0;

  append(steps: Int32Array, elements: Int32Array): void {
    const needed = this.length + steps.length;
    if (needed > this.steps.length) {
      const capacity = Math.max(needed, Math.ceil(this.steps.length * 1.5));
      this.steps = grownInt32(this.steps, this.length, capacity);
      this.elements = grownInt32(this.elements, this.length, capacity);
    }
    this.steps.set(steps, this.length);
    this.elements.set(elements, this.length);
    this.length = needed;
  }

  truncate(step: number): void {
    this.length = bisectLeft(this.view().steps, step);
  }

  view(): SpikeView {
    return { steps: this.steps.subarray(0, this.length), elements: this.elements.subarray(0, this.length) };
  }
}

class TraceStore implements TraceView {
  firstStep = 0;
  samples = 0;
  note: string | null = null;
  private rows: Float64Array[];
  private capacity = 256;

  constructor(
    rows: number,
    readonly everySteps: number,
    private readonly dtMs: number,
  ) {
    this.rows = Array.from({ length: rows }, () => new Float64Array(this.capacity));
  }

  append(block: TraceBlock): void {
    if (this.samples === 0) this.firstStep = block.firstStep;
    this.reserve(this.samples + block.samples);
    this.rows.forEach((row, k) => {
      row.set(block.values.subarray(k * block.samples, (k + 1) * block.samples), this.samples);
    });
    this.samples += block.samples;
    this.bound();
  }

  truncate(step: number): void {
    const kept = Math.ceil((step - this.firstStep) / this.everySteps);
    this.samples = Math.max(0, Math.min(this.samples, kept));
  }

  row(k: number): Float64Array {
    const row = this.rows[k];
    if (row === undefined) throw new Error(`the trace has no row ${k}`);
    return row.subarray(0, this.samples);
  }

  private reserve(samples: number): void {
    if (samples <= this.capacity) return;
    this.capacity = Math.max(samples, Math.ceil(this.capacity * 1.5));
    this.rows = this.rows.map((row) => {
      const larger = new Float64Array(this.capacity);
      larger.set(row.subarray(0, this.samples));
      return larger;
    });
  }

  private bound(): void {
    if (this.samples * this.rows.length <= MAXIMUM_TRACE_SAMPLES) return;
    const dropped = this.samples >>> 1;
    for (const row of this.rows) row.copyWithin(0, dropped, this.samples);
    this.samples -= dropped;
    this.firstStep += dropped * this.everySteps;
    this.note = `samples before ${Number((this.firstStep * this.dtMs).toPrecision(6))} ms were dropped to bound memory`;
  }
}

class MomentsStore {
  blocks: MomentsBlock[] = [];
  private bytes = 0;

  take(): readonly MomentsBlock[] {
    const { blocks } = this;
    this.blocks = [];
    this.bytes = 0;
    return blocks;
  }

  truncate(step: number): void {
    for (let last = this.blocks.at(-1); last && last.endStep > step; last = this.blocks.at(-1)) {
      this.blocks.pop();
      this.bytes -= bytesOf(last);
    }
  }

  append(blocks: readonly MomentsBlock[]): void {
    for (const block of blocks) {
      this.blocks.push(block);
      this.bytes += bytesOf(block);
    }
    while (this.bytes > MAXIMUM_MOMENTS_BYTES && this.blocks.length > 1) {
      const oldest = this.blocks.shift();
      if (oldest !== undefined) this.bytes -= bytesOf(oldest);
    }
  }
}

class WeightsStore implements WeightsView {
  firstStep = 0;
  matrix = new Float64Array(0);
  private readonly rows: { readonly counts: Uint32Array; readonly mean: number }[] = [];

  constructor(
    readonly bins: number,
    readonly everySteps: number,
  ) {}

  get samples(): number {
    return this.rows.length;
  }

  append({ firstStep, samples, counts, means, matrix }: WeightsBlock): void {
    if (matrix.length > 0) this.matrix = new Float64Array(matrix);
    if (this.rows.length === 0) this.firstStep = firstStep;
    for (let s = 0; s < samples; s++)
      this.rows.push({ counts: counts.subarray(s * this.bins, (s + 1) * this.bins), mean: means[s] ?? Number.NaN });
  }

  truncate(step: number): void {
    const kept = Math.ceil((step - this.firstStep) / this.everySteps);
    this.rows.length = Math.max(0, Math.min(this.rows.length, kept));
  }

  counts(sample: number): Uint32Array {
    return this.rows[sample]?.counts ?? new Uint32Array(this.bins);
  }

  mean(sample: number): number {
    return this.rows[sample]?.mean ?? Number.NaN;
  }
}

const bytesOf = (block: MomentsBlock) => block.sums.byteLength + block.squareSums.byteLength;

function grownInt32(from: Int32Array, length: number, capacity: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity);
  larger.set(from.subarray(0, length));
  return larger;
}
