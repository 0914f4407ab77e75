import type { WeightsMap } from '../compile/types.ts';
import type { ProbeNode } from '../document/schema.ts';
import { entryOf } from '../units/index.ts';
import { shortNumber } from './axes.ts';
import { CanvasPlot, type Frame } from './CanvasPlot.tsx';
import { paler, populationColours, token } from './colours.ts';
import { csvText, rounded } from './csv.ts';
import { LinePlot } from './LinePlot.tsx';
import type { Line } from './lines.ts';
import { endMs, labelled } from './runs.ts';
import type { ProbeProps, ProbeView, RunView } from './types.ts';

/** One plastic edge of one run. */
interface Observed {
  readonly run: RunView;
  readonly weights: WeightsMap;
  /** "Inputs → Neuron", with the run's label before it where there are several. */
  readonly title: string;
}

function observed(probe: ProbeNode, runs: readonly RunView[]): Observed[] {
  return runs.flatMap((run) =>
    (entryOf(run.map.probes, probe.id)?.weights ?? []).map((weights) => {
      const name = (id: string): string => run.document.nodes.find((node) => node.id === id)?.name ?? id;
      return { run, weights, title: labelled(run, `${name(weights.source)} → ${name(weights.target)}`) };
    }),
  );
}

const colourOf = ({ run, weights }: Observed): string =>
  populationColours(run.map.populations).get(weights.source) ?? token('--accent');

/** Shown number of the latest sample, and when it was taken. */
function latestOf({ run, weights }: Observed): { sample: number; timeMs: number; mean: number } {
  const view = run.recordings.weights(weights.distribution);
  const sample = view.samples - 1;
  return {
    sample,
    timeMs: (view.firstStep + Math.max(0, sample) * view.everySteps) * run.map.dtMs,
    mean: view.mean(sample) * weights.factor,
  };
}

const shownTime = (ms: number): string => (ms < 1000 ? `${shortNumber(ms)} ms` : `${shortNumber(ms / 1000)} s`);

/** Share of the synapses in each bin. */
export function sharesOf(counts: Uint32Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Float64Array.from(counts, (count) => (total > 0 ? count / total : 0));
}

interface PanelProps {
  readonly of: Observed;
  readonly width: number;
  readonly height: number;
}

function Distribution({ of, width, height }: PanelProps) {
  const { run, weights, title } = of;
  const { sample, timeMs, mean } = latestOf(of);
  const shares = sharesOf(run.recordings.weights(weights.distribution).counts(sample));
  const last = weights.upTo * weights.factor;
  const most = Math.max(0.01, ...shares) * 1.05;
  const colour = colourOf(of);
  const draw = (context: CanvasRenderingContext2D, frame: Frame): void => {
    context.fillStyle = colour;
    shares.forEach((share, bin) => {
      const left = frame.toX((bin * last) / shares.length);
      const right = frame.toX(((bin + 1) * last) / shares.length);
      context.fillRect(left + 0.5, frame.toY(share * 100), right - left - 1, frame.toY(0) - frame.toY(share * 100));
    });
  };
  const note = sample < 0 ? 'no sample yet' : `mean ${shortNumber(mean)} ${weights.unit} at ${shownTime(timeMs)}`;
  return (
    <CanvasPlot
      width={width}
      height={height}
      x={[0, last]}
      y={[0, most * 100]}
      xLabel=""
      xUnit={weights.unit}
      yLabel="synapses (%)"
      yTicks
      zoomY={false}
      title={`${title} · ${note}`}
      summary={`distribution of the weights, ${note}`}
      testId="weights"
      draw={draw}
      readout={(x) => {
        const bin = Math.floor((x / last) * shares.length);
        const share = shares[bin];
        if (share === undefined) return null;
        const ends = [bin, bin + 1].map((end) => shortNumber((end * last) / shares.length)).join(' to ');
        return `${ends} ${weights.unit} · ${(share * 100).toFixed(1)} %`;
      }}
    />
  );
}

/** Shades from no weight to the largest. */
const SHADES = 32;

