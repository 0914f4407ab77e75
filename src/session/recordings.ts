import type { EngineConfig, MomentsBlock, RecorderConfig, RecorderResult, ResultChunk } from '../contract/index.ts';
import { type Budget, unbounded } from './recordings/budget.ts';
import type { CountsView } from './recordings/counts.ts';
import { MomentsStore } from './recordings/moments-store.ts';
import type { ActivityWindow } from './recordings/peak.ts';
import { SpikeStore, type SpikeView } from './recordings/spike-store.ts';
import { TraceStore, type TraceStretch, type TraceView } from './recordings/trace-store.ts';
import { WeightsStore, type WeightsView } from './recordings/weights-store.ts';

type Recorded = Pick<EngineConfig, 'groups' | 'recorders' | 'dtMs'> & Partial<Pick<EngineConfig, 'sources'>>;
type Store = SpikeStore | TraceStore | MomentsStore | WeightsStore;

/** A stretch of a run, in steps: from the first up to the last, which is left out. */
export interface Stretch {
  readonly fromStep: number;
  readonly toStep: number;
}

/** What `append` takes in. */
export type CopiedChunk = Pick<ResultChunk, 'recorders' | 'spikeCounts' | 'endStep'>;

export const EVERYTHING: Stretch = { fromStep: 0, toStep: Number.POSITIVE_INFINITY };

/**
 * What a run has yielded so far. What is looked at is asked for by a stretch of time and as much as can be shown. All of it is
 * held up to the budget; beyond that, the oldest spikes are held as counts, the oldest samples as extremes of bins.
 */
export class Recordings {
  /** Grows with every `append`, so that views know when to draw. */
  version = 0;
  /** First step not yet recorded. */
  endStep = 0;
  private readonly stores: Store[];
  /** For each group, the recorder of its spikes; -1: none. */
  private readonly spikeRecorders: readonly number[];
  private counts: readonly number[];

  constructor(
    private readonly config: Recorded,
    private readonly budget: Budget = unbounded(),
  ) {
    this.spikeRecorders = config.groups.map((_, group) =>
      config.recorders.findIndex(
        (recorder) => recorder.kind === 'spikes' && recorder.of.of === 'group' && recorder.of.index === group,
      ),
    );
    this.stores = config.recorders.map((recorder) => this.createStore(recorder));
    this.counts = config.groups.map(() => 0);
  }

  /** Further recorders, from here on. */
  record(more: readonly RecorderConfig[]): void {
    for (const recorder of more) this.stores.push(this.createStore(recorder));
  }

  /** Takes in the next stretch of the run; takes no copy of moments. Results of recorders that it does not know yet are left out. */
  append(chunk: CopiedChunk): void {
    chunk.recorders.forEach((result, index) => {
      const store = this.stores[index];
      if (store === undefined) return;
      if (result.kind === 'spikes' && store instanceof SpikeStore)
        store.append(result.block.steps, result.block.elements);
      else if (result.kind === 'trace' && store instanceof TraceStore) store.append(result.block);
      else if (result.kind === 'moments' && store instanceof MomentsStore) store.append(result.blocks);
      else if (result.kind === 'weights' && store instanceof WeightsStore) store.append(result.block);
      else throw new Error(`recorder ${index} does not record ${result.kind}`);
    });
    this.counts = chunk.spikeCounts;
    this.endStep = chunk.endStep;
    this.version += 1;
    this.budget.keep();
  }

  /** Drops what was recorded at `step` and later: the run goes on from an earlier state. */
  truncate(step: number): void {
    for (const store of this.stores) store.truncate(step);
    this.counts = this.countsBefore(step);
    this.endStep = Math.min(this.endStep, step);
    this.version += 1;
  }

