import { expect, type Locator, type Page, test } from '@playwright/test';
import { dragFromPalette, drawEdge, newNetwork, openApp } from './helpers.ts';

/** A source and a population side by side, joined; the source is selected. Returns the inspector. */
async function sourceInto(page: Page, source: string): Promise<Locator> {
  await openApp(page);
  await newNetwork(page);
  await dragFromPalette(page, source, { x: 110, y: 300 });
  await dragFromPalette(page, 'lif', { x: 560, y: 420 });
  await dragFromPalette(page, 'raster', { x: 420, y: 60 });
  const stimulus = page.locator('.react-flow__node-stimulus');
  const population = page.locator('.react-flow__node-population');
  const probe = page.locator('.react-flow__node-probe');
  await drawEdge(page, stimulus.getByTestId('port-out'), population.getByTestId('port-in'));
  await drawEdge(page, stimulus.getByTestId('port-out'), probe.getByTestId('port-in'));
  await stimulus.click();
  return page.getByRole('complementary', { name: 'Inspector' });
}

/** Runs, and waits until the raster of the source shows so many spikes or more. */
async function expectSpikes(page: Page, least: number): Promise<void> {
  await page.getByTestId('run-button').click();
  const shown = async () => Number(await page.locator('.react-flow__node-probe canvas').getAttribute('data-spikes'));
  await expect.poll(shown, { timeout: 30_000 }).toBeGreaterThanOrEqual(least);
}

test('spike times are pasted as a table, and faults name their lines', async ({ page }) => {
  const inspector = await sourceInto(page, 'given-spikes');
  const table = inspector.getByLabel('from a table');
  await table.fill('neuron, time (ms)\n0, 10\n0, oops\n2, 30');
  await inspector.getByRole('button', { name: 'Read the text' }).click();
  await expect(inspector.getByText('Line 3: "oops" is not a time.')).toBeVisible();
  await table.fill('neuron, time (ms)\n0, 10\n0, 12\n2, 30');
  await inspector.getByRole('button', { name: 'Read the text' }).click();
  await expect(inspector.getByText('Read as index and time: 3 spikes of 3 trains.')).toBeVisible();
  await expect(inspector.getByLabel('spike times', { exact: true })).toHaveValue('10 ms, 12 ms\n\n30 ms');
  await expect(page.locator('.react-flow__node-stimulus')).toContainText('3 spikes in 3 trains');
  await expectSpikes(page, 3);
});

test('spike times are read from a file that is chosen, or dropped on the form', async ({ page }) => {
  const inspector = await sourceInto(page, 'given-spikes');
  const chooser = page.waitForEvent('filechooser');
  await inspector.getByRole('button', { name: 'Choose a CSV file' }).click();
  const csv = { name: 'spikes.csv', mimeType: 'text/csv', buffer: Buffer.from('id;t (s)\n1;0,02\n') };
  await (await chooser).setFiles(csv);
  await expect(inspector.getByLabel('spike times', { exact: true })).toHaveValue('\n0.02 s');
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['5, 6\n7, 8, 9'], 'rows.csv', { type: 'text/csv' }));
    return data;
  });
  await inspector.getByTestId('table-import').dispatchEvent('drop', { dataTransfer: transfer });
  await expect(inspector.getByText('Read as a row for each neuron: 5 spikes of 2 trains.')).toBeVisible();
});

test('a drawn rate is edited by mouse and keyboard, and spikes', async ({ page }) => {
  const inspector = await sourceInto(page, 'rate-profile');
  const plane = inspector.getByTestId('profile-plane');
  const points = plane.getByRole('button');
  await expect(points).toHaveCount(4);
  const box = await plane.boundingBox();
  if (box === null) throw new Error('no chart');
  // A press on the plane adds a point, which can be dragged on.
  await page.mouse.move(box.x + 0.8 * box.width, box.y + 0.5 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.9 * box.width, box.y + 0.1 * box.height, { steps: 5 });
  await page.mouse.up();
  await expect(points).toHaveCount(5);
  await expect(inspector.getByLabel('Time of point 5')).toHaveValue('450 ms');
  await expect(inspector.getByLabel('Rate at point 5')).toHaveValue('45 Hz');
  // Arrow keys move a point, and Delete takes it away but not the stimulus.
  await points.nth(4).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(inspector.getByLabel('Time of point 5')).toHaveValue('447.5 ms');
  await page.keyboard.press('Delete');
  await expect(points).toHaveCount(4);
  await expect(page.locator('.react-flow__node-stimulus')).toHaveCount(1);
  // The table says the same.
  await inspector.getByLabel('Rate at point 3').fill('200');
  await inspector.getByLabel('Rate at point 3').press('Enter');
  await expect(points.nth(2)).toHaveAccessibleName('Point 3: 200 ms, 200 Hz');
  await expect(page.locator('.react-flow__node-stimulus')).toContainText('5 to 200 Hz');
  await inspector.getByLabel('Time of point 3').fill('50 ms');
  await inspector.getByLabel('Time of point 3').press('Enter');
  await expect(inspector.getByText(/at least 100 ms, the time of the point before/)).toBeVisible();
  await page.getByTestId('undo').click();
  await expect(inspector.getByLabel('Time of point 3')).toHaveValue('200 ms');
  await expectSpikes(page, 500);
});

test('a gamma source spikes', async ({ page }) => {
  const inspector = await sourceInto(page, 'gamma');
  await inspector.getByLabel('rate of a train', { exact: true }).fill('100');
  await inspector.getByLabel('rate of a train', { exact: true }).press('Enter');
  await expect(page.locator('.react-flow__node-stimulus')).toContainText('100 × 100 Hz, k = 4');
  await expectSpikes(page, 2000);
});
