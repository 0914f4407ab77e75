/** A time as people read it, ms, with as many digits as steps of `dtMs` have: "312.4 ms", "12.3124 s". */
export function timeText(ms: number, dtMs: number): string {
  const inSeconds = ms >= 10_000;
  const digits = Math.max(0, Math.ceil(-Math.log10(dtMs) - 1e-9)) + (inSeconds ? 3 : 0);
  const number = inSeconds ? ms / 1000 : ms;
  return `${number.toLocaleString('en', { maximumFractionDigits: digits })} ${inSeconds ? 's' : 'ms'}`;
}

/** How far an arrow key goes, ms: one millisecond, or in a run of a few of them one step. */
const frameMs = (lengthMs: number, dtMs: number): number => (lengthMs < 20 ? dtMs : Math.max(1, dtMs));

/** What is there of runs, ms. */
export interface Extent {
  /** From here on all spikes are held. */
  readonly fromMs: number;
  readonly nowMs: number;
  readonly dtMs: number;
}

/** The time of a step, within what is there; null: the present. */
export function heldTime(ms: number, { fromMs, nowMs, dtMs }: Extent): number | null {
  const step = Math.max(Math.ceil(fromMs / dtMs), Math.round(ms / dtMs));
  // Times of steps have no more digits than the step.
  const time = Number((step * dtMs).toFixed(6));
  return time >= nowMs - dtMs / 2 ? null : time;
}

/** Where a key leads from a time; undefined: it is another one's. `marksMs`: ascending. */
export function timeAfterKey(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  atMs: number,
  marksMs: readonly number[],
  extent: Extent,
): number | null | undefined {
  const { fromMs, nowMs, dtMs } = extent;
  const by = frameMs(nowMs - fromMs, dtMs) * (shiftKey ? 10 : 1);
  if (key === 'ArrowLeft' || key === 'ArrowDown') return heldTime(atMs - by, extent);
  if (key === 'ArrowRight' || key === 'ArrowUp') return heldTime(atMs + by, extent);
  if (key === 'PageDown') return heldTime(marksMs.findLast((ms) => ms < atMs - dtMs / 2) ?? fromMs, extent);
  if (key === 'PageUp') return heldTime(marksMs.find((ms) => ms > atMs + dtMs / 2) ?? nowMs, extent);
  if (key === 'Home') return heldTime(fromMs, extent);
  return key === 'End' || key === 'Escape' ? null : undefined;
}