  /**
   * Results of a stretch, copied as a chunk that another page can append; moments are those that end in it and are here. Null: some of
   * it is not held one by one any more.
   */
  copied({ fromStep, toStep }: Stretch): CopiedChunk | null {
    const recorders = this.stores.map((store): RecorderResult | null => {
      if (store instanceof MomentsStore)
        return { kind: 'moments', blocks: store.ending(fromStep, toStep).map((block) => structuredClone(block)) };
      if (store instanceof WeightsStore) return { kind: 'weights', block: store.copied(fromStep, toStep) };
      if (store instanceof TraceStore) {
        const block = store.copied(fromStep, toStep);
        return block && { kind: 'trace', block };
      }
      const block = store.copied(fromStep, toStep);
      return block && { kind: 'spikes', block };
    });
    return recorders.every((result) => result !== null)
      ? { recorders, spikeCounts: this.countsBefore(toStep), endStep: toStep }
      : null;
  }

  /** What all of it takes in memory. */
  get bytes(): number {
    return this.stores.reduce((sum, store) => sum + (store instanceof SpikeStore ? store.allBytes : store.bytes), 0);
  }

  /** Spikes of a stretch that are in memory one by one. */
  spikes(recorder: number, { fromStep, toStep }: Stretch = EVERYTHING): SpikeView {
    return this.store(recorder, SpikeStore).between(fromStep, toStep);
  }

  /** The spikes of some elements of a recorder, numbered in their order; null: of all. */
  spikesOf(recorder: number, elements: readonly number[] | null): SpikeStore {
    const store = this.store(recorder, SpikeStore);
    return elements === null ? store : store.chosen(elements);
  }

  /** Spikes of each element: see `SpikeStore.ofEach`. */
  spikesOfEach(recorder: number): Float64Array {
    return this.store(recorder, SpikeStore).ofEach();
  }

  /** All spikes that are in memory one by one. Views: valid until the next `append`. */
  spikesInMemory(recorder: number): Iterable<SpikeView> {
    return this.store(recorder, SpikeStore).inMemory();
  }

  /** The first step of which a recorder's spikes, or samples, are held one by one, in files or in memory. */
  reachesTo(recorder: number): number {
    const store = this.stores[recorder];
    return store instanceof SpikeStore || store instanceof TraceStore ? store.reachesTo : 0;
  }

  /**
   * Whether all spikes, or samples, of a stretch are in memory one by one. What is in files, and is little, is being read: the
   * spill tells when it is there.
   */
  isAtHand(recorder: number, { fromStep, toStep }: Stretch): boolean {
    const store = this.stores[recorder];
    return store instanceof SpikeStore || store instanceof TraceStore ? store.isAtHand(fromStep, toStep) : true;
  }

  /** The first step of which a recorder's spikes, or samples, are in memory one by one. */
  heldFrom(recorder: number): number {
    const store = this.stores[recorder];
    return store instanceof SpikeStore || store instanceof TraceStore ? store.heldFrom : 0;
  }

  /** Number of spikes at `step` and later. */
  spikesFrom(recorder: number, step: number): number {
    const store = this.store(recorder, SpikeStore);
    return store.length - store.before(step);
  }

  /** Number of spikes of a stretch. */
  spikesWithin(recorder: number, { fromStep, toStep }: Stretch): number {
    const store = this.store(recorder, SpikeStore);
    return store.before(Math.min(toStep, this.endStep)) - store.before(fromStep);
  }

  /** Steps at which an element spiked, all of them from the first time on that it is asked for. */
  spikeSteps(recorder: number, element: number): readonly number[] {
    return this.store(recorder, SpikeStore).of(element);
  }

  /** The greatest activity that a neuron has had so far, Hz; 0: none has spiked. */
  peakHz(recorder: number, window: ActivityWindow): number {
    return this.store(recorder, SpikeStore).peakHz(window, this.endStep);
  }

  /** Spikes of a stretch by bins and bands of neurons. */
  overview(recorder: number, { fromStep, toStep }: Stretch, mostBins: number): CountsView {
    return this.store(recorder, SpikeStore).overview(fromStep, toStep, mostBins);
  }

