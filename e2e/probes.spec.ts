import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { dragFromPalette, drawEdge, openApp, openFile } from './helpers.ts';

/**
 * Every 20 ms an input makes all eight cells of A fire 1 ms later and those of B 6 ms later. Of M, even cells follow that
 * input and odd ones another that is irregular.
 */
const REGULAR = Array.from({ length: 50 }, (_, k) => `${10 + 20 * k} ms`);
const IRREGULAR = Array.from({ length: 26 }, (_, k) => `${17 + 37 * k + ((7 * k * k) % 11)} ms`);

const input = (id: string, times: readonly string[], y: number) => ({
  id,
  name: id,
  position: { x: 0, y },
  kind: 'stimulus',
  model: 'given-spikes',
  parameters: {},
  enabled: true,
  spikeTimes: [times],
});
const cells = (id: string, y: number) => ({
  id,
  name: id,
  position: { x: 220, y },
  kind: 'population',
  model: 'lif',
  size: 8,
  parameters: {},
  initial: {},
  integrator: 'default',
});
const ALL_TO_ALL = { type: 'all-to-all', autapses: true };
const only = (parity: 0 | 1) => ({ type: 'list', pairs: [0, 2, 4, 6].map((k) => [0, k + parity]) });
const synapse = (source: string, target: string, rule: object, delay: string) => ({
  id: `${source}-${target}`,
  kind: 'synapse',
  source,
  target,
  model: 'delta',
  sign: 'excitatory',
  rule,
  weight: '50 mV',
  relativeStrength: 1,
  delay,
  parameters: {},
});

interface Probe {
  readonly probe: string;
  readonly taps: readonly string[];
  readonly options?: object;
}

function networkOf({ probe, taps, options = {} }: Probe): object {
  return {
    format: 'entrain-network',
    version: 2,
    name: `Probe ${probe}`,
    about: '',
    phenomena: [],
    run: { duration: '1 s', dt: '0.1 ms', seed: 1, from: '0 ms' },
    nodes: [
      input('regular', REGULAR, 0),
      input('irregular', IRREGULAR, 300),
      cells('A', 0),
      cells('B', 150),
      cells('M', 300),
      {
        id: 'P',
        name: 'Probe under test',
        position: { x: 460, y: 0 },
        kind: 'probe',
        probe,
        options,
        size: { width: 512, height: 320 },
      },
    ],
    edges: [
      synapse('regular', 'A', ALL_TO_ALL, '1 ms'),
      synapse('regular', 'B', ALL_TO_ALL, '6 ms'),
      synapse('regular', 'M', only(0), '1 ms'),
      synapse('irregular', 'M', only(1), '1 ms'),
      ...taps.map((target, k) => ({ id: `tap${k}`, kind: 'tap', source: 'P', target })),
    ],
    variants: [],
    expect: [],
  };
}

async function openAndRun(page: Page, probe: Probe): Promise<void> {
  await openApp(page);
  await runFile(page, probe);
}

async function runFile(page: Page, probe: Probe): Promise<void> {
  await openFile(page, networkOf(probe));
  await expect(page.getByTestId('document-name')).toHaveText(`Probe ${probe.probe}`);
  await page.getByTestId('run-button').click();
  await expect(page.getByTestId('time-readout')).toHaveText(/^1000 ms|^1(\.0+)? s/, { timeout: 30_000 });
}

