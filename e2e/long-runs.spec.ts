import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { chooseHowToRun, dragFromPalette, drawEdge, openApp, openFile, shownTime } from './helpers.ts';

const TRAINS = 300;

const trains = (rate: string, size: number) => ({
  id: 'Input',
  name: 'Input',
  position: { x: 0, y: 0 },
  kind: 'stimulus',
  model: 'poisson',
  parameters: { rate, size },
  enabled: true,
});
const population = (id: string, size: number, y: number) => ({
  id,
  name: id,
  position: { x: 0, y },
  kind: 'population',
  model: 'lif',
  size,
  parameters: {},
  initial: {},
  integrator: 'default',
});
const probe = (id: string, kind: string, y: number) => ({
  id,
  name: id,
  position: { x: 330, y },
  kind: 'probe',
  probe: kind,
  options: {},
  size: { width: 420, height: 220 },
});

/** Many Poisson trains, which bring about 60,000 spikes a second, and cells that receive nothing. */
const NETWORK = {
  format: 'entrain-network',
  version: 2,
  name: 'Many spikes',
  about: '',
  phenomena: [],
  run: { duration: '1 s', dt: '0.1 ms', seed: 1, from: '0 ms' },
  nodes: [
    trains('200 Hz', TRAINS),
    population('Cells', 300, 160),
    population('Driven', TRAINS, 320),
    probe('Raster', 'raster', 0),
    probe('Rate', 'rate', 240),
  ],
  edges: [
    { id: 'tap0', kind: 'tap', source: 'Raster', target: 'Input' },
    { id: 'tap1', kind: 'tap', source: 'Raster', target: 'Cells' },
    { id: 'tap2', kind: 'tap', source: 'Rate', target: 'Input' },
    {
      id: 'drive',
      kind: 'synapse',
      source: 'Input',
      target: 'Driven',
      model: 'delta',
      sign: 'excitatory',
      rule: { type: 'all-to-all', autapses: true },
      weight: '0.05 mV',
      relativeStrength: 1,
      delay: '1 ms',
      parameters: {},
    },
  ],
  variants: [],
  expect: [],
};

test('plots of a long run tell the truth, whatever is looked at and whenever a probe comes', async ({ page }) => {
  test.setTimeout(180_000);
  await openApp(page);
  await openFile(page, NETWORK);
  await expect(page.getByTestId('document-name')).toHaveText('Many spikes');
  for (const choice of ['All of the run', 'Run until stopped']) await chooseHowToRun(page, choice);
  const node = (name: string) => page.locator('.react-flow__node-probe').filter({ hasText: name });
  const raster = page.locator('[data-id="Raster"] canvas');

  await test.step('the raster shows how dense spikes are, and says so', async () => {
    await expect
      .poll(async () => Number(await raster.getAttribute('data-spikes')), { timeout: 60_000 })
      .toBeGreaterThan(150_000);
    await expect(raster).toHaveAttribute('aria-label', /spikes, density per [\d.]+ ms and \d+ neurons/);
  });

  await test.step('memory is that of results too', async () => {
    await expect(page.getByTestId('status-memory')).toHaveAttribute(
      'title',
      /^networks [\d.]+ MB, results for plots [1-9][\d.]* MB, results in the analysis [\d.]+ MB(; on the disk .*)?$/,
    );
  });

  await test.step('a probe that comes while it runs has what was before', async () => {
    await page.getByTestId('pause-button').click();
    // A pause takes effect after the slice at hand.
    await expect(page.getByTestId('run-button')).toHaveText('Resume');
    const before = await shownTime(page);
    await dragFromPalette(page, 'raster', { x: 480, y: 560 });
    const late = page.locator('.react-flow__node-probe').filter({ hasText: 'Raster 2' });
    await drawEdge(page, page.locator('[data-id="Driven"]').getByTestId('port-out'), late.getByTestId('port-in'));
    await expect.poll(async () => Number(await late.locator('canvas').getAttribute('data-spikes'))).toBeGreaterThan(0);
    expect(await shownTime(page)).toBe(before);
    await expect(page.getByText('applies at next run')).toHaveCount(0);
  });

  await test.step('what was not recorded is recorded from now on', async () => {
    await dragFromPalette(page, 'traces', { x: 760, y: 560 });
    const late = node('Traces');
    await drawEdge(page, page.locator('[data-id="Driven"]').getByTestId('port-out'), late.getByTestId('port-in'));
    await expect(late).toContainText('Records from now on');
    const before = await shownTime(page);
    await page.getByTestId('run-button').click();
    await expect(late.getByRole('img')).toHaveAttribute('aria-label', /recorded from/);
    await expect.poll(() => shownTime(page)).toBeGreaterThan(before);
    await page.getByTestId('pause-button').click();
  });

  await test.step('zoomed in, each spike is there, and the pointer names only what is', async () => {
    const box = await raster.boundingBox();
    if (box === null) throw new Error('the raster is not on the screen');
    const y = box.y + box.height / 2;
    for (let k = 0; k < 3; k++) {
      await page.mouse.move(box.x + 0.5 * box.width, y);
      await page.mouse.down();
      await page.mouse.move(box.x + 0.6 * box.width, y, { steps: 4 });
      await page.mouse.up();
    }
    await expect(raster).toHaveAttribute('aria-label', /[\d,]+ spikes: raster of .*, [\d,]+ spikes$/);
    const readout = page.locator('[data-id="Raster"]').getByTestId('plot-readout');
    // The cells, in the upper half, are silent.
    await page.mouse.move(box.x + 0.55 * box.width, box.y + 0.25 * box.height);
    await expect(readout).toHaveCount(0);
    // Where the sources below spike is chance: the pointer goes along until it meets a spike.
    let across = 0.2;
    const named = async () => {
      across += 0.01;
      await page.mouse.move(box.x + across * box.width, box.y + 0.75 * box.height);
      return (await readout.allInnerTexts()).join();
    };
    await expect.poll(named, { intervals: [100] }).toMatch(/^Input \d+ · [\d.]+ ms$/);
  });

  await test.step('a large table is written without a block of the page', async () => {
    await page.evaluate(() => {
      const tasks: number[] = [];
      Reflect.set(window, 'longTasks', tasks);
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration);
      }).observe({ entryTypes: ['longtask'] });
    });
    await page.getByRole('button', { name: 'Download Raster', exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /CSV/ }).click();
    const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\n');
    expect(lines[0]).toBe('configuration,population,neuron,time (ms)');
    expect(lines.length - 1).toBe(Number(await raster.getAttribute('data-spikes')));
    const longest = await page.evaluate(() => Math.max(0, ...(Reflect.get(window, 'longTasks') as number[])));
    // As one piece of work it takes ten seconds and more; a busy machine may hold the page for a moment.
    expect(longest).toBeLessThan(1000);
  });
});

