import { readFile } from 'node:fs/promises';
import { expect, type Page, test, type Worker } from '@playwright/test';
import { openApp, openFile, openPreset } from './helpers.ts';

const analysisWorker = (page: Page): Worker | undefined =>
  page.workers().find((worker) => worker.url().includes('analysis-worker'));

/** Data attributes of the table of indices. */
const marks = (page: Page): Promise<Record<string, string | undefined>> =>
  page.getByTestId('indices').evaluate((element: HTMLElement) => ({ ...element.dataset }));

async function runToEnd(page: Page, endMs: number): Promise<void> {
  await page.getByTestId('run-button').click();
  await expect.poll(async () => (await marks(page)).modelMs, { timeout: 60_000 }).toBe(String(endMs));
}

test('indices of a network of 5000 are measured in a worker while it runs, and of the whole window at its end', async ({
  page,
}) => {
  await openApp(page);
  await openPreset(page, 'eif-network-5000');
  await page.getByTestId('run-button').click();
  const seen = new Map<string, number>();
  await expect
    .poll(
      async () => {
        const { modelMs, ageMs } = await marks(page);
        if (modelMs !== undefined && ageMs !== undefined) seen.set(modelMs, Number(ageMs));
        return modelMs;
      },
      { timeout: 60_000, intervals: [40] },
    )
    .toBe('1000');
  expect(analysisWorker(page)).toBeDefined();
  // Several pictures on the way, each with the age of what it shows.
  expect(seen.size).toBeGreaterThan(4);
  for (const ageMs of seen.values()) expect(ageMs).toBeGreaterThan(0);
  await expect(page.getByTestId('indices').locator('thead th').first()).toHaveText(/^200 to 1000 ms$/);
  const chi = Number(await page.locator('[data-testid="index-chi"][data-population="E"]').innerText());
  expect(chi).toBeGreaterThan(0);
  expect(chi).toBeLessThan(0.05);
});

test('of a long run the last part is measured on the way, which the table says', async ({ page }) => {
  await openApp(page);
  const network = JSON.parse(await readFile('presets/kuramoto.json', 'utf8'));
  // So long that pictures of its last part come and go for seconds on any machine.
  network.run.duration = '40 s';
  network.name = 'A long run';
  await openFile(page, network);
  await expect(page.getByTestId('document-name')).toHaveText('A long run');
  await page.getByTestId('run-button').click();
  const heading = page.getByTestId('indices').locator('thead th').first();
  await expect(heading).toHaveText(/sliding/, { timeout: 60_000 });
  const [, from, to] = /(\d+) to (\d+)/.exec(await heading.innerText()) ?? [];
  expect(Number(to) - Number(from)).toBeLessThanOrEqual(2001);
  await expect(heading).toHaveText(/^2500 to 40000 ms$/, { timeout: 60_000 });
});

test('when its worker dies another takes over; only what the page does not hold is lost, and the table says so', async ({
  page,
}) => {
  await openApp(page);
  await openPreset(page, 'eif-network-2000');
  await page.getByTestId('run-button').click();
  await expect
    .poll(async () => Number((await marks(page)).modelMs), { timeout: 60_000, intervals: [40] })
    .toBeGreaterThan(400);
  await analysisWorker(page)?.evaluate(() => {
    setTimeout(() => {
      throw new Error('the worker ends here');
    });
  });
  const value = (id: string) => page.locator(`[data-testid="index-${id}"][data-population="E"]`);
  const others = async () => Promise.all(['R', 'correlation', 'cv', 'rateHz'].map((id) => value(id).innerText()));
  await expect.poll(async () => (await marks(page)).modelMs, { timeout: 60_000 }).toBe('1000');
  await expect(value('chi')).toHaveText(/undefined: sums of the potential before \d+ ms are not kept/);
  const after = await others();
  expect(after.every((text) => /\d/.test(text))).toBe(true);
  await page.getByTestId('reset-button').click();
  await runToEnd(page, 1000);
  await expect(value('chi')).toHaveText(/^\d\.\d\d$/);
  expect(await others()).toEqual(after);
});

