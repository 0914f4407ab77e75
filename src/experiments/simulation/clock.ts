import type { RunState } from './run-state.ts';

/**
 * Wall time between two readings of the clock while it runs: nobody reads numbers faster. With indices that are drawn anyway
 * it may be less, down to the second.
 */
const READING_MS = 160;
const LEAST_READING_MS = 60;

/** How far a stretch of running is, and how fast it goes. */
export class Clock {
  private readAtMs = 0;
  /** Where the stretch began, in wall and model time, and where it ends; null: it has no end. */
  private startedAt = 0;
  private startedMs = 0;
  private untilMs: number | null = null;

  start(timeMs: number, untilMs: number | null): void {
    [this.startedAt, this.startedMs, this.untilMs] = [performance.now(), timeMs, untilMs];
  }

  /** The speed is that from this model time on. */
  startAnew(timeMs: number): void {
    [this.startedAt, this.startedMs] = [performance.now(), timeMs];
  }

  get wasReadLately(): boolean {
    return performance.now() < this.readAtMs + READING_MS;
  }

  get mayBeRead(): boolean {
    return performance.now() >= this.readAtMs + LEAST_READING_MS;
  }

  /** As of this model time. */
  read(timeMs: number): Pick<RunState, 'speed' | 'wallLeftMs'> {
    const now = performance.now();
    this.readAtMs = now;
    const wallMs = now - this.startedAt;
    const speed = timeMs > this.startedMs && wallMs > 0 ? (timeMs - this.startedMs) / wallMs : null;
    return { speed, wallLeftMs: this.untilMs === null || speed === null ? null : (this.untilMs - timeMs) / speed };
  }
}
