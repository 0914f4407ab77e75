import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import css from './LinePlot.module.css';
import 'uplot/dist/uPlot.min.css';
import { shortNumber, tickLabels } from './axes.ts';
import { token } from './colours.ts';
import { decimate } from './lines.ts';
import type { Plot, PlotMark } from './marks/plot.ts';
import { plotScene } from './marks/plot-scene.ts';
import type { Range } from './panels.ts';
import { type Panel, usePanel, useSharedRanges } from './shared-axes.ts';
import { showScene } from './shown-scenes.ts';

interface Props {
  /** One that streams; of its marks, lines are drawn. */
  readonly plot: Plot;
  readonly width: number;
  readonly height: number;
}

type Line = Extract<PlotMark, { readonly kind: 'line' }>;

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

function seriesOf(lines: readonly Line[]): uPlot.Series[] {
  return lines.map(({ label, colour, dash }) => ({
    label: label ?? '',
    stroke: colour,
    width: 1.2,
    spanGaps: true,
    points: { show: false },
    ...(dash === undefined || dash.length === 0 ? {} : { dash: [...dash] }),
    value: (_plot: uPlot, value: number | null) => (value === null ? '' : shortNumber(value)),
  }));
}

function dataOf(lines: readonly Line[]): uPlot.AlignedData {
  const tables = lines.map((line) => {
    const { x, y } = decimate(line.x, line.y);
    return [x, y] as unknown as uPlot.AlignedData;
  });
  return tables.length === 1 && tables[0] !== undefined ? tables[0] : uPlot.join(tables);
}

/** uPlot takes the place of a plot for fixed and unscaled; the network's view moves and zooms it. */
function cursorOf(whole: () => number): uPlot.Cursor {
  return {
    drag: { x: true, y: false },
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
      dblclick: (plot) => () => {
        plot.setScale('x', { min: 0, max: whole() });
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
  lines: readonly Line[],
  size: { readonly width: number; readonly height: number },
  whole: () => number,
  range: (() => Range) | null,
  panel: Panel | null,
): uPlot.Options {
  const unit = x.unit ?? '';
  return {
    ...size,
    padding: [panel === null ? 8 : 4, 28, panel?.xTicks === false ? 3 : 0, 0],
    cursor: cursorOf(whole),
    legend: { show: panel === null, live: true, isolate: false },
    scales: { x: { time: false, min: 0, max: whole() }, y: range === null ? {} : { range: () => [...range()] } },
    axes: [xAxis(unit, panel), { ...axis(y.label, '', 58), space: panel === null ? 28 : 16 }],
    series: [
      { label: 't', value: (_plot, value) => (value === null ? '' : `${shortNumber(value)} ${unit}`) },
      ...seriesOf(lines),
    ],
  };
}

/** Lines against time by uPlot: zoom by dragging, back by a double click, values at the cursor under the plot. */
export function LinePlot({ plot: given, width, height }: Props) {
  const lines = given.marks.filter((mark) => mark.kind === 'line');
  const { label: yLabel } = given.y;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shape = useRef('');
  const panel = usePanel();
  const shared = useSharedRanges(yLabel, { x: given.x.range, y: given.y.range });
  const xEnd = shared.x[1];
  const yRange = useRef(shared.y);
  yRange.current = shared.y;
  const end = useRef(xEnd);

  useEffect(() => {
    if (host.current === null || lines.length === 0) return;
    // A plot is made anew where its lines or axes are others; else it only gets new data.
    const wanted = JSON.stringify([
      lines.map(({ label, colour }) => [label, colour]),
      yLabel,
      panel?.xTicks,
      token('--ink'),
    ]);
    const room = Math.max(30, height - (panel === null ? 20 : 0));
    const data = dataOf(lines);
    const present = plot.current;
    if (present !== null && shape.current === wanted) {
      const { min = 0, max = 0 } = present.scales.x ?? {};
      const unzoomed = min === 0 && max === end.current;
      if (present.width !== width || present.height !== room) present.setSize({ width, height: room });
      present.batch(() => {
        present.setData(data, false);
        present.setScale('x', unzoomed ? { min: 0, max: xEnd } : { min: min ?? 0, max: max ?? xEnd });
      });
      end.current = xEnd;
    } else {
      present?.destroy();
      end.current = xEnd;
      const range = panel === null && given.followsY ? null : () => yRange.current;
      const size = { width, height: room };
      plot.current = new uPlot(
        optionsOf(given, lines, size, () => end.current, range, panel),
        data,
        host.current,
      );
      shape.current = wanted;
    }
    showScene(host.current, () => {
      const { x, y } = plot.current?.scales ?? {};
      const seen = (scale: uPlot.Scale | undefined, whole: Range): Range =>
        scale?.min == null || scale.max == null ? whole : [scale.min, scale.max];
      const standing = { width, height, x: seen(x, shared.x), y: seen(y, shared.y), panel };
      return plotScene(given, standing, token);
    });
  });

  useEffect(
    () => () => {
      plot.current?.destroy();
      plot.current = null;
    },
    [],
  );

  return (
    <div
      ref={host}
      className={css.plot}
      role="img"
      aria-label={given.summary}
      data-testid={given.testId}
      data-y-range={shared.y.join(' ')}
    />
  );
}
