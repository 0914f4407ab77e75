import type { PopulationMeasure, PopulationRecord } from '../analysis/population-measures.ts';
import type { Window } from '../analysis/spike-times.ts';
import type { Measured } from '../analysis/trains.ts';

/** Distance between windows at first, ms; it doubles when there are too many. */
const STRIDE_MS = 10;
const MOST_WINDOWS = 160;
/** A measure that reads spikes after its window is measured again until this long after it, ms. */
const SETTLE_MS = 500;
/** Windows further back are not measured while the network runs by a measure that takes all windows in one pass, ms. */
const REACH_MS = 2000;

export interface Line {
  /** Centres of the windows. */
  readonly timesMs: Float64Array;
  /** NaN: undefined, or not measured yet. */
  readonly values: Float64Array;
}

/** What a measure reads, with the spikes of the window; `withBefore`: and the one before of each neuron, and all after. */
export type RecordOf = (window: Window, withBefore: boolean) => PopulationRecord;

/** Values of a measure of one population in sliding windows, kept from question to question. */
export class History {
  private readonly values = new Map<number, number>();

  constructor(
    private readonly measure: PopulationMeasure,
    private readonly windowMs: number,
  ) {}

  /**
   * Windows [k stride, k stride + window) that end by `toMs`. Those not measured yet are, the latest first, as long as
   * `hasTime`; null: all of them, whatever it takes.
   */
  upTo(toMs: number, recordOf: RecordOf, hasTime: (() => boolean) | null): Line {
    const { windowMs, values } = this;
    const span = toMs - windowMs + 1e-9;
    let strideMs = STRIDE_MS;
    while (span / strideMs > MOST_WINDOWS) strideMs *= 2;
    const starts = Array.from({ length: span < 0 ? 0 : Math.floor(span / strideMs) + 1 }, (_, k) => k * strideMs);
    if (this.measure.inWindows === undefined) this.measureEach(starts, recordOf, hasTime ?? (() => true));
    else this.measureTogether(starts, toMs, recordOf, hasTime === null);
    return {
      timesMs: Float64Array.from(starts, (start) => start + windowMs / 2),
      values: Float64Array.from(starts, (start) => values.get(start) ?? Number.NaN),
    };
  }

  private measureEach(starts: readonly number[], recordOf: RecordOf, hasTime: () => boolean): void {
    for (const start of starts.toReversed()) {
      if (this.values.has(start)) continue;
      if (!hasTime()) return;
      const measured = this.measure.of(recordOf(this.windowFrom(start), false));
      this.values.set(start, measured.value ?? Number.NaN);
    }
  }

  /** Values change until the neurons have fired again after the window. */
  private measureTogether(starts: readonly number[], toMs: number, recordOf: RecordOf, isWhole: boolean): void {
    const isOpen = (start: number): boolean =>
      isWhole || start + this.windowMs + SETTLE_MS > toMs || (!this.values.has(start) && start >= toMs - REACH_MS);
    const open = starts.filter(isOpen);
    const [first] = open;
    if (first === undefined) return;
    const record = recordOf({ fromMs: first, toMs }, true);
    const measuredIn: (window: Window) => Measured =
      this.measure.inWindows?.(record) ?? (() => this.measure.of(record));
    for (const start of open) this.values.set(start, measuredIn(this.windowFrom(start)).value ?? Number.NaN);
  }

  private windowFrom(fromMs: number): Window {
    return { fromMs, toMs: fromMs + this.windowMs };
  }
}
