import type { ProbeNode } from '../document/schema.ts';
import { shortNumber } from './axes.ts';
import { CanvasPlot } from './CanvasPlot.tsx';
import { populationColours, token } from './colours.ts';
import { csvText, rounded } from './csv.ts';
import { positive } from './options.ts';
import { dashOf, endMs, labelled, observedPopulations } from './runs.ts';
import type { ProbeProps, ProbeView } from './types.ts';
import { type FigureOfRun, figuresOf, useFigures } from './use-figures.ts';
import { Waiting } from './Waiting.tsx';

const NEURONS = 30;
const WINDOW_MS = 5000;

interface Profile {
  readonly label: string;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly fromMs: number;
  readonly strideMs: number;
  /** Empty: no sampled neuron has fired. */
  readonly values: Float64Array;
}

const askedOf = ({ id, options }: ProbeNode) => ({
  kind: 'spikeDistance' as const,
  probe: id,
  options: { neurons: positive(options.neurons, NEURONS), windowMs: positive(options.windowMs, WINDOW_MS) },
});

function profilesOf(probe: string, found: readonly FigureOfRun<'spikeDistance'>[]): Profile[] {
  return found.flatMap(({ run, figure: { fromMs, strideMs, profiles } }) => {
    const colours = populationColours(run.map.populations);
    return observedPopulations(run, probe).map(
      ({ id, name }, k): Profile => ({
        label: labelled(run, name),
        colour: colours.get(id) ?? token('--ink'),
        dash: dashOf(run.label),
        fromMs,
        strideMs,
        values: profiles[k] ?? new Float64Array(0),
      }),
    );
  });
}

const meanOf = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;

function View({ probe, runs, width, height }: ProbeProps) {
  const found = useFigures(runs, askedOf(probe));
  if (found === null) return <Waiting />;
  const profiles = profilesOf(probe.id, found);
  if (profiles.length === 0) return <p className="probe-empty">Tap a population.</p>;
  const title = profiles
    .map(({ label, values }) => `${label} ${values.length === 0 ? 'undefined: no spike' : shortNumber(meanOf(values))}`)
    .join(' · ');
  return (
    <CanvasPlot
      width={width}
      height={height}
      x={[0, endMs(runs)]}
      y={[0, Math.max(0.5, ...profiles.flatMap(({ values }) => [...values])) * 1.05]}
      xLabel=""
      xUnit="ms"
      yLabel="SPIKE-distance"
      yTicks
      zoomY={false}
      title={title}
      summary={`mean SPIKE-distance of pairs against time; means: ${title}`}
      testId="spike-distance"
      draw={(context, frame) => {
        for (const { colour, dash, fromMs, strideMs, values } of profiles) {
          context.strokeStyle = colour;
          context.lineWidth = 1.3;
          context.setLineDash([...dash]);
          context.beginPath();
          values.forEach((value, k) => {
            context.lineTo(frame.toX(fromMs + k * strideMs), frame.toY(value));
          });
          context.stroke();
        }
        context.setLineDash([]);
      }}
      readout={(time) => {
        const said = profiles.flatMap(({ label, fromMs, strideMs, values }) => {
          const value = values[Math.round((time - fromMs) / strideMs)];
          return value === undefined ? [] : [`${label} ${shortNumber(value)}`];
        });
        return said.length === 0 ? null : `${shortNumber(time)} ms: ${said.join(', ')}`;
      }}
    />
  );
}

export const spikeDistance: ProbeView = {
  View,
  toCsv: async (probe, runs) => {
    const profiles = profilesOf(probe.id, (await figuresOf(runs, askedOf(probe))) ?? []);
    const [first] = profiles;
    return csvText(
      ['time (ms)', ...profiles.map(({ label }) => `SPIKE-distance of ${label}`)],
      Array.from({ length: first?.values.length ?? 0 }, (_, k) => [
        rounded((first?.fromMs ?? 0) + k * (first?.strideMs ?? 0)),
        ...profiles.map(({ values }) => (values[k] === undefined ? null : rounded(values[k]))),
      ]),
    );
  },
};
