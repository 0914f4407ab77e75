import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import css from './LinePlot.module.css';
import 'uplot/dist/uPlot.min.css';
import { shortNumber, tickLabels } from './axes.ts';
import { token } from './colours.ts';
import { lookedAt, onLookedAt } from './looked-at.ts';
import { paint } from './marks/canvas.ts';
import { type Plot, type PlotAxis, type PlotMark, seenPlot } from './marks/plot.ts';
import { eventMarks, eventsAt, plotScene, STRIP_PX } from './marks/plot-scene.ts';
import type { Range } from './panels.ts';
import { type Panel, usePanel, useSharedRanges } from './shared-axes.ts';
import { showScene } from './shown-scenes.ts';
import cursorCss from './TimeCursor.module.css';
import { useZoom } from './times.ts';

interface Props {
  /** One that streams; of its marks, lines are drawn. */
  readonly plot: Plot;
  readonly width: number;
  readonly height: number;
}

type Shown = Extract<PlotMark, { readonly kind: 'line' | 'band' }>;

const FONT = '11px Inter, system-ui, sans-serif';

function axis(label: string | null, unit: string, size: number): uPlot.Axis {
  return {
    stroke: token('--ink-2'),
    font: FONT,
    labelFont: FONT,
    grid: { stroke: token('--line'), width: 1 },
    ticks: { stroke: token('--line'), width: 1, size: 4 },
    size,
    gap: 3,
    space: unit === '' ? 28 : 56,
    values: (_plot, ticks) => tickLabels(ticks, unit),
    ...(label === null ? {} : { label, labelSize: 16, labelGap: 0 }),
  };
}

/** Panels that stand above another one leave the times to it. */
function xAxis(unit: string, panel: Panel | null): uPlot.Axis {
  if (panel?.xTicks === false) return { ...axis(null, unit, 0), values: () => [], ticks: { show: false } };
  return axis(null, unit, panel === null ? 26 : 18);
}

/** A line is one series; a band two, its upper and its lower end. */
function seriesOf(lines: readonly Shown[]): uPlot.Series[] {
  return lines.flatMap((line): uPlot.Series[] => {
    const { label = '', colour } = line;
    const common = { label, stroke: colour, spanGaps: false, points: { show: false } };
    if (line.kind === 'band') {
      return [
        { ...common, width: 1, value: (plot, _value, series, index) => rangeText(plot, series, index) },
        // The legend names it once.
        { ...common, width: 1, class: 'is-lower-end' },
      ];
    }
    const { dash = [] } = line;
    return [
      {
        ...common,
        width: 1.2,
        ...(dash.length === 0 ? {} : { dash: [...dash] }),
        value: (_plot, value: number | null) => (value == null ? '' : shortNumber(value)),
      },
    ];
  });
}

/** What a band is between at the cursor. */
function rangeText(plot: uPlot, series: number, index: number | null): string {
  if (index === null) return '';
  const [high, low] = [plot.data[series]?.[index], plot.data[series + 1]?.[index]];
  if (high == null || low == null) return '';
  return low === high ? shortNumber(high) : `${shortNumber(low)} to ${shortNumber(high)}`;
}

function bandsOf(lines: readonly Shown[]): uPlot.Band[] {
  let series = 1;
  return lines.flatMap((line): uPlot.Band[] => {
    const first = series;
    series += line.kind === 'band' ? 2 : 1;
    return line.kind === 'band' ? [{ series: [first, first + 1], fill: line.colour }] : [];
  });
}

/** uPlot parts lines at null, and takes no notice of what is undefined where several have other places. */
const withGaps = (values: Float64Array): Float64Array | (number | null)[] =>
  values.some(Number.isNaN) ? Array.from(values, (value) => (Number.isNaN(value) ? null : value)) : values;

