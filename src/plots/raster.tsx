import type { PopulationMap } from '../compile/types.ts';
import { type Colours, populationColours } from './colours.ts';
import { csvText, rounded } from './csv.ts';
import { recordingsView } from './drawers.ts';
import { type Plot, type PlotMark, stacked } from './marks/plot.ts';
import { endMs, observedPopulations } from './runs.ts';
import type { ProbeView, RunView } from './types.ts';

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

/** The spikes of each band, every `stride`-th of them, in one mark, and a line below each band but the first. */
function marksOf(run: RunView, bands: readonly Band[], stride: number, inks: Colours): PlotMark[] {
  const colours = populationColours(run.map.populations, inks);
  const { dtMs } = run.map;
  return bands.flatMap(({ population, first }): PlotMark[] => {
    const { steps, elements } = run.recordings.spikes(population.spikes);
    const count = Math.ceil(steps.length / stride);
    const [x, y] = [new Float64Array(count), new Float64Array(count)];
    for (let k = 0; k < count; k++) {
      x[k] = (steps[k * stride] ?? 0) * dtMs;
      y[k] = first + (elements[k * stride] ?? 0) + 0.5;
    }
    const colour = colours.get(population.id) ?? inks('--ink');
    const spikes: PlotMark = { kind: 'points', x, y, colour, shape: 'row' };
    return first === 0 ? [spikes] : [spikes, { kind: 'rule', at: { y: first }, colour: inks('--line') }];
  });
}

function bandAt(bands: readonly Band[], y: number): Band | undefined {
  return bands.find(({ first, population }) => y >= first && y < first + population.size);
}

/** The raster of some populations of one run, until `last` ms, of `most` spikes. */
export function rasterPlot(
  run: RunView,
  populations: readonly PopulationMap[],
  last: number,
  inks: Colours,
  most = MOST_SPIKES,
): Plot {
  const bands = bandsOf(populations);
  const rows = Math.max(1, rowsOf(bands));
  const total = spikesIn(run, bands);
  const stride = strideFor(total, most);
  const names = bands.map(({ population }) => population.name).join(', ');
  const note =
    stride === 1
      ? `${total.toLocaleString('en')} spikes`
      : `1 of every ${stride} of ${total.toLocaleString('en')} spikes`;
  return {
    key: run.label,
    x: { range: [0, last], label: '', unit: 'ms' },
    y: { range: [0, rows], label: 'neuron', ...(rows > 1 ? {} : { ticks: false }) },
    marks: marksOf(run, bands, stride, inks),
    title: `${run.label === '' ? '' : `${run.label} · `}${names} · ${note}`,
    summary: `raster of ${names || 'nothing'}, ${note}`,
    zoom: 'x',
    testId: 'raster',
    data: { spikes: total },
    readout: (x, y) => {
      const band = bandAt(bands, y);
      if (band === undefined || x < 0 || x > last) return null;
      return `${band.population.name} ${Math.floor(y - band.first)} · ${x.toFixed(1)} ms`;
    },
  };
}

export const raster: ProbeView = recordingsView(
  ({ probe, runs, width, height, inks }) => {
    const last = endMs(runs);
    const plots = runs.map((run) => rasterPlot(run, observedPopulations(run, probe.id), last, inks));
    return stacked(plots, width, height);
  },
  (probe, runs) =>
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
);
