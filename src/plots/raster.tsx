import type { PopulationMap } from '../compile/types.ts';
import type { CountsView } from '../session/recordings/counts.ts';
import type { SpikeView } from '../session/recordings/spike-store.ts';
import { shortNumber } from './axes.ts';
import { between, type Colours, populationColours, shade } from './colours.ts';
import type { Column } from './csv.ts';
import { recordingsView } from './drawers.ts';
import { type Plot, type PlotAxis, type PlotMark, type Seen, stacked } from './marks/plot.ts';
import { observedPopulations, timeAxis } from './runs.ts';
import { shownTime } from './sampled-lines.ts';
import { type DataTable, PART_ROWS } from './tables.ts';
import type { ProbeView, RunView } from './types.ts';

/** Spikes that are drawn one by one; of more, how many there are in each bin and band of neurons. */
const MOST_SPIKES = 24_000;
/** How full the colour of a single spike is, so that it is seen. */
const LEAST = 0.18;
/** A pointer so near to a spike, px, names it. */
const REACH_PX = 4;

/** A population's place in the raster: rows [first, first + size). */
interface Band {
  readonly population: PopulationMap;
  readonly first: number;
}

/** What is seen of a population: its spikes, or counts of them. */
type Drawn = Band & ({ readonly spikes: SpikeView } | { readonly counts: CountsView });

/** Populations stacked upwards in the order of the taps. */
function bandsOf(populations: readonly PopulationMap[]): Band[] {
  let first = 0;
  return populations.map((population) => {
    const band = { population, first };
    first += population.size;
    return band;
  });
}

const rowsOf = (bands: readonly Band[]): number => bands.reduce((sum, { population }) => sum + population.size, 0);

/** All spikes of what is seen, or, where they are too many or not held one by one, counts of all of them. */
function drawnOf({ recordings, map }: RunView, bands: readonly Band[], { x, width }: Seen, most: number): Drawn[] {
  const stretch = {
    fromStep: Math.max(0, Math.floor(x[0] / map.dtMs)),
    toStep: Math.min(recordings.endStep, Math.ceil(x[1] / map.dtMs) + 1),
  };
  const isHeld = bands.every(({ population }) => recordings.heldFrom(population.spikes) <= stretch.fromStep);
  const spikes = bands.reduce((sum, { population }) => sum + recordings.spikesWithin(population.spikes, stretch), 0);
  return bands.map((band): Drawn => {
    const { spikes: recorder } = band.population;
    if (isHeld && spikes <= most) return { ...band, spikes: recordings.spikes(recorder, stretch) };
    return { ...band, counts: recordings.overview(recorder, stretch, Math.max(32, Math.round(width))) };
  });
}

function markOf(drawn: Drawn, dtMs: number, colour: string, inks: Colours): PlotMark {
  const { first, population } = drawn;
  if ('spikes' in drawn) {
    const { steps, elements } = drawn.spikes;
    const [x, y] = [new Float64Array(steps.length), new Float64Array(steps.length)];
    for (let k = 0; k < steps.length; k++) {
      x[k] = (steps[k] ?? 0) * dtMs;
      y[k] = first + (elements[k] ?? 0) + 0.5;
    }
    return { kind: 'points', x, y, colour, shape: 'row' };
  }
  const { counts, bins, bands, fromStep, binSteps } = drawn.counts;
  const densities = new Float64Array(counts.length);
  let full = 0;
  for (let band = 0; band < bands; band++) {
    // Bands of fewer neurons are as dense as others where these spike as often.
    const neurons = neuronFrom(drawn.counts, band + 1) - neuronFrom(drawn.counts, band);
    for (let bin = 0; bin < bins; bin++) {
      const count = counts[bin * bands + band] ?? 0;
      const density = count / neurons;
      // Rows of a picture begin at the top.
      densities[(bands - 1 - band) * bins + bin] = count === 0 ? Number.NaN : density;
      if (density > full) full = density;
    }
  }
  const shades = between(shade(colour, LEAST, inks), colour);
  return {
    kind: 'image',
    x: [fromStep * dtMs, (fromStep + bins * binSteps) * dtMs],
    y: [first, first + population.size],
    columns: bins,
    rows: bands,
    colour: {
      values: densities.map((density) => density / (full || 1)),
      map: (level) => shades(Math.sqrt(level)),
    },
    smooth: true,
  };
}

/** The first neuron of a band. */
const neuronFrom = ({ size, bands }: CountsView, band: number): number => Math.ceil((band * size) / bands);

function noteOf({ recordings, map: { dtMs } }: RunView, drawn: readonly Drawn[], seen: Seen, total: number): string {
  const spikes = total.toLocaleString('en');
  const counts = drawn.flatMap((band) => ('counts' in band ? [band] : []));
  const [first] = counts;
  if (first === undefined) return `${spikes} spikes`;
  const longest = Math.max(...counts.map(({ counts: { binSteps } }) => binSteps * dtMs));
  const neurons = Math.max(...counts.map(({ counts: { size, bands } }) => Math.round(size / bands)));
  const what = `${spikes} spikes, density per ${shortNumber(longest)} ms and ${neurons === 1 ? 'neuron' : `${neurons} neurons`}`;
  const heldMs = Math.max(...counts.map(({ population }) => recordings.heldFrom(population.spikes) * dtMs));
  return heldMs > Math.max(0, seen.x[0]) ? `${what} · before ${shownTime(heldMs)}: no single spikes` : what;
}

