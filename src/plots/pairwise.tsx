import { PAIRWISE_MEASURES, type PairwiseMatrix } from '../analysis/figures/pairwise.ts';
import type { ProbeNode } from '../document/schema.ts';
import { shortNumber } from './axes.ts';
import { CanvasPlot } from './CanvasPlot.tsx';
import { pixels, viridis } from './colour-map.ts';
import { csvText, rounded } from './csv.ts';
import { positive } from './options.ts';
import { labelled, observedPopulations } from './runs.ts';
import { useSharedRanges } from './shared-axes.ts';
import type { ProbeProps, ProbeView, RunView } from './types.ts';
import { figuresOf, useFigures } from './use-figures.ts';
import { Waiting } from './Waiting.tsx';

const NEURONS = 60;
const WINDOW_MS = 500;

const askedOf = ({ id, options }: ProbeNode) => ({
  kind: 'pairwise' as const,
  probe: id,
  options: {
    measure: PAIRWISE_MEASURES.find((measure) => measure === options.measure) ?? 'SPIKE-distance',
    neurons: positive(options.neurons, NEURONS),
    windowMs: positive(options.windowMs, WINDOW_MS),
  },
});

/** Name of each row and column. */
function namesOf({ neurons }: PairwiseMatrix, run: RunView, probe: string): string[] {
  const names = observedPopulations(run, probe).map(({ name }) => labelled(run, name));
  return neurons.map(({ population, neuron }) => `${names[population] ?? ''}[${neuron}]`);
}

function View({ probe, runs, width, height }: ProbeProps) {
  const asked = askedOf(probe);
  const matrices = useFigures(runs, asked);
  if (runs.every((run) => observedPopulations(run, probe.id).length === 0))
    return <p className="probe-empty">Tap one population, or several.</p>;
  if (matrices === null) return <Waiting />;
  const each = Math.floor(width / Math.max(1, matrices.length));
  return (
    <div style={{ display: 'flex' }}>
      {matrices.map(({ run, figure }) =>
        figure === null ? (
          <p key={run.label} className="probe-empty" style={{ width: each }}>
            Undefined as yet: fewer than two neurons have fired.
          </p>
        ) : (
          <Heat
            key={run.label}
            comparison={asked.options.measure}
            names={namesOf(figure, run, probe.id)}
            values={figure.values}
            label={run.label}
            width={each}
            height={height}
          />
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
}: {
  comparison: string;
  names: readonly string[];
  values: Float64Array;
  label: string;
  width: number;
  height: number;
}) {
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

export const pairwise: ProbeView = {
  measures: { measure: { choices: PAIRWISE_MEASURES, initial: 'SPIKE-distance' } },
  View,
  toCsv: async (probe, runs) => {
    const asked = askedOf(probe);
    const [first] = (await figuresOf(runs.slice(0, 1), asked)) ?? [];
    if (first === undefined || first.figure === null) return csvText([asked.options.measure], []);
    const { values } = first.figure;
    const names = namesOf(first.figure, first.run, probe.id);
    const n = names.length;
    return csvText(
      [asked.options.measure, ...names],
      names.map((name, row) => [
        name,
        ...Array.from(values.subarray(row * n, (row + 1) * n), (value) => rounded(value)),
      ]),
    );
  },
};
