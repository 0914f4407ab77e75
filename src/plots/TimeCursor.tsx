import { useContext } from 'react';
import { useLookedAt } from './looked-at.ts';
import type { Frame } from './marks/plot.ts';
import css from './TimeCursor.module.css';
import { ShownTimesContext } from './times.ts';

/** The line at the time of the past that is looked at, over a plot whose horizontal axis is one of times of the run. */
export function TimeCursor({ frame: { x, left, top, width, height } }: { readonly frame: Frame }) {
  const isOnCanvas = useContext(ShownTimesContext) !== null;
  const ms = useLookedAt();
  const at = ms === null ? Number.NaN : x(ms);
  if (!isOnCanvas || !(at >= left && at <= left + width)) return null;
  return <span className={css.line} data-testid="time-cursor" style={{ left: at, top, height }} />;
}
