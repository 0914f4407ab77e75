import type { Spectrogram } from '../analysis/profiles.ts';
import type { ProbeNode } from '../document/schema.ts';
import { shortNumber } from './axes.ts';
import { CanvasPlot } from './CanvasPlot.tsx';
import { pixels, viridis } from './colour-map.ts';
import { csvText, rounded } from './csv.ts';
import { positive } from './options.ts';
import { endMs, labelled, observedPopulations } from './runs.ts';
import { useSharedRanges } from './shared-axes.ts';
import type { ProbeProps, ProbeView } from './types.ts';
import { type FigureOfRun, figuresOf, useFigures } from './use-figures.ts';
import { Waiting } from './Waiting.tsx';

const STRETCH_MS = 200;
const MOST_HZ = 250;

interface Picture {
  readonly label: string;
  readonly spectrogram: Spectrogram;
}

const askedOf = ({ id, options }: ProbeNode) => ({
  kind: 'spectrogram' as const,
  probe: id,
  options: {
    stretchMs: positive(options.stretchMs, STRETCH_MS),
    mostHz: positive(options.mostHz, MOST_HZ),
  },
});

/** Of the first population that is observed. */
function picturesOf(probe: string, found: readonly FigureOfRun<'spectrogram'>[]): Picture[] {
  return found.flatMap(({ run, figure }) => {
    const [population] = observedPopulations(run, probe);
    return population && figure ? [{ label: labelled(run, population.name), spectrogram: figure }] : [];
  });
}

/** Of the last stretch. */
function rhythmText({ density, rhythmsHz }: Spectrogram): string {
  if (!density.at(-1)?.some((value) => value > 0)) return 'silent';
  const last = rhythmsHz.at(-1) ?? Number.NaN;
  return Number.isNaN(last) ? 'no rhythm stands out' : `rhythm ${shortNumber(Number(last.toPrecision(3)))} Hz`;
}

function View({ probe, runs, width, height }: ProbeProps) {
  const asked = askedOf(probe);
  const found = useFigures(runs, asked);
  if (runs.every((run) => observedPopulations(run, probe.id).length === 0))
    return <p className="probe-empty">Tap a population.</p>;
  if (found === null) return <Waiting />;
  const { stretchMs } = asked.options;
  const pictures = picturesOf(probe.id, found);
  if (pictures.length === 0)
    return <p className="probe-empty">Undefined as yet: the run is shorter than a stretch of {stretchMs} ms.</p>;
  const each = Math.floor(height / pictures.length);
  return (
    <div>
      {pictures.map((picture) => (
        <Panel key={picture.label} {...picture} toMs={endMs(runs)} stretchMs={stretchMs} width={width} height={each} />
      ))}
    </div>
  );
}

function Panel({
  label,
  spectrogram,
  toMs,
  stretchMs,
  width,
  height,
}: Picture & { toMs: number; stretchMs: number; width: number; height: number }) {
  const { timesMs, frequenciesHz, density, rhythmsHz } = spectrogram;
  const rows = frequenciesHz.length;
  const peakDensity = density.reduce((peak, values) => values.reduce((a, b) => Math.max(a, b), peak), 0);
  const most = useSharedRanges('colours', { x: [0, 0], y: [0, peakDensity] }).y[1];
  const spacing = (frequenciesHz[1] ?? 1) - (frequenciesHz[0] ?? 0);
  const every = timesMs.length > 1 ? (timesMs[1] ?? 0) - (timesMs[0] ?? 0) : stretchMs;
  const said = rhythmText(spectrogram);
  return (
    <CanvasPlot
      width={width}
      height={height}
      x={[0, toMs]}
      y={[0, (frequenciesHz[rows - 1] ?? 1) + spacing / 2]}
      xLabel=""
      xUnit="ms"
      yLabel="frequency (Hz)"
      yTicks
      zoomY
      title={`${label} · ${said}`}
      summary={`power of the population rate by frequency against time; ${said} at last`}
      testId="spectrogram"
      draw={(context, frame) => {
        if (most === 0) return;
        // Amplitude, not power: weak rhythms are seen beside strong ones.
        const picture = pixels(density.length, rows, (cell) => {
          const [column, row] = [cell % density.length, rows - 1 - Math.floor(cell / density.length)];
          return viridis(Math.sqrt((density[column]?.[row] ?? 0) / most));
        });
        const left = frame.toX((timesMs[0] ?? 0) - every / 2);
        const right = frame.toX((timesMs.at(-1) ?? 0) + every / 2);
        const top = frame.toY((frequenciesHz[rows - 1] ?? 0) + spacing / 2);
        context.imageSmoothingEnabled = false;
        context.drawImage(picture, left, top, right - left, frame.toY(-spacing / 2) - top);
        context.fillStyle = '#ffffff';
        rhythmsHz.forEach((hz, k) => {
          if (!(hz <= (frequenciesHz[rows - 1] ?? 0))) return;
          context.beginPath();
          context.arc(frame.toX(timesMs[k] ?? 0), frame.toY(hz), 1.3, 0, 2 * Math.PI);
          context.fill();
        });
      }}
      readout={(time, frequency) => {
        const column = Math.round((time - (timesMs[0] ?? 0)) / every);
        const value = density[column]?.[Math.round(frequency / spacing)];
        return value === undefined
          ? null
          : `${shortNumber(time)} ms, ${shortNumber(frequency)} Hz: ${shortNumber(value)} Hz²/Hz`;
      }}
    />
  );
}

export const spectrogram: ProbeView = {
  View,
  toCsv: async (probe, runs) => {
    const pictures = picturesOf(probe.id, (await figuresOf(runs, askedOf(probe))) ?? []);
    return csvText(
      ['population', 'time (ms)', 'frequency (Hz)', 'density (Hz^2/Hz)', 'rhythm (Hz)'],
      pictures.flatMap(({ label, spectrogram: { timesMs, frequenciesHz, density, rhythmsHz } }) =>
        density.flatMap((values, k) =>
          Array.from(values, (value, f) => [
            label,
            rounded(timesMs[k] ?? 0),
            rounded(frequenciesHz[f] ?? 0),
            rounded(value),
            Number.isNaN(rhythmsHz[k] ?? Number.NaN) ? 'none' : rounded(rhythmsHz[k] ?? 0),
          ]),
        ),
      ),
    );
  },
};
