import { addLags, emptyCorrelogram } from '../analysis/measures/correlogram.ts';
import type { ProbeNode } from '../document/schema.ts';
import { shortNumber } from './axes.ts';
import { CanvasPlot } from './CanvasPlot.tsx';
import { token } from './colours.ts';
import { csvText, rounded } from './csv.ts';
import { latestWindow, positive, type SampledTrains, sampledTrains } from './sampled-trains.ts';
import type { ProbeKind, ProbeProps, RunView } from './types.ts';

const WINDOW_MS = 1000;
const LAG_MS = 50;
const BIN_MS = 1;
/** Neurons of each population: 2450 ordered pairs within one, 2500 between two. */
const NEURONS = 50;

/** Coincidences by lag over what independent trains of these rates would have: 1 is chance. */
export interface RelativeCorrelogram {
  readonly label: string;
  readonly lagsMs: Float64Array;
  readonly values: Float64Array;
}

/** Null where there are no pairs of spikes to compare. */
export function relativeCorrelogram(
  first: SampledTrains,
  second: SampledTrains,
  maxLagMs: number,
  binMs: number,
): RelativeCorrelogram | null {
  const within = first.population.id === second.population.id;
  const lags = emptyCorrelogram(maxLagMs, binMs);
  const lengthMs = first.window.toMs - first.window.fromMs;
  let products = 0;
  first.times.forEach((a, i) => {
    second.times.forEach((b, j) => {
      if (within && i === j) return;
      addLags(lags, a, b);
      products += a.length * b.length;
    });
  });
  if (products === 0 || lengthMs <= maxLagMs) return null;
  const { lagsMs, counts } = lags;
  // At a lag of L, only what is longer than L of the window can hold pairs.
  const chance = (lag: number): number => (products * binMs * (lengthMs - Math.abs(lag))) / lengthMs ** 2;
  return {
    label: within ? `within ${first.label}` : `${first.label} → ${second.label}`,
    lagsMs,
    values: counts.map((count, k) => count / chance(lagsMs[k] ?? 0)),
  };
}

function correlogramsOf({ id, options }: ProbeNode, runs: readonly RunView[]): RelativeCorrelogram[] {
  return runs.flatMap((run) => {
    const window = latestWindow(run, positive(options.windowMs, WINDOW_MS));
    const [first, second] = sampledTrains(run, id, window, NEURONS);
    if (first === undefined) return [];
    return (
      relativeCorrelogram(first, second ?? first, positive(options.lagMs, LAG_MS), positive(options.binMs, BIN_MS)) ??
      []
    );
  });
}

function View({ probe, runs, width, height }: ProbeProps) {
  const found = correlogramsOf(probe, runs);
  const [first] = found;
  if (runs.every((run) => (run.map.probes[probe.id]?.populations.length ?? 0) === 0))
    return <p className="probe-empty">Tap one population, or two.</p>;
  if (first === undefined) return <p className="probe-empty">Undefined as yet: no two neurons have fired.</p>;
  const most = Math.max(1.5, ...found.flatMap(({ values }) => [...values]));
  const reach =
    Math.abs(first.lagsMs[0] ?? 1) +
    (first.lagsMs.length > 1 ? ((first.lagsMs[1] ?? 0) - (first.lagsMs[0] ?? 0)) / 2 : 0);
  const hues = [token('--accent'), token('--inhibitory'), token('--stimulus')];
  return (
    <CanvasPlot
      width={width}
      height={height}
      x={[-reach, reach]}
      y={[0, most * 1.05]}
      xLabel="lag"
      xUnit="ms"
      yLabel="relative to chance"
      yTicks
      zoomY={false}
      title={found.map(({ label }) => label).join(' · ')}
      summary={`coincidences by lag over chance, at lag 0 ${shortNumber(first.values[(first.values.length - 1) / 2] ?? 0)}`}
      testId="correlogram"
      draw={(context, frame) => {
        context.strokeStyle = token('--ink-2');
        context.setLineDash([3, 3]);
        context.beginPath();
        context.moveTo(frame.left, frame.toY(1));
        context.lineTo(frame.left + frame.width, frame.toY(1));
        context.stroke();
        context.setLineDash([]);
        found.forEach(({ lagsMs, values }, r) => {
          const half = ((lagsMs[1] ?? 1) - (lagsMs[0] ?? 0)) / 2;
          context.strokeStyle = hues[r % hues.length] ?? token('--ink');
          context.lineWidth = 1.4;
          context.beginPath();
          values.forEach((value, k) => {
            const lag = lagsMs[k] ?? 0;
            context.lineTo(frame.toX(lag - half), frame.toY(value));
            context.lineTo(frame.toX(lag + half), frame.toY(value));
          });
          context.stroke();
        });
      }}
      readout={(lag) => {
        const k = Math.round((lag - (first.lagsMs[0] ?? 0)) / ((first.lagsMs[1] ?? 1) - (first.lagsMs[0] ?? 0)));
        const value = first.values[k];
        return value === undefined
          ? null
          : `lag ${shortNumber(first.lagsMs[k] ?? 0)} ms: ${shortNumber(value)} of chance`;
      }}
    />
  );
}

export const correlogram: ProbeKind = {
  id: 'correlogram',
  name: 'Correlogram',
  summary: 'How often neurons of one or two populations fire at each lag, relative to chance.',
  defaultSize: { width: 400, height: 240 },
  defaultOptions: { windowMs: WINDOW_MS, lagMs: LAG_MS, binMs: BIN_MS },
  accepts: ['population', 'spike-stimulus'],
  options: [
    { name: 'windowMs', label: 'window', meaning: 'how far back spikes are counted', type: 'number', unit: 'ms' },
    { name: 'lagMs', label: 'largest lag', meaning: 'reach of the axis on both sides', type: 'number', unit: 'ms' },
    { name: 'binMs', label: 'bin', meaning: 'width of a bin of lags', type: 'number', unit: 'ms' },
  ],
  View,
  toCsv: (probe, runs) => {
    const found = correlogramsOf(probe, runs);
    return csvText(
      ['lag (ms)', ...found.map(({ label }) => `${label} (relative to chance)`)],
      Array.from(found[0]?.lagsMs ?? [], (lag, k) => [
        rounded(lag),
        ...found.map(({ values }) => rounded(values[k] ?? 0)),
      ]),
    );
  },
};