/** Trains that bring about 1.2 million spikes a second: what memory holds is full after some twenty seconds of model time. */
const DENSE = {
  ...NETWORK,
  name: 'Dense',
  nodes: [trains('300 Hz', 4000), population('Cells', 10, 160), probe('Raster', 'raster', 0)],
  edges: [{ id: 'tap0', kind: 'tap', source: 'Raster', target: 'Input' }],
};

/** Names of what results have in the origin's private file system. */
const filesOfPages = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const results = await root.getDirectoryHandle('results').catch(() => null);
    const names: string[] = [];
    for await (const [name, folder] of results?.entries() ?? [])
      if (folder.kind === 'directory') for await (const file of folder.keys()) names.push(`${name}/${file}`);
    return names;
  });

test('what does not fit into memory goes to the disk, is read back, and goes with the run or the page', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await openApp(page);
  await openFile(page, DENSE);
  await expect(page.getByTestId('document-name')).toHaveText('Dense');
  for (const choice of ['All of the run', 'Run until stopped']) await chooseHowToRun(page, choice);
  const raster = page.locator('[data-id="Raster"] canvas');
  await expect(page.getByTestId('status-memory')).toHaveAttribute(
    'title',
    /; on the disk \d{2,}\.\d MB of earlier results$/,
    {
      timeout: 180_000,
    },
  );
  await page.getByTestId('pause-button').click();
  await expect(page.getByTestId('run-button')).toHaveText('Resume');
  expect((await filesOfPages(page)).length).toBeGreaterThan(0);

  // Again and again the first tenth. What is on the disk is more than the first second.
  await expect(raster).toHaveAttribute('aria-label', /density/);
  const box = await raster.boundingBox();
  if (box === null) throw new Error('the raster is not on the screen');
  const [left, y] = [box.x + 60, box.y + box.height / 2];
  for (let k = 0; k < 4; k++) {
    await page.mouse.move(left, y);
    await page.mouse.down();
    await page.mouse.move(left + 0.1 * box.width, y, { steps: 4 });
    await page.mouse.up();
  }
  await expect(raster).toHaveAttribute('aria-label', /raster of Input, [\d,]+ spikes$/);
  const [, toMs] = ((await raster.getAttribute('data-x-range')) ?? '').split(' ').map(Number);
  expect(toMs).toBeLessThan(1000);

  await page.reload();
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await expect.poll(() => filesOfPages(page)).toEqual([]);
});
