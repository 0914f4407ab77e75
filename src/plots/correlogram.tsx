import type { RelativeCorrelogram } from '../analysis/figures/correlogram.ts';
import type { ProbeNode } from '../document/schema.ts';
import { shortNumber } from './axes.ts';
import { CanvasPlot } from './CanvasPlot.tsx';
import { token } from './colours.ts';
import { csvText, rounded } from './csv.ts';
import { positive } from './options.ts';
import { type LegendEntry, markOf, type RunMark } from './run-legend.ts';
import { labelled, observedPopulations } from './runs.ts';
import type { ProbeProps, ProbeView } from './types.ts';
import { type FigureOfRun, figuresOf, useFigures } from './use-figures.ts';
import { Waiting } from './Waiting.tsx';

const WINDOW_MS = 1000;
const LAG_MS = 50;
const BIN_MS = 1;

interface Labelled extends RelativeCorrelogram {
  readonly label: string;
  readonly run: string;
  readonly mark: RunMark;
}

const askedOf = ({ id, options }: ProbeNode) => ({
  kind: 'correlogram' as const,
  probe: id,
  options: {
    windowMs: positive(options.windowMs, WINDOW_MS),
    lagMs: positive(options.lagMs, LAG_MS),
    binMs: positive(options.binMs, BIN_MS),
  },
});

function labelledOf(probe: string, { run, figure }: FigureOfRun<'correlogram'>): Labelled[] {
  const [first, second] = observedPopulations(run, probe).map(({ name }) => labelled(run, name));
  if (figure === null || first === undefined) return [];
  const label = second === undefined ? `within ${first}` : `${first} → ${second}`;
  return [{ ...figure, label, run: run.label, mark: markOf(run) }];
}

function View({ probe, runs, width, height }: ProbeProps) {
  const figures = useFigures(runs, askedOf(probe));
  if (runs.every((run) => observedPopulations(run, probe.id).length === 0))
    return <p className="probe-empty">Tap one population, or two.</p>;
  if (figures === null) return <Waiting />;
  const found = figures.flatMap((one) => labelledOf(probe.id, one));
  const [first] = found;
  if (first === undefined) return <p className="probe-empty">Undefined as yet: no two neurons have fired.</p>;
  const most = Math.max(1.5, ...found.flatMap(({ values }) => [...values]));
  const reach =
    Math.abs(first.lagsMs[0] ?? 1) +
    (first.lagsMs.length > 1 ? ((first.lagsMs[1] ?? 0) - (first.lagsMs[0] ?? 0)) / 2 : 0);
  const entries = found.map(({ run, mark }): LegendEntry => ({ ...mark, label: run, said: '' }));
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
      legend={entries}
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
        found.forEach(({ lagsMs, values, mark }) => {
          const half = ((lagsMs[1] ?? 1) - (lagsMs[0] ?? 0)) / 2;
          context.strokeStyle = mark.colour;
          context.setLineDash([...mark.dash]);
          context.lineWidth = 1.4;
          context.beginPath();
          values.forEach((value, k) => {
            const lag = lagsMs[k] ?? 0;
            context.lineTo(frame.toX(lag - half), frame.toY(value));
            context.lineTo(frame.toX(lag + half), frame.toY(value));
          });
          context.stroke();
        });
        context.setLineDash([]);
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

export const correlogram: ProbeView = {
  View,
  toCsv: async (probe, runs) => {
    const found = ((await figuresOf(runs, askedOf(probe))) ?? []).flatMap((one) => labelledOf(probe.id, one));
    return csvText(
      ['lag (ms)', ...found.map(({ label }) => `${label} (relative to chance)`)],
      Array.from(found[0]?.lagsMs ?? [], (lag, k) => [
        rounded(lag),
        ...found.map(({ values }) => rounded(values[k] ?? 0)),
      ]),
    );
  },
};
