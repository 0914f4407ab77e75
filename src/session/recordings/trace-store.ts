import type { TraceBlock } from '../../contract/index.ts';
import { type Budget, type Held, unbounded } from './budget.ts';
import { type BinsView, Extremes, FINEST } from './extremes.ts';
import { SpilledBlocks } from './spilled-blocks.ts';

/** Samples of the chosen elements that are held one by one; sample s was taken at step `firstStep + s * everySteps`. */
export interface TraceView {
  readonly everySteps: number;
  readonly firstStep: number;
  readonly samples: number;
  /** Values of the k-th recorded element (not the element's index). Valid until the next `append`. */
  row(k: number): Float64Array;
}

/** What a stretch of a trace shows: its samples, or the extremes of bins of them. */
export type TraceStretch =
  | { readonly of: 'samples'; readonly steps: Float64Array; row(k: number): Float64Array }
  /** Bin k is of the samples of steps [edges[k], edges[k + 1]). */
  | { readonly of: 'bins'; readonly edges: Float64Array; row: BinsView['row'] };

/** Samples that lie together in memory, and go together. */
interface Block {
  values: Float64Array;
  /** Samples of each row that there is room for, and that are there. */
  capacity: number;
  samples: number;
  /** The number of the first sample. */
  readonly first: number;
}

const BLOCK_BYTES = 1 << 21;
/** Samples of a stretch that are looked through for their extremes. */
const MOST_READ = 1 << 16;

/** The samples of one recorder: the latest one by one, all of them as extremes of bins. */
export class TraceStore implements Held {
  private blocks: Block[] = [];
  private total = 0;
  /** Step of the first sample of all; null: there is none. */
  private origin: number | null = null;
  private readonly extremes: Extremes;
  private readonly spilled: SpilledBlocks<Block>;
  /** Least and greatest of the samples up to here, when that was asked for last. */
  private looked: { readonly end: number; readonly range: readonly [low: number, high: number] } | null = null;

  constructor(
    private readonly rows: number,
    readonly everySteps: number,
    private readonly budget: Budget = unbounded(),
  ) {
    this.extremes = new Extremes(rows);
    this.budget.join(this);
    this.spilled = new SpilledBlocks(budget.spill?.drawer() ?? null);
  }

  get bytes(): number {
    return (
      this.blocks.reduce((sum, { values }) => sum + values.byteLength, 0) + this.extremes.bytes + this.spilled.bytes
    );
  }

  /** Step of the first sample that was taken; null: none was. */
  get since(): number | null {
    return this.origin;
  }

  /** Step of the first sample that is held one by one. */
  get heldFrom(): number {
    return this.stepOf(this.heldSample);
  }

  /** Step of the first sample that is held one by one, in memory or in a file. */
  get reachesTo(): number {
    return this.stepOf(Math.min(this.heldSample, this.spilled.reach));
  }

  /** Whether each sample of [fromStep, toStep) is in memory; where some are in a file, and are few, they are being read. */
  isAtHand(fromStep: number, toStep: number): boolean {
    return this.blocksOf(...this.samplesOf(fromStep, toStep)) !== null;
  }

  /** Reads samples of [fromStep, toStep) back that are in a file, where they are few. */
  fetch(fromStep: number, toStep: number): Promise<void> {
    const [from, to] = this.samplesOf(fromStep, toStep);
    return this.spilled.fetch(from, Math.min(to, this.heldSample));
  }

  append(block: TraceBlock): void {
    if (block.samples === 0) return;
    this.origin ??= block.firstStep;
    for (let from = 0; from < block.samples; ) {
      const into = this.blockWithRoom(block.samples - from);
      const count = Math.min(block.samples - from, into.capacity - into.samples);
      for (let k = 0; k < this.rows; k++) {
        const row = k * block.samples + from;
        into.values.set(block.values.subarray(row, row + count), k * into.capacity + into.samples);
      }
      into.samples += count;
      this.total += count;
      from += count;
      this.bin(into);
    }
  }

  truncate(step: number): void {
    if (this.origin === null) return;
    this.total = Math.max(0, Math.min(this.total, Math.ceil((step - this.origin) / this.everySteps)));
    for (const block of this.blocks) block.samples = Math.max(0, Math.min(block.samples, this.total - block.first));
    this.blocks = this.blocks.filter(({ samples }) => samples > 0);
    this.extremes.cut(this.total);
    if (this.blocks.length === 0) this.spilled.cut(this.total);
    this.looked = null;
    if (this.total === 0) this.origin = null;
  }

