import { expect, type Page, test } from '@playwright/test';
import { dragFromPalette, drawEdge, newNetwork, openApp, openPreset } from './helpers.ts';

/** A population joined with itself, its edge selected. */
async function recurrentPopulation(page: Page): Promise<void> {
  await openApp(page);
  await newNetwork(page);
  await dragFromPalette(page, 'lif', { x: 200, y: 300 });
  const population = page.locator('.react-flow__node-population');
  await drawEdge(page, population.getByTestId('port-out'), population.getByTestId('port-in'));
  await expect(page.locator('.react-flow__edge')).toHaveCount(1);
}

const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });

async function selectEdge(page: Page): Promise<void> {
  await page.getByTestId('edge-label').first().click();
  await expect(inspector(page).getByLabel('rule', { exact: true })).toBeVisible();
}

test('a Watts-Strogatz rule shows its clustering and path length before any run', async ({ page }) => {
  await recurrentPopulation(page);
  await dragFromPalette(page, 'connectivity', { x: 560, y: 160 });
  await drawEdge(
    page,
    page.locator('.react-flow__node-population').getByTestId('port-out'),
    page.locator('.react-flow__node-probe').getByTestId('port-in'),
  );
  await selectEdge(page);
  await inspector(page).getByLabel('rule', { exact: true }).selectOption('watts-strogatz');
  await inspector(page).getByLabel('rewiring probability').fill('0');
  await inspector(page).getByLabel('rewiring probability').press('Enter');
  // Ten neighbours of a ring: 3 (k - 2) / 4 (k - 1).
  await expect(page.getByTestId('graph-clustering')).toHaveText('0.667', { timeout: 20_000 });
  await expect(page.getByTestId('graph-reciprocity')).toHaveText('1.000');
  await expect(page.getByTestId('adjacency')).toBeVisible();
  const before = Number(await page.getByTestId('graph-path-length').innerText());
  await inspector(page).getByLabel('rewiring probability').fill('0.2');
  await inspector(page).getByLabel('rewiring probability').press('Enter');
  await expect
    .poll(async () => Number(await page.getByTestId('graph-path-length').innerText()), { timeout: 20_000 })
    .toBeLessThan(before * 0.8);
});

test('every field that a rule declares has a row, and the edge says the rule', async ({ page }) => {
  await recurrentPopulation(page);
  await selectEdge(page);
  await inspector(page).getByLabel('rule', { exact: true }).selectOption('hierarchical-modular');
  await inspector(page).getByLabel('levels h').fill('2');
  await inspector(page).getByLabel('levels h').press('Enter');
  await inspector(page).getByLabel('factor of a level').fill('0.5');
  await inspector(page).getByLabel('factor of a level').press('Enter');
  await expect(page.getByTestId('edge-label').first()).toContainText('2^2 modules, p 0.4 × 0.5^l');
  await expect(inspector(page).getByText(/^about [\d,]+ synapses/)).toBeVisible();
  await inspector(page).getByLabel('factor of a level').fill('2');
  await inspector(page).getByLabel('factor of a level').press('Enter');
  await expect(inspector(page).getByText('factor of a level is 2; must be a number from 0 to 1')).toBeVisible();
  await inspector(page).getByLabel('rule', { exact: true }).selectOption('distance-kernel');
  await inspector(page).getByLabel('kernel', { exact: true }).selectOption('box');
  await inspector(page).getByLabel('border').selectOption('open');
  await expect(page.getByTestId('edge-label').first()).toContainText('box 0.5, 100 um');
  await inspector(page).getByLabel('rule', { exact: true }).selectOption('block');
  await inspector(page).getByLabel('a probability for each pair of blocks').check();
  await expect(inspector(page).getByLabel('probabilities', { exact: true })).toHaveValue(/^0.3 0.02 0.02 0.02\n/);
  await expect(inspector(page).getByLabel('probability within')).toHaveCount(0);
});

test('a pasted list of synapses with a bad line names the line, and a good one is taken', async ({ page }) => {
  await recurrentPopulation(page);
  await selectEdge(page);
  await inspector(page).getByLabel('rule', { exact: true }).selectOption('list');
  const text = page.getByTestId('connection-csv');
  await text.fill('pre,post,weight (mV)\n0,1,0.5\n1,two,0.5\n2,3,0.5');
  await text.blur();
  await expect(inspector(page).getByRole('alert')).toContainText('Line 3: the postsynaptic index is "two"');
  await expect(text).toHaveValue(/1,two/);
  await text.fill('pre,post,weight (mV)\n0,1,0.5\n1,2,0.5\n2,3,0.5');
  await text.blur();
  await expect(inspector(page).getByRole('alert')).toHaveCount(0);
  await expect(inspector(page).getByText(/^3 synapses/)).toBeVisible();
});

test('the map shows a wave that runs over the sheet', async ({ page }) => {
  await openApp(page);
  await openPreset(page, 'travelling-wave-2d');
  await page.getByTestId('run-button').click();
  const map = page.getByTestId('map');
  await expect(map).toHaveAttribute('data-peak', /\d/, { timeout: 30_000 });
  await expect(page.getByTestId('time-readout')).toContainText('100 ms / 100 ms', { timeout: 30_000 });
  // The map follows the readout by a frame; only then does its slider reach to 20 ms.
  await expect(map).toHaveAttribute('aria-label', /at 100\.0 ms/);
  // Whichever frames were painted, the brightest colour is that of a neuron that has just spiked: 1/(4 ms).
  await expect(map).toHaveAttribute('data-top', '250');
  await page.getByTestId('node-map').getByRole('slider').fill('20');
  await expect(map).toHaveAttribute('aria-label', /at 20\.0 ms/);
  await expect.poll(async () => Number(await map.getAttribute('data-peak'))).toBeGreaterThan(100);
  // Dark in the far corner, bright on the front: the picture has more than the ground.
  const colours = await map.evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    const seen = new Set<number>();
    for (let k = 0; k + 3 < data.length; k += 4)
      seen.add(((data[k] ?? 0) << 16) | ((data[k + 1] ?? 0) << 8) | (data[k + 2] ?? 0));
    return seen.size;
  });
  expect(colours).toBeGreaterThan(20);
});
