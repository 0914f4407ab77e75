import type { Spikes, Trains } from './trains.ts';
import { firstStepFrom, groupByNeuron } from './trains.ts';

/** Spikes of a run in [fromStep, toStep), ordered by step. */
export type ReadSpikes = (fromStep: number, toStep: number) => Spikes;

/**
 * Trains from a time on, each with the one spike before it, which phases at the start of the window need: measures of that
 * window are the same as of all spikes. Where windows move forward, each spike that they leave behind is read once.
 */
export class RecentTrains {
  private readonly last: Int32Array;
  /** Spikes before this step have been left behind. */
  private passed = 0;

  constructor(
    private readonly size: number,
    private readonly dtMs: number,
  ) {
    this.last = new Int32Array(size).fill(-1);
  }

  from(read: ReadSpikes, fromMs: number): { readonly spikes: Spikes; readonly trains: Trains } {
    const first = Math.max(0, firstStepFrom(fromMs, this.dtMs));
    if (first < this.passed) this.forget();
    const left = read(this.passed, first);
    for (let k = 0; k < left.steps.length; k++) this.last[left.elements[k] ?? 0] = left.steps[k] ?? 0;
    this.passed = first;
    const spikes = read(first, Number.POSITIVE_INFINITY);
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
