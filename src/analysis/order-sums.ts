import { addPhasors, countsOf, meanOrder, phasorSums } from './order-parameter.ts';
import type { Measured, Spikes } from './trains.ts';

/** Times at which phases are summed lie so far apart, from 0 on, ms. */
const ORDER_STRIDE_MS = 1;

/**
 * Sums over neurons of e^(i m phase) at each millisecond of a run, which grow with its spikes: each interval between two
 * spikes of a neuron is read once, when it ends. The order parameter in any window is as of all spikes so far.
 */
export class OrderSums {
  private phasors = phasorSums(1024);
  /** Neurons that have a phase, by millisecond; null: not counted since the last spikes came. */
  private counts: Int32Array | null = null;
  private readonly last: Int32Array;
  private read = 0;

  constructor(
    private readonly size: number,
    private readonly dtMs: number,
    private readonly m: 1 | 2,
  ) {
    this.last = new Int32Array(size).fill(-1);
  }

  /** `all`: the spikes of the run so far, ordered by step; those known already are left out. */
  extend({ steps, elements }: Spikes): void {
    if (steps.length === this.read) return;
    this.counts = null;
    const perStep = this.dtMs / ORDER_STRIDE_MS;
    this.reserve(Math.ceil((steps[steps.length - 1] ?? 0) * perStep) + 1);
    for (let k = this.read; k < steps.length; k++) {
      const element = elements[k] ?? 0;
      const [before, now] = [this.last[element] ?? -1, steps[k] ?? 0];
      this.last[element] = now;
      if (before >= 0 && now > before) addPhasors(this.phasors, before * perStep, now * perStep, this.m);
    }
    this.read = steps.length;
  }

  /** Mean over the times within [fromMs, toMs) at which neurons enough have a phase, as `meanOrder`. */
  mean(fromMs: number, toMs: number): Measured {
    this.counts ??= countsOf(this.phasors);
    const first = Math.ceil(fromMs / ORDER_STRIDE_MS - 1e-9);
    const end = Math.ceil(toMs / ORDER_STRIDE_MS - 1e-9);
    return meanOrder(this.phasors, this.counts, { first, end, size: this.size });
  }

  private reserve(points: number): void {
    const { sums, changes } = this.phasors;
    if (points < changes.length) return;
    this.phasors = phasorSums(Math.max(points, 2 * changes.length));
    this.phasors.sums.set(sums);
    this.phasors.changes.set(changes);
  }
}