/** What lies at a place: the nearest spike within reach, or how many there are in its bin and band; null: none. */
function readoutOf(
  drawn: readonly Drawn[],
  dtMs: number,
  [x, y]: readonly [number, number],
  px: { readonly x: number; readonly y: number },
): string | null {
  const row = drawn.find(({ first, population }) => y >= first && y < first + population.size);
  if (row === undefined) return null;
  const { first, population } = row;
  if ('counts' in row) {
    const { counts, bins, bands, size, fromStep, binSteps } = row.counts;
    const [bin, band] = [Math.floor((x / dtMs - fromStep) / binSteps), Math.floor(((y - first) * bands) / size)];
    const count = bin < 0 || bin >= bins ? 0 : (counts[bin * bands + band] ?? 0);
    if (count === 0) return null;
    const [from, to] = [bin, bin + 1].map((edge) =>
      shortNumber(Number(((fromStep + edge * binSteps) * dtMs).toPrecision(7))),
    );
    const [low, high] = [neuronFrom(row.counts, band), neuronFrom(row.counts, band + 1) - 1];
    const neurons = low === high ? `${low}` : `${low}–${high}`;
    return `${population.name} ${neurons} · ${from} to ${to} ms: ${count === 1 ? '1 spike' : `${count} spikes`}`;
  }
  const { steps, elements } = row.spikes;
  let [nearest, distance] = [-1, REACH_PX];
  for (let k = 0; k < steps.length; k++) {
    const across = ((steps[k] ?? 0) * dtMs - x) / px.x;
    if (Math.abs(across) > REACH_PX) continue;
    const away = Math.hypot(across, (first + (elements[k] ?? 0) + 0.5 - y) / px.y);
    if (away <= distance) [nearest, distance] = [k, away];
  }
  if (nearest < 0) return null;
  return `${population.name} ${elements[nearest] ?? 0} · ${((steps[nearest] ?? 0) * dtMs).toFixed(1)} ms`;
}

/** The raster of some populations of one run, of `most` spikes one by one. */
export function rasterPlot(
  run: RunView,
  populations: readonly PopulationMap[],
  times: PlotAxis,
  inks: Colours,
  most = MOST_SPIKES,
): Plot {
  const bands = bandsOf(populations);
  const rows = Math.max(1, rowsOf(bands));
  const { recordings, map } = run;
  const total = bands.reduce((sum, { population }) => sum + recordings.spikesFrom(population.spikes, 0), 0);
  const names = bands.map(({ population }) => population.name).join(', ');
  const colours = populationColours(map.populations, inks);
  return {
    key: run.label,
    x: times,
    y: { range: [0, rows], label: 'neuron', ...(rows > 1 ? {} : { ticks: false }) },
    marks: [],
    title: '',
    summary: '',
    colours: [0, 1],
    zoom: 'x',
    testId: 'raster',
    data: { spikes: total },
    of: (seen) => {
      const drawn = drawnOf(run, bands, seen, most);
      const note = noteOf(run, drawn, seen, total);
      const marks = drawn.flatMap((band): PlotMark[] => {
        const mark = markOf(band, map.dtMs, colours.get(band.population.id) ?? inks('--ink'), inks);
        return band.first === 0 ? [mark] : [mark, { kind: 'rule', at: { y: band.first }, colour: inks('--line') }];
      });
      return {
        marks,
        title: `${run.label === '' ? '' : `${run.label} · `}${names} · ${note}`,
        summary: `raster of ${names || 'nothing'}, ${note}`,
        readout: (x, y, px) => (x < 0 || x > times.range[1] ? null : readoutOf(drawn, map.dtMs, [x, y], px)),
      };
    },
  };
}

/** All spikes that are held one by one, of one population after the other. */
function tableOfSpikes(probe: string, runs: readonly RunView[]): DataTable {
  const all = runs.flatMap((run) => observedPopulations(run, probe).map((population) => ({ run, population })));
  const heldMs = Math.max(
    0,
    ...all.map(({ run, population }) => run.recordings.heldFrom(population.spikes) * run.map.dtMs),
  );
  return {
    header: ['configuration', 'population', 'neuron', 'time (ms)'],
    length: all.reduce(
      (sum, { run, population: { spikes } }) =>
        sum + run.recordings.spikesFrom(spikes, run.recordings.heldFrom(spikes)),
      0,
    ),
    missing: heldMs > 0 ? `Spikes before ${shownTime(heldMs)} are not held any more: the file begins there.` : null,
    *parts() {
      for (const { run, population } of all) {
        for (const { steps, elements } of run.recordings.spikeParts(population.spikes, PART_ROWS)) {
          const times: Column = { values: steps, factor: run.map.dtMs, rounded: true };
          yield { length: steps.length, columns: [run.label, population.name, { values: elements, factor: 1 }, times] };
        }
      }
    },
  };
}

export const raster: ProbeView = recordingsView(
  ({ probe, runs, width, height, inks }) => {
    const times = timeAxis(runs);
    const plots = runs.map((run) => rasterPlot(run, observedPopulations(run, probe.id), times, inks));
    return stacked(plots, width, height);
  },
  (probe, runs) => tableOfSpikes(probe.id, runs),
);
