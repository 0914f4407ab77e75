import { max } from 'd3-array';
import type { WeightsMap } from '../compile/types.ts';
import { nameIn } from '../document/name-in.ts';
import type { ProbeNode } from '../document/schema.ts';
import { optionsOf } from '../library/probes/index.ts';
import { weights as declaration } from '../library/probes/weights.ts';
import { entryOf } from '../units/index.ts';
import { shortNumber } from './axes.ts';
import { between, type Colours, onPaper, paler, populationColours, shade } from './colours.ts';
import { rounded } from './csv.ts';
import { momentView } from './drawers.ts';
import { linePlot } from './lines.ts';
import { alone, type Drawing, type Plot, stacked } from './marks/plot.ts';
import { labelled, timeAxis } from './runs.ts';
import { type SampledLine, sampledLines, samplesTable } from './sampled-lines.ts';
import { type DataTable, tableOf } from './tables.ts';
import type { Given, ProbeView, RunView } from './types.ts';

/** One plastic edge of one run. */
interface Observed {
  readonly run: RunView;
  readonly weights: WeightsMap;
  /** "Inputs → Neuron", with the run's label before it where there are several. */
  readonly title: string;
}

function observed(probe: ProbeNode, runs: readonly RunView[]): Observed[] {
  return runs.flatMap((run) =>
    (entryOf(run.map.probes, probe.id)?.weights ?? []).map((weights) => {
      const name = (id: string): string => nameIn(run.document.nodes, id);
      return { run, weights, title: labelled(run, `${name(weights.source)} → ${name(weights.target)}`) };
    }),
  );
}

const colourOf = ({ run, weights }: Observed, inks: Colours): string =>
  populationColours(run.map.populations, inks).get(weights.source) ?? inks('--accent');

const keyOf = ({ run, weights }: Observed): string => `${run.label} ${weights.edge}`;

/** Shown mean of the latest sample by a time (null: now), when it was taken (null: there is none), and the share of the synapses in each bin. */
function sampleOf(
  { run, weights }: Observed,
  atMs: number | null,
): { timeMs: number | null; mean: number; shares: Float64Array } {
  const recorded = run.recordings.weights(weights.distribution);
  const sample = atMs === null ? recorded.latest : recorded.at(Math.round(atMs / run.map.dtMs));
  const { step, mean, counts } = sample ?? { step: null, mean: Number.NaN, counts: new Uint32Array(recorded.bins) };
  return { timeMs: step === null ? null : step * run.map.dtMs, mean: mean * weights.factor, shares: sharesOf(counts) };
}

const shownTime = (ms: number): string => (ms < 1000 ? `${shortNumber(ms)} ms` : `${shortNumber(ms / 1000)} s`);

/** Share of the synapses in each bin. */
export function sharesOf(counts: Uint32Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Float64Array.from(counts, (count) => (total > 0 ? count / total : 0));
}

function distributionPlot(of: Observed, inks: Colours, atMs: number | null): Plot {
  const { weights, title } = of;
  const { timeMs, mean, shares } = sampleOf(of, atMs);
  const last = weights.upTo * weights.factor;
  const binWidth = last / Math.max(1, shares.length);
  const heights = shares.map((share) => 100 * share);
  const note = timeMs === null ? 'no sample yet' : `mean ${shortNumber(mean)} ${weights.unit} at ${shownTime(timeMs)}`;
  return {
    key: keyOf(of),
    x: { range: [0, last], label: '', unit: weights.unit },
    y: { range: [0, Math.max(1, ...heights) * 1.05], label: 'synapses (%)' },
    marks: [{ kind: 'bars', from: 0, width: binWidth, heights, colour: colourOf(of, inks) }],
    title: `${title} · ${note}`,
    summary: `distribution of the weights, ${note}`,
    zoom: 'x',
    testId: 'weights',
    readout: (x) => {
      const bin = Math.floor(x / binWidth);
      const height = heights[bin];
      if (height === undefined) return null;
      const ends = [bin, bin + 1].map((end) => shortNumber(end * binWidth)).join(' to ');
      return `${ends} ${weights.unit} · ${height.toFixed(1)} %`;
    },
  };
}

