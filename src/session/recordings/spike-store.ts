import { bisectLeft } from 'd3-array';
import type { SpikeBlock } from '../../contract/index.ts';
import { type Budget, type Held, unbounded } from './budget.ts';
import { Counts, type CountsView } from './counts.ts';
import { type ActivityWindow, Peak } from './peak.ts';
import { SpilledBlocks } from './spilled-blocks.ts';

/** Spikes of a stretch of a run, ordered by step. Views: valid until the next `append`. */
export interface SpikeView {
  readonly steps: Int32Array;
  readonly elements: Int32Array;
  /** Spikes of the run before the first of these. */
  readonly first: number;
}

/** Spikes that lie together in memory, and go together. */
interface Block {
  steps: Int32Array;
  elements: Int32Array;
  length: number;
  readonly first: number;
}

const FIRST_BLOCK = 1024;
const BLOCK = 65_536;
/** Bands of neurons of an overview, and its bins of each length: as many as a wide plot has columns. */
const BANDS = 64;
const OVERVIEW_BINS = 1024;
/** Bins of each length of the counts of all neurons, of which rates are made. */
const RATE_BINS = 32_768;
/** Windows of which peaks are kept, those that were asked for last. */
const MOST_PEAKS = 8;
/** Selections that are kept, those that were asked for last. */
const MOST_SELECTIONS = 8;
const NOTHING = new Int32Array(0);

/** Some elements, in the order in which they are numbered, and their spikes. */
interface Selection {
  readonly elements: readonly number[];
  /** Place of each element among them; -1: it is not. */
  readonly rows: Int32Array;
  readonly store: SpikeStore;
}

/** The spikes of one emitter: the latest one by one, all of them as counts, and those of some elements from the start. */
export class SpikeStore implements Held {
  private blocks: Block[] = [];
  private total = 0;
  /** The first step of which each spike is held. */
  heldFrom = 0;
  private counted: { readonly bands: Counts; readonly all: Counts } | null = null;
  private readonly watched = new Map<number, number[]>();
  private readonly peaks = new Map<string, Peak>();
  /** Those that were asked for last stand first. */
  private selections: readonly Selection[] = [];
  /** Spikes of each element that were held when that was asked for first, and all since. */
  private totals: Float64Array | null = null;
  private readonly spilled: SpilledBlocks<Block>;

  /** `size`: neurons of the emitter; null: spikes are never asked for as counts. */
  constructor(
    private readonly size: number | null,
    private readonly dtMs: number,
    private readonly budget: Budget = unbounded(),
  ) {
    this.budget.join(this);
    this.spilled = new SpilledBlocks(budget.spill?.drawer() ?? null);
    // Where nothing is ever let go, spikes are counted when that is asked for.
    if (size !== null && budget.mostBytes !== Number.POSITIVE_INFINITY) this.count();
  }

