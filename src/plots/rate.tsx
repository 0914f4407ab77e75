import { ratesInBins } from '../analysis/rates.ts';
import type { PopulationMap } from '../compile/types.ts';
import { optionsOf } from '../library/probes/index.ts';
import { rate as declaration } from '../library/probes/rate.ts';
import { shortNumber } from './axes.ts';
import { type Colours, populationColours } from './colours.ts';
import { rounded } from './csv.ts';
import { recordingsView } from './drawers.ts';
import { type Line, linePlot } from './lines.ts';
import { alone, type Plot, type Seen } from './marks/plot.ts';
import { dashOf, endMs, labelled, observedPopulations, timeAxis } from './runs.ts';
import { tableOf } from './tables.ts';
import type { ProbeView, RunView } from './types.ts';

const { binMs: DEFAULT_BIN_MS } = optionsOf(declaration, {});
/** Of more bins for a px, the extremes are drawn. */
const BINS_PER_PX = 1;
/** Spikes, and bins, that are counted for one plot; of more, what is counted already is taken, in so many bins. */
const MOST_COUNTED = 200_000;
const MOST_BINS = 65_536;

/** A population of a run whose rate is drawn. */
interface Rated {
  readonly run: RunView;
  readonly population: PopulationMap;
}

/** The rate in bins: their middles, ms, and how long they are, in steps. */
interface Rate {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly binSteps: number;
}

/** In bins of the wanted length, or of the shortest that are held so far back. The bin that still fills is left out. */
function rateOf({ run, population }: Rated, [fromMs, toMs]: readonly [number, number], binMs: number): Rate {
  const { recordings, map } = run;
  const { dtMs } = map;
  const { size, spikes } = population;
  const wanted = Math.max(1, Math.round(binMs / dtMs));
  const first = Math.max(0, Math.floor(fromMs / dtMs / wanted)) * wanted;
  const toStep = Math.min(recordings.endStep, Math.ceil(toMs / dtMs / wanted + 1) * wanted);
  const stretch = { fromStep: first, toStep };
  const isShort = (toStep - first) / wanted + recordings.spikesWithin(spikes, stretch) <= MOST_COUNTED;
  if (isShort && recordings.isAtHand(spikes, stretch)) {
    const steps = recordings.spikes(spikes, stretch).steps.map((step) => step - first);
    const { x, y } = ratesInBins(steps, size, dtMs, binMs, toStep - first);
    return { x: x.map((time) => time + first * dtMs), y, binSteps: wanted };
  }
  const { counts, bins, binSteps: kept, fromStep } = recordings.spikeBins(spikes, stretch, MOST_BINS);
  const each = Math.max(1, Math.round(wanted / kept));
  // Bins begin at multiples of their length, whatever is seen of them.
  const skipped = (each - ((fromStep / kept) % each)) % each;
  const whole = Math.floor(toStep / kept) - fromStep / kept;
  const binSteps = each * kept;
  const perSpikeHz = 1000 / (size * binSteps * dtMs);
  const rates = Math.max(0, Math.floor((Math.min(whole, bins) - skipped) / each));
  const [x, y] = [new Float64Array(rates), new Float64Array(rates)];
  for (let k = 0; k < rates; k++) {
    let sum = 0;
    for (let bin = skipped + k * each; bin < skipped + (k + 1) * each; bin++) sum += counts[bin] ?? 0;
    y[k] = sum * perSpikeHz;
    x[k] = (fromStep + (skipped + (k + 0.5) * each) * kept) * dtMs;
  }
  return { x, y, binSteps };
}

/** Least and greatest of each so many values in a row, at their middles; stretches begin at multiples from time 0 on. */
function extremesOf({ x, y, binSteps }: Rate, each: number, dtMs: number) {
  const binMs = binSteps * dtMs;
  const skipped = (each - (Math.round(((x[0] ?? 0) - binMs / 2) / binMs) % each)) % each;
  const stretches = Math.max(0, Math.ceil((y.length - skipped) / each));
  const [middles, low, high] = [new Float64Array(stretches), new Float64Array(stretches), new Float64Array(stretches)];
  for (let k = 0; k < stretches; k++) {
    const from = skipped + k * each;
    const end = Math.min(y.length, from + each);
    let [least, most] = [y[from] ?? 0, y[from] ?? 0];
    for (let bin = from + 1; bin < end; bin++) {
      const value = y[bin] ?? 0;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    low[k] = least;
    high[k] = most;
    middles[k] = ((x[from] ?? 0) + (x[end - 1] ?? 0)) / 2;
  }
  return { x: middles, low, high };
}

const linesSeen =
  (all: readonly Rated[], binMs: number, inks: Colours) =>
  (seen: Seen): { readonly lines: readonly Line[]; readonly note: string } => {
    const notes = new Set<string>();
    const lines = all.map(({ run, population }): Line => {
      const { dtMs } = run.map;
      const rate = rateOf({ run, population }, seen.x, binMs);
      const colour = populationColours(run.map.populations, inks).get(population.id) ?? inks('--ink');
      const label = labelled(run, population.name);
      const binsMs = rate.binSteps * dtMs;
      const shown = shortNumber(binsMs);
      const each = 2 ** Math.max(0, Math.ceil(Math.log2(rate.y.length / (BINS_PER_PX * seen.width))));
      const isWider = Math.abs(binsMs - binMs) > dtMs;
      if (each > 1) notes.add(`extremes of ${each} bins of ${shown} ms`);
      else if (isWider) notes.add(`bins of ${shown} ms: shorter ones are not kept so long`);
      if (each > 1) return { kind: 'band', label, colour, ...extremesOf(rate, each, dtMs) };
      return { kind: 'line', label, colour, x: rate.x, y: rate.y, dash: dashOf(run.label) };
    });
    return { lines, note: [...notes].join('; ') };
  };

const plotOf = (rated: readonly Rated[], runs: readonly RunView[], binMs: number, inks: Colours): Plot =>
  linePlot({
    lines: linesSeen(rated, binMs, inks),
    times: timeAxis(runs),
    label: 'rate (Hz)',
    summary: 'population rate in Hz against time',
  });

/** The rates of some populations of a run, in bins of the usual width. */
export const ratePlot = (run: RunView, populations: readonly PopulationMap[], inks: Colours): Plot =>
  plotOf(
    populations.map((population) => ({ run, population })),
    [run],
    DEFAULT_BIN_MS,
    inks,
  );

const ratedBy = (probe: string, runs: readonly RunView[]): Rated[] =>
  runs.flatMap((run) => observedPopulations(run, probe).map((population) => ({ run, population })));

export const rate: ProbeView = recordingsView(
  ({ probe, runs, width, height, inks }) => {
    const { binMs } = optionsOf(declaration, probe.options);
    const rated = ratedBy(probe.id, runs);
    return rated.length === 0 ? { empty: 'Tap a population.' } : alone(plotOf(rated, runs, binMs, inks), width, height);
  },
  (probe, runs) => {
    const { binMs } = optionsOf(declaration, probe.options);
    const rates = ratedBy(probe.id, runs).map((rated) => ({ ...rated, ...rateOf(rated, [0, endMs(runs)], binMs) }));
    return tableOf(
      ['time (ms)', ...rates.map(({ run, population }) => `rate of ${labelled(run, population.name)} (Hz)`)],
      Array.from(rates[0]?.x ?? [], (time, k) => [rounded(time), ...rates.map(({ y }) => rounded(y[k] ?? 0))]),
    );
  },
);