function matrixPlot(of: Observed, inks: Colours, atMs: number | null): Plot {
  const { run, weights, title } = of;
  const { rows, columns, factor, unit } = weights;
  const { matrix } = run.recordings.weights(weights.distribution);
  const full = max(matrix) || weights.upTo;
  const size = (id: string): number => run.map.populations.find((population) => population.id === id)?.size ?? 1;
  const [sources, targets] = [size(weights.source), size(weights.target)];
  const colour = colourOf(of, inks);
  // The first source stands at the bottom; cells without a synapse are left out.
  const fromTop = matrix.map(
    (_, cell) => matrix[(rows - 1 - Math.floor(cell / columns)) * columns + (cell % columns)] ?? 0,
  );
  const range = (index: number, cells: number, elements: number): string => {
    const [first, end] = [Math.ceil((index * elements) / cells), Math.ceil(((index + 1) * elements) / cells)];
    return end - first > 1 ? `${first}–${end - 1}` : String(first);
  };
  return {
    key: keyOf(of),
    x: { range: [0, targets], label: 'target' },
    y: { range: [0, sources], label: 'source' },
    marks: [
      {
        kind: 'image',
        x: [0, targets],
        y: [0, sources],
        columns,
        rows: matrix.length === 0 ? 0 : rows,
        colour: { values: fromTop, map: between(shade(colour, 0.08, inks), colour) },
      },
    ],
    title: `${title} · pale 0, full ${shortNumber(full * factor)} ${unit}${atMs === null ? '' : ' · only the latest is held'}`,
    summary: `matrix of weights from source to target, up to ${shortNumber(full * factor)} ${unit}`,
    colours: [0, full],
    zoom: 'xy',
    testId: 'weights',
    readout: (x, y) => {
      const [row, column] = [Math.floor((y * rows) / sources), Math.floor((x * columns) / targets)];
      const mean = row >= 0 && column >= 0 && column < columns ? matrix[row * columns + column] : undefined;
      if (mean === undefined) return null;
      const who = `${range(row, rows, sources)} → ${range(column, columns, targets)}`;
      return Number.isNaN(mean) ? `${who} · no synapse` : `${who} · ${shortNumber(mean * factor)} ${unit}`;
    },
  };
}

/** `alone`: no other edge is shown, so that a number is enough. */
function chosenLines(of: Observed, alone: boolean, inks: Colours): SampledLine[] {
  const { run, weights, title } = of;
  const { synapses, chosen: recorder, factor } = weights;
  const colour = colourOf(of, inks);
  const latest = run.recordings.traceAt(recorder, run.recordings.endStep);
  return synapses.flatMap((synapse, row): SampledLine[] => {
    // The number lies beyond the last synapse.
    if (latest !== null && Number.isNaN(latest.value(row))) return [];
    const label = alone ? `synapse ${synapse}` : `${title} ${synapse}`;
    return [{ run, recorder, row, factor, label, colour: paler(colour, row, inks) }];
  });
}

function draw({ probe, runs, width, height, inks, lookedAtMs }: Given): Drawing {
  const { show } = optionsOf(declaration, probe.options);
  const all = observed(probe, runs);
  const [first] = all;
  if (first === undefined)
    return { empty: 'Tap a population whose incoming synapses learn: a rule stands under Plasticity of a synapse.' };
  if (show !== 'synapses') {
    const plotOf = show === 'matrix' ? matrixPlot : distributionPlot;
    return stacked(
      all.map((of) => plotOf(of, inks, lookedAtMs)),
      width,
      height,
    );
  }
  const { unit } = first.weights;
  const lines = all
    .filter(({ weights: { unit: other } }) => other === unit)
    .flatMap((of) => chosenLines(of, all.length === 1, inks));
  const plot = linePlot({
    lines: sampledLines(lines),
    times: timeAxis(runs),
    label: `w (${unit})`,
    summary: `weights of chosen synapses in ${unit} against time`,
  });
  return alone(plot, width, height);
}

function toTable(probe: ProbeNode, runs: readonly RunView[]): DataTable {
  const all = observed(probe, runs);
  const { show } = optionsOf(declaration, probe.options);
  if (show === 'synapses') {
    const lines = all.flatMap((of) => chosenLines(of, false, onPaper));
    return samplesTable(lines, ({ label }) => `weight of ${label} (${all[0]?.weights.unit ?? ''})`);
  }
  if (show === 'matrix') {
    return tableOf(
      ['synapses', 'row of sources', 'column of targets', 'mean weight', 'unit'],
      all.flatMap(({ run, weights, title }) =>
        Array.from(run.recordings.weights(weights.distribution).matrix, (mean, cell) => [
          title,
          Math.floor(cell / weights.columns),
          cell % weights.columns,
          rounded(mean * weights.factor),
          weights.unit,
        ]),
      ),
    );
  }
  return tableOf(
    ['synapses', 'weight from', 'weight to', 'unit', 'share'],
    all.flatMap((of) => {
      const { weights, title } = of;
      const { shares } = sampleOf(of, null);
      const at = (bin: number): number => rounded((bin * weights.upTo * weights.factor) / weights.bins);
      return Array.from(shares, (share, bin) => [title, at(bin), at(bin + 1), weights.unit, rounded(share)]);
    }),
  );
}

export const weights: ProbeView = momentView(draw, toTable);
