import { MergedMoments } from '../analysis/merged-moments.ts';
import { OrderSums } from '../analysis/order-sums.ts';
import { findPopulationMeasure, type PopulationRecord } from '../analysis/population-measures.ts';
import { RecentTrains } from '../analysis/recent-trains.ts';
import type { Window } from '../analysis/spike-times.ts';
import { entriesWithin, firstStepFrom, groupByNeuron, lowerBound } from '../analysis/trains.ts';
import type { AnalysedChunk, AnalysedRun, Question } from './analysis-types.ts';
import { History, type Line } from './history.ts';
import { Recordings } from './recordings.ts';

export type HeldPopulation = AnalysedRun['populations'][number];

/** What a run has yielded so far, and what was made of it already. */
export class HeldRun {
  private readonly recordings: Recordings;
  /** By population and kind of window: windows of each kind move forward. */
  private readonly trains = new Map<string, RecentTrains>();
  /** By population, measure and length of the window. */
  private readonly histories = new Map<string, History>();
  /** By population and order. */
  private readonly orderSums = new Map<string, OrderSums>();
  /** By population. */
  private readonly merged = new Map<string, MergedMoments>();

  constructor(readonly shape: AnalysedRun) {
    this.recordings = new Recordings({ dtMs: shape.dtMs, groups: [], recorders: shape.recorders });
  }

  get endStep(): number {
    return this.recordings.endStep;
  }

  append({ endStep, recorders }: AnalysedChunk): void {
    this.recordings.append({ endStep, recorders, spikeCounts: [] });
  }

  truncate(step: number): void {
    this.recordings.truncate(step);
    for (const all of [this.trains, this.histories, this.orderSums, this.merged]) all.clear();
  }

  spikesFrom({ spikes }: HeldPopulation, fromMs: number): number {
    const { steps } = this.recordings.spikes(spikes);
    return steps.length - lowerBound(steps, firstStepFrom(fromMs, this.shape.dtMs));
  }

  /** As of all spikes of the run: those of the window and later, and the last one before it of each neuron. */
  record(population: HeldPopulation, window: Window, kind: string): PopulationRecord {
    const { id, size, spikes, moments } = population;
    const { dtMs } = this.shape;
    const recent = kept(this.trains, [id, kind], () => new RecentTrains(size, dtMs));
    const blocks = moments === null ? null : this.recordings.moments(moments);
    return {
      ...recent.from(this.recordings.spikes(spikes), window.fromMs),
      window,
      moments: blocks,
      ...(blocks === null
        ? {}
        : {
            mergedMoments: () =>
              kept(this.merged, [id], () => new MergedMoments()).from(blocks, firstStepFrom(window.fromMs, dtMs)),
          }),
      // The sums are at whole milliseconds, as those of such a window are.
      ...(Number.isInteger(window.fromMs) ? { orders: this.orders(population) } : {}),
    };
  }

  /** A measure in sliding windows; `hasTime` null: in all of them. */
  history(
    population: HeldPopulation,
    { measure: id, windowMs }: NonNullable<Question['over']>,
    toMs: number,
    hasTime: (() => boolean) | null,
  ): Line | null {
    const measure = findPopulationMeasure(id);
    if (measure === undefined) return null;
    const history = kept(this.histories, [population.id, id, windowMs], () => new History(windowMs));
    const { order } = measure;
    const sums = order === undefined ? null : this.orders(population)(order);
    return history.upTo({
      toMs,
      measuredIn: (window) =>
        sums === null ? measure.of(this.windowOnly(population, window)) : sums.mean(window.fromMs, window.toMs),
      looksAhead: sums !== null,
      hasTime,
    });
  }

  private orders({ id, size, spikes }: HeldPopulation): (m: 1 | 2) => OrderSums {
    return (m) => {
      const sums = kept(this.orderSums, [id, m], () => new OrderSums(size, this.shape.dtMs, m));
      sums.extend(this.recordings.spikes(spikes));
      return sums;
    };
  }

  private windowOnly({ size, spikes, moments }: HeldPopulation, window: Window): PopulationRecord {
    const { dtMs } = this.shape;
    const all = this.recordings.spikes(spikes);
    const [first, end] = entriesWithin(all.steps, firstStepFrom(window.fromMs, dtMs), firstStepFrom(window.toMs, dtMs));
    const within = { steps: all.steps.subarray(first, end), elements: all.elements.subarray(first, end) };
    return {
      spikes: within,
      trains: groupByNeuron(within, size, dtMs),
      window,
      moments: moments === null ? null : this.recordings.moments(moments),
    };
  }
}

/** What is kept under a key; made where it is not there yet. */
function kept<T>(all: Map<string, T>, names: readonly unknown[], make: () => T): T {
  const key = JSON.stringify(names);
  const known = all.get(key);
  if (known !== undefined) return known;
  const made = make();
  all.set(key, made);
  return made;
}
