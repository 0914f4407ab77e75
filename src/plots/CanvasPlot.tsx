import { type KeyboardEvent, type PointerEvent, useContext, useEffect, useMemo, useRef, useState } from 'react';
import css from './CanvasPlot.module.css';
import { token } from './colours.ts';
import { paintOn } from './marks/canvas.ts';
import type { Frame, Plot, PlotAxis } from './marks/plot.ts';
import { eventsAt, plotScene } from './marks/plot-scene.ts';
import { NeuronCard } from './NeuronCard.tsx';
import { type Pointed, TracingContext } from './neurons.ts';
import type { Range } from './panels.ts';
import { usePanel, useSharedRanges } from './shared-axes.ts';
import { showScene } from './shown-scenes.ts';
import { TimeCursor } from './TimeCursor.tsx';
import { useZoom } from './times.ts';

interface Props {
  readonly plot: Plot;
  readonly width: number;
  readonly height: number;
}

/** A drag shorter than this is a click. */
const LEAST_DRAG_PX = 4;
const NO_RANGE: Range = [0, 0];

type Place = readonly [x: number, y: number];

/** Gives the size of a px in the units of the axes. */
const pxOf = (frame: Frame | undefined) =>
  frame === undefined
    ? { x: 1, y: 1 }
    : {
        x: Math.abs(frame.x.invert(1) - frame.x.invert(0)),
        y: Math.abs(frame.y.invert(1) - frame.y.invert(0)),
      };

const saidOf = ({ events = [] }: PlotAxis): string[] => events.map(({ said }) => said);

/** A second click within so many ms makes a double click. */
const SECOND_CLICK_MS = 300;

/** Draws a plot on a canvas: dragging zooms, a double click zooms back, and values are read out at the pointer. */
export function CanvasPlot({ plot: given, width, height }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { rest, zoom: zoomX, setZoom: setZoomX } = useZoom(given.x);
  const [zoomY, setZoomY] = useState<Range | null>(null);
  const [drag, setDrag] = useState<{ readonly from: Place; readonly to: Place } | null>(null);
  const [card, setCard] = useState<{ readonly pointed: Pointed; readonly at: Place } | null>(null);
  const opening = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [pointer, setPointer] = useState<Place | null>(null);
  const panel = usePanel();
  const whole = useSharedRanges(`${given.x.label} ${given.y.label}`, { x: rest, y: given.y.range });
  const [seenX, seenY] = [zoomX ?? whole.x, zoomY ?? whole.y];
  const { y: colours } = useSharedRanges(given.colours === undefined ? 'no colours' : 'colours', {
    x: NO_RANGE,
    y: given.colours ?? NO_RANGE,
  });
  const scene = useMemo(
    () =>
      width < 100 || height < 30
        ? null
        : plotScene(given, { width, height, x: seenX, y: seenY, colours, panel }, token),
    [given, width, height, seenX, seenY, colours, panel],
  );
  useEffect(() => {
    if (canvas.current === null || scene === null) return;
    paintOn(canvas.current, scene);
    showScene(canvas.current, () => scene);
  }, [scene]);

  const at = (event: PointerEvent): Place => {
    const box = event.currentTarget.getBoundingClientRect();
    // The canvas may be zoomed by the network's view.
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  };
  const frame = scene?.frame;
  const plot = scene?.plot ?? given;
  const xAt = (px: number): number => frame?.x.invert(px) ?? 0;
  const yAt = (py: number): number => frame?.y.invert(py) ?? 0;
  const endDrag = () => {
    const isDrag = drag !== null && Math.abs(drag.to[0] - drag.from[0]) >= LEAST_DRAG_PX;
    if (drag !== null && frame !== undefined && isDrag && plot.zoom !== undefined) {
      const [x1, x2] = [xAt(drag.from[0]), xAt(drag.to[0])].sort((a, b) => a - b) as [number, number];
      const [y1, y2] = [yAt(drag.from[1]), yAt(drag.to[1])].sort((a, b) => a - b) as [number, number];
      setZoomX([x1, x2]);
      if (plot.zoom === 'xy' && y2 > y1) setZoomY([y1, y2]);
    } else if (drag !== null && !isDrag && canPoint) open(drag.to);
    setDrag(null);
  };
  const canPoint = useContext(TracingContext) !== null && plot.neurons !== undefined;
  /** Opens the card of the neuron at a place, or of the first one where the place is null. */
  const open = (place: Place | null) => {
    const pointed =
      place === null ? plot.neurons?.first() : plot.neurons?.at(xAt(place[0]), yAt(place[1]), pxOf(frame));
    const [left, top] = place ?? [frame?.left ?? 0, frame?.top ?? 0];
    const show = () => setCard(pointed == null ? null : { pointed, at: [left, top] });
    // The card waits, because under the pointer it would take the second of two clicks.
    if (place === null) show();
    else opening.current = setTimeout(show, SECOND_CLICK_MS);
  };
  const title = typeof plot.title === 'string' ? plot.title : plot.title(colours);
  const px = pxOf(frame);
  const said = pointer === null ? null : (plot.readout?.(xAt(pointer[0]), yAt(pointer[1]), px) ?? null);
  const done = pointer === null ? null : eventsAt(plot.x, xAt(pointer[0]), px.x);
  const zoomsY = plot.zoom === 'xy';
  return (
    <div className={css.plot} style={{ width, height }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={[`${title === '' ? '' : `${title}: `}${plot.summary}`, ...saidOf(plot.x)].join('; ')}
        data-testid={plot.testId}
        data-x-range={seenX.join(' ')}
        data-y-range={whole.y.join(' ')}
        data-plot={`${frame?.width ?? 0} ${frame?.height ?? 0}`}
        {...Object.fromEntries(Object.entries(plot.data ?? {}).map(([name, value]) => [`data-${name}`, value]))}
        style={{ width, height, cursor: plot.zoom === undefined ? 'default' : 'crosshair' }}
        {...(canPoint && {
          tabIndex: 0,
          'aria-haspopup': 'dialog' as const,
          onKeyDown: (event: KeyboardEvent) => {
            if (event.key === 'Enter') open(null);
          },
        })}
        onPointerDown={(event) => {
          if (plot.zoom === undefined && !canPoint) return;
          clearTimeout(opening.current);
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ from: at(event), to: at(event) });
        }}
        onPointerMove={(event) => {
          const place = at(event);
          setPointer(place);
          if (drag !== null) setDrag({ from: drag.from, to: place });
        }}
        onPointerUp={endDrag}
        onPointerLeave={() => setPointer(null)}
        onDoubleClick={() => {
          clearTimeout(opening.current);
          setCard(null);
          setZoomX(null);
          setZoomY(null);
        }}
      />
      {card !== null && <NeuronCard pointed={card.pointed} at={card.at} onClose={() => setCard(null)} />}
      {drag !== null && frame !== undefined && plot.zoom !== undefined && (
        <span
          className={css.selection}
          style={{
            left: Math.min(drag.from[0], drag.to[0]),
            width: Math.abs(drag.to[0] - drag.from[0]),
            top: zoomsY ? Math.min(drag.from[1], drag.to[1]) : frame.top,
            height: zoomsY ? Math.abs(drag.to[1] - drag.from[1]) : frame.height,
          }}
        />
      )}
      {frame !== undefined && given.x.durationMs !== undefined && <TimeCursor frame={frame} />}
      {(said !== null || done !== null) && (
        <span className={css.readout} data-testid="plot-readout">
          {[said, done].filter((sentence) => sentence !== null).join(' · ')}
        </span>
      )}
    </div>
  );
}
