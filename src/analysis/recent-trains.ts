import { bisectLeft } from 'd3-array';
import type { Spikes, Trains } from './trains.ts';
import { firstStepFrom, groupByNeuron } from './trains.ts';

/**
 * Trains from a time on, each with the one spike before it, which phases at the start of the window need: measures of that
 * window are the same as of all spikes. Where windows move forward, each spike that they leave behind is read once.
 */
export class RecentTrains {
  private last: Int32Array;
  private passed = 0;

  constructor(
    private readonly size: number,
    private readonly dtMs: number,
  ) {
    this.last = new Int32Array(size).fill(-1);
  }

  /** `all`: the spikes of the run so far, ordered by step. */
  from(all: Spikes, fromMs: number): { readonly spikes: Spikes; readonly trains: Trains } {
    const first = bisectLeft(all.steps, firstStepFrom(fromMs, this.dtMs));
    if (first < this.passed) this.forget();
    for (let k = this.passed; k < first; k++) this.last[all.elements[k] ?? 0] = all.steps[k] ?? 0;
    this.passed = first;
    const spikes = { steps: all.steps.subarray(first), elements: all.elements.subarray(first) };
    const before = [...this.last.keys()].filter((neuron) => (this.last[neuron] ?? -1) >= 0);
    const steps = new Int32Array(before.length + spikes.steps.length);
    const elements = new Int32Array(steps.length);
    before.forEach((neuron, k) => {
      steps[k] = this.last[neuron] ?? 0;
      elements[k] = neuron;
    });
    steps.set(spikes.steps, before.length);
    elements.set(spikes.elements, before.length);
    return { spikes, trains: groupByNeuron({ steps, elements }, this.size, this.dtMs) };
  }

  /** After the run was set back. */
  forget(): void {
    this.last.fill(-1);
    this.passed = 0;
  }
}
