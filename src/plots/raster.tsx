import type { PopulationMap } from '../compile/types.ts';
import type { ProbeNode } from '../document/schema.ts';
import type { SavedOptions } from '../library/probes/index.ts';
import type { CountsView } from '../session/recordings/counts.ts';
import type { SpikeStore, SpikeView } from '../session/recordings/spike-store.ts';
import type { Stretch } from '../session/recordings.ts';
import { shortNumber } from './axes.ts';
import { chosenNeurons, noneChosen } from './chosen-neurons.ts';
import { between, type Colours, populationColours, shade } from './colours.ts';
import type { Column } from './csv.ts';
import { recordingsView } from './drawers.ts';
import { type ColourMap, type Plot, type PlotAxis, type PlotMark, type Seen, stacked } from './marks/plot.ts';
import type { Pointed } from './neurons.ts';
import { observedPopulations, timeAxis } from './runs.ts';
import { shownTime } from './sampled-lines.ts';
import { type DataTable, PART_ROWS } from './tables.ts';
import type { ProbeView, RunView } from './types.ts';

/** So many spikes are drawn one by one; of more, it is drawn how many there are in each bin and band of neurons. */
const MOST_SPIKES = 24_000;
/** The colour of a single spike is at least so full, so that it is seen. */
const LEAST = 0.18;
/** A pointer so near to a spike, in px, names it. */
const REACH_PX = 4;

/** A band is a population's place in the raster: rows [first, first + rows). */
interface Band {
  readonly population: PopulationMap;
  readonly first: number;
  readonly rows: number;
  /** It is the neuron of each row; null means that row and neuron have one number. */
  readonly neurons: readonly number[] | null;
  readonly store: SpikeStore;
}

/** Gives the neuron of a row of a band. */
const neuronAt = ({ neurons, first }: Band, row: number): number => neurons?.[row - first] ?? row - first;

/** It is what is seen of a population: its spikes, or counts of them. */
type Drawn = Band & ({ readonly spikes: SpikeView } | { readonly counts: CountsView });

/** Stacks populations upwards in the order of the taps. */
function bandsOf(run: RunView, populations: readonly PopulationMap[], options: SavedOptions): Band[] {
  let first = 0;
  return populations.map((population) => {
    const neurons = chosenNeurons(run, population, options);
    const rows = neurons?.length ?? population.size;
    const band = { population, first, rows, neurons, store: run.recordings.spikesOf(population.spikes, neurons) };
    first += rows;
    return band;
  });
}

const rowsOf = (bands: readonly Band[]): number => bands.reduce((sum, { rows }) => sum + rows, 0);

/** Gives all spikes of what is seen, or counts of them where they are too many or not in memory one by one. */
function drawnOf({ recordings, map }: RunView, bands: readonly Band[], { x, width }: Seen, most: number): Drawn[] {
  const stretch = {
    fromStep: Math.max(0, Math.floor(x[0] / map.dtMs)),
    toStep: Math.min(recordings.endStep, Math.ceil(x[1] / map.dtMs) + 1),
  };
  const spikes = bands.reduce((sum, { store }) => sum + spikesWithin(store, stretch), 0);
  // All of them are asked for, so that they are read together.
  const areAtHand = ({ store }: Band): boolean =>
    store.isAtHand(Math.max(stretch.fromStep, store.knownFrom), stretch.toStep);
  const areSingle = spikes <= most && bands.map(areAtHand).every(Boolean);
  return bands.map((band): Drawn => {
    const { store } = band;
    if (areSingle) return { ...band, spikes: store.between(stretch.fromStep, stretch.toStep) };
    return { ...band, counts: store.overview(stretch.fromStep, stretch.toStep, Math.max(32, Math.round(width))) };
  });
}

const spikesWithin = (store: SpikeStore, { fromStep, toStep }: Stretch): number =>
  store.before(toStep) - store.before(fromStep);

function markOf(drawn: Drawn, dtMs: number, colour: string, inks: Colours): PlotMark {
  const { first, rows } = drawn;
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
  for (let cell = 0; cell < densities.length; cell++) densities[cell] = (densities[cell] ?? 0) / (full || 1);
  return {
    kind: 'image',
    x: [fromStep * dtMs, (fromStep + bins * binSteps) * dtMs],
    y: [first, first + rows],
    columns: bins,
    rows: bands,
    colour: {
      values: densities,
      map: densityMap(shade(colour, LEAST, inks), colour),
    },
    smooth: true,
  };
}