  fold(): boolean {
    const [oldest, next] = this.blocks;
    if (oldest === undefined || next === undefined) return false;
    this.blocks.shift();
    const { values, capacity, samples, first } = oldest;
    const span = { from: first, end: first + samples, first, length: samples };
    this.spilled.put(span, [values], (buffer) => ({ values: new Float64Array(buffer), capacity, samples, first }));
    return true;
  }

  view(): TraceView {
    const first = this.heldSample;
    return {
      everySteps: this.everySteps,
      firstStep: this.stepOf(first),
      samples: this.total - first,
      row: (k) => this.values(k, first, this.total),
    };
  }

  /** In [fromStep, toStep): the samples where there are no more than `most` and each is in memory, else extremes of that many bins. */
  within(fromStep: number, toStep: number, most: number): TraceStretch {
    const [from, to] = this.samplesOf(fromStep, toStep);
    const wanted = 2 ** Math.ceil(Math.log2(Math.max(2, (to - from) / most)));
    const areRead = to - from > most && wanted < FINEST && to - from <= MOST_READ;
    const isAtHand = (to - from <= most || areRead) && this.blocksOf(from, to) !== null;
    if (isAtHand && !areRead) {
      const steps = Float64Array.from({ length: to - from }, (_, s) => this.stepOf(from + s));
      return { of: 'samples', steps, row: (k) => this.values(k, from, to) };
    }
    const bins = isAtHand ? this.read(from, to, wanted) : this.kept(from, to, wanted);
    return { of: 'bins', edges: bins.from.map((sample) => this.stepOf(sample)), row: bins.row };
  }

  /** Samples of [fromStep, toStep), copied; null: some of them are not held any more. */
  copied(fromStep: number, toStep: number): TraceBlock | null {
    const { everySteps } = this;
    const [from, to] = this.samplesOf(fromStep, toStep);
    if (from < this.heldSample && from < to) return null;
    const samples = to - from;
    const values = new Float64Array(this.rows * samples);
    for (let k = 0; k < this.rows; k++) values.set(this.values(k, from, to), k * samples);
    return { firstStep: this.stepOf(from), everySteps, samples, values };
  }

  /** Least and greatest of all samples, those that are not held one by one too; null: none is a number. */
  range(): readonly [low: number, high: number] | null {
    if (this.looked === null || this.looked.end < this.heldSample)
      this.looked = { end: this.extremes.end, range: this.extremes.range() };
    const { end, range } = this.looked;
    let [low, high] = range;
    for (const { values, capacity, samples, first } of this.blocks) {
      const from = Math.max(0, end - first);
      if (from >= samples) continue;
      for (let k = 0; k < this.rows; k++) {
        for (let at = k * capacity + from; at < k * capacity + samples; at++) {
          const value = values[at] ?? Number.NaN;
          if (value < low || Number.isNaN(low)) low = value;
          if (value > high || Number.isNaN(high)) high = value;
        }
      }
    }
    this.looked = { end: this.total, range: [low, high] };
    return Number.isNaN(low) ? null : [low, high];
  }

  /** The latest sample at a step or before it, or the first one of the bin in which it lies; null: there is none. */
  at(step: number): { readonly step: number; value(k: number): number } | null {
    if (this.origin === null || this.total === 0) return null;
    const sample = Math.max(0, Math.min(this.total - 1, Math.floor((step - this.origin) / this.everySteps)));
    if (this.blocksOf(sample, sample + 1) !== null)
      return { step: this.stepOf(sample), value: (k) => this.values(k, sample, sample + 1)[0] ?? Number.NaN };
    const bins = this.extremes.within(sample, sample + 1, 1);
    return { step: this.stepOf(bins.from[0] ?? sample), value: (k) => bins.row(k).first[0] ?? Number.NaN };
  }

  close(): void {
    this.budget.leave(this);
    this.spilled.close();
  }

  private get heldSample(): number {
    return this.blocks[0]?.first ?? this.total;
  }

