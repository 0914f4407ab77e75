import type { Chance } from '../analysis/chance.ts';
import type { Observation } from '../analysis/figures/figure.ts';
import { findPopulationMeasure } from '../analysis/measures/index.ts';
import { MergedMoments } from '../analysis/merged-moments.ts';
import { OrderSums } from '../analysis/order-sums.ts';
import { RecentTrains } from '../analysis/recent-trains.ts';
import type { PopulationRecord } from '../analysis/record.ts';
import type { Window } from '../analysis/spike-times.ts';
import { firstStepFrom, groupByNeuron } from '../analysis/trains.ts';
import type { MomentsBlock } from '../contract/index.ts';
import type { AnalysedChunk, AnalysedRun, Question } from './analysis-types.ts';
import { History, type Line } from './history.ts';
import type { Budget, Held } from './recordings/budget.ts';
import { EVERYTHING, Recordings } from './recordings.ts';

export type HeldPopulation = AnalysedRun['populations'][number];

/** Most bytes of merged sums of one run. */
const MOST_MERGED_BYTES = 64 * 1024 * 1024;
/** Orders of the order parameter. */
const ORDERS = [1, 2] as const;
/** Share of the budget that they take at most. */
const MERGED_SHARE = 1 / 5;

/** What a run has yielded so far, and what was made of it already. */
export class HeldRun {
  private readonly recordings: Recordings;
  /** Trains of recent windows by population and kind of window: windows of each kind move forward. */
  private readonly trains = new Map<string, RecentTrains>();
  /** Histories by population, measure and length of the window. */
  private readonly histories = new Map<string, History>();
  /** Sums of order parameters by population and order. */
  private readonly orderSums = new Map<string, OrderSums>();
  /** Moments by recorder. */
  private readonly merged: readonly MergedMoments[];

  /** What chance gives of the run as it has come to now. */
  readonly chances = new Map<string, Chance>();
  /** How often the run was set back. */
  setBacks = 0;

  /** What was made of the results counts towards the budget as they do. */
  private readonly made: Held;

  /** `budget`: of all runs. */
  constructor(
    readonly shape: AnalysedRun,
    private readonly budget: Budget,
  ) {
    const summed = shape.recorders.filter(({ kind }) => kind === 'moments').length;
    const mostBytes = Math.min(MOST_MERGED_BYTES, MERGED_SHARE * budget.mostBytes) / Math.max(1, summed);
    this.merged = shape.recorders.map(() => new MergedMoments(mostBytes));
    this.recordings = new Recordings({ dtMs: shape.dtMs, groups: [], recorders: shape.recorders }, budget);
    const { merged, orderSums } = this;
    this.made = {
      get bytes() {
        return [...merged, ...orderSums.values()].reduce((sum, { bytes }) => sum + bytes, 0);
      },
      fold: () => {
        const largest = [...orderSums.values()].toSorted((a, b) => b.bytes - a.bytes)[0];
        return largest?.forgetHalf() ?? false;
      },
    };
    budget.join(this.made);
  }

  /** What all of it takes in memory. */
  get bytes(): number {
    return this.recordings.bytes + this.made.bytes;
  }

  close(): void {
    this.recordings.close();
    this.budget.leave(this.made);
  }

  /** From when on all spikes of a population are held, and what was made of them, ms. */
  heldFromMs({ id, spikes }: HeldPopulation): number {
    const made = ORDERS.map((m) => this.orderSums.get(keyOf([id, m]))?.fromMs ?? 0);
    return Math.max(this.recordings.heldFrom(spikes) * this.shape.dtMs, ...made);
  }

  get endStep(): number {
    return this.recordings.endStep;
  }

  append({ endStep, recorders }: AnalysedChunk): void {
    this.chances.clear();
    this.recordings.append({ endStep, recorders, spikeCounts: [] });
    recorders.forEach((result, index) => {
      if (result.kind === 'moments') this.merged[index]?.add(result.blocks);
    });
  }

  /** Moments of each recorder that end in (fromStep, toStep]; of others none. */
  momentsEnding(fromStep: number, toStep: number): (readonly MomentsBlock[])[] {
    return this.shape.recorders.map(({ kind }, index) =>
      kind === 'moments' ? this.recordings.momentsEnding(index, { fromStep, toStep }) : [],
    );
  }

  truncate(step: number): void {
    this.setBacks += 1;
    this.recordings.truncate(step);
    for (const all of [this.trains, this.histories, this.orderSums, this.chances]) all.clear();
    for (const merged of this.merged) merged.truncate(step);
  }

  spikesFrom({ spikes }: HeldPopulation, fromMs: number): number {
    return this.recordings.spikesFrom(spikes, firstStepFrom(fromMs, this.shape.dtMs));
  }