  /** Spikes of a stretch by bins. */
  spikeBins(recorder: number, { fromStep, toStep }: Stretch, mostBins: number): CountsView {
    return this.store(recorder, SpikeStore).counts(fromStep, toStep, mostBins);
  }

  /** The samples that are in memory one by one. */
  trace(recorder: number): TraceView {
    return this.store(recorder, TraceStore).view();
  }

  /** Samples of a stretch where there are at most so many, else extremes of as many bins. */
  traceWithin(recorder: number, { fromStep, toStep }: Stretch, most: number): TraceStretch {
    return this.store(recorder, TraceStore).within(fromStep, toStep, most);
  }

  /** Samples of a stretch, which may be in files. */
  async samples(recorder: number, stretch: Stretch): Promise<TraceStretch> {
    await this.store(recorder, TraceStore).fetch(stretch.fromStep, stretch.toStep);
    return this.traceWithin(recorder, stretch, Number.POSITIVE_INFINITY);
  }

  /** Least and greatest of all samples that were taken; null: none is a number. */
  traceRange(recorder: number): readonly [low: number, high: number] | null {
    return this.store(recorder, TraceStore).range();
  }

  /** As of a step: the latest sample by then that is held; null: there is none. */
  traceAt(recorder: number, step: number): ReturnType<TraceStore['at']> {
    return this.store(recorder, TraceStore).at(step);
  }

  /** Step of the first sample that was taken; null: none was. */
  traceSince(recorder: number): number | null {
    return this.store(recorder, TraceStore).since;
  }

  moments(recorder: number): readonly MomentsBlock[] {
    return this.store(recorder, MomentsStore).blocks;
  }

  /** Moments that end in (fromStep, toStep]. */
  momentsEnding(recorder: number, { fromStep, toStep }: Stretch): readonly MomentsBlock[] {
    return this.store(recorder, MomentsStore).ending(fromStep, toStep);
  }

  /** Hands over the moments: they are not here any more. */
  takeMoments(recorder: number): readonly MomentsBlock[] {
    return this.store(recorder, MomentsStore).take();
  }

  weights(recorder: number): WeightsView {
    return this.store(recorder, WeightsStore);
  }

  /** Total spikes of each group since the build. */
  spikeCounts(): readonly number[] {
    return this.counts;
  }

  /** Mean rate per element over the last `windowMs`, Hz; 0 before the first step. */
  recentRateHz(recorder: number, size: number, dtMs: number, windowMs: number): number {
    const fromStep = Math.max(0, this.endStep - Math.round(windowMs / dtMs));
    const seconds = ((this.endStep - fromStep) * dtMs) / 1000;
    return seconds > 0 ? this.spikesFrom(recorder, fromStep) / (size * seconds) : 0;
  }

  /** They do not count towards the budget any more. */
  close(): void {
    for (const store of this.stores) store.close();
  }

  /** Spikes of each group before a step of which all results are held. */
  private countsBefore(step: number): readonly number[] {
    return this.counts.map((count, group) => {
      const recorder = this.spikeRecorders[group] ?? -1;
      return recorder < 0 ? count : this.store(recorder, SpikeStore).before(step);
    });
  }

  private createStore(recorder: RecorderConfig): Store {
    const { config, budget } = this;
    if (recorder.kind === 'moments') return new MomentsStore(budget);
    if (recorder.kind === 'weights') return new WeightsStore(recorder.bins, recorder.everySteps, budget);
    if (recorder.kind !== 'spikes') return new TraceStore(recorder.elements.length, recorder.everySteps, budget);
    const { of, index } = recorder.of;
    const size = (of === 'group' ? config.groups[index] : config.sources?.[index])?.size;
    return new SpikeStore(size ?? null, config.dtMs, budget);
  }

  private store<S>(recorder: number, kind: new (...given: never[]) => S): S {
    const store = this.stores[recorder];
    if (store instanceof kind) return store;
    throw new Error(`recorder ${recorder} is not a ${kind.name}`);
  }
}
