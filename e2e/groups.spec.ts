import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { drawEdge, newNetwork, openApp, openFile } from './helpers.ts';

/** The saved network, by way of the file menu. */
async function saved(page: Page): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByTestId('file-menu').click();
  await page.getByTestId('save-file').click();
  const path = await (await download).path();
  return readFile(path, 'utf8');
}

/** Opens the first preset with E and I in a group. */
async function grouped(page: Page): Promise<void> {
  await openApp(page);
  await page.getByTestId('node-E').click();
  await page.getByTestId('node-I').click({ modifiers: ['Control'] });
  await page.keyboard.press('Control+g');
  await expect(page.getByTestId('group-Group')).toBeVisible();
}

test('two populations are grouped, moved together, collapsed to one node with their ports, and run as before', async ({
  page,
}) => {
  await grouped(page);
  const before = await page.getByTestId('node-E').boundingBox();
  const title = await page.getByTestId('frame-title').boundingBox();
  if (before === null || title === null) throw new Error('The group is not on the screen.');
  await page.mouse.move(title.x + 50, title.y + 12);
  await page.mouse.down();
  await page.mouse.move(title.x + 10, title.y + 92, { steps: 8 });
  await page.mouse.up();
  const after = await page.getByTestId('node-E').boundingBox();
  expect((after?.y ?? 0) - before.y).toBeGreaterThan(50);
  const edges = await page.locator('.react-flow__edge').count();

  await page.keyboard.press('c');
  await expect(page.getByTestId('node-E')).toHaveCount(0);
  const group = page.getByTestId('group-Group');
  await expect(group.getByTestId('port-out')).toHaveCount(2);
  // The four projections among the two are within it; its current and its taps run to the ports.
  await expect(page.locator('.react-flow__edge')).toHaveCount(edges - 4);
  await page.getByTestId('run-button').click();
  await expect(page.locator('[data-testid="index-chi"]').first()).toHaveText(/0\.6\d/, { timeout: 60_000 });
  await page.keyboard.press('c');
  await expect(page.getByTestId('node-E')).toBeVisible();
  await page.keyboard.press('Control+Shift+g');
  await expect(page.locator('.react-flow__node-frame')).toHaveCount(0);
  await expect(page.getByTestId('node-E')).toBeVisible();
});

test('a line is drawn to a port of a collapsed group', async ({ page }) => {
  await newNetworkWithBlock(page, 'ping-pair');
  await page.getByRole('button', { name: 'Collapse PING pair' }).click();
  const group = page.locator('[data-testid^="group-"]');
  await expect(group).toBeVisible();
  const row = group.getByTestId('port-of-group').filter({ hasText: 'Interneurons' });
  await drawEdge(page, row.getByTestId('port-out'), row.getByTestId('port-in'));
  // A second projection from the interneurons onto themselves: its form is open.
  await expect(page.getByRole('heading', { name: 'Interneurons → Interneurons' })).toBeVisible();
});

async function newNetworkWithBlock(page: Page, block: string): Promise<void> {
  await openApp(page);
  await newNetwork(page);
  await page.getByPlaceholder('Search').fill('block');
  await page.getByTestId(`palette-${block}`).click();
  await page.getByPlaceholder('Search').fill('');
  await expect(page.locator('.react-flow__node-frame')).toBeVisible();
}

test('a block is repeated in a grid, its copies joined to their neighbours, and its raster shows them all', async ({
  page,
}) => {
  await newNetworkWithBlock(page, 'bursting-pair');
  await page.getByLabel('columns').fill('2');
  await page.getByLabel('columns').press('Enter');
  await expect(page.getByTestId('repeat-badge')).toHaveText('× 2');
  // The loop on E joins the copies instead.
  await page.getByTestId('edge-label').first().click();
  await page.getByLabel('copies').selectOption('neighbouring copies');
  const document = JSON.parse(await saved(page));
  expect(document.groups[0].repeat).toEqual({ columns: 2, rows: 1, border: 'open' });
  expect(document.edges.filter(({ copies }: { copies?: string }) => copies === 'neighbours')).toHaveLength(1);
  await page.getByTestId('run-button').click();
  await expect(page.getByTestId('status-bar')).toContainText('synapses', { timeout: 60_000 });
  await expect(page.getByTestId('status-bar')).toContainText('no problems');
});

test('a group is kept as a block, found again after a reload, and removed', async ({ page }) => {
  await grouped(page);
  await page.getByLabel('name', { exact: true }).fill('My pair');
  await page.getByLabel('name', { exact: true }).press('Enter');
  await page.getByTestId('keep-block').click();
  await expect(page.getByRole('button', { name: 'Add My pair' })).toBeAttached();
  await page.reload();
  await newNetwork(page);
  await page.getByPlaceholder('Search').fill('my pair');
  await page.getByRole('button', { name: 'Add My pair' }).click();
  await expect(page.locator('.react-flow__node-frame')).toContainText('My pair');
  await expect(page.locator('.react-flow__node-population')).toHaveCount(2);
  await page.getByRole('button', { name: 'Remove the block My pair' }).click();
  await expect(page.getByRole('button', { name: 'Add My pair' })).toHaveCount(0);
});

test('a block goes to a file and comes from one', async ({ page }) => {
  await grouped(page);
  const download = page.waitForEvent('download');
  await page.getByTestId('save-block').click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('group.block.json');
  await newNetwork(page);
  await openFile(page, JSON.parse(await readFile(await file.path(), 'utf8')));
  await expect(page.locator('.react-flow__node-population')).toHaveCount(2);
  await expect(page.locator('.react-flow__node-frame')).toBeVisible();
});
