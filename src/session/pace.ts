/** Wall time between two slices of a run that is slowed, ms: about a frame, so that its picture moves evenly. */
export const FRAME_MS = 16;
/** A run that falls behind its pace for longer, ms of wall time, goes on from there and does not catch up. */
const MOST_BEHIND_MS = 100;

/** How far a run may have come that is no faster than so many steps in a ms of wall time. */
export class Pace {
  constructor(
    private readonly stepsPerMs: number,
    private step: number,
    private atMs: number,
  ) {}

  /** Steps that may be taken now; 0: it is too early for one. */
  due(step: number, nowMs: number): number {
    const behind = this.step + (nowMs - this.atMs) * this.stepsPerMs - step;
    const most = MOST_BEHIND_MS * this.stepsPerMs;
    if (behind <= most + 1) return Math.max(0, Math.floor(behind));
    this.step = step;
    this.atMs = nowMs - MOST_BEHIND_MS;
    return Math.max(1, Math.floor(most));
  }

  /** How long to rest after a slice, ms. */
  restMs(step: number, nowMs: number): number {
    return this.due(step, nowMs) >= Math.max(1, FRAME_MS * this.stepsPerMs) ? 0 : FRAME_MS;
  }
}
