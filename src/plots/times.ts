import { createContext, useContext, useMemo, useState } from 'react';
import { create } from 'zustand';
import { useShift } from './looked-at.ts';
import type { PlotAxis } from './marks/plot.ts';
import type { Range } from './panels.ts';

/** A stretch of time that all plots of the canvas show, ms; null: each shows what it shows by itself. */
const useZoomed = create<{ readonly times: Range | null }>(() => ({ times: null }));

/** Makes the axes of time of all probes show a stretch, ms, or (null) go back. */
export const zoomTimes = (times: Range | null): void => useZoomed.setState({ times });

/** The stretch that was zoomed to, ms; null: none was. */
export const useZoomedTimes = (): Range | null => useZoomed(({ times }) => times);

interface ShownTimes {
  /** How much of the time of a run the plots of a probe show, up to the present, ms (Infinity: all); null: as much as its duration. */
  readonly lastMs: number | null;
  /** The present, ms: of runs that go on side by side, in one plot or several, what all of them have reached. */
  reachedMs(): number;
}

/** Given to the plots of probes on the canvas; null: a plot stands elsewhere, and its axis is its own. */
export const ShownTimesContext = createContext<ShownTimes | null>(null);

/** What an axis of time shows where nobody has zoomed: of a long run its last stretch. */
export function lastStretch({ range, durationMs }: PlotAxis, { lastMs, reachedMs }: ShownTimes): Range {
  if (durationMs === undefined) return range;
  const length = lastMs ?? durationMs;
  const end = Math.max(reachedMs(), length);
  return length >= range[1] ? range : [end - length, end];
}

/** Of a horizontal axis: what it shows where nobody has zoomed, what was zoomed to, and a function that zooms, or (null) goes back. */
interface Zoom {
  readonly rest: Range;
  readonly zoom: Range | null;
  readonly setZoom: (range: Range | null) => void;
}

const moved = (range: Range, by: number): Range => (by === 0 ? range : [range[0] + by, range[1] + by]);

/** The zoom of a plot: that of all probes where its axis is one of time, else its own. */
export function useZoom(axis: PlotAxis): Zoom {
  const [own, setOwn] = useState<Range | null>(null);
  const shown = useContext(ShownTimesContext);
  const times = useZoomedTimes();
  const last = useMemo(() => (shown === null ? axis.range : lastStretch(axis, shown)), [axis, shown]);
  const [restShift, zoomShift] = [useShift(last), useShift(times ?? last)];
  const rest = useMemo(() => moved(last, restShift), [last, restShift]);
  const zoom = useMemo(() => times && moved(times, zoomShift), [times, zoomShift]);
  if (shown === null || axis.durationMs === undefined) return { rest: last, zoom: own, setZoom: setOwn };
  return { rest, zoom, setZoom: zoomTimes };
}
