import { leafOrder } from '../analysis/clustering.ts';
import { isiDistanceOf } from '../analysis/measures/isi-distance.ts';
import { spikeDistanceOf } from '../analysis/measures/spike-distance.ts';
import { coincidences } from '../analysis/measures/spike-synchronization.ts';
import type { SpikeTimes, Window } from '../analysis/spike-times.ts';
import type { ProbeNode } from '../document/schema.ts';
import { shortNumber } from './axes.ts';
import { CanvasPlot } from './CanvasPlot.tsx';
import { pixels, viridis } from './colour-map.ts';
import { csvText, rounded } from './csv.ts';
import { latestWindow, positive, sampledTrains } from './sampled-trains.ts';
import { useSharedRanges } from './shared-axes.ts';
import type { ProbeKind, ProbeProps, RunView } from './types.ts';

const NEURONS = 60;
const WINDOW_MS = 500;

/** What is compared; `alike`: the value of a train with itself. */
const COMPARISONS: Readonly<
  Record<string, { readonly alike: 0 | 1; readonly of: (a: SpikeTimes, b: SpikeTimes, window: Window) => number }>
> = {
  'SPIKE-distance': { alike: 0, of: (a, b, window) => spikeDistanceOf(a, b, window).value ?? Number.NaN },
  'ISI-distance': { alike: 0, of: (a, b, window) => isiDistanceOf(a, b, window).value ?? Number.NaN },
  'SPIKE-synchronization': {
    alike: 1,
    of: (a, b, window) => {
      const { coincident, spikes } = coincidences(a, b, window);
      return spikes > 0 ? coincident / spikes : Number.NaN;
    },
  },
};

interface Matrix {
  readonly comparison: string;
  /** Name of each row and column, in the order of the clustering. */
  readonly names: readonly string[];
  /** Row by row. */
  readonly values: Float64Array;
}

/** Of the neurons that fired; null: fewer than two did. */
function matrixOf({ id, options }: ProbeNode, run: RunView | undefined): Matrix | null {
  if (run === undefined) return null;
  const window = latestWindow(run, positive(options.windowMs, WINDOW_MS));
  const populations = run.map.probes[id]?.populations.length ?? 0;
  const most = Math.max(2, Math.round(positive(options.neurons, NEURONS) / Math.max(1, populations)));
  const fired = sampledTrains(run, id, window, Math.min(most, 120)).flatMap(({ label, neurons, times }) =>
    times.flatMap((own, k) => (own.length > 0 ? [{ name: `${label}[${neurons[k] ?? 0}]`, times: own }] : [])),
  );
  if (fired.length < 2) return null;
  const comparison =
    typeof options.measure === 'string' && options.measure in COMPARISONS ? options.measure : 'SPIKE-distance';
  const { alike, of } = COMPARISONS[comparison] ?? { alike: 0, of: () => Number.NaN };
  const n = fired.length;
  const values = new Float64Array(n * n).fill(alike);
  fired.forEach((a, i) => {
    for (let j = i + 1; j < n; j++) {
      const value = of(a.times, fired[j]?.times ?? new Float64Array(0), window);
      values[i * n + j] = value;
      values[j * n + i] = value;
    }
  });
  const order = leafOrder(alike === 0 ? values : values.map((value) => 1 - value), n);
  return {
    comparison,
    names: [...order].map((k) => fired[k]?.name ?? ''),
    values: Float64Array.from(
      values,
      (_, cell) => values[(order[Math.floor(cell / n)] ?? 0) * n + (order[cell % n] ?? 0)] ?? 0,
    ),
  };
}

function View({ probe, runs, width, height }: ProbeProps) {
  if (runs.every((run) => (run.map.probes[probe.id]?.populations.length ?? 0) === 0))
    return <p className="probe-empty">Tap one population, or several.</p>;
  const matrices = runs.map((run) => ({ run, matrix: matrixOf(probe, run) }));
  const each = Math.floor(width / Math.max(1, matrices.length));
  return (
    <div style={{ display: 'flex' }}>
      {matrices.map(({ run, matrix }) =>
        matrix === null ? (
          <p key={run.label} className="probe-empty" style={{ width: each }}>
            Undefined as yet: fewer than two neurons have fired.
          </p>
        ) : (
          <Heat key={run.label} {...matrix} label={run.label} width={each} height={height} />
        ),
      )}
    </div>
  );
}

function Heat({
  comparison,
  names,
  values,
  label,
  width,
  height,
}: Matrix & { label: string; width: number; height: number }) {
  const n = names.length;
  const off = values.filter((_, cell) => cell % n !== Math.floor(cell / n));
  const most = off.reduce((a, b) => Math.max(a, b), 1e-9);
  const largest = useSharedRanges('colours', { x: [0, 0], y: [0, most] }).y[1];
  const mean = off.reduce((sum, x) => sum + x, 0) / off.length;
  return (
    <CanvasPlot
      width={width}
      height={height}
      x={[0, n]}
      y={[0, n]}
      xLabel="neuron, by likeness"
      xUnit=""
      yLabel="neuron, by likeness"
      yTicks
      square
      zoomY
      title={`${label === '' ? '' : `${label}: `}${comparison} · 0 to ${shortNumber(largest)} · mean ${shortNumber(mean)}`}
      summary={`${comparison} of ${n} neurons with each other, sorted by average linkage; mean ${shortNumber(mean)}`}
      testId="pairwise"
      draw={(context, frame) => {
        const picture = pixels(n, n, (cell) =>
          viridis((values[(n - 1 - Math.floor(cell / n)) * n + (cell % n)] ?? 0) / largest),
        );
        context.imageSmoothingEnabled = false;
        const [left, top] = [frame.toX(0), frame.toY(n)];
        context.drawImage(picture, left, top, frame.toX(n) - left, frame.toY(0) - top);
      }}
      readout={(x, y) => {
        const [column, row] = [Math.floor(x), Math.floor(y)];
        const value = column >= 0 && column < n ? values[row * n + column] : undefined;
        return value === undefined ? null : `${names[row]} and ${names[column]}: ${shortNumber(value)}`;
      }}
    />
  );
}

export const pairwise: ProbeKind = {
  id: 'pairwise',
  name: 'Pairwise matrix',
  summary: 'How alike the spike trains of each two neurons are; like ones stand together.',
  defaultSize: { width: 352, height: 336 },
  defaultOptions: { measure: 'SPIKE-distance', neurons: NEURONS, windowMs: WINDOW_MS },
  accepts: ['population', 'spike-stimulus'],
  options: [
    {
      name: 'measure',
      label: 'measure',
      meaning: 'what is compared',
      type: 'choice',
      choices: Object.keys(COMPARISONS),
    },
    { name: 'neurons', label: 'neurons', meaning: 'how many of all populations, at most 120 of each', type: 'number' },
    { name: 'windowMs', label: 'window', meaning: 'how far back spikes are compared', type: 'number', unit: 'ms' },
  ],
  View,
  toCsv: (probe, runs) => {
    const found = matrixOf(probe, runs[0]);
    const n = found?.names.length ?? 0;
    return csvText(
      [found?.comparison ?? '', ...(found?.names ?? [])],
      (found?.names ?? []).map((name, row) => [
        name,
        ...Array.from(found?.values.subarray(row * n, (row + 1) * n) ?? [], (value) => rounded(value)),
      ]),
    );
  },
};
