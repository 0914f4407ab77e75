import { max } from 'd3-array';
import { interpolateViridis } from 'd3-scale-chromatic';
import type { Spectrogram } from '../analysis/profiles.ts';
import { optionsOf } from '../library/probes/index.ts';
import { spectrogram as declaration } from '../library/probes/spectrogram.ts';
import { shortNumber } from './axes.ts';
import type { Colours } from './colours.ts';
import { rounded } from './csv.ts';
import { figureView } from './drawers.ts';
import { type Plot, type PlotAxis, type PlotMark, stacked } from './marks/plot.ts';
import { labelled, observedPopulations, timeAxis } from './runs.ts';
import { tableOf } from './tables.ts';
import type { FigureOfRun, ProbeView } from './types.ts';

interface Picture {
  readonly label: string;
  readonly spectrogram: Spectrogram;
}

/** Of the first population that is observed. */
function picturesOf(probe: string, figures: readonly FigureOfRun<'spectrogram'>[]): Picture[] {
  return figures.flatMap(({ run, figure }) => {
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

/** Amplitude, not power: weak rhythms are seen beside strong ones. */
const amplitude = (level: number) => interpolateViridis(Math.sqrt(level));

function plotOf({ label, spectrogram: figure }: Picture, times: PlotAxis, stretchMs: number, inks: Colours): Plot {
  const { timesMs, frequenciesHz, density, rhythmsHz } = figure;
  const [columns, rows] = [density.length, frequenciesHz.length];
  const most = max(density, (values) => max(values)) ?? 0;
  const spacing = (frequenciesHz[1] ?? 1) - (frequenciesHz[0] ?? 0);
  const every = timesMs.length > 1 ? (timesMs[1] ?? 0) - (timesMs[0] ?? 0) : stretchMs;
  const top = (frequenciesHz[rows - 1] ?? 1) + spacing / 2;
  const values = Float64Array.from({ length: columns * rows }, (_, cell) => {
    return density[cell % columns]?.[rows - 1 - Math.floor(cell / columns)] ?? 0;
  });
  const rhythms = Array.from(rhythmsHz, (hz, k) => [timesMs[k] ?? 0, hz] as const).filter(([, hz]) => hz <= top);
  const marks: PlotMark[] = [
    {
      kind: 'image',
      x: [(timesMs[0] ?? 0) - every / 2, (timesMs.at(-1) ?? 0) + every / 2],
      y: [-spacing / 2, top],
      columns,
      rows,
      colour: { values, map: amplitude },
    },
    {
      kind: 'points',
      x: Float64Array.from(rhythms, ([time]) => time),
      y: Float64Array.from(rhythms, ([, hz]) => hz),
      colour: inks('--on-map'),
      shape: { radius: 1.3 },
    },
  ];
  const said = rhythmText(figure);
  return {
    key: label,
    x: times,
    y: { range: [0, top], label: 'frequency (Hz)' },
    marks: most === 0 ? [] : marks,
    title: `${label} · ${said}`,
    summary: `power of the population rate by frequency against time; ${said} at last`,
    colours: [0, most],
    zoom: 'xy',
    testId: 'spectrogram',
    readout: (time, frequency) => {
      const value = density[Math.round((time - (timesMs[0] ?? 0)) / every)]?.[Math.round(frequency / spacing)];
      return value === undefined
        ? null
        : `${shortNumber(time)} ms, ${shortNumber(frequency)} Hz: ${shortNumber(value)} Hz²/Hz`;
    },
  };
}

export const spectrogram: ProbeView = figureView({
  asked: ({ id, options }) => ({ kind: 'spectrogram', probe: id, options: optionsOf(declaration, options) }),
  draw: ({ probe, runs, inks, width, height }, figures) => {
    const { stretchMs } = optionsOf(declaration, probe.options);
    const pictures = picturesOf(probe.id, figures);
    if (pictures.length === 0)
      return { empty: `Undefined as yet: the run is shorter than a stretch of ${stretchMs} ms.` };
    const times = timeAxis(runs);
    return stacked(
      pictures.map((picture) => plotOf(picture, times, stretchMs, inks)),
      width,
      height,
    );
  },
  toTable: (probe, figures) =>
    tableOf(
      ['population', 'time (ms)', 'frequency (Hz)', 'density (Hz^2/Hz)', 'rhythm (Hz)'],
      picturesOf(probe.id, figures).flatMap(({ label, spectrogram: { timesMs, frequenciesHz, density, rhythmsHz } }) =>
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
    ),
});