function dataOf(lines: readonly Shown[]): uPlot.AlignedData {
  const tables = lines.map((line) => {
    const columns = line.kind === 'band' ? [line.high, line.low] : [line.y];
    return [line.x, ...columns.map(withGaps)] as unknown as uPlot.AlignedData;
  });
  return tables.length === 1 && tables[0] !== undefined ? tables[0] : uPlot.join(tables);
}

const NO_RANGE: Range = [0, 0];

/** Shorter drags are clicks. */
const LEAST_DRAG_PX = 4;

/** uPlot takes the place of a plot for fixed and unscaled; the network's view moves and zooms it. */
function cursorOf(zoom: (range: Range | null) => void): uPlot.Cursor {
  return {
    drag: { x: true, y: false, setScale: false },
    points: { size: 5 },
    y: false,
    bind: {
      mousedown: (plot, _target, handler) => (event: MouseEvent) => {
        plot.syncRect(true);
        handler(event);
        return null;
      },
      mousemove: (plot, _target, handler) => (event: MouseEvent) => {
        plot.syncRect(true);
        handler(event);
        return null;
      },
      dblclick: () => () => {
        zoom(null);
        return null;
      },
    },
    move: (plot, left, top) => {
      const zoom = plot.over.getBoundingClientRect().width / plot.over.offsetWidth || 1;
      return [left / zoom, top / zoom];
    },
  };
}

/** `range`: of the y axis where it does not follow the lines shown. */
function optionsOf(
  { x, y }: Plot,
  lines: readonly Shown[],
  size: { readonly width: number; readonly height: number },
  zoom: (range: Range | null) => void,
  range: (() => Range) | null,
  panel: Panel | null,
): uPlot.Options {
  const unit = x.unit ?? '';
  return {
    ...size,
    padding: [panel === null ? 8 : 4, 28, panel?.xTicks === false ? 3 : 0, 0],
    cursor: cursorOf(zoom),
    bands: bandsOf(lines),
    hooks: {
      setSelect: [(plot) => zoomToSelection(plot, zoom)],
      draw: x.durationMs === undefined ? [] : [placeTime],
      drawClear: [(plot) => paintEvents(plot, x)],
      setCursor: [(plot) => nameEvents(plot, x)],
    },
    legend: { show: panel === null, live: true, isolate: false },
    scales: {
      x: { time: false, min: x.range[0], max: x.range[1] },
      y: range === null ? {} : { range: () => [...range()] },
    },
    axes: [xAxis(unit, panel), { ...axis(y.label, '', 58), space: panel === null ? 28 : 16 }],
    series: [
      { label: 't', value: (_plot, value) => (value === null ? '' : `${shortNumber(value)} ${unit}`) },
      ...seriesOf(lines),
    ],
  };
}

/** Puts the line at the time of the past that is looked at where that is. */
function placeTime(plot: uPlot): void {
  const ms = lookedAt();
  const { min, max } = plot.scales.x ?? {};
  const isSeen = ms !== null && min != null && max != null && ms >= min && ms <= max;
  const present = plot.over.querySelector<HTMLElement>('[data-testid=time-cursor]');
  if (!isSeen) {
    present?.remove();
    return;
  }
  const line = present ?? plot.over.appendChild(document.createElement('span'));
  line.className = cursorCss.line ?? '';
  line.dataset.testid = 'time-cursor';
  Object.assign(line.style, { left: `${plot.valToPos(ms, 'x')}px`, top: '0', bottom: '0' });
}

/** What was done to a run, behind the lines, in px of the screen. */
function paintEvents({ ctx, bbox, valToPos }: uPlot, axis: PlotAxis): void {
  const place = { x: (timeMs: number) => valToPos(timeMs, 'x', true), top: bbox.top, height: bbox.height };
  const marks = eventMarks(axis, place, token, STRIP_PX * devicePixelRatio);
  // uPlot knows what it set last, and does not set it again.
  ctx.save();
  paint(ctx, { marks: [{ kind: 'clip', box: bbox, marks }] });
  ctx.restore();
}

