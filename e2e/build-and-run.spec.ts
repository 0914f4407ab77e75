import { expect, test } from '@playwright/test';
import { dragFromPalette, drawEdge, newNetwork, node, openApp } from './helpers.ts';

test('a network built from an empty canvas by mouse drags spikes and shows a synchrony index', async ({ page }) => {
  await openApp(page);
  await newNetwork(page);
  await dragFromPalette(page, 'step', { x: 110, y: 300 });
  await dragFromPalette(page, 'lif', { x: 360, y: 300 });
  await dragFromPalette(page, 'synchrony', { x: 700, y: 260 });
  await expect(page.locator('.react-flow__node')).toHaveCount(3);

  const stimulus = page.locator('.react-flow__node-stimulus');
  const population = page.locator('.react-flow__node-population');
  const probe = page.locator('.react-flow__node-probe');
  await drawEdge(page, stimulus.locator('.port-out'), population.locator('.port-in'));
  await drawEdge(page, population.locator('.port-out'), population.locator('.port-in'));
  await drawEdge(page, population.locator('.port-out'), probe.locator('.port-in'));
  await expect(page.locator('.react-flow__edge')).toHaveCount(3);

  await stimulus.click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByLabel('height of the current').first().fill('2.5 nA');
  await inspector.getByLabel('height of the current').first().press('Tab');

  await page.getByTestId('run-button').click();
  await expect
    .poll(async () => Number((await page.getByTestId('status-spikes').innerText()).replace(/\D/g, '')), {
      timeout: 30_000,
    })
    .toBeGreaterThan(0);
  await expect(page.getByTestId('index-chi').first()).toHaveText(/\d\.\d+/, { timeout: 30_000 });
});

test('nothing can be sent to a stimulus, and the reason is said', async ({ page }) => {
  await openApp(page);
  await newNetwork(page);
  await dragFromPalette(page, 'lif', { x: 200, y: 160 });
  await dragFromPalette(page, 'step', { x: 200, y: 360 });
  await drawEdge(
    page,
    page.locator('.react-flow__node-population .port-out'),
    page.locator('.react-flow__node-stimulus'),
  );
  await expect(page.locator('.react-flow__edge')).toHaveCount(0);
  await expect(page.getByText(/a stimulus only sends/).first()).toBeVisible();
});

test('undo and redo take back and repeat an edit', async ({ page }) => {
  await openApp(page);
  await newNetwork(page);
  await dragFromPalette(page, 'lif', { x: 200, y: 160 });
  await expect(node(page, 'LIF')).toBeVisible();
  await page.getByTestId('undo').click();
  await expect(page.locator('.react-flow__node')).toHaveCount(0);
  await page.getByTestId('redo').click();
  await expect(page.locator('.react-flow__node')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(page.locator('.react-flow__node')).toHaveCount(0);
});