test('the indices of the table, and the one against time, are chosen in the inspector', async ({ page }) => {
  await openApp(page);
  await openPreset(page, 'adex-network-bursting-g3');
  await page.locator('.react-flow__node-probe').filter({ hasText: 'Synchrony' }).getByTestId('probe-title').click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  for (const name of ['SPIKE-distance', 'burst χ', 'Fano factor'])
    await inspector.getByLabel(name, { exact: true }).check();
  await inspector.getByLabel('pair correlation', { exact: true }).uncheck();
  await inspector.getByLabel('over time').selectOption('rateHz');
  await runToEnd(page, 200);
  for (const id of ['spikeDistance', 'burstChi', 'fano'])
    await expect(page.getByTestId(`index-${id}`).first()).toHaveText(/^\d+\.\d+/);
  await expect(page.getByTestId('index-correlation')).toHaveCount(0);
  await expect(page.locator('[aria-label*="rate in windows of 50 ms"]')).toBeVisible();
  // The bursts of this network are common to all its neurons.
  expect(Number(await page.getByTestId('index-burstChi').first().innerText())).toBeGreaterThan(0.6);
});

test('a probe of two populations shows how they go together', async ({ page }) => {
  await openApp(page);
  const network = JSON.parse(await readFile('presets/lif-no-background.json', 'utf8'));
  network.run = { ...network.run, duration: '800 ms', from: '200 ms' };
  await openFile(page, network);
  await runToEnd(page, 800);
  const between = page.getByTestId('between');
  await expect(between.locator('tbody th')).toHaveText('E, I');
  const value = (id: string, name: string) =>
    between.getByTestId(`between-${id}`).evaluate((cell: HTMLElement, key) => Number(cell.dataset[key]), name);
  // Both fire in the same volleys, 42.5 a second.
  expect(await value('rhythmCoherence', 'value')).toBeGreaterThan(0.8);
  expect(await value('plv', 'value')).toBeGreaterThan(0.8);
  expect(await value('rateCorrelation', 'value')).toBeGreaterThan(0.5);
  expect(Math.abs(await value('rateCorrelation', 'at'))).toBeLessThanOrEqual(5);
});

test('a measure has a card with its formula and source, at its name in the table and in the inspector', async ({
  page,
}) => {
  await openApp(page);
  await openPreset(page, 'lif-no-background');
  await runToEnd(page, 500);
  const card = page.getByTestId('measure-card');
  await page.getByTestId('indices').getByRole('button', { name: 'χ' }).first().hover();
  await expect(card).toContainText('Golomb & Rinzel');
  await expect(card.getByTestId('card-formulas').locator('.katex')).toBeVisible();
  await page.locator('.react-flow__node-probe').filter({ hasText: 'Synchrony' }).getByTestId('probe-title').click();
  await expect(card).toHaveCount(0);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  // By keyboard as by pointer; Escape closes it.
  await inspector.getByLabel('CV of ISI', { exact: true }).focus();
  await page.keyboard.press('Tab');
  await expect(card).toContainText('Holt et al.');
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  await inspector.getByLabel('event synchronization', { exact: true }).check();
  await expect(page.getByTestId('index-eventSync').first()).toHaveText(/^\d\.\d\d|undefined/);
});

test('each index stands beside what chance gives, of the surrogates that are chosen', async ({ page }) => {
  await openApp(page);
  const network = JSON.parse(await readFile('presets/lif-no-background.json', 'utf8'));
  network.run = { ...network.run, duration: '800 ms', from: '200 ms' };
  await openFile(page, network);
  await runToEnd(page, 800);
  const chance = (id: string) => page.getByTestId(`chance-${id}`).first();
  await expect(chance('chi')).toHaveText(/^0\.\d\d$/);
  // Its neurons are as regular as clocks: shuffled, they fire as before.
  await expect(chance('R')).toHaveText('–');
  await expect(chance('R')).toHaveAttribute('title', /shuffled trains stay in step \(R = [01]\.\d\d\)/);
  await page.locator('.react-flow__node-probe').filter({ hasText: 'Synchrony' }).getByTestId('probe-title').click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByLabel('chance', { exact: true }).selectOption('dithered spikes');
  await expect(chance('R')).toHaveText(/^0\.\d\d ± 0\.\d\d$/);
  await expect(page.getByTestId('index-R').first()).toHaveAttribute(
    'title',
    /chance 0\.\d+ ± 0\.\d+, z = \d+\.\d, n = 20 surrogates of spikes dithered by 20 ms/,
  );
  await expect(page.getByTestId('between-chance-rateCorrelation')).toHaveText(/^0\.\d\d ± 0\.\d\d$/);
  await inspector.getByLabel('chance', { exact: true }).selectOption('none');
  await expect(page.getByTestId('chance-R')).toHaveCount(0);
});
