import { addPhasors } from './measures/kuramoto.ts';
import type { Measured, Spikes } from './trains.ts';
import { undefinedMeasure } from './trains.ts';

/** Times at which phases are summed lie so far apart, from 0 on, ms. */
export const ORDER_STRIDE_MS = 1;

/**
 * Sums over neurons of e^(i m phase) at each millisecond of a run, which grow with its spikes: each interval between two
 * spikes of a neuron is read once, when it ends. The order parameter in any window is as of all spikes so far.
 */
export class OrderSums {
  private real = new Float64Array(1024);
  private imaginary = new Float64Array(1024);
  private neurons = new Int32Array(1024);
  private readonly last: Int32Array;
  private read = 0;

  constructor(
    size: number,
    private readonly dtMs: number,
    private readonly m: 1 | 2,
  ) {
    this.last = new Int32Array(size).fill(-1);
  }

  /** `all`: the spikes of the run so far, ordered by step; those known already are left out. */
  extend({ steps, elements }: Spikes): void {
    const latestMs = (steps[steps.length - 1] ?? 0) * this.dtMs;
    this.reserve(Math.ceil(latestMs / ORDER_STRIDE_MS) + 1);
    for (let k = this.read; k < steps.length; k++) {
      const element = elements[k] ?? 0;
      const [before, now] = [this.last[element] ?? -1, steps[k] ?? 0];
      this.last[element] = now;
      if (before < 0 || now === before) continue;
      const [from, to] = [before * this.dtMs, now * this.dtMs];
      addPhasors(this.real, this.imaginary, this.neurons, from, to, 0, ORDER_STRIDE_MS, this.m);
    }
    this.read = steps.length;
  }

  /** Mean over the times within [fromMs, toMs) at which a neuron has a phase. */
  mean(fromMs: number, toMs: number): Measured {
    const first = Math.max(0, Math.ceil(fromMs / ORDER_STRIDE_MS - 1e-9));
    const end = Math.min(this.real.length, Math.ceil(toMs / ORDER_STRIDE_MS - 1e-9));
    let [sum, points] = [0, 0];
    for (let p = first; p < end; p++) {
      const count = this.neurons[p] ?? 0;
      if (count === 0) continue;
      sum += Math.min(1, Math.hypot(this.real[p] ?? 0, this.imaginary[p] ?? 0) / count);
      points += 1;
    }
    return points > 0
      ? { value: sum / points }
      : undefinedMeasure('no neuron has two spikes around any time of the window');
  }

  private reserve(points: number): void {
    if (points <= this.real.length) return;
    const capacity = Math.max(points, 2 * this.real.length);
    const [real, imaginary, neurons] = [this.real, this.imaginary, this.neurons];
    this.real = new Float64Array(capacity);
    this.imaginary = new Float64Array(capacity);
    this.neurons = new Int32Array(capacity);
    this.real.set(real);
    this.imaginary.set(imaginary);
    this.neurons.set(neurons);
  }
}
