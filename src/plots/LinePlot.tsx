import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { shortNumber, tickLabels } from './axes.ts';
import { token } from './colours.ts';
import { decimate, type Line } from './lines.ts';

interface Props {
  readonly lines: readonly Line[];
  readonly xUnit: string;
  /** Quantity and unit, e.g. `v (mV)`. */
  readonly yLabel: string;
  readonly yRange?: readonly [number, number];
  readonly width: number;
  readonly height: number;
  /** What the picture shows, for those who cannot see it. */
  readonly summary: string;
}

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

function seriesOf(lines: readonly Line[]): uPlot.Series[] {
  return lines.map(({ label, colour, dash }) => ({
    label,
    stroke: colour,
    width: 1.2,
    spanGaps: true,
    points: { show: false },
    ...(dash === undefined ? {} : { dash: [...dash] }),
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

function optionsOf({ lines, xUnit, yLabel, yRange, width }: Props, height: number): uPlot.Options {
  return {
    width,
    height,
    padding: [8, 28, 0, 0],
    cursor: { drag: { x: true, y: false }, points: { size: 5 }, y: false },
    legend: { show: true, live: true, isolate: false },
    scales: { x: { time: false }, y: yRange === undefined ? {} : { range: () => [...yRange] } },
    axes: [axis(null, xUnit, 26), axis(yLabel, '', 58)],
    series: [
      { label: 't', value: (_plot, value) => (value === null ? '' : `${shortNumber(value)} ${xUnit}`) },
      ...seriesOf(lines),
    ],
  };
}

/** Lines against time: zoom by dragging, back by a double click, values at the cursor under the plot. */
export function LinePlot(props: Props) {
  const { lines, width, height, summary } = props;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shape = useRef('');

  useEffect(() => {
    if (host.current === null || lines.length === 0) return;
    // A plot is made anew where its lines or axes are others; else it only gets new data.
    const wanted = JSON.stringify([lines.map(({ label, colour }) => [label, colour]), props.yLabel, token('--ink')]);
    const room = Math.max(60, height - 20);
    if (plot.current !== null && shape.current === wanted) {
      const zoomed = plot.current;
      const [from, to] = [zoomed.scales.x?.min ?? 0, zoomed.scales.x?.max ?? 0];
      const all = zoomed.data[0];
      const full = from <= (all[0] ?? 0) && to >= (all[all.length - 1] ?? 0);
      if (zoomed.width !== width || zoomed.height !== room) zoomed.setSize({ width, height: room });
      zoomed.setData(dataOf(lines), full);
      if (!full) zoomed.redraw();
      return;
    }
    plot.current?.destroy();
    plot.current = new uPlot(optionsOf(props, room), dataOf(lines), host.current);
    shape.current = wanted;
  });

  useEffect(
    () => () => {
      plot.current?.destroy();
      plot.current = null;
    },
    [],
  );

  return <div ref={host} className="line-plot" role="img" aria-label={summary} />;
}
