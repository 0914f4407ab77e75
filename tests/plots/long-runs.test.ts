import { describe, expect, test } from 'vitest';
import type { PopulationMap } from '../../src/compile/types.ts';
import type { RecorderConfig } from '../../src/contract/index.ts';
import type { ProbeNode } from '../../src/document/schema.ts';
import { onPaper } from '../../src/plots/colours.ts';
import { drawingOf } from '../../src/plots/drawers.ts';
import { findProbe } from '../../src/plots/index.ts';
import { type Plot, type PlotMark, seenPlot } from '../../src/plots/marks/plot.ts';
import type { Drawer, RunView } from '../../src/plots/types.ts';
import { Budget } from '../../src/session/recordings/budget.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { counters } from '../session/networks.ts';

const DT_MS = 0.1;
const NEURONS = 200;
const EVERY = 10;
const PEAK_MV = 30;
/** Steps of a chunk: 1 s. */
const CHUNK = 10_000;

const recorders: RecorderConfig[] = [
  { kind: 'spikes', of: { of: 'group', index: 0 } },
  { kind: 'trace', group: 0, of: 'state', index: 0, elements: Int32Array.of(3), everySteps: EVERY },
];

const population: PopulationMap = {
  id: 'E',
  name: 'E',
  size: NEURONS,
  sign: 'excitatory',
  kind: 'population',
  index: 0,
  spikes: 0,
  moments: null,
  membraneUnit: 'mV',
  spikePeakMv: PEAK_MV,
  method: null,
};

/** Every neuron n spikes in all steps 50 n + 10 000 k: no two spikes are near to each other. Its potential is -60 to -50 mV. */
function runOf(seconds: number, mostBytes: number, from = 0): RunView {
  const recordings = new Recordings({ ...counters(NEURONS), recorders, dtMs: DT_MS }, new Budget(mostBytes));
  for (let c = 0; c < seconds; c++) {
    const steps = Int32Array.from({ length: NEURONS }, (_, n) => CHUNK * c + 50 * n);
    const elements = Int32Array.from({ length: NEURONS }, (_, n) => n);
    const samples = c < from ? 0 : CHUNK / EVERY;
    const values = Float64Array.from({ length: samples }, (_, s) => -60 + (s % 11));
    recordings.append({
      endStep: CHUNK * (c + 1),
      spikeCounts: [NEURONS * (c + 1)],
      recorders: [
        { kind: 'spikes', block: { steps, elements } },
        { kind: 'trace', block: { firstStep: CHUNK * c, everySteps: EVERY, samples, values } },
      ],
    });
    // As drawn while it runs.
    if (c === 0) recordings.spikeSteps(0, 3);
  }
  const traces = [{ id: 'E', variable: 'v', unit: 'mV', factor: 1, elements: [3], recorder: 1 }];
  const probes = { P: { populations: ['E'], traces, weights: [] } };
  const map = { dtMs: DT_MS, durationMs: 1000 * seconds, fromMs: 0, plastic: [], populations: [population], probes };
  return { label: '', document: {} as RunView['document'], map, recordings };
}

async function plotOf(kind: string, run: RunView, options: ProbeNode['options'] = {}): Promise<Plot> {
  const drawn = (await findProbe(kind)?.view.load())?.drawn as Drawer;
  const probe = { id: 'P', name: 'P', kind: 'probe', probe: kind, options } as unknown as ProbeNode;
  const drawing = await drawingOf(drawn, {
    probe,
    runs: [run],
    document: null,
    width: 500,
    height: 300,
    inks: onPaper,
    lookedAtMs: null,
  });
  if ('empty' in drawing) throw new Error(drawing.empty);
  return drawing.plots[0]?.plot as Plot;
}

const WIDTH = 500;
const seenOf = (plot: Plot, fromMs: number, toMs: number): Plot => seenPlot(plot, { x: [fromMs, toMs], width: WIDTH });
const marksOf = <K extends PlotMark['kind']>(plot: Plot, kind: K) =>
  plot.marks.filter((mark): mark is Extract<PlotMark, { readonly kind: K }> => mark.kind === kind);

