import type { Window } from '../analysis/spike-times.ts';
import type { Measured } from '../analysis/trains.ts';

/** Distance between windows at first, ms; it doubles when there are too many. */
const STRIDE_MS = 10;
const MOST_WINDOWS = 160;
/** A measure that reads spikes after its window is measured again until this long after it, ms. */
const SETTLE_MS = 500;

export interface Line {
  /** Centres of the windows. */
  readonly timesMs: Float64Array;
  /** NaN: undefined, or not measured yet. */
  readonly values: Float64Array;
  /** Why it is undefined in the latest window, if it is. */
  readonly reason: string | null;
}

/** What a question for a history comes with. */
export interface HistoryRequest {
  readonly toMs: number;
  /** Windows that begin before it are not measured any more: not all spikes of them are held. */
  readonly heldFromMs: number;
  readonly measuredIn: (window: Window) => Measured;
  /** It also depends on spikes after the window. */
  readonly looksAhead: boolean;
  /** Null: all windows are measured, and those that look ahead again, whatever it takes. */
  readonly hasTime: (() => boolean) | null;
}

/** Values of a measure of one population in sliding windows, kept from question to question. */
export class History {
  private readonly values = new Map<number, Measured>();

  constructor(private readonly windowMs: number) {}

  /** Windows [k stride, k stride + window) that end by `toMs`. Those not measured yet are, the latest first. */
  upTo({ toMs, heldFromMs, measuredIn, looksAhead, hasTime }: HistoryRequest): Line {
    const { windowMs, values } = this;
    const span = toMs - windowMs + 1e-9;
    let strideMs = STRIDE_MS;
    while (span / strideMs > MOST_WINDOWS) strideMs *= 2;
    const starts = Array.from({ length: span < 0 ? 0 : Math.floor(span / strideMs) + 1 }, (_, k) => k * strideMs);
    for (const fromMs of starts.toReversed()) {
      const isOpen = looksAhead && (hasTime === null || fromMs + windowMs + SETTLE_MS > toMs);
      if ((values.has(fromMs) && !isOpen) || fromMs < heldFromMs) continue;
      if (hasTime !== null && !hasTime()) break;
      values.set(fromMs, measuredIn({ fromMs, toMs: fromMs + windowMs }));
    }
    return {
      timesMs: Float64Array.from(starts, (start) => start + windowMs / 2),
      values: Float64Array.from(starts, (start) => values.get(start)?.value ?? Number.NaN),
      reason: reasonOf(values.get(starts.at(-1) ?? Number.NaN)),
    };
  }
}

const reasonOf = (measured: Measured | undefined): string | null =>
  measured !== undefined && measured.value === null ? measured.reason : null;
