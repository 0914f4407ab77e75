import type { PopulationMap } from '../compile/types.ts';
import { CanvasPlot, type Frame } from './CanvasPlot.tsx';
import { populationColours, token } from './colours.ts';
import { csvText, rounded } from './csv.ts';
import { endMs, observedPopulations } from './runs.ts';
import type { ProbeProps, ProbeView, RunView } from './types.ts';

/** Spikes shown at most; of more, every k-th is. */
export const MOST_SPIKES = 100_000;

/** A population's place in the raster: rows [first, first + size). */
export interface Band {
  readonly population: PopulationMap;
  readonly first: number;
}

/** Populations stacked upwards in the order of the taps. */
export function bandsOf(populations: readonly PopulationMap[]): Band[] {
  let first = 0;
  return populations.map((population) => {
    const band = { population, first };
    first += population.size;
    return band;
  });
}

const rowsOf = (bands: readonly Band[]): number => bands.reduce((sum, { population }) => sum + population.size, 0);

function spikesIn(run: RunView, bands: readonly Band[]): number {
  return bands.reduce((sum, { population }) => sum + run.recordings.spikes(population.spikes).steps.length, 0);
}

/** Every how many-th spike is drawn, so that no more than the most are. */
export function strideFor(spikes: number, most = MOST_SPIKES): number {
  return Math.max(1, Math.ceil(spikes / most));
}

function drawSpikes(
  context: CanvasRenderingContext2D,
  frame: Frame,
  run: RunView,
  bands: readonly Band[],
  stride: number,
): void {
  const colours = populationColours(run.map.populations);
  const { dtMs } = run.map;
  const [yMin, yMax] = frame.y;
  const rowHeight = Math.max(1, Math.min(6, frame.height / (yMax - yMin)));
  const dot = frame.height / (yMax - yMin) > 3 ? 1.6 : 1.1;
  for (const { population, first } of bands) {
    const { steps, elements } = run.recordings.spikes(population.spikes);
    context.fillStyle = colours.get(population.id) ?? token('--ink');
    for (let k = 0; k < steps.length; k += stride) {
      const time = (steps[k] ?? 0) * dtMs;
      const row = first + (elements[k] ?? 0) + 0.5;
      if (time < frame.x[0] || time > frame.x[1] || row < yMin || row > yMax) continue;
      context.fillRect(frame.toX(time) - dot / 2, frame.toY(row) - rowHeight / 2, dot, rowHeight);
    }
    if (first > 0) {
      context.fillStyle = token('--line');
      context.fillRect(frame.left, Math.round(frame.toY(first)), frame.width, 1);
    }
  }
}

function bandAt(bands: readonly Band[], y: number): Band | undefined {
  return bands.find(({ first, population }) => y >= first && y < first + population.size);
}

/** The raster of some populations of one run. */
export function RasterPanel({
  run,
  populations,
  width,
  height,
  last,
}: {
  run: RunView;
  populations: readonly PopulationMap[];
  width: number;
  height: number;
  last: number;
}) {
  const bands = bandsOf(populations);
  const rows = Math.max(1, rowsOf(bands));
  const total = spikesIn(run, bands);
  const stride = strideFor(total);
  const names = bands.map(({ population }) => population.name).join(', ');
  const note =
    stride === 1
      ? `${total.toLocaleString('en')} spikes`
      : `1 of every ${stride} of ${total.toLocaleString('en')} spikes`;
  return (
    <CanvasPlot
      width={width}
      height={height}
      x={[0, last]}
      y={[0, rows]}
      xLabel=""
      xUnit="ms"
      yLabel="neuron"
      yTicks={rows > 1}
      zoomY={false}
      title={`${run.label === '' ? '' : `${run.label} · `}${names} · ${note}`}
      summary={`raster of ${names || 'nothing'}, ${note}`}
      testId="raster"
      spikes={total}
      draw={(context, frame) => drawSpikes(context, frame, run, bands, stride)}
      readout={(x, y) => {
        const band = bandAt(bands, y);
        if (band === undefined || x < 0 || x > last) return null;
        return `${band.population.name} ${Math.floor(y - band.first)} · ${x.toFixed(1)} ms`;
      }}
    />
  );
}

function View({ probe, runs, width, height }: ProbeProps) {
  const last = endMs(runs);
  const each = Math.floor(height / Math.max(1, runs.length));
  return runs.map((run) => (
    <RasterPanel
      key={run.label}
      run={run}
      populations={observedPopulations(run, probe.id)}
      width={width}
      height={each}
      last={last}
    />
  ));
}

export const raster: ProbeView = {
  View,
  toCsv: (probe, runs) =>
    csvText(
      ['configuration', 'population', 'neuron', 'time (ms)'],
      runs.flatMap((run) =>
        observedPopulations(run, probe.id).flatMap(({ name, spikes }) => {
          const { steps, elements } = run.recordings.spikes(spikes);
          return Array.from(
            steps,
            (step, k) => [run.label, name, elements[k] ?? 0, rounded(step * run.map.dtMs)] as const,
          );
        }),
      ),
    ),
};
