import { BinRing } from './bin-ring.ts';

/** The finest bins are so long, in ms; but none is shorter than a step. */
const FINEST_MS = 1;

/** It holds the numbers of spikes in bins of equal length, by bands of neurons. */
export interface CountsView {
  /** The first bin begins here. */
  readonly fromStep: number;
  readonly binSteps: number;
  readonly bins: number;
  readonly bands: number;
  /** So many neurons are in bands as equal as can be: band b begins at neuron ceil(b * size / bands). */
  readonly size: number;
  /** Band b has `counts[k * bands + b]` spikes in bin k. */
  readonly counts: Uint32Array;
}

/**
 * Counts the spikes of a run by time bin and band of neurons, in bins of one length, twice that, and so on: of each
 * length the latest bins are held, so that memory grows with the logarithm of time and a stretch is the coarser the
 * longer it is ago.
 */
export class Counts {
  private readonly bands: number;
  private readonly finestSteps: number;
  private readonly levels: BinRing<Uint32Array>[];

  /** Of each length at most `most` bins are held. */
  constructor(
    private readonly size: number,
    mostBands: number,
    dtMs: number,
    private readonly most: number,
  ) {
    this.bands = Math.max(1, Math.min(size, mostBands));
    this.finestSteps = Math.max(1, Math.round(FINEST_MS / dtMs));
    this.levels = [this.level()];
  }

  get bytes(): number {
    return this.levels.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Counts spikes, whose steps ascend. */
  add(steps: Int32Array, elements: Int32Array): void {
    this.count(steps, elements, 1);
  }

  /** Takes back spikes that were counted: the run goes on from before them. */
  remove(steps: Int32Array, elements: Int32Array): void {
    this.count(steps, elements, -1);
  }

  /** Gives counts in [fromStep, toStep), in at most so many bins, as far back as they reach; end bins reach beyond. */
  within(fromStep: number, toStep: number, mostBins: number): CountsView {
    const [level, exponent] = this.levelFor(fromStep, toStep, mostBins);
    const ring = this.ring(level);
    const binSteps = this.finestSteps * 2 ** exponent;
    const each = 2 ** (exponent - level);
    const first = Math.max(Math.floor(ring.first / each), Math.floor(fromStep / binSteps));
    const bins = Math.max(0, Math.ceil(toStep / binSteps) - first);
    const { bands, size } = this;
    const counts = new Uint32Array(bins * bands);
    const end = Math.min(ring.end, (first + bins) * each);
    for (let bin = Math.max(ring.first, first * each); bin < end; bin++) {
      const to = (Math.floor(bin / each) - first) * bands;
      const from = ring.place(bin);
      for (let band = 0; band < bands; band++)
        counts[to + band] = (counts[to + band] ?? 0) + (ring.data[from + band] ?? 0);
    }
    return { fromStep: first * binSteps, binSteps, bins, bands, size, counts };
  }

  /** Gives the number of spikes before a step; the bin in which the step lies counts by how much of it is before. */
  before(step: number): number {
    const [level] = this.levelFor(0, step, Number.POSITIVE_INFINITY);
    const ring = this.ring(level);
    const binSteps = this.finestSteps * 2 ** level;
    let sum = 0;
    for (let bin = ring.first; bin < ring.end && bin * binSteps < step; bin++) {
      const share = Math.min(1, step / binSteps - bin);
      for (const count of ring.at(bin)) sum += share * count;
    }
    return Math.round(sum);
  }

  /** Gives the finest level that reaches back far enough, and the power of two of bins that are not too many. */
  private levelFor(fromStep: number, toStep: number, mostBins: number): readonly [level: number, exponent: number] {
    const last = this.levels.length - 1;
    const bins = (toStep - fromStep) / this.finestSteps;
    const exponent = Math.max(0, Math.ceil(Math.log2(bins / mostBins)));
    let level = Math.min(last, exponent);
    while (level < last && this.ring(level).first * this.finestSteps * 2 ** level > Math.max(0, fromStep)) level += 1;
    return [level, Math.max(level, exponent)];
  }

  private ring(level: number): BinRing<Uint32Array> {
    const ring = this.levels[level];
    if (ring === undefined) throw new RangeError(`there are no bins of level ${level}`);
    return ring;
  }

  private level(): BinRing<Uint32Array> {
    return new BinRing(Uint32Array, this.bands, 0);
  }

  private count(steps: Int32Array, elements: Int32Array, by: 1 | -1): void {
    const { finestSteps, bands, size } = this;
    const ring = this.ring(0);
    for (let k = 0; k < steps.length; ) {
      const first = Math.floor((steps[k] ?? 0) / finestSteps);
      // Longer bins are summed up before the finest ones are gone.
      const end = first + this.most / 4;
      let bin = first;
      for (; k < steps.length; k++) {
        const next = Math.floor((steps[k] ?? 0) / finestSteps);
        if (next >= end) break;
        bin = next;
        if (bin >= ring.end) this.extend(0, bin);
        if (bin < ring.first) continue;
        const cell = ring.place(bin) + Math.floor(((elements[k] ?? 0) * bands) / size);
        ring.data[cell] = (ring.data[cell] ?? 0) + by;
      }
      this.sumUp(first, bin);
    }
  }

  /** Makes all longer bins anew that hold these of the finest. */
  private sumUp(first: number, last: number): void {
    const { bands } = this;
    for (let level = 1; level < this.levels.length; level++) {
      const [from, to] = [first >> level, last >> level];
      const [finer, ring] = [this.ring(level - 1), this.ring(level)];
      this.extend(level, to);
      for (let bin = Math.max(from, ring.first); bin <= to; bin++) {
        if (2 * bin < finer.first) continue;
        const place = ring.place(bin);
        const left = finer.place(2 * bin);
        const right = 2 * bin + 1 < finer.end ? finer.place(2 * bin + 1) : -1;
        for (let band = 0; band < bands; band++)
          ring.data[place + band] = (finer.data[left + band] ?? 0) + (right < 0 ? 0 : (finer.data[right + band] ?? 0));
      }
    }
  }

  /** Makes room up to this bin. Before the coarsest level would lose its first bin, the next is made of it. */
  private extend(level: number, bin: number): void {
    const ring = this.ring(level);
    while (ring.end <= bin) {
      if (ring.count === this.most && level === this.levels.length - 1) this.coarser(ring);
      ring.push(this.most);
    }
  }

  private coarser(ring: BinRing<Uint32Array>): void {
    const next = this.level();
    for (let bin = 0; bin < ring.end; bin++) {
      const counts = bin % 2 === 0 ? next.push(this.most) : next.at(next.end - 1);
      const finer = ring.at(bin);
      for (let band = 0; band < counts.length; band++) counts[band] = (counts[band] ?? 0) + (finer[band] ?? 0);
    }
    this.levels.push(next);
  }
}