  /** Numbers of the samples that were taken in [fromStep, toStep): the first, and the one after the last. */
  private samplesOf(fromStep: number, toStep: number): [from: number, to: number] {
    const sampleOf = (step: number): number =>
      Math.max(0, Math.min(this.total, Math.ceil((step - (this.origin ?? 0)) / this.everySteps)));
    return [sampleOf(fromStep), sampleOf(toStep)];
  }

  private stepOf(sample: number): number {
    return (this.origin ?? 0) + sample * this.everySteps;
  }

  /** The blocks of these samples; null: some are not in memory, but are being read where they are few. */
  private blocksOf(from: number, to: number): readonly Block[] | null {
    if (from >= this.heldSample || from >= to) return this.blocks;
    const before = this.spilled.within(from, Math.min(to, this.heldSample));
    return before && [...before, ...this.blocks];
  }

  private values(k: number, from: number, to: number): Float64Array {
    const parts = (this.blocksOf(from, to) ?? this.blocks).flatMap(({ values, capacity, samples, first }) => {
      const [start, end] = [Math.max(from, first), Math.min(to, first + samples)];
      return start < end ? [values.subarray(k * capacity + start - first, k * capacity + end - first)] : [];
    });
    if (parts.length === 1) return parts[0] ?? new Float64Array(0);
    const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  /** Bins made of the samples themselves. */
  private read(from: number, to: number, length: number): BinsView {
    const start = Math.max(
      this.blocksOf(from, to) === this.blocks ? this.heldSample : from,
      Math.floor(from / length) * length,
    );
    const bins = Math.ceil((to - start) / length);
    const edges = Float64Array.from({ length: bins + 1 }, (_, bin) => Math.min(to, start + bin * length));
    return {
      from: edges,
      row: (k) => {
        const values = this.values(k, start, to);
        const [low, high] = [new Float64Array(bins).fill(Number.NaN), new Float64Array(bins).fill(Number.NaN)];
        const first = new Float64Array(bins);
        for (let s = 0; s < values.length; s++) {
          const [bin, value] = [Math.floor(s / length), values[s] ?? Number.NaN];
          if (s % length === 0) first[bin] = value;
          if (!((low[bin] ?? Number.NaN) <= value)) low[bin] = value;
          if (!((high[bin] ?? Number.NaN) >= value)) high[bin] = value;
        }
        return { low, high, first };
      },
    };
  }

  /** Bins that are kept, and one of the latest samples that are in none yet. */
  private kept(from: number, to: number, length: number): BinsView {
    const kept = this.extremes.within(from, to, length);
    const end = kept.from.at(-1) ?? from;
    if (end >= to) return kept;
    const rest = this.read(end, to, Math.max(1, to - end));
    const joined = (a: Float64Array, b: Float64Array): Float64Array => Float64Array.from([...a, ...b.subarray(0, 1)]);
    return {
      from: kept.from.length === 0 ? rest.from : Float64Array.from([...kept.from, to]),
      row: (k) => {
        const [a, b] = [kept.row(k), rest.row(k)];
        return { low: joined(a.low, b.low), high: joined(a.high, b.high), first: joined(a.first, b.first) };
      },
    };
  }

  /** Takes whole bins of the latest samples into the extremes. */
  private bin({ values, capacity, samples, first }: Block): void {
    while (first + samples - this.extremes.end >= FINEST)
      this.extremes.add(values, capacity, this.extremes.end - first, this.heldSample);
  }

  private blockWithRoom(wanted: number): Block {
    const last = this.blocks.at(-1);
    if (last !== undefined && last.samples < last.capacity) return last;
    // Whole bins lie in one block.
    const rounded = (samples: number): number => FINEST * Math.ceil(samples / FINEST);
    const full = rounded(BLOCK_BYTES / (8 * Math.max(1, this.rows)));
    if (last !== undefined && this.blocks.length === 1 && last.capacity < full) {
      const capacity = Math.min(full, rounded(Math.max(last.capacity + wanted, 2 * last.capacity)));
      const values = new Float64Array(capacity * this.rows);
      for (let k = 0; k < this.rows; k++)
        values.set(last.values.subarray(k * last.capacity, k * last.capacity + last.samples), k * capacity);
      last.values = values;
      last.capacity = capacity;
      return last;
    }
    const capacity = last === undefined ? Math.min(full, rounded(wanted)) : full;
    const block = { values: new Float64Array(capacity * this.rows), capacity, samples: 0, first: this.total };
    this.blocks.push(block);
    return block;
  }
}