  get bytes(): number {
    const exact = this.blocks.reduce((sum, { steps }) => sum + 8 * steps.length, 0);
    const chosen = [...this.watched.values()].reduce((sum, steps) => sum + 8 * steps.length, 0);
    const peaks = [...this.peaks.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    return (
      exact +
      chosen +
      peaks +
      this.spilled.bytes +
      (this.counted === null ? 0 : this.counted.bands.bytes + this.counted.all.bytes)
    );
  }

  /** With those of selections, each of which stands in the budget by itself. */
  get allBytes(): number {
    return this.selections.reduce((sum, { rows, store }) => sum + rows.byteLength + store.bytes, this.bytes);
  }

  /** The first step of which spikes are known at all, be it as counts. */
  knownFrom = 0;

  append(steps: Int32Array, elements: Int32Array): void {
    for (let from = 0; from < steps.length; ) {
      const block = this.blockWithRoom(steps.length - from);
      const count = Math.min(steps.length - from, block.steps.length - block.length);
      block.steps.set(steps.subarray(from, from + count), block.length);
      block.elements.set(elements.subarray(from, from + count), block.length);
      block.length += count;
      from += count;
    }
    this.total += steps.length;
    this.counted?.bands.add(steps, elements);
    this.counted?.all.add(steps, elements);
    for (const peak of this.peaks.values()) this.advance(peak);
    for (const selection of this.selections) addTo(selection, steps, elements);
    if (this.totals !== null) for (const element of elements) this.totals[element] = (this.totals[element] ?? 0) + 1;
    if (this.watched.size === 0) return;
    for (let k = 0; k < steps.length; k++) this.watched.get(elements[k] ?? -1)?.push(steps[k] ?? 0);
  }

  truncate(step: number): void {
    const gone = this.between(step, Number.POSITIVE_INFINITY);
    this.counted?.bands.remove(gone.steps, gone.elements);
    this.counted?.all.remove(gone.steps, gone.elements);
    for (const times of this.watched.values()) while ((times.at(-1) ?? -1) >= step) times.pop();
    for (const peak of this.peaks.values()) peak.cut(step);
    for (const { store } of this.selections) store.truncate(step);
    if (this.totals !== null)
      for (const element of gone.elements) this.totals[element] = (this.totals[element] ?? 0) - 1;
    this.total = gone.first;
    for (const block of this.blocks) block.length = Math.max(0, Math.min(block.length, this.total - block.first));
    this.blocks = this.blocks.filter(({ length }) => length > 0);
    if (step < this.heldFrom) this.spilled.cut(step);
    this.heldFrom = Math.min(this.heldFrom, step);
  }

  fold(): boolean {
    const [oldest, next] = this.blocks;
    if (oldest === undefined || next === undefined) return false;
    this.blocks.shift();
    const { steps, elements, length, first } = oldest;
    this.heldFrom = (steps[length - 1] ?? 0) + 1;
    const span = { from: steps[0] ?? 0, end: this.heldFrom, first, length };
    this.spilled.put(span, [steps.subarray(0, length), elements.subarray(0, length)], (buffer) => ({
      steps: new Int32Array(buffer, 0, length),
      elements: new Int32Array(buffer, 4 * length, length),
      length,
      first,
    }));
    return true;
  }

  /** The first step of which each spike is held, in memory or in a file. */
  get reachesTo(): number {
    return Math.min(this.heldFrom, this.spilled.reach);
  }

  /** Whether each spike of [fromStep, toStep) is in memory; where some are in a file, and are few, they are being read. */
  isAtHand(fromStep: number, toStep: number): boolean {
    return fromStep >= this.heldFrom || this.spilled.within(fromStep, Math.min(toStep, this.heldFrom)) !== null;
  }

  /** Number of spikes before a step; further back than spikes are held it is of counts, to some milliseconds. */
  before(step: number): number {
    if (step <= 0) return 0;
    if (step < this.heldFrom)
      return this.size === null ? (this.blocks[0]?.first ?? this.total) : this.count().all.before(step);
    for (let k = this.blocks.length - 1; k >= 0; k--) {
      const { steps, first, length } = this.blocks[k] as Block;
      if (k > 0 && (steps[0] ?? 0) >= step) continue;
      return first + bisectLeft(steps.subarray(0, length), step);
    }
    return this.total;
  }

  /** Spikes of the run so far. */
  get length(): number {
    return this.total;
  }

  /** Those of [fromStep, toStep) that are in memory, of what was read back only where it is all there. */
  between(fromStep: number, toStep: number): SpikeView {
    const before = fromStep < this.heldFrom ? this.spilled.within(fromStep, Math.min(toStep, this.heldFrom)) : null;
    const parts = [...(before ?? []), ...this.blocks].flatMap(({ steps, elements, length, first: earlier }) => {
      if (length === 0 || (steps[length - 1] ?? 0) < fromStep || (steps[0] ?? 0) >= toStep) return [];
      const filled = steps.subarray(0, length);
      const [first, end] = [bisectLeft(filled, fromStep), bisectLeft(filled, toStep)];
      return [{ steps: steps.subarray(first, end), elements: elements.subarray(first, end), first: earlier + first }];
    });
    const [earliest] = parts;
    if (earliest === undefined) return { steps: NOTHING, elements: NOTHING, first: this.before(fromStep) };
    if (parts.length === 1) return earliest;
    const length = parts.reduce((sum, { steps }) => sum + steps.length, 0);
    const [steps, elements] = [new Int32Array(length), new Int32Array(length)];
    for (const part of parts) {
      steps.set(part.steps, part.first - earliest.first);
      elements.set(part.elements, part.first - earliest.first);
    }
    return { steps, elements, first: earliest.first };
  }

  /** All that are in memory, block by block. Views: valid until the next `append`. */
  *inMemory(): Iterable<SpikeView> {
    for (const { steps, elements, length, first } of this.blocks)
      yield { steps: steps.subarray(0, length), elements: elements.subarray(0, length), first };
  }

  /** Number of the spikes from `reachesTo` on. */
  get readable(): number {
    return this.spilled.length + this.total - (this.blocks[0]?.first ?? this.total);
  }

  /** All that are held, in files and in memory, at most so many at a time. Copies. */
  async *parts(most: number): AsyncIterable<SpikeView> {
    let first = this.spilled.first ?? this.blocks[0]?.first ?? this.total;
    while (first < this.total) {
      // Blocks may go to files, and come, while the parts are read.
      const held = this.blocks.findLast((block) => block.first <= first);
      const block = held ?? (await this.spilled.after(first)) ?? this.blocks[0];
      if (block === undefined) return;
      const from = Math.max(0, first - block.first);
      const length = Math.min(block.length, this.total - block.first);
      const end = Math.min(length, from + most);
      const [steps, elements] = [block.steps.slice(from, end), block.elements.slice(from, end)];
      first = block.first + end;
      if (steps.length === 0) return;
      yield { steps, elements, first: block.first + from };
    }
  }

  /** Those of [fromStep, toStep), copied; null: some of them are not held any more. */
  copied(fromStep: number, toStep: number): SpikeBlock | null {
    if (fromStep < this.heldFrom) return null;
    const { steps, elements } = this.between(fromStep, toStep);
    return { steps: steps.slice(), elements: elements.slice() };
  }

  overview(fromStep: number, toStep: number, mostBins: number): CountsView {
    return this.count().bands.within(fromStep, toStep, mostBins);
  }

  counts(fromStep: number, toStep: number, mostBins: number): CountsView {
    return this.count().all.within(fromStep, toStep, mostBins);
  }

  /** Steps at which an element spiked; from the first time that it is asked for, none of them is let go. */
  of(element: number): readonly number[] {
    const known = this.watched.get(element);
    if (known !== undefined) return known;
    const times: number[] = [];
    for (const { steps, elements, length } of this.blocks) {
      for (let k = 0; k < length; k++) if (elements[k] === element) times.push(steps[k] ?? 0);
    }
    this.watched.set(element, times);
    return times;
  }

  /**
   * The greatest activity of a neuron in the run up to a step, Hz. From the first time that it is asked for, spikes that are let go
   * count as well.
   */
  peakHz(window: ActivityWindow, endStep: number): number {
    const key = `${window.kind} ${window.windowMs}`;
    const peak = this.peaks.get(key) ?? new Peak(window, this.size ?? 1, this.dtMs, this.heldFrom);
    this.peaks.delete(key);
    this.peaks.set(key, peak);
    const [oldest] = this.peaks.keys();
    if (this.peaks.size > MOST_PEAKS && oldest !== undefined) this.peaks.delete(oldest);
    this.advance(peak);
    return peak.hzAt(endStep);
  }

  /** A peak to the latest spike, block by block: a stretch that lies in one of them is looked at where it is, without a copy. */
  private advance(peak: Peak): void {
    const between = (fromStep: number, toStep: number) => this.between(fromStep, toStep);
    for (const { steps, length } of this.blocks) {
      const [first, last] = [steps[0] ?? 0, steps[length - 1] ?? 0];
      // The next block may go on with the last step.
      for (const step of [first + 1, last]) peak.advance(step, this.heldFrom, between);
    }
    const last = this.blocks.at(-1);
    if (last !== undefined) peak.advance((last.steps[last.length - 1] ?? 0) + 1, this.heldFrom, between);
  }

  /** Spikes of each element, of all that are held from the first time on that it is asked for. */
  ofEach(): Float64Array {
    if (this.totals === null) {
      const totals = new Float64Array(this.size ?? 0);
      for (const { elements, length } of this.blocks)
        for (let k = 0; k < length; k++) totals[elements[k] ?? 0] = (totals[elements[k] ?? 0] ?? 0) + 1;
      this.totals = totals;
    }
    return this.totals;
  }

  /**
   * The spikes of some elements, numbered in their order: those that are held when they are asked for first, and all since. A few
   * selections are kept, so that a plot that grows asks for the same one without a cost.
   */
  chosen(elements: readonly number[]): SpikeStore {
    const known = this.selections.find((selection) => areSame(selection.elements, elements)) ?? this.select(elements);
    this.selections = [known, ...this.selections.filter((selection) => selection !== known)];
    for (const { store } of this.selections.slice(MOST_SELECTIONS)) store.close();
    this.selections = this.selections.slice(0, MOST_SELECTIONS);
    return known.store;
  }

  private select(elements: readonly number[]): Selection {
    const rows = new Int32Array(this.size ?? 0).fill(-1);
    elements.forEach((element, row) => {
      rows[element] = row;
    });
    const store = new SpikeStore(elements.length, this.dtMs, this.budget);
    store.heldFrom = this.heldFrom;
    store.knownFrom = this.heldFrom;
    store.spilled.loseUntil(this.heldFrom);
    const selection = { elements: [...elements], rows, store };
    for (const { steps, elements: of, length } of this.blocks)
      addTo(selection, steps.subarray(0, length), of.subarray(0, length));
    return selection;
  }

  private count(): { readonly bands: Counts; readonly all: Counts } {
    if (this.counted === null) {
      const { steps, elements } = this.between(0, Number.POSITIVE_INFINITY);
      const [bands, all] = [
        new Counts(this.size ?? 1, BANDS, this.dtMs, OVERVIEW_BINS),
        new Counts(this.size ?? 1, 1, this.dtMs, RATE_BINS),
      ];
      for (const counts of [bands, all]) counts.add(steps, elements);
      this.counted = { bands, all };
    }
    return this.counted;
  }

  close(): void {
    this.budget.leave(this);
    for (const { store } of this.selections) store.close();
    this.selections = [];
    this.spilled.close();
  }

  private blockWithRoom(wanted: number): Block {
    const last = this.blocks.at(-1);
    if (last !== undefined && last.length < last.steps.length) return last;
    if (last !== undefined && this.blocks.length === 1 && last.steps.length < BLOCK) {
      const capacity = Math.min(BLOCK, Math.max(last.length + wanted, 2 * last.steps.length));
      last.steps = grown(last.steps, capacity);
      last.elements = grown(last.elements, capacity);
      return last;
    }
    const capacity = last === undefined ? Math.min(BLOCK, Math.max(FIRST_BLOCK, wanted)) : BLOCK;
    const block = {
      steps: new Int32Array(capacity),
      elements: new Int32Array(capacity),
      length: 0,
      first: last === undefined ? this.total : last.first + last.length,
    };
    this.blocks.push(block);
    return block;
  }
}

function addTo({ rows, store }: Selection, steps: Int32Array, elements: Int32Array): void {
  let count = 0;
  for (const element of elements) if ((rows[element] ?? -1) >= 0) count += 1;
  if (count === 0) return;
  const [chosenSteps, chosenRows] = [new Int32Array(count), new Int32Array(count)];
  let next = 0;
  for (let k = 0; k < elements.length; k++) {
    const row = rows[elements[k] ?? -1] ?? -1;
    if (row < 0) continue;
    chosenSteps[next] = steps[k] ?? 0;
    chosenRows[next] = row;
    next += 1;
  }
  store.append(chosenSteps, chosenRows);
}

const areSame = (some: readonly number[], others: readonly number[]): boolean =>
  some.length === others.length && some.every((element, k) => element === others[k]);

function grown(from: Int32Array, capacity: number): Int32Array {
  const larger = new Int32Array(capacity);
  larger.set(from);
  return larger;
}
