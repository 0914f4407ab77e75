import { useEffect, useMemo, useRef, useState } from 'react';
import { placementOfNode, positionsOfNode } from '../compile/index.ts';
import type { PopulationMap } from '../compile/types.ts';
import type { ProbeNode } from '../document/schema.ts';
import { gridShape, type LayoutType } from '../library/positions/index.ts';
import { type ActivityKind, activityAt, niceCeiling } from './activity.ts';
import { pixels, viridis } from './colour-map.ts';
import { token } from './colours.ts';
import { csvText, rounded } from './csv.ts';
import { labelled, observedPopulations } from './runs.ts';
import type { ProbeKind, ProbeProps, RunView } from './types.ts';

const DEFAULT_WINDOW_MS = 20;
const SLIDER_PX = 24;
const TITLE_PX = 18;
const BOTTOM_PX = 18;
const BAR_PX = 58;
const GAP_PX = 12;
/** Dots at the border keep clear of the frame. */
const DOT_INSET_PX = 8;
/** A line is drawn so many times as long as high. */
const LINE_SHAPE = 8;

/** A population whose neurons are drawn at their places. */
interface Panel {
  readonly run: RunView;
  readonly population: PopulationMap;
  readonly title: string;
  readonly type: LayoutType;
  /** x, y of each neuron, um, and the extents of them all. */
  readonly positions: Float64Array;
  readonly width: number;
  readonly height: number;
  /** Of a grid, whose neurons fill their cells. */
  readonly columns: number | null;
}

function panelsOf(probe: string, runs: readonly RunView[]): Panel[] {
  return runs.flatMap((run) =>
    observedPopulations(run, probe).flatMap((population): Panel[] => {
      const node = run.document.nodes.find(({ id }) => id === population.id);
      const placement = node === undefined ? null : placementOfNode(run.document, node);
      if (node === undefined || placement === null) return [];
      const { type, widthUm, heightUm } = placement;
      const heights = { line: widthUm / LINE_SHAPE, ring: widthUm, grid: heightUm, random: heightUm, disc: heightUm };
      const positions = positionsOfNode(run.document, node, population.size) ?? new Float64Array(0);
      const columns = type === 'grid' ? gridShape(placement, population.size).columns : null;
      const title = labelled(run, population.name);
      return [{ run, population, title, type, positions, columns, width: widthUm, height: heights[type] }];
    }),
  );
}

function settings({ options }: ProbeNode): { windowMs: number; kind: ActivityKind; mostHz: number } {
  const number = (value: unknown, otherwise: number) => (typeof value === 'number' && value > 0 ? value : otherwise);
  return {
    windowMs: number(options.windowMs, DEFAULT_WINDOW_MS),
    kind: options.show === 'fading spikes' ? 'fading' : 'rate',
    mostHz: number(options.maximumHz, 0),
  };
}

const activityOf = ({ run, population }: Panel, probe: ProbeNode, timeMs: number): Float64Array => {
  const { windowMs, kind } = settings(probe);
  return activityAt(run.recordings.spikes(population.spikes), population.size, run.map.dtMs, timeMs, windowMs, kind);
};

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function drawPanel(
  context: CanvasRenderingContext2D,
  panel: Panel,
  activity: Float64Array,
  most: number,
  room: Box,
): void {
  const inset = panel.columns === null ? DOT_INSET_PX : 0;
  const [wide, high] = [room.width - 2 * inset, room.height - TITLE_PX - BOTTOM_PX - 2 * inset];
  const scale = Math.min(wide / panel.width, high / panel.height);
  const [width, height] = [panel.width * scale, panel.height * scale];
  const box = { left: room.left + inset + (wide - width) / 2, top: room.top + TITLE_PX + inset, width, height };
  context.fillStyle = token('--ink-2');
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.fillText(panel.title, box.left - inset, room.top + 2);
  if (panel.columns !== null) drawGrid(context, panel.columns, activity, most, box);
  else drawDots(context, panel, activity, most, scale, box);
  context.strokeStyle = token('--line');
  context.strokeRect(box.left - inset + 0.5, box.top - inset + 0.5, width + 2 * inset - 1, height + 2 * inset - 1);
  context.fillStyle = token('--ink-2');
  context.textAlign = 'center';
  const text =
    panel.width >= 2000 ? `${Number((panel.width / 1000).toPrecision(3))} mm` : `${Math.round(panel.width)} µm`;
  context.fillText(`↔ ${text}`, box.left + width / 2, box.top + height + inset + 4);
}

/** Each neuron fills its cell. */
function drawGrid(context: CanvasRenderingContext2D, columns: number, activity: Float64Array, most: number, box: Box) {
  const picture = pixels(columns, Math.ceil(activity.length / columns), (cell) =>
    viridis((activity[cell] ?? 0) / most),
  );
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, box.left, box.top, box.width, box.height);
}