/** Rows of the data that the probe gives to download; the first is the heading. */
async function csvOf(page: Page): Promise<string[][]> {
  await page.getByRole('button', { name: /^Download/ }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
}

/** Texts, and the number of shapes within frames, of the picture that the probe gives to download as SVG. */
async function svgOf(page: Page): Promise<{ readonly texts: readonly string[]; readonly shapes: number }> {
  await page.getByRole('button', { name: /^Download/ }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /SVG/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.svg$/);
  const text = await readFile(await file.path(), 'utf8');
  return page.evaluate((source) => {
    const svg = new DOMParser().parseFromString(source, 'image/svg+xml');
    const fault = svg.querySelector('parsererror');
    if (fault !== null) throw new Error(fault.textContent ?? '');
    return {
      texts: [...svg.querySelectorAll('text')].map((element) => element.textContent ?? ''),
      shapes: svg.querySelectorAll('svg svg > *').length,
    };
  }, text);
}

const PICTURES: readonly (readonly [probe: string, taps: readonly string[], text: string])[] = [
  ['raster', ['A', 'M'], 'neuron'],
  ['traces', ['A'], 'v (mV)'],
  ['rate', ['A', 'B'], 'rate (Hz)'],
  ['synchrony', ['A'], 'χ Golomb–Rinzel'],
  ['phase-circle', ['A'], 'A: R 1.00 of 8'],
  ['pairwise', ['M'], 'neuron, by likeness'],
  ['spike-distance', ['M'], 'SPIKE-distance'],
  ['correlogram', ['A', 'B'], 'relative to chance'],
  ['spectrogram', ['A'], 'frequency (Hz)'],
  ['intervals', ['M'], 'inter-spike interval'],
  ['train-spectrum', ['A'], 'power over rate'],
  ['connectivity', ['A'], 'out-degree'],
  ['map', ['A'], '↔ 1000 µm'],
];

test('what each probe shows is a picture in SVG too', async ({ page }) => {
  await openApp(page);
  for (const [probe, taps, text] of PICTURES) {
    await test.step(probe, async () => {
      await runFile(page, { probe, taps });
      await expect(page.getByTestId('probe-body').locator('canvas').first()).toBeVisible({ timeout: 30_000 });
      const { texts, shapes } = await svgOf(page);
      expect(texts).toContain(text);
      expect(shapes).toBeGreaterThan(0);
    });
  }
});

test('a correlogram has its peak at the lag between two populations that one input drives', async ({ page }) => {
  await openAndRun(page, { probe: 'correlogram', taps: ['A', 'B'] });
  await expect(page.getByTestId('correlogram')).toHaveAttribute('aria-label', /A → B/);
  const [heading, ...rows] = await csvOf(page);
  expect(heading).toEqual(['lag (ms)', 'A → B (relative to chance)']);
  const near = rows.map(([lag, value]) => [Number(lag), Number(value)] as const).filter(([lag]) => Math.abs(lag) < 10);
  const peak = near.reduce((best, row) => (row[1] > best[1] ? row : best));
  expect(peak[0]).toBe(5);
  // All coincidences of a period of 20 ms fall into one bin of 1 ms.
  expect(peak[1]).toBeGreaterThan(15);
  for (const [lag, value] of near) if (Math.abs(lag - 5) > 1) expect(value, `lag ${lag}`).toBe(0);
  await test.step('in the colours of the page, whenever these change', async () => {
    const picture = () =>
      page
        .getByTestId('probe-body')
        .locator('canvas')
        .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    const light = await picture();
    await page.getByRole('button', { name: 'Dark colours' }).click();
    await expect.poll(picture).not.toBe(light);
    await page.getByRole('button', { name: 'Light colours' }).click();
    await expect.poll(picture).toBe(light);
  });
});

test('the synchrony table stays in the probe, with its reasons, where the index over time is undefined', async ({
  page,
}) => {
  // Regular trains have no bursts.
  await openAndRun(page, {
    probe: 'synchrony',
    taps: ['A'],
    options: { over: 'burstSynchrony', indices: ['R', 'burstRate', 'burstSynchrony', 'rateHz'] },
  });
  await expect(page.getByTestId('synchrony-empty')).toHaveText('burst synchrony over time: undefined.');
  const last = page.getByTestId('indices').locator('tbody tr').last();
  await expect(page.getByTestId('index-burstSynchrony')).toContainText('do not part into short ones');
  const [body, row] = [await page.getByTestId('probe-body').boundingBox(), await last.boundingBox()];
  expect((row?.y ?? 1e9) + (row?.height ?? 0)).toBeLessThanOrEqual((body?.y ?? 0) + (body?.height ?? 0));
});

test('the synchrony table goes to a file with what is between populations and its history', async ({ page }) => {
  await openAndRun(page, {
    probe: 'synchrony',
    taps: ['A', 'B'],
    options: { over: 'rateHz' },
  });
  await expect(page.getByTestId('between')).toContainText('A, B');
  const rows = await csvOf(page);
  const [indices, between, history] = ['configuration', 'between', 'of'].map((head) => {
    const at = rows.findIndex(([first]) => first === head);
    const end = rows.findIndex(([first, ...rest], k) => k > at && first === '' && rest.length === 0);
    return rows.slice(at, end < 0 ? rows.length : end);
  });
  expect(indices?.map(([, population]) => population)).toEqual(['population', 'A', 'B']);
  expect(between?.[0]?.at(-1)).toBe('rateCorrelation: at (ms)');
  expect(between?.[1]?.at(-1)).toBe('5');
  // Each cell fires 50 times a second.
  const rates = history?.slice(1).map(([of, , rate]) => [of, Number(rate)] as const) ?? [];
  expect(rates.filter(([of]) => of === 'rate A').length).toBeGreaterThan(10);
  for (const [, rate] of rates) expect(Math.abs(rate - 50)).toBeLessThan(11);
});

test('a pairwise matrix is square, between 0 and 1, and puts like neurons together', async ({ page }) => {
  await openAndRun(page, {
    probe: 'pairwise',
    taps: ['M'],
    options: { windowMs: 1000 },
  });
  const plot = page.getByTestId('pairwise');
  await expect(plot).toHaveAttribute('aria-label', /SPIKE-distance of 8 neurons/);
  const [width, height] = ((await plot.getAttribute('data-plot')) ?? '').split(' ').map(Number);
  expect(width).toBe(height);
  const [heading, ...rows] = await csvOf(page);
  const names = heading?.slice(1) ?? [];
  expect(rows.map(([name]) => name)).toEqual(names);
  const parity = names.map((name) => Number(/\[(\d+)\]/.exec(name)?.[1]) % 2);
  expect(parity.toSorted()).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  expect(new Set(parity.slice(0, 4)).size).toBe(1);
  rows.forEach((row, i) => {
    row.slice(1).forEach((text, j) => {
      const value = Number(text);
      expect(value).toBe(Number(rows[j]?.[i + 1]));
      // The same trains within a block, others between.
      if (parity[i] === parity[j]) expect(value).toBe(0);
      else expect(value).toBeGreaterThan(0.1);
      expect(value).toBeLessThan(1);
    });
  });
});

test('a phase circle shows cells that fire together at one phase, and its order parameter', async ({ page }) => {
  await openAndRun(page, { probe: 'phase-circle', taps: ['A', 'B'] });
  const circles = page.getByTestId('phase-circle');
  await expect(circles.first()).toHaveAttribute('aria-label', /A: R 1\.00 of 8/);
  await expect(circles.last()).toHaveAttribute('aria-label', /B: R 1\.00 of 8/);
  const [heading, ...rows] = await csvOf(page);
  expect(heading).toEqual(['population', 'phase (rad)']);
  const phases = (name: string) => rows.flatMap(([population, phase]) => (population === name ? [Number(phase)] : []));
  expect([phases('A').length, phases('B').length]).toEqual([8, 8]);
  // B fires 5 ms of a period of 20 after A: a quarter of a turn.
  const [a, b] = [phases('A')[0] ?? 0, phases('B')[0] ?? 0];
  expect(new Set(phases('A')).size).toBe(1);
  expect((a - b + 2 * Math.PI) % (2 * Math.PI)).toBeCloseTo(Math.PI / 2, 6);
});

test('a SPIKE-distance profile is 0 for like trains and above it for unlike ones', async ({ page }) => {
  await openAndRun(page, { probe: 'spike-distance', taps: ['A', 'M'] });
  await expect(page.getByTestId('spike-distance')).toHaveAttribute('aria-label', /A 0 · M 0\.\d+/);
  const [heading, ...rows] = await csvOf(page);
  expect(heading).toEqual(['time (ms)', 'SPIKE-distance of A', 'SPIKE-distance of M']);
  expect(rows.length).toBeGreaterThan(100);
  expect([Number(rows[0]?.[0]), Number(rows.at(-1)?.[0])]).toEqual([0, 1000]);
  expect(rows.every(([, a]) => Number(a) === 0)).toBe(true);
  const unlike = rows.map(([, , m]) => Number(m));
  expect(Math.min(...unlike)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...unlike)).toBeLessThan(1);
  expect(unlike.reduce((sum, x) => sum + x, 0) / unlike.length).toBeGreaterThan(0.1);
});