/** The browser's own hint says what was done at the cursor. */
function nameEvents({ cursor, over, posToVal }: uPlot, x: PlotAxis): void {
  const { left = -1 } = cursor;
  const said = left < 0 ? null : eventsAt(x, posToVal(left, 'x'), Math.abs(posToVal(1, 'x') - posToVal(0, 'x')));
  if (over.title !== (said ?? '')) over.title = said ?? '';
}

function zoomToSelection(plot: uPlot, zoom: (range: Range | null) => void): void {
  const { left, width } = plot.select;
  if (width < LEAST_DRAG_PX) return;
  zoom([plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')]);
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}

/** Lines against time by uPlot: zoom by dragging, back by a double click, values at the cursor under the plot. */
export function LinePlot({ plot: whole, width, height }: Props) {
  const { label: yLabel } = whole.y;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shape = useRef('');
  const panel = usePanel();
  const { rest, zoom, setZoom } = useZoom(whole.x);
  // What is seen follows the times that all panels share, and their values follow what is seen.
  const { x: times } = useSharedRanges(`times of ${yLabel}`, { x: rest, y: NO_RANGE });
  const seen = zoom ?? times;
  const given = useMemo(() => seenPlot(whole, { x: seen, width }), [whole, seen, width]);
  const { y: values } = useSharedRanges(yLabel, { x: NO_RANGE, y: given.y.range });
  const lines = given.marks.filter((mark) => mark.kind === 'line' || mark.kind === 'band');
  const yRange = useRef(values);
  yRange.current = values;

  useEffect(() => {
    if (host.current === null || lines.length === 0) return;
    // A plot is made anew where its lines or axes are others; else it only gets new data.
    const wanted = JSON.stringify([
      lines.map(({ kind, label, colour }) => [kind, label, colour]),
      yLabel,
      panel?.xTicks,
      given.x.events,
      token('--ink'),
    ]);
    const room = Math.max(30, height - (panel === null ? 20 : 0));
    const data = dataOf(lines);
    const present = plot.current;
    if (present !== null && shape.current === wanted) {
      if (present.width !== width || present.height !== room) present.setSize({ width, height: room });
      present.batch(() => {
        present.setData(data, false);
        present.setScale('x', { min: seen[0], max: seen[1] });
      });
    } else {
      present?.destroy();
      const range = panel === null && given.followsY ? null : () => yRange.current;
      const size = { width, height: room };
      const shown = { ...given, x: { ...given.x, range: seen } };
      plot.current = new uPlot(optionsOf(shown, lines, size, setZoom, range, panel), data, host.current);
      shape.current = wanted;
    }
    showScene(host.current, () => {
      const { x, y } = plot.current?.scales ?? {};
      const shown = (scale: uPlot.Scale | undefined, otherwise: Range): Range =>
        scale?.min == null || scale.max == null ? otherwise : [scale.min, scale.max];
      const standing = { width, height, x: shown(x, times), y: shown(y, values), panel };
      return plotScene(whole, standing, token);
    });
  });

  const isOfTimes = whole.x.durationMs !== undefined;
  useEffect(
    () =>
      onLookedAt(() => {
        if (plot.current !== null && isOfTimes) placeTime(plot.current);
      }),
    [isOfTimes],
  );
  useEffect(
    () => () => {
      plot.current?.destroy();
      plot.current = null;
    },
    [],
  );

  const note = typeof given.title === 'string' ? given.title : '';
  return (
    <div
      ref={host}
      className={css.plot}
      style={{ width }}
      role="img"
      aria-label={[
        given.summary,
        ...(note === '' ? [] : [note]),
        ...(given.x.events ?? []).map(({ said }) => said),
      ].join('; ')}
      data-testid={given.testId}
      data-x-range={seen.join(' ')}
      data-y-range={values.join(' ')}
    >
      {note !== '' && (
        <p className={css.note} data-caption>
          {note}
        </p>
      )}
    </div>
  );
}