/** A dot for each neuron, the most active ones last, so that none hides them. */
function drawDots(
  context: CanvasRenderingContext2D,
  { positions, population, width, height, type }: Panel,
  activity: Float64Array,
  most: number,
  scale: number,
  { left, top }: Box,
): void {
  const flat = type === 'line' || type === 'ring';
  const each = flat ? width / population.size : Math.sqrt((width * height) / population.size);
  const radius = Math.min(DOT_INSET_PX - 1, Math.max(flat ? 3 : 1.2, 0.45 * each * scale));
  const middle = type === 'line' ? height / 2 : 0;
  const order = Array.from(activity, (_, k) => k).sort((a, b) => (activity[a] ?? 0) - (activity[b] ?? 0));
  for (const k of order) {
    context.fillStyle = `rgb(${viridis((activity[k] ?? 0) / most).join(' ')})`;
    context.beginPath();
    const [x, y] = [left + (positions[2 * k] ?? 0) * scale, top + ((positions[2 * k + 1] ?? 0) + middle) * scale];
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}

function drawBar(context: CanvasRenderingContext2D, most: number, { left, top, height }: Omit<Box, 'width'>): void {
  for (let y = 0; y < height; y++) {
    context.fillStyle = `rgb(${viridis(1 - y / height).join(' ')})`;
    context.fillRect(left, top + y, 10, 1.5);
  }
  context.fillStyle = token('--ink-2');
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillText(`${most} Hz`, left + 14, top);
  context.textBaseline = 'bottom';
  context.fillText('0', left + 14, top + height);
}

function View({ probe, runs, version, width, height }: ProbeProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const panels = useMemo(() => panelsOf(probe.id, runs), [probe.id, runs]);
  /** Time looked at; null: the latest. */
  const [chosenMs, setChosenMs] = useState<number | null>(null);
  /** The largest activity of this run so far: colours keep their meaning from frame to frame. */
  const largest = useRef({ runs, kind: '', value: 0 });
  const reachedMs = Math.min(...runs.map(({ map, recordings }) => recordings.endStep * map.dtMs));
  const timeMs = Math.min(chosenMs ?? reachedMs, reachedMs);
  const { windowMs, kind, mostHz } = settings(probe);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the recordings, which stay the same object, have grown
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || panels.length === 0) return;
    const activities = panels.map((panel) => activityOf(panel, probe, timeMs));
    const peak = activities.reduce((most, values) => values.reduce((a, b) => Math.max(a, b), most), 0);
    const scaleOf = `${kind} ${windowMs}`;
    if (largest.current.runs !== runs || largest.current.kind !== scaleOf)
      largest.current = { runs, kind: scaleOf, value: 0 };
    // A window that the run has not filled yet makes few spikes a high rate.
    if (timeMs >= windowMs) largest.current.value = Math.max(largest.current.value, peak);
    const most = mostHz || niceCeiling(largest.current.value || peak);
    const ratio = window.devicePixelRatio || 1;
    const size = [Math.round(width * ratio), Math.round((height - SLIDER_PX) * ratio)] as const;
    if (element.width !== size[0] || element.height !== size[1]) [element.width, element.height] = size;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.font = '11px Inter, system-ui, sans-serif';
    const each = (width - BAR_PX) / panels.length;
    const room = { top: 0, width: each - GAP_PX, height: height - SLIDER_PX };
    panels.forEach((panel, k) => {
      drawPanel(context, panel, activities[k] ?? new Float64Array(0), most, { ...room, left: k * each });
    });
    drawBar(context, most, {
      left: width - BAR_PX,
      top: TITLE_PX,
      height: Math.min(160, room.height - TITLE_PX - BOTTOM_PX),
    });
    element.dataset.peak = String(rounded(peak));
  }, [version, runs, panels, probe, timeMs, width, height]);
  if (panels.length === 0) return <p className="probe-empty">Tap a population.</p>;
  return (
    <div className="map-probe">
      <canvas
        ref={canvas}
        role="img"
        aria-label={`map of the rate of ${panels.map(({ title }) => title).join(', ')} at ${timeMs.toFixed(1)} ms`}
        data-testid="map"
        style={{ width, height: height - SLIDER_PX, display: 'block' }}
      />
      <div className="map-time">
        <input
          type="range"
          aria-label="time shown"
          min={0}
          max={Math.max(reachedMs, 1)}
          step={1}
          value={timeMs}
          onChange={(event) => {
            const wanted = Number(event.currentTarget.value);
            setChosenMs(wanted >= reachedMs - 1 ? null : wanted);
          }}
        />
        <output>{timeMs.toFixed(0)} ms</output>
      </div>
    </div>
  );
}

export const map: ProbeKind = {
  id: 'map',
  name: 'Map',
  summary: 'Activity of the neurons at their positions, as a moving picture.',
  defaultSize: { width: 400, height: 368 },
  defaultOptions: { windowMs: DEFAULT_WINDOW_MS, show: 'rate', maximumHz: 0 },
  accepts: ['population'],
  options: [
    {
      name: 'show',
      label: 'show',
      meaning: 'spikes counted in a window, or fading with a time constant',
      type: 'choice',
      choices: ['rate', 'fading spikes'],
    },
    { name: 'windowMs', label: 'window', meaning: 'window, or time constant, of the rate', type: 'number', unit: 'ms' },
    { name: 'maximumHz', label: 'top of the scale', meaning: '0: the largest so far', type: 'number', unit: 'Hz' },
  ],
  View,
  toCsv: (probe, runs) => {
    const rows = panelsOf(probe.id, runs).flatMap((panel) => {
      const { recordings, map: network } = panel.run;
      const activity = activityOf(panel, probe, recordings.endStep * network.dtMs);
      return Array.from(activity, (rate, k) => [
        panel.title,
        k,
        rounded(panel.positions[2 * k] ?? 0),
        rounded(panel.positions[2 * k + 1] ?? 0),
        rounded(rate),
      ]);
    });
    return csvText(['population', 'neuron', 'x (um)', 'y (um)', 'rate (Hz)'], rows);
  },
};
