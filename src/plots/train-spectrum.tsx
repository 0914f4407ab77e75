import { LEAST_SPIKES, type TrainSpectrum } from '../analysis/figures/train-spectrum.ts';
import type { ProbeNode } from '../document/schema.ts';
import { shortNumber } from './axes.ts';
import { CanvasPlot } from './CanvasPlot.tsx';
import { token } from './colours.ts';
import { csvText, rounded } from './csv.ts';
import { missingNeurons, positive } from './options.ts';
import { type LegendEntry, markOf, type RunMark } from './run-legend.ts';
import { labelled, observedPopulations } from './runs.ts';
import type { ProbeProps, ProbeView } from './types.ts';
import { type FigureOfRun, figuresOf, useFigures } from './use-figures.ts';
import { Waiting } from './Waiting.tsx';

const WINDOW_MS = 10_000;
const SEGMENT_MS = 500;
const MOST_HZ = 250;

interface Labelled extends TrainSpectrum {
  readonly label: string;
  readonly run: string;
  readonly mark: RunMark;
}

const askedOf = ({ id, options }: ProbeNode) => ({
  kind: 'trainSpectrum' as const,
  probe: id,
  options: {
    neuron: typeof options.neuron === 'number' && options.neuron >= 0 ? Math.floor(options.neuron) : 0,
    windowMs: positive(options.windowMs, WINDOW_MS),
    segmentMs: positive(options.segmentMs, SEGMENT_MS),
    mostHz: positive(options.mostHz, MOST_HZ),
  },
});

function labelledOf(probe: ProbeNode, { run, figure }: FigureOfRun<'trainSpectrum'>): Labelled[] {
  const [first] = observedPopulations(run, probe.id);
  if (figure === null || first === undefined) return [];
  const label = `${labelled(run, first.name)}, neuron ${askedOf(probe).options.neuron}`;
  return [{ ...figure, label, run: run.label, mark: markOf(run) }];
}

function View({ probe, runs, width, height }: ProbeProps) {
  const asked = askedOf(probe);
  const figures = useFigures(runs, asked);
  if (runs.every((run) => observedPopulations(run, probe.id).length === 0))
    return <p className="probe-empty">Tap a population.</p>;
  if (figures === null) return <Waiting />;
  const found = figures.flatMap((one) => labelledOf(probe, one));
  const [first] = found;
  if (first === undefined)
    return (
      <p className="probe-empty">
        {missingNeurons(runs, probe.id, [asked.options.neuron]) ??
          `Undefined as yet: neuron ${asked.options.neuron} needs ${LEAST_SPIKES} spikes, and the run a segment of ${asked.options.segmentMs} ms.`}
      </p>
    );
  const most = Math.max(1.5, ...found.flatMap(({ values }) => [...values]));
  const entries = found.map(
    ({ run, mark, spikes }): LegendEntry => ({ ...mark, label: run, said: `${spikes} spikes` }),
  );
  const spacing = first.frequenciesHz[0] ?? 1;
  return (
    <CanvasPlot
      width={width}
      height={height}
      x={[0, (first.frequenciesHz.at(-1) ?? 1) + spacing / 2]}
      y={[0, most * 1.05]}
      xLabel="frequency"
      xUnit="Hz"
      yLabel="power over rate"
      yTicks
      zoomY
      title={found.map(({ label, spikes }) => `${label} · ${spikes} spikes`).join(' · ')}
      legend={entries}
      summary={`power of a spike train by frequency, over its rate: 1 for a Poisson train; of ${first.segments} segments`}
      testId="train-spectrum"
      draw={(context, frame) => {
        context.strokeStyle = token('--ink-2');
        context.setLineDash([3, 3]);
        context.beginPath();
        context.moveTo(frame.left, frame.toY(1));
        context.lineTo(frame.left + frame.width, frame.toY(1));
        context.stroke();
        context.setLineDash([]);
        found.forEach(({ frequenciesHz, values, mark }) => {
          context.strokeStyle = mark.colour;
          context.setLineDash([...mark.dash]);
          context.lineWidth = 1.4;
          context.beginPath();
          values.forEach((value, k) => {
            context.lineTo(frame.toX(frequenciesHz[k] ?? 0), frame.toY(value));
          });
          context.stroke();
        });
        context.setLineDash([]);
      }}
      readout={(frequency) => {
        const k = Math.round(frequency / spacing) - 1;
        const value = first.values[k];
        return value === undefined
          ? null
          : `${shortNumber(first.frequenciesHz[k] ?? 0)} Hz: ${shortNumber(value)} times a Poisson train’s`;
      }}
    />
  );
}

export const trainSpectrum: ProbeView = {
  View,
  toCsv: async (probe, runs) => {
    const found = ((await figuresOf(runs, askedOf(probe))) ?? []).flatMap((one) => labelledOf(probe, one));
    return csvText(
      ['frequency (Hz)', ...found.map(({ label }) => `power over rate of ${label}`)],
      Array.from(found[0]?.frequenciesHz ?? [], (frequency, k) => [
        rounded(frequency),
        ...found.map(({ values }) => rounded(values[k] ?? 0)),
      ]),
    );
  },
};