/** Goes from the colour of the least density to that of the greatest. The map is kept, so its shades are made once. */
function densityMap(from: string, to: string): ColourMap {
  const key = `${from} ${to}`;
  const shades = between(from, to);
  const map = densityMaps.get(key) ?? ((level: number) => shades(Math.sqrt(level)));
  densityMaps.set(key, map);
  return map;
}

const densityMaps = new Map<string, ColourMap>();

/** Gives the first neuron of a band. */
const neuronFrom = ({ size, bands }: CountsView, band: number): number => Math.ceil((band * size) / bands);

/** Says how spikes are drawn, and which. */
function noteOf({ map: { dtMs } }: RunView, drawn: readonly Drawn[], seen: Seen, total: number): string {
  const chosen = drawn.some(({ neurons }) => neurons !== null);
  const knownMs = Math.max(0, ...drawn.map(({ store }) => store.knownFrom * dtMs));
  const late = knownMs > Math.max(0, seen.x[0]) ? ` · before ${shownTime(knownMs)}: not held of these` : '';
  const of = chosen ? ` of ${rowsOf(drawn).toLocaleString('en')} neurons` : '';
  const spikes = `${total.toLocaleString('en')} spikes${of}`;
  const counts = drawn.flatMap((band) => ('counts' in band ? [band] : []));
  const [first] = counts;
  if (first === undefined) return `${spikes}${late}`;
  const longest = Math.max(...counts.map(({ counts: { binSteps } }) => binSteps * dtMs));
  const neurons = Math.max(...counts.map(({ counts: { size, bands } }) => Math.round(size / bands)));
  const what = `${spikes}${late}, density per ${shortNumber(longest)} ms and ${neurons === 1 ? 'neuron' : `${neurons} neurons`}`;
  const heldMs = Math.max(...counts.map(({ store }) => store.reachesTo * dtMs));
  return heldMs > Math.max(0, seen.x[0], knownMs) ? `${what} · before ${shownTime(heldMs)}: no single spikes` : what;
}

/** Tells the nearest spike within reach, or how many there are in the bin and band of a place; null means none. */
function readoutOf(
  drawn: readonly Drawn[],
  dtMs: number,
  [x, y]: readonly [number, number],
  px: { readonly x: number; readonly y: number },
): string | null {
  const row = bandAt(drawn, y);
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
    const [lowest, highest] = [low, high].map((place) => neuronAt(row, first + place));
    const neurons = low === high ? `${lowest}` : `${lowest}–${highest}`;
    return `${population.name} ${neurons} · ${from} to ${to} ms: ${count === 1 ? '1 spike' : `${count} spikes`}`;
  }
  const nearest = nearestSpike(row, dtMs, [x, y], px);
  return nearest === null ? null : `${population.name} ${nearest.neuron} · ${nearest.timeMs.toFixed(1)} ms`;
}

const bandAt = <B extends Band>(bands: readonly B[], y: number): B | undefined =>
  bands.find(({ first, rows }) => y >= first && y < first + rows);

/** Finds the spike within reach of a place, of a band that is drawn spike by spike; null means that there is none. */
function nearestSpike(
  row: Extract<Drawn, { readonly spikes: SpikeView }>,
  dtMs: number,
  [x, y]: readonly [number, number],
  px: { readonly x: number; readonly y: number },
): { readonly neuron: number; readonly timeMs: number } | null {
  const { steps, elements } = row.spikes;
  let [nearest, distance] = [-1, REACH_PX];
  for (let k = 0; k < steps.length; k++) {
    const across = ((steps[k] ?? 0) * dtMs - x) / px.x;
    if (Math.abs(across) > REACH_PX) continue;
    const away = Math.hypot(across, (row.first + (elements[k] ?? 0) + 0.5 - y) / px.y);
    if (away <= distance) [nearest, distance] = [k, away];
  }
  if (nearest < 0) return null;
  return { neuron: neuronAt(row, row.first + (elements[nearest] ?? 0)), timeMs: (steps[nearest] ?? 0) * dtMs };
}

