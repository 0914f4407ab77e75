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
    this.trains.clear();
    this.histories.clear();
  }

  spikesFrom({ spikes }: HeldPopulation, fromMs: number): number {
    const { steps } = this.recordings.spikes(spikes);
    return steps.length - lowerBound(steps, firstStepFrom(fromMs, this.shape.dtMs));
  }

  /** As of all spikes of the run: those of the window and later, and the last one before it of each neuron. */
  record(population: HeldPopulation, window: Window, kind: string): PopulationRecord {
    const { id, size, spikes, moments } = population;
    const key = JSON.stringify([id, kind]);
    const recent = this.trains.get(key) ?? new RecentTrains(size, this.shape.dtMs);
    this.trains.set(key, recent);
    return {
      ...recent.from(this.recordings.spikes(spikes), window.fromMs),
      window,
      moments: moments === null ? null : this.recordings.moments(moments),
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
    const key = JSON.stringify([population.id, id, windowMs]);
    const history = this.histories.get(key) ?? new History(measure, windowMs);
    this.histories.set(key, history);
    const recordOf = (window: Window, withBefore: boolean): PopulationRecord =>
      withBefore
        ? this.record(population, window, hasTime === null ? 'whole history' : 'history')
        : this.windowOnly(population, window);
    return history.upTo(toMs, recordOf, hasTime);
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
