import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { niceTicks, tickLabels } from './axes.ts';
import { token } from './colours.ts';
import type { Range } from './panels.ts';
import { drawLegend, type LegendEntry } from './run-legend.ts';
import { type Panel, usePanel, useSharedRanges } from './shared-axes.ts';

export type { Range };

/** Where the data are on the canvas, in CSS px. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: Range;
  readonly y: Range;
  toX(value: number): number;
  toY(value: number): number;
}

interface Props {
  readonly width: number;
  readonly height: number;
  readonly x: Range;
  readonly y: Range;
  readonly xLabel: string;
  readonly xUnit: string;
  readonly yLabel: string;
  /** Whether a drag zooms y as well. */
  readonly zoomY: boolean;
  readonly yTicks: boolean;
  /** Both axes are drawn of the same length. */
  readonly square?: boolean;
  readonly title: string;
  /** Stands in place of the title where several configurations share the plot. */
  readonly legend?: readonly LegendEntry[];
  readonly summary: string;
  readonly testId?: string;
  readonly spikes?: number;
  draw(context: CanvasRenderingContext2D, frame: Frame): void;
  /** What lies under the pointer, in words; null: nothing. */
  readout(x: number, y: number, frame: Frame): string | null;
}

const LEFT = 58;
const RIGHT = 14;
const TOP = 20;
const BOTTOM = 22;
/** Shorter drags are clicks. */
const LEAST_DRAG_PX = 4;

/** One of several panels has a caption of its own above, and its times perhaps below another one. */
function frameOf(
  { width, height, xLabel, square = false }: Pick<Props, 'width' | 'height' | 'xLabel' | 'square'>,
  x: Range,
  y: Range,
  panel: Panel | null,
): Frame {
  const top = panel === null ? TOP : 4;
  const bottom = panel === null ? BOTTOM : panel.xTicks ? 18 : 3;
  const room = {
    width: width - LEFT - RIGHT,
    height: height - top - bottom - (xLabel !== '' && panel?.xTicks !== false ? 14 : 0),
  };
  const side = Math.min(room.width, room.height);
  const box = { left: LEFT, top, ...(square ? { width: side, height: side } : room) };
  return {
    ...box,
    x,
    y,
    toX: (value) => box.left + ((value - x[0]) / (x[1] - x[0])) * box.width,
    toY: (value) => box.top + box.height - ((value - y[0]) / (y[1] - y[0])) * box.height,
  };
}

function drawAxes(context: CanvasRenderingContext2D, frame: Frame, props: Props, panel: Panel | null): void {
  const { left, top, width, height } = frame;
  context.font = '11px Inter, system-ui, sans-serif';
  context.fillStyle = token('--ink-2');
  context.strokeStyle = token('--line');
  context.lineWidth = 1;
  const xTicks = niceTicks(frame.x[0], frame.x[1], Math.max(3, Math.floor(width / 80)));
  const labels = tickLabels(xTicks, props.xUnit);
  context.beginPath();
  context.textAlign = 'center';
  context.textBaseline = 'top';
  xTicks.forEach((tick, k) => {
    const px = Math.round(frame.toX(tick)) + 0.5;
    context.moveTo(px, top);
    context.lineTo(px, top + height);
    if (panel?.xTicks === false) return;
    const label = labels[k] ?? '';
    const half = context.measureText(label).width / 2;
    context.fillText(label, Math.min(px, left + width + RIGHT - half - 1), top + height + 5);
  });
  if (props.yTicks) {
    const yTicks = niceTicks(frame.y[0], frame.y[1], Math.max(2, Math.floor(height / 36)));
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const [k, tick] of yTicks.entries()) {
      const py = Math.round(frame.toY(tick)) + 0.5;
      context.moveTo(left, py);
      context.lineTo(left + width, py);
      context.fillText(tickLabels(yTicks, '')[k] ?? '', left - 6, py);
    }
  }
  context.rect(left + 0.5, top + 0.5, width - 1, height - 1);
  context.stroke();
  context.textAlign = 'left';
  context.textBaseline = 'top';
  if (panel === null && (props.legend?.length ?? 0) > 1) drawLegend(context, props.legend ?? [], left, width);
  else if (panel === null) context.fillText(props.title, left, 4);
  if (props.xLabel !== '' && panel?.xTicks !== false) {
    context.textAlign = 'center';
    context.fillText(props.xLabel, left + width / 2, top + height + 20);
  }
  context.save();
  context.translate(4, top + height / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'center';
  context.fillText(props.yLabel, 0, 0, Math.max(40, height + 8));
  context.restore();
}