/** Gives the neuron of a row that is pointed at, by its spike there or by the row alone. */
function pointedAt(
  run: RunView,
  drawn: readonly Drawn[],
  [x, y]: readonly [number, number],
  px: { readonly x: number; readonly y: number },
): Pointed | null {
  const row = bandAt(drawn, y);
  if (row === undefined) return null;
  const spike = 'spikes' in row ? nearestSpike(row, run.map.dtMs, [x, y], px) : null;
  const { population } = row;
  return { run, population, neuron: spike?.neuron ?? neuronAt(row, Math.floor(y)), timeMs: spike?.timeMs ?? null };
}

/** Draws the raster of all neurons of some populations of one run, with at most `most` spikes one by one. */
export const rasterPlot = (
  run: RunView,
  populations: readonly PopulationMap[],
  times: PlotAxis,
  inks: Colours,
  most = MOST_SPIKES,
): Plot => plotOf(run, bandsOf(run, populations, {}), times, inks, most);

function plotOf(run: RunView, bands: readonly Band[], times: PlotAxis, inks: Colours, most: number): Plot {
  const rows = Math.max(1, rowsOf(bands));
  const { map } = run;
  const total = bands.reduce((sum, { store }) => sum + store.length, 0);
  const areChosen = bands.some(({ neurons }) => neurons !== null);
  const names = bands.map(({ population }) => population.name).join(', ');
  const colours = populationColours(map.populations, inks);
  return {
    key: run.label,
    x: times,
    y: {
      range: [0, rows],
      label: 'neuron',
      ...(rows > 1 || areChosen ? {} : { ticks: false }),
      ...(areChosen && { nameOf: (row) => nameOfRow(bands, row) }),
    },
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
        neurons: {
          at: (x, y, px) => pointedAt(run, drawn, [x, y], px),
          first: () =>
            drawn.length === 0 ? null : pointedAt(run, drawn, [Number.NEGATIVE_INFINITY, 0], { x: 1, y: 1 }),
        },
        readout: (x, y, px) => (x < 0 || x > times.range[1] ? null : readoutOf(drawn, map.dtMs, [x, y], px)),
      };
    },
  };
}

/** Names the neuron at a tick; the text is empty where there is none. */
function nameOfRow(bands: readonly Band[], row: number): string {
  const band = Number.isInteger(row) ? bandAt(bands, row) : undefined;
  return band === undefined ? '' : String(neuronAt(band, row));
}

/** Lists all spikes that are held one by one, of one population after the other. */
function tableOfSpikes({ id, options }: ProbeNode, runs: readonly RunView[]): DataTable {
  const all = runs.flatMap((run) =>
    bandsOf(run, observedPopulations(run, id), options).map((band) => ({ run, ...band })),
  );
  const heldMs = Math.max(0, ...all.map(({ run, store }) => store.reachesTo * run.map.dtMs));
  return {
    header: ['configuration', 'population', 'neuron', 'time (ms)'],
    length: all.reduce((sum, { store }) => sum + store.readable, 0),
    missing: heldMs > 0 ? `Spikes before ${shownTime(heldMs)} are not held any more: the file begins there.` : null,
    async *parts() {
      for (const { run, population, neurons, store } of all) {
        for await (const { steps, elements } of store.parts(PART_ROWS)) {
          const times: Column = { values: steps, factor: run.map.dtMs, rounded: true };
          const indices = neurons === null ? elements : elements.map((row) => neurons[row] ?? row);
          yield { length: steps.length, columns: [run.label, population.name, { values: indices, factor: 1 }, times] };
        }
      }
    },
  };
}

export const raster: ProbeView = recordingsView(({ probe, runs, width, height, inks }) => {
  const times = timeAxis(runs);
  const { id, options } = probe;
  const rasters = runs.map((run) => ({ run, bands: bandsOf(run, observedPopulations(run, id), options) }));
  const isEmpty = rasters.every(({ bands }) => rowsOf(bands) === 0);
  if (isEmpty && rasters.some(({ bands }) => bands.length > 0)) return { empty: noneChosen(options) };
  const plots = rasters.map(({ run, bands }) => plotOf(run, bands, times, inks, MOST_SPIKES));
  return stacked(plots, width, height);
}, tableOfSpikes);
