import { leastIndex } from 'd3-array';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { paintOn } from '../../plots/marks/canvas.ts';
import css from './ScenePlot.module.css';
import type { SweepScene } from './use-scene.ts';

interface Props {
  readonly makeScene: (width: number, height: number) => SweepScene;
  /** Holds the scene as it is drawn now, for files. */
  readonly latest: RefObject<SweepScene | null>;
  readonly place: readonly number[] | null;
  /** Number of values of each axis. */
  readonly counts: readonly number[];
  readonly summary: string;
  readonly onPlace: (place: readonly number[] | null) => void;
  readonly onOpen: (place: readonly number[], asVariant: boolean) => void;
}

const nearest = (places: readonly number[], px: number): number =>
  leastIndex(places, (place) => Math.abs(place - px)) ?? 0;

/** Draws a plot as large as there is room; the pointer or the arrow keys choose a place, a click or Enter opens it. */
export function ScenePlot({ makeScene, latest, place, counts, summary, onPlace, onOpen }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<readonly [number, number]>([0, 0]);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize([Math.floor(entry.contentRect.width), Math.floor(entry.contentRect.height)]);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const [width, height] = size;
  const scene = useMemo(
    () => (width < 200 || height < 120 ? null : makeScene(width, height)),
    [makeScene, width, height],
  );
  useEffect(() => {
    latest.current = scene;
    if (canvas.current !== null && scene !== null) paintOn(canvas.current, scene);
  }, [scene, latest]);

  const placeAt = (event: { clientX: number; clientY: number; currentTarget: Element }): readonly number[] | null => {
    if (scene === null) return null;
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const { left, right, top, bottom } = scene.box;
    if (x < left - 6 || x > right + 6 || y < top - 6 || y > bottom + 6) return null;
    const column = nearest(scene.columns, x);
    return scene.rows.length === 0 ? [column] : [column, nearest(scene.rows, y)];
  };
  const moved = (key: string): readonly number[] | null => {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      ArrowUp: [1, 1],
      ArrowDown: [1, -1],
    };
    const step = steps[key];
    if (step === undefined || step[0] >= counts.length) return null;
    const [axis, by] = step;
    const from = place ?? counts.map((count) => Math.floor(count / 2));
    return from.map((at, k) => (k === axis ? Math.min((counts[k] ?? 1) - 1, Math.max(0, at + by)) : at));
  };
  return (
    <div className={css.plot} ref={host}>
      <button
        type="button"
        aria-label={`${summary} Arrow keys choose a value, Enter opens its network.`}
        data-testid="sweep-plot"
        data-place={place?.join(' ')}
        onPointerMove={(event) => {
          const pointed = placeAt(event);
          if (pointed !== null && pointed.join(' ') !== place?.join(' ')) onPlace(pointed);
        }}
        onClick={(event) => {
          // Enter makes a click of no button: it is meant for the place that the arrows chose.
          const chosen = event.detail === 0 ? place : placeAt(event);
          if (chosen !== null) onOpen(chosen, event.shiftKey);
        }}
        onKeyDown={(event) => {
          const next = moved(event.key);
          if (next === null) return;
          event.preventDefault();
          onPlace(next);
        }}
      >
        <canvas ref={canvas} style={{ width, height }} />
      </button>
    </div>
  );
}