test('a spectrogram has its power at the rhythm of the population, at all times', async ({ page }) => {
  await openAndRun(page, {
    probe: 'spectrogram',
    taps: ['A'],
    options: { mostHz: 80 },
  });
  await expect(page.getByTestId('spectrogram')).toHaveAttribute(
    'aria-label',
    /rhythm 5\d?(\.\d)? Hz|rhythm 49(\.\d)? Hz/,
  );
  const [heading, ...rows] = await csvOf(page);
  expect(heading).toEqual(['population', 'time (ms)', 'frequency (Hz)', 'density (Hz^2/Hz)', 'rhythm (Hz)']);
  const times = [...new Set(rows.map(([, time]) => time))];
  expect(times.length).toBeGreaterThan(10);
  for (const time of times) {
    const spectrum = rows.filter((row) => row[1] === time && Number(row[2]) >= 10);
    const strongest = spectrum.reduce((best, row) => (Number(row[3]) > Number(best[3]) ? row : best));
    // Spikes every 20 ms; the spectrum has a point every 3.9 Hz.
    expect(Math.abs(Number(strongest[2]) - 50), `at ${time} ms`).toBeLessThan(4);
  }
});

test('a correlogram that is dropped on the canvas and tapped shows what it finds', async ({ page }) => {
  const network = networkOf({ probe: 'raster', taps: ['A'] });
  await openApp(page);
  await openFile(page, network);
  await expect(page.getByTestId('document-name')).toHaveText('Probe raster');
  await dragFromPalette(page, 'correlogram', { x: 560, y: 480 });
  await expect(page.locator('.react-flow__node-probe')).toHaveCount(2);
  const probe = page.locator('.react-flow__node-probe').filter({ hasText: 'Correlogram' });
  const population = page.locator('.react-flow__node-population').filter({ hasText: 'A' }).first();
  await drawEdge(page, population.getByTestId('port-out'), probe.getByTestId('port-in'));
  await page.getByTestId('run-button').click();
  await expect(page.getByTestId('correlogram')).toHaveAttribute('aria-label', /within A/, { timeout: 30_000 });
});
