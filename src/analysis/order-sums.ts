import { addPhasors, countsOf, meanOrder, ORDER_STRIDE_MS, phasorSums } from './order-parameter.ts';
import type { Measured, Spikes } from './trains.ts';

/** Points that there is room for at least. */
const LEAST_POINTS = 1024;

/**
 * Sums over neurons of e^(i m phase) at each multiple of the stride in a run, which grow with its spikes: each interval between two
 * spikes of a neuron is read once, when it ends. The order parameter in any window is as of all spikes so far.
 */
export class OrderSums {
  /** First step of which spikes are not known yet. */
  endStep = 0;
  private phasors = phasorSums(LEAST_POINTS);
  /** Place on the grid of the first point that is kept, and how many there are. */
  private origin = 0;
  private points = 0;
  /** Neurons that have a phase, by point; null: not counted since the last spikes came. */
  private counts: Int32Array | null = null;
  /** Step of the last spike of each neuron; -1: it has none yet. */
  private readonly last: Int32Array;

  constructor(
    private readonly size: number,
    private readonly dtMs: number,
    private readonly m: 1 | 2,
  ) {
    this.last = new Int32Array(size).fill(-1);
  }

  get bytes(): number {
    const { sums, changes } = this.phasors;
    return sums.byteLength + changes.byteLength;
  }

  /** The spikes from `endStep` up to this step, ordered by step. */
  extend({ steps, elements }: Spikes, endStep: number): void {
    this.endStep = endStep;
    if (steps.length === 0) return;
    this.counts = null;
    const perStep = this.dtMs / ORDER_STRIDE_MS;
    this.reserve(Math.ceil((steps[steps.length - 1] ?? 0) * perStep) + 1 - this.origin);
    for (let k = 0; k < steps.length; k++) {
      const element = elements[k] ?? 0;
      const [before, now] = [this.last[element] ?? -1, steps[k] ?? 0];
      this.last[element] = now;
      if (before >= 0 && now > before)
        addPhasors(this.phasors, before * perStep - this.origin, now * perStep - this.origin, this.m);
    }
  }

  /** From when on sums are kept, ms. */
  get fromMs(): number {
    return this.origin * ORDER_STRIDE_MS;
  }

  /** Lets the first half of what is kept go; false: it is little. */
  forgetHalf(): boolean {
    if (this.points < LEAST_POINTS) return false;
    this.forgetBefore((this.origin + Math.ceil(this.points / 2)) * ORDER_STRIDE_MS + 1e-9);
    return true;
  }

  /** Lets go what is before a time, once that is half of what is kept. */
  forgetBefore(timeMs: number): void {
    const gone = Math.floor(timeMs / ORDER_STRIDE_MS) - this.origin;
    if (2 * gone < this.points) return;
    this.counts ??= countsOf(this.phasors);
    const { sums, changes } = this.phasors;
    const left = Math.max(0, this.points - gone);
    const kept = phasorSums(Math.max(LEAST_POINTS, Math.ceil(1.25 * left)));
    kept.sums.set(sums.subarray(2 * gone, 2 * (gone + left)));
    kept.changes.set(changes.subarray(gone, gone + left + 1));
    // Those that had a phase at the new first point began to have it before.
    kept.changes[0] = this.counts[gone] ?? 0;
    this.phasors = kept;
    this.origin += gone;
    this.points = left;
    this.counts = null;
  }

  /** Mean over the times within [fromMs, toMs) at which neurons enough have a phase, as `meanOrder`. */
  mean(fromMs: number, toMs: number): Measured {
    this.counts ??= countsOf(this.phasors);
    const first = Math.ceil(fromMs / ORDER_STRIDE_MS - 1e-9) - this.origin;
    const end = Math.ceil(toMs / ORDER_STRIDE_MS - 1e-9) - this.origin;
    return meanOrder(this.phasors, this.counts, { first, end, size: this.size });
  }

  private reserve(points: number): void {
    const { sums, changes } = this.phasors;
    this.points = Math.max(this.points, points);
    if (points < changes.length) return;
    this.phasors = phasorSums(Math.max(points, 2 * changes.length));
    this.phasors.sums.set(sums);
    this.phasors.changes.set(changes);
  }
}