  /** Spikes of the last `windowMs` of populations, in the order of their ids; those that are not known are left out. */
  observation(ids: readonly string[], windowMs: number): Observation {
    const { dtMs } = this.shape;
    const populations = ids.flatMap((id) => this.shape.populations.find((population) => population.id === id) ?? []);
    return {
      populations: populations.map((population) => {
        const stretch = { ...EVERYTHING, fromStep: Math.max(0, Math.floor(this.endStep - windowMs / dtMs) - 1) };
        return { size: population.size, spikes: this.recordings.spikes(population.spikes, stretch) };
      }),
      dtMs,
      fromMs: Math.max(0, ...populations.map((population) => this.heldFromMs(population))),
      endMs: this.endStep * dtMs,
    };
  }

  /** As of all spikes of the run: those of the window and later, and the last one before it of each neuron. */
  record(population: HeldPopulation, window: Window, kind: string): PopulationRecord {
    const { id, size, spikes, moments } = population;
    const { dtMs } = this.shape;
    const recent = kept(this.trains, [id, kind], () => new RecentTrains(size, dtMs));
    return {
      ...recent.from((fromStep, toStep) => this.recordings.spikes(spikes, { fromStep, toStep }), window.fromMs),
      window,
      ...this.potentials(moments, window),
      // The sums are at whole milliseconds, as those of such a window are.
      ...(Number.isInteger(window.fromMs) ? { orders: this.orders(population) } : {}),
    };
  }

  /** Moments in a window; where they do not reach back to its start, why. */
  private potentials(
    moments: number | null,
    window: Window,
  ): Pick<PopulationRecord, 'moments' | 'mergedMoments' | 'missingMoments'> {
    if (moments === null) return { moments: null };
    const { dtMs } = this.shape;
    const blocks = this.recordings.moments(moments);
    const fromStep = firstStepFrom(window.fromMs, dtMs);
    const merged = this.merged[moments]?.within(blocks, fromStep, firstStepFrom(window.toMs, dtMs)) ?? blocks;
    const [first] = merged;
    const lengthSteps = first === undefined ? 0 : first.endStep - first.firstStep;
    if (first !== undefined && first.firstStep > fromStep + lengthSteps) {
      const keptMs = Math.round(first.firstStep * dtMs);
      return { moments: null, missingMoments: `sums of the potential before ${keptMs} ms are not kept any more` };
    }
    return { moments: blocks, mergedMoments: merged };
  }

  /** A measure in sliding windows; `hasTime` null: in all of them. */
  history(
    population: HeldPopulation,
    { measure: id, windowMs }: NonNullable<Question['over']>,
    toMs: number,
    hasTime: (() => boolean) | null,
  ): Line | null {
    const measure = findPopulationMeasure(id);
    if (measure === undefined || measure.history === null) return null;
    const history = kept(this.histories, [population.id, id, windowMs], () => new History(windowMs));
    const { order } = measure.history;
    const sums = order === undefined ? null : this.orders(population)(order);
    return history.upTo({
      toMs,
      heldFromMs: this.heldFromMs(population),
      measuredIn: (window) =>
        sums === null ? measure.of(this.windowOnly(population, window)) : sums.mean(window.fromMs, window.toMs),
      looksAhead: sums !== null,
      hasTime,
    });
  }

  private orders({ id, size, spikes }: HeldPopulation): (m: 1 | 2) => OrderSums {
    return (m) => {
      const sums = kept(this.orderSums, [id, m], () => new OrderSums(size, this.shape.dtMs, m));
      const { endStep } = this;
      sums.extend(this.recordings.spikes(spikes, { fromStep: sums.endStep, toStep: endStep }), endStep);
      sums.forgetBefore(this.recordings.heldFrom(spikes) * this.shape.dtMs);
      return sums;
    };
  }

  private windowOnly({ size, spikes, moments }: HeldPopulation, window: Window): PopulationRecord {
    const { dtMs } = this.shape;
    const [fromStep, toStep] = [firstStepFrom(window.fromMs, dtMs), firstStepFrom(window.toMs, dtMs)];
    const within = this.recordings.spikes(spikes, { fromStep, toStep });
    return {
      spikes: within,
      trains: groupByNeuron(within, size, dtMs),
      window,
      ...this.potentials(moments, window),
    };
  }
}

const keyOf = (names: readonly unknown[]): string => JSON.stringify(names);

/** What is kept under a key; made where it is not there yet. */
function kept<T>(all: Map<string, T>, names: readonly unknown[], make: () => T): T {
  const key = keyOf(names);
  const known = all.get(key);
  if (known !== undefined) return known;
  const made = make();
  all.set(key, made);
  return made;
}
