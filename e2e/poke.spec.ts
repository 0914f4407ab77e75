import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { chooseHowToRun, openApp, openFile, typeInInspector } from './helpers.ts';

/** Neurons at rest, which nothing drives, and a raster of them. */
const silent = {
  format: 'entrain-network',
  version: 2,
  name: 'Silent',
  about: '',
  run: { duration: '2000 ms', dt: '0.1 ms', seed: 1, from: '10 ms' },
  nodes: [
    {
      ...{ id: 'E', name: 'Cells', kind: 'population', model: 'lif', size: 100 },
      ...{ position: { x: 0, y: 0 }, parameters: {}, initial: {}, integrator: 'default' },
    },
    {
      ...{ id: 'R', name: 'Raster', kind: 'probe', probe: 'raster', options: {} },
      ...{ position: { x: 288, y: 0 }, size: { width: 448, height: 224 } },
    },
  ],
  edges: [{ id: 'RE', kind: 'tap', source: 'R', target: 'E' }],
  variants: [],
  expect: [],
};

const spikes = async (page: Page) => Number((await page.getByTestId('status-spikes').innerText()).replace(/\D/g, ''));

/** A place in the raster, by shares of its data. */
async function inRaster(page: Page, across: number, up: number): Promise<{ x: number; y: number }> {
  const box = await page.getByTestId('raster').boundingBox();
  if (box === null) throw new Error('the raster is not on the screen');
  return { x: box.x + 58 + across * (box.width - 72), y: box.y + 20 + (1 - up) * (box.height - 42) };
}

test('a silent population is poked and silenced, a neuron of it is traced, and a raster shows those that are chosen', async ({
  page,
}) => {
  await openApp(page);
  await openFile(page, silent);
  await expect(page.getByRole('button', { name: 'Poke Cells' })).toHaveCount(0);

  await test.step('a poke makes it spike, and the run says that it was poked', async () => {
    // As fast as it can, a poke would be out of sight at once.
    await chooseHowToRun(page, '0.1 × real time');
    await chooseHowToRun(page, 'Run until stopped');
    expect(await spikes(page)).toBe(0);
    await page.getByRole('button', { name: 'Poke Cells' }).click();
    await expect.poll(() => spikes(page)).toBeGreaterThanOrEqual(100);
    await expect(page.getByTestId('status-poked')).toHaveAttribute(
      'title',
      /^poked Cells, .+ [pn]A, 20 ms at [\d.]+ ms$/,
    );
    await expect(page.getByTestId('raster')).toHaveAttribute('aria-label', /poked Cells/);
  });

  await test.step('an alt-click holds it, which can be lifted', async () => {
    await page.getByRole('button', { name: 'How Cells is poked' }).click();
    await page.getByLabel('silenced for').fill('5 mV');
    await page.getByLabel('silenced for').press('Enter');
    await expect(page.getByText('silenced for is 5 mV; must be in ms or a unit like it.')).toBeVisible();
    await page.getByLabel('silenced for').fill('1000 s');
    await page.getByLabel('silenced for').press('Enter');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Poke Cells' }).click({ modifiers: ['Alt'] });
    await expect(page.getByTestId('status-poked')).toHaveAttribute('title', /silenced Cells, v held at 0 mV/);
    await page.getByRole('button', { name: 'Lift the silence of Cells' }).click();
    await expect(page.getByRole('button', { name: 'Poke Cells' })).toBeVisible();
    await page.getByTestId('pause-button').click();
  });

  await test.step('a click in the raster names a neuron, and traces it', async () => {
    const { x, y } = await inRaster(page, 0.5, 0.575);
    await page.mouse.click(x, y);
    const card = page.getByTestId('neuron-card');
    await expect(card).toContainText(/Cells 5\d/);
    await expect(card).toContainText('Hz');
    const field = card.getByLabel('neuron');
    await field.fill('57');
    await field.press('Enter');
    await card.getByRole('button', { name: 'Trace it' }).click();
    await expect(page.locator('.react-flow__node-probe')).toHaveCount(2);
    await expect(page.getByText('applies at next run')).toHaveCount(0);
    await page.getByTestId('undo').click();
    await expect(page.locator('.react-flow__node-probe')).toHaveCount(1);
    await page.getByTestId('redo').click();
    await expect(page.locator('.react-flow__node-probe')).toHaveCount(2);
    // By the keyboard alone, into the same probe.
    await page.getByTestId('raster').focus();
    await page.keyboard.press('Enter');
    await expect(card).toContainText('Cells 0');
    await page.keyboard.press('Enter');
    await expect(card).toHaveCount(0);
    await expect(page.locator('.react-flow__node-probe')).toHaveCount(2);
  });

  await test.step('a raster shows a list of neurons, says what is wrong with one, and so does its file', async () => {
    await page.getByTestId('probe-title').filter({ hasText: 'Raster' }).click();
    await page.getByLabel('neurons', { exact: true }).selectOption('listed');
    await typeInInspector(page, 'list', '9-2');
    await expect(page.getByText('list is 9-2; must be whole numbers and ranges')).toBeVisible();
    await typeInInspector(page, 'list', '5, 20-21');
    await expect(page.getByTestId('raster')).toHaveAttribute('aria-label', /of 3 neurons/);
    await page.getByRole('button', { name: 'Download Raster' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Data (CSV)' }).click();
    const lines = readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\n');
    expect(lines[0]).toMatch(/^"?# poked Cells/);
    const rows = lines.filter((line) => line.includes('Cells') && !line.includes('#'));
    expect(new Set(rows.map((line) => line.split(',')[2]))).toEqual(new Set(['5', '20', '21']));
  });
});
