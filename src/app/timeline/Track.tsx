import { type PointerEvent, useRef } from 'react';
import { classes } from '../../controls/classes.ts';
import { useSimulation } from '../../editor/simulation.ts';
import { lookAt } from '../../plots/looked-at.ts';
import type { Mark } from './marks.ts';
import css from './Timeline.module.css';
import { type Extent, heldTime, timeAfterKey, timeText } from './times.ts';

interface Props {
  readonly extent: Extent;
  /** How far the track goes: to the end of the run, or as far as a longer one has come. */
  readonly endMs: number;
  readonly atMs: number;
  readonly isPast: boolean;
  /** The time in words. */
  readonly said: string;
  readonly snapshotsMs: readonly number[];
  readonly marks: readonly Mark[];
}

/** Shows a time; what runs is paused, so that nothing else moves. */
function goTo(ms: number | null): void {
  const { status, pause } = useSimulation.getState();
  if (status === 'building') return;
  if (status === 'running') pause();
  lookAt(ms);
}

/** The time of the run with its marks, and a playhead that is dragged or moved by keys. */
export function Track({ extent, endMs, atMs, isPast, said, snapshotsMs, marks }: Props) {
  const { fromMs, nowMs, dtMs } = extent;
  const track = useRef<HTMLDivElement>(null);
  const lengthMs = Math.max(dtMs, endMs - fromMs);
  const place = (ms: number): string => `${(100 * Math.min(1, Math.max(0, (ms - fromMs) / lengthMs))).toFixed(3)}%`;
  const follow = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0 || nowMs <= fromMs) return;
    goTo(heldTime(fromMs + ((event.clientX - box.left) / box.width) * lengthMs, extent));
  };
  const isThere = (ms: number): boolean => ms >= fromMs && ms <= endMs;
  return (
    <div
      className={classes(css.room, nowMs <= fromMs && css.empty)}
      role="slider"
      tabIndex={0}
      aria-label="Time shown"
      aria-valuemin={fromMs}
      aria-valuemax={nowMs}
      aria-valuenow={atMs}
      aria-valuetext={said}
      data-testid="playhead"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
      }}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const next = timeAfterKey(event, atMs, snapshotsMs, extent);
        if (next === undefined) return;
        event.preventDefault();
        goTo(next);
      }}
    >
      <div ref={track} className={css.track}>
        <span className={css.run} style={{ width: place(nowMs) }} />
        {snapshotsMs.filter(isThere).map((ms) => (
          <span key={ms} className={css.snapshot} style={{ left: place(ms) }} data-testid="snapshot-mark" />
        ))}
        {marks
          .filter(({ ms }) => isThere(ms))
          .map(({ said: what, ms, colour }) => (
            <span
              key={`${what} ${ms}`}
              className={css.mark}
              style={{ left: place(ms), borderTopColor: `var(${colour})` }}
              title={`${what} at ${timeText(ms, dtMs)}`}
            />
          ))}
        <span className={classes(css.head, isPast && css.past)} style={{ left: place(atMs) }} />
      </div>
    </div>
  );
}
