import { type RefObject, useEffect, useRef, useState } from 'react';
import { recordPlace } from '../../experiments/cells/recorded.ts';
import { useSweep } from '../../experiments/sweep/store.ts';
import type { Sweep } from '../../experiments/sweep/sweep.ts';
import { CanvasPlot } from '../../plots/CanvasPlot.tsx';
import { token } from '../../plots/colours.ts';
import { rasterPlot } from '../../plots/raster.tsx';
import { timeAxis } from '../../plots/runs.ts';
import type { RunView } from '../../plots/types.ts';
import css from './CellRaster.module.css';
import sweepCss from './Sweep.module.css';

/** The pointer rests this long before a run is begun, ms. */
const REST_MS = 180;
const MOST_KEPT = 40;

/** Runs that were shown last, by sweep and place. */
const kept = new Map<string, RunView>();

function keep(key: string, view: RunView): void {
  kept.delete(key);
  kept.set(key, view);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}

/** Spikes of the network of a place: run again where they are not kept. */
export function CellRaster({ sweep, place }: { sweep: Sweep; place: readonly number[] }) {
  const fingerprint = useSweep((state) => state.fingerprint);
  const key = `${fingerprint} ${place.join(' ')}`;
  const [shown, setShown] = useState<{ readonly key: string; readonly view: RunView | string } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the sweep and the place
  useEffect(() => {
    const view = kept.get(key);
    if (view !== undefined) {
      setShown({ key, view });
      return;
    }
    const leaving = new AbortController();
    const record = async (): Promise<void> => {
      try {
        const view = await recordPlace(sweep, place, leaving.signal);
        keep(key, view);
        setShown({ key, view });
      } catch (fault) {
        if (leaving.signal.aborted) return;
        setShown({ key, view: fault instanceof Error ? fault.message : String(fault) });
      }
    };
    const timer = setTimeout(() => void record(), REST_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [key]);
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const view = shown?.key === key ? shown.view : null;
  return (
    <div className={css.raster} ref={host}>
      {view === null && <p className={sweepCss.hint}>running, seed {sweep.seeds[0]}…</p>}
      {typeof view === 'string' && <p className={sweepCss.fault}>{view}</p>}
      {view !== null && typeof view === 'object' && width > 0 && (
        <CanvasPlot
          plot={rasterPlot(
            view,
            view.map.populations.filter(({ kind }) => kind === 'population'),
            timeAxis([view]),
            token,
          )}
          width={width}
          height={190}
        />
      )}
    </div>
  );
}

function useWidth(host: RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (host.current === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(host.current);
    return () => observer.disconnect();
  }, [host]);
  return width;
}
