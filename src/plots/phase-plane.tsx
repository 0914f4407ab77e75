import type { ProbeNode } from '../document/schema.ts';
import { entryOf } from '../units/index.ts';
import { shortNumber } from './axes.ts';
import { CanvasPlot, type Frame, type Range } from './CanvasPlot.tsx';
import { configurationToken, populationColours, token } from './colours.ts';
import { csvText, rounded } from './csv.ts';
import { labelled } from './runs.ts';
import type { ProbeProps, ProbeView, RunView } from './types.ts';

/** The path of one neuron in the plane of two of its variables, in shown units. */
interface Path {
  readonly label: string;
  readonly colour: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Time of each sample, ms. */
  readonly t: (k: number) => number;
}

function pathsOf(probe: ProbeNode, runs: readonly RunView[]): Path[] {
  return runs.flatMap((run, r) => {
    const colours = populationColours(run.map.populations);
    const all = entryOf(run.map.probes, probe.id)?.traces ?? [];
    return [...new Set(all.map(({ id }) => id))].flatMap((id): Path[] => {
      const [x, y] = all.filter((trace) => trace.id === id);
      if (x === undefined || y === undefined) return [];
      const [xs, ys] = [run.recordings.trace(x.recorder), run.recordings.trace(y.recorder)];
      const name = run.map.populations.find((population) => population.id === id)?.name ?? id;
      return [
        {
          label: labelled(run, `${name}[${x.elements[0] ?? 0}]`),
          colour: r === 0 ? (colours.get(id) ?? token('--ink')) : token(configurationToken(run.label)),
          xLabel: `${x.variable} (${x.unit})`,
          yLabel: `${y.variable} (${y.unit})`,
          x: xs
            .row(0)
            .slice(0, xs.samples)
            .map((value) => value * x.factor),
          y: ys
            .row(0)
            .slice(0, ys.samples)
            .map((value) => value * y.factor),
          t: (k) => (xs.firstStep + k * xs.everySteps) * run.map.dtMs,
        },
      ];
    });
  });
}

/** Room around all values. */
function rangeOf(paths: readonly Path[], of: 'x' | 'y'): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const path of paths) {
    for (const value of path[of]) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return [0, 1];
  const pad = (high - low) * 0.06 || 1;
  return [low - pad, high + pad];
}

function drawPaths(context: CanvasRenderingContext2D, frame: Frame, paths: readonly Path[]): void {
  context.lineWidth = 1;
  context.lineJoin = 'round';
  for (const { x, y, colour } of paths) {
    context.strokeStyle = colour;
    context.beginPath();
    for (let k = 0; k < x.length; k++) context.lineTo(frame.toX(x[k] ?? 0), frame.toY(y[k] ?? 0));
    context.stroke();
    const last = x.length - 1;
    if (last < 0) continue;
    context.fillStyle = colour;
    context.beginPath();
    context.arc(frame.toX(x[last] ?? 0), frame.toY(y[last] ?? 0), 3, 0, 2 * Math.PI);
    context.fill();
  }
}

function View({ probe, runs, width, height }: ProbeProps) {
  const paths = pathsOf(probe, runs);
  const [first] = paths;
  if (first === undefined) return <p className="probe-empty">Tap a population whose model has two state variables.</p>;
  return (
    <CanvasPlot
      width={width}
      height={height}
      x={rangeOf(paths, 'x')}
      y={rangeOf(paths, 'y')}
      xLabel={first.xLabel}
      xUnit=""
      yLabel={first.yLabel}
      yTicks
      zoomY
      title={paths.map(({ label }) => label).join(' · ')}
      summary={`${first.yLabel} against ${first.xLabel}, ${first.x.length} samples`}
      draw={(context, frame) => drawPaths(context, frame, paths)}
      readout={(x, y) => `${first.xLabel} ${shortNumber(x)}, ${first.yLabel} ${shortNumber(y)}`}
    />
  );
}

export const phasePlane: ProbeView = {
  View,
  toCsv: (probe, runs) =>
    csvText(
      ['neuron', 'time (ms)', 'x', 'y'],
      pathsOf(probe, runs).flatMap(({ label, xLabel, yLabel, x, y, t }) =>
        Array.from(
          x,
          (value, k) => [`${label}: ${yLabel} against ${xLabel}`, rounded(t(k)), value, y[k] ?? null] as const,
        ),
      ),
    ),
};