describe('a raster of many spikes', () => {
  const run = runOf(400, Number.POSITIVE_INFINITY);

  test('shows all of them as density, and every single one where it is zoomed in', async () => {
    const raster = await plotOf('raster', run);
    const whole = seenOf(raster, 0, 400_000);
    expect(marksOf(whole, 'points')).toEqual([]);
    expect(whole.title).toContain('80,000 spikes, density per');
    const near = seenOf(raster, 100_000, 102_000);
    const [points] = marksOf(near, 'points');
    expect(points?.x.length).toBeGreaterThanOrEqual(400);
    expect([...(points?.x ?? [])].filter((x) => x >= 100_000 && x < 102_000)).toHaveLength(400);
    expect(near.title).toContain('80,000 spikes');
    expect(near.title).not.toContain('density');
  });

  test('names under the pointer only spikes that are there', async () => {
    const near = seenOf(await plotOf('raster', run), 100_000, 102_000);
    const px = { x: 4, y: 1 };
    // Neuron 40 spikes 200 ms after the second.
    expect(near.readout?.(100_201, 40.4, px)).toBe('E 40 · 100200.0 ms');
    expect(near.readout?.(100_500, 40.4, px)).toBeNull();
    const whole = seenOf(await plotOf('raster', run), 0, 400_000);
    expect(whole.readout?.(100_201, 40.4, { x: 800, y: 1 })).toMatch(/^E \d+–\d+ · .* ms: \d+ spikes$/);
  });
});

describe('what is let go', () => {
  const run = runOf(900, 2.5 * 2 ** 20);
  const heldMs = run.recordings.heldFrom(1) * DT_MS;

  test('leaves extremes of all of a trace, and the plot says so', async () => {
    expect(heldMs).toBeGreaterThan(100_000);
    const traces = await plotOf('traces', run, { drawSpikes: true });
    const whole = seenOf(traces, 0, 900_000);
    const [band] = marksOf(whole, 'band');
    expect(band?.x[0]).toBeLessThan(2000);
    expect(band?.x.at(-1)).toBeGreaterThan(898_000);
    expect(band?.low.every((value) => value === -60)).toBe(true);
    expect(whole.title).toMatch(/^extremes of .*; before .* s: of .*, no single samples$/);
  });

  test('draws spikes only where they are, and no line where nothing is held', async () => {
    const traces = await plotOf('traces', run, { drawSpikes: true });
    // The neuron spikes once a second: half of the bins have none.
    const seen = seenOf(traces, 20_000, 80_000);
    const [band] = marksOf(seen, 'band');
    const peaks = Array.from(band?.high ?? []).filter((value) => value === PEAK_MV).length;
    expect(peaks).toBeGreaterThanOrEqual(60);
    expect(peaks).toBeLessThanOrEqual(62);
    const bins = band?.high.length ?? 0;
    expect(bins).toBeGreaterThan(100);
    expect(Array.from(band?.high ?? []).filter((value) => value === -50)).toHaveLength(bins - peaks);
  });

  test('is not drawn before it was recorded', async () => {
    const late = runOf(20, Number.POSITIVE_INFINITY, 10);
    const seen = seenOf(await plotOf('traces', late, { drawSpikes: true }), 0, 20_000);
    const marks = [...marksOf(seen, 'band'), ...marksOf(seen, 'line')];
    for (const { x } of marks) expect(x[0]).toBeGreaterThanOrEqual(10_000);
    expect(seen.title).toContain('recorded from 10 s on');
  });

  test('counts in the raster where single spikes are gone, and says so', async () => {
    const small = runOf(900, 1.4 * 2 ** 20);
    expect(small.recordings.heldFrom(0)).toBeGreaterThan(0);
    const seen = seenOf(await plotOf('raster', small), 10_000, 20_000);
    expect(marksOf(seen, 'points')).toEqual([]);
    const [image] = marksOf(seen, 'image');
    expect(Array.from(image?.colour.values ?? []).some((value) => value > 0)).toBe(true);
    expect(seen.title).toMatch(/before .* s: no single spikes/);
  });
});

test('a rate of a long run keeps its peaks, and is as even as its bins are', async () => {
  const run = runOf(400, Number.POSITIVE_INFINITY);
  const rate = await plotOf('rate', run, { binMs: 5 });
  const whole = seenOf(rate, 0, 400_000);
  const [band] = marksOf(whole, 'band');
  // One of 200 neurons spikes in each bin of 5 ms: the rate is 1 Hz throughout.
  expect(band?.x.length).toBeLessThanOrEqual(WIDTH);
  expect(new Set([...(band?.low ?? []), ...(band?.high ?? [])].map((value) => value.toFixed(9)))).toEqual(
    new Set(['1.000000000']),
  );
  expect(whole.title).toMatch(/^extremes of \d+ bins of 5 ms$/);
  const [line] = marksOf(seenOf(rate, 1000, 2000), 'line');
  expect(line?.y.every((value) => Math.abs(value - 1) < 1e-9)).toBe(true);
});
