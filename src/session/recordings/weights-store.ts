import type { WeightsBlock } from '../../contract/index.ts';
import { type Budget, type Held, unbounded } from './budget.ts';

/** Distributions of weights so far; sample s was taken at step `firstStep + s * everySteps`. */
export interface WeightsView {
  readonly everySteps: number;
  readonly firstStep: number;
  readonly samples: number;
  readonly bins: number;
  /** Synapses in each bin. A view: valid until the next `append`. */
  counts(sample: number): Uint32Array;
  mean(sample: number): number;
  /** The latest sample, which a wider spacing of the others may leave out; null: there is none. */
  readonly latest: WeightsSample | null;
  /** The latest sample at a step or before it that is held; null: there is none. */
  at(step: number): WeightsSample | null;
  /** Means by source and target, row by row, as at the latest sample; empty before the first. */
  readonly matrix: Float64Array;
}

export interface WeightsSample {
  readonly step: number;
  readonly counts: Uint32Array;
  readonly mean: number;
}

/** Samples that are kept: of more, every second one stays, and the latest. */
const MOST_SAMPLES = 4096;

/** Distributions of weights: of a long run fewer, evenly spread. */
export class WeightsStore implements WeightsView, Held {
  matrix = new Float64Array(0);
  everySteps: number;
  latest: WeightsSample | null = null;
  private kept: WeightsSample[] = [];

  constructor(
    readonly bins: number,
    everySteps: number,
    private readonly budget: Budget = unbounded(),
  ) {
    this.everySteps = everySteps;
    this.budget.join(this);
  }

  get bytes(): number {
    return this.kept.length * this.bins * 4 + this.matrix.byteLength;
  }

  get firstStep(): number {
    return this.kept[0]?.step ?? 0;
  }

  get samples(): number {
    return this.kept.length;
  }

  append({ firstStep, everySteps, samples, counts, means, matrix }: WeightsBlock): void {
    if (matrix.length > 0) this.matrix = new Float64Array(matrix);
    // Samples that come back as they were kept may be of a wider spacing.
    while (samples > 0 && everySteps > this.everySteps) this.thin();
    for (let s = 0; s < samples; s++) {
      const step = firstStep + s * everySteps;
      const own = { step, counts: counts.slice(s * this.bins, (s + 1) * this.bins), mean: means[s] ?? Number.NaN };
      this.latest = own;
      if ((step - (this.kept[0]?.step ?? step)) % this.everySteps !== 0) continue;
      if (this.kept.length === MOST_SAMPLES) this.thin();
      if ((step - this.firstStep) % this.everySteps === 0) this.kept.push(own);
    }
  }

  /** Samples of [fromStep, toStep) that are kept, copied. */
  copied(fromStep: number, toStep: number): WeightsBlock {
    const kept = this.kept.filter(({ step }) => step >= fromStep && step < toStep);
    const counts = new Uint32Array(kept.length * this.bins);
    kept.forEach((sample, s) => void counts.set(sample.counts, s * this.bins));
    return {
      firstStep: kept[0]?.step ?? fromStep,
      everySteps: this.everySteps,
      samples: kept.length,
      counts,
      means: Float64Array.from(kept, ({ mean }) => mean),
      matrix: this.matrix.slice(),
    };
  }

  truncate(step: number): void {
    this.kept = this.kept.filter((sample) => sample.step < step);
    this.latest = this.kept.at(-1) ?? null;
  }

  fold(): boolean {
    if (this.kept.length < 64) return false;
    this.thin();
    return true;
  }

  at(step: number): WeightsSample | null {
    if (this.latest !== null && this.latest.step <= step) return this.latest;
    return this.kept.findLast((sample) => sample.step <= step) ?? null;
  }

  counts(sample: number): Uint32Array {
    return this.kept[sample]?.counts ?? new Uint32Array(this.bins);
  }

  mean(sample: number): number {
    return this.kept[sample]?.mean ?? Number.NaN;
  }

  close(): void {
    this.budget.leave(this);
  }

  private thin(): void {
    this.kept = this.kept.filter((_, k) => k % 2 === 0);
    this.everySteps *= 2;
  }
}