/** A plot drawn by hand: axes, zoom by dragging, back by a double click, a read-out at the pointer. */
export function CanvasPlot(props: Props) {
  const { width, height, xLabel, square, title, summary, testId, spikes, zoomY, draw, readout } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [zoom, setZoom] = useState<{ readonly x: Range; readonly y: Range } | null>(null);
  const [drag, setDrag] = useState<{
    readonly from: readonly [number, number];
    readonly to: readonly [number, number];
  } | null>(null);
  const [pointer, setPointer] = useState<readonly [number, number] | null>(null);
  const panel = usePanel();
  const whole = useSharedRanges(`${xLabel} ${props.yLabel}`, props);
  const frame = useMemo(
    () => frameOf({ width, height, xLabel, square: square ?? false }, zoom?.x ?? whole.x, zoom?.y ?? whole.y, panel),
    [width, height, xLabel, square, zoom, whole.x, whole.y, panel],
  );

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || width < 100 || height < 30) return;
    const ratio = window.devicePixelRatio || 1;
    const size = [Math.round(width * ratio), Math.round(height * ratio)] as const;
    if (element.width !== size[0] || element.height !== size[1]) [element.width, element.height] = size;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    drawAxes(context, frame, props, panel);
    context.save();
    context.beginPath();
    context.rect(frame.left, frame.top, frame.width, frame.height);
    context.clip();
    draw(context, frame);
    context.restore();
    // Not for each move of the pointer: that changes neither what is given nor the zoom.
  }, [props, frame, width, height, draw, panel]);

  const at = (event: PointerEvent): readonly [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    // The canvas may be zoomed by the network's view.
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  };
  const xAt = (px: number) => frame.x[0] + ((px - frame.left) / frame.width) * (frame.x[1] - frame.x[0]);
  const yAt = (py: number) => frame.y[0] + ((frame.top + frame.height - py) / frame.height) * (frame.y[1] - frame.y[0]);
  const endDrag = () => {
    if (drag !== null && Math.abs(drag.to[0] - drag.from[0]) >= LEAST_DRAG_PX) {
      const [x1, x2] = [xAt(drag.from[0]), xAt(drag.to[0])].sort((a, b) => a - b) as [number, number];
      const [y1, y2] = [yAt(drag.from[1]), yAt(drag.to[1])].sort((a, b) => a - b) as [number, number];
      setZoom({ x: [x1, x2], y: zoomY && y2 > y1 ? [y1, y2] : frame.y });
    }
    setDrag(null);
  };
  const said = pointer === null ? null : readout(xAt(pointer[0]), yAt(pointer[1]), frame);
  return (
    <div className="canvas-plot" style={{ width, height }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${title === '' ? '' : `${title}: `}${summary}`}
        data-testid={testId}
        data-spikes={spikes}
        data-y-range={whole.y.join(' ')}
        data-plot={`${frame.width} ${frame.height}`}
        style={{ width, height }}
        onPointerDown={(event) => {
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
        onDoubleClick={() => setZoom(null)}
      />
      {drag !== null && (
        <span
          className="plot-selection"
          style={{
            left: Math.min(drag.from[0], drag.to[0]),
            width: Math.abs(drag.to[0] - drag.from[0]),
            top: zoomY ? Math.min(drag.from[1], drag.to[1]) : frame.top,
            height: zoomY ? Math.abs(drag.to[1] - drag.from[1]) : frame.height,
          }}
        />
      )}
      {said !== null && <span className="plot-readout">{said}</span>}
    </div>
  );
}