function Matrix({ of, width, height }: PanelProps) {
  const { run, weights, title } = of;
  const { rows, columns, factor, unit } = weights;
  const { matrix } = run.recordings.weights(weights.distribution);
  const full = matrix.filter((mean) => mean > 0).reduce((most, mean) => Math.max(most, mean), 0) || weights.upTo;
  const size = (id: string): number => run.map.populations.find((population) => population.id === id)?.size ?? 1;
  const [sources, targets] = [size(weights.source), size(weights.target)];
  const colour = colourOf(of);
  const shades = Array.from({ length: SHADES + 1 }, (_, k) => {
    const percent = 8 + (92 * k) / SHADES;
    return `color-mix(in srgb, ${colour} ${percent}%, ${token('--surface')})`;
  });
  const draw = (context: CanvasRenderingContext2D, frame: Frame): void => {
    for (let row = 0; row < rows; row++) {
      const bottom = frame.toY((row * sources) / rows);
      const top = frame.toY(((row + 1) * sources) / rows);
      for (let column = 0; column < columns; column++) {
        const mean = matrix[row * columns + column];
        if (mean === undefined || Number.isNaN(mean)) continue;
        context.fillStyle = shades[Math.round(Math.min(1, mean / full) * SHADES)] ?? colour;
        const left = frame.toX((column * targets) / columns);
        const right = frame.toX(((column + 1) * targets) / columns);
        context.fillRect(left, top, right - left + 0.5, bottom - top + 0.5);
      }
    }
  };
  const range = (index: number, cells: number, elements: number): string => {
    const [first, end] = [Math.ceil((index * elements) / cells), Math.ceil(((index + 1) * elements) / cells)];
    return end - first > 1 ? `${first}–${end - 1}` : String(first);
  };
  return (
    <CanvasPlot
      width={width}
      height={height}
      x={[0, targets]}
      y={[0, sources]}
      xLabel="target"
      xUnit="1"
      yLabel="source"
      yTicks
      zoomY
      title={`${title} · pale 0, full ${shortNumber(full * factor)} ${unit}`}
      summary={`matrix of weights from source to target, up to ${shortNumber(full * factor)} ${unit}`}
      testId="weights"
      draw={draw}
      readout={(x, y) => {
        const [row, column] = [Math.floor((y * rows) / sources), Math.floor((x * columns) / targets)];
        const mean = row >= 0 && column >= 0 && column < columns ? matrix[row * columns + column] : undefined;
        if (mean === undefined) return null;
        const who = `${range(row, rows, sources)} → ${range(column, columns, targets)}`;
        return Number.isNaN(mean) ? `${who} · no synapse` : `${who} · ${shortNumber(mean * factor)} ${unit}`;
      }}
    />
  );
}

/** `alone`: no other edge is shown, so that a number is enough. */
function chosenLines(of: Observed, alone: boolean): Line[] {
  const { run, weights, title } = of;
  const { synapses, chosen, factor } = weights;
  const trace = run.recordings.trace(chosen);
  const colour = colourOf(of);
  const x = Float64Array.from(
    { length: trace.samples },
    (_, s) => (trace.firstStep + s * trace.everySteps) * run.map.dtMs,
  );
  return synapses.flatMap((synapse, k): Line[] => {
    const y = trace.row(k).map((weight) => weight * factor);
    // A number beyond the last synapse.
    if (y.length > 0 && y.every(Number.isNaN)) return [];
    return [{ label: alone ? `synapse ${synapse}` : `${title} ${synapse}`, colour: paler(colour, k), x, y }];
  });
}

function View({ probe, runs, width, height }: ProbeProps) {
  const all = observed(probe, runs);
  const [first] = all;
  if (first === undefined)
    return (
      <p className="probe-empty">
        Tap a population whose incoming synapses learn: a rule stands under Plasticity of a synapse.
      </p>
    );
  if (probe.options.show === 'synapses') {
    const { unit } = first.weights;
    return (
      <LinePlot
        lines={all.filter(({ weights }) => weights.unit === unit).flatMap((of) => chosenLines(of, all.length === 1))}
        xEnd={endMs(runs)}
        xUnit="ms"
        yLabel={`w (${unit})`}
        width={width}
        height={height}
        summary={`weights of chosen synapses in ${unit} against time`}
      />
    );
  }
  const Panel = probe.options.show === 'matrix' ? Matrix : Distribution;
  const each = Math.floor(height / all.length);
  return all.map((of) => <Panel key={`${of.run.label} ${of.weights.edge}`} of={of} width={width} height={each} />);
}

function toCsv(probe: ProbeNode, runs: readonly RunView[]): string {
  const all = observed(probe, runs);
  if (probe.options.show === 'synapses') {
    const lines = all.flatMap((of) => chosenLines(of, false));
    return csvText(
      ['time (ms)', ...lines.map(({ label }) => `weight of ${label} (${all[0]?.weights.unit ?? ''})`)],
      Array.from(lines[0]?.x ?? [], (time, k) => [rounded(time), ...lines.map(({ y }) => rounded(y[k] ?? Number.NaN))]),
    );
  }
  if (probe.options.show === 'matrix') {
    return csvText(
      ['synapses', 'row of sources', 'column of targets', 'mean weight', 'unit'],
      all.flatMap(({ run, weights, title }) =>
        Array.from(run.recordings.weights(weights.distribution).matrix, (mean, cell) => [
          title,
          Math.floor(cell / weights.columns),
          cell % weights.columns,
          rounded(mean * weights.factor),
          weights.unit,
        ]),
      ),
    );
  }
  return csvText(
    ['synapses', 'weight from', 'weight to', 'unit', 'share'],
    all.flatMap((of) => {
      const { run, weights, title } = of;
      const shares = sharesOf(run.recordings.weights(weights.distribution).counts(latestOf(of).sample));
      const at = (bin: number): number => rounded((bin * weights.upTo * weights.factor) / weights.bins);
      return Array.from(shares, (share, bin) => [title, at(bin), at(bin + 1), weights.unit, rounded(share)]);
    }),
  );
}

export const weights: ProbeView = {
  View,
  toCsv,
};
