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
  await drawEdge(page, stimulus.getByTestId('port-out'), population.getByTestId('port-in'));
  await drawEdge(page, population.getByTestId('port-out'), population.getByTestId('port-in'));
  await drawEdge(page, population.getByTestId('port-out'), probe.getByTestId('port-in'));
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
    page.locator('.react-flow__node-population').getByTestId('port-out'),
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

test('preflight tells a step that is too coarse and mends it, and notes after the run what it showed', async ({
  page,
}) => {
  await openApp(page);
  await newNetwork(page);
  await page.getByTestId('palette-hodgkin-huxley').click();
  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
  const step = page.getByRole('complementary', { name: 'Inspector' }).getByLabel('time step').first();
  await step.fill('10 ms');
  await step.press('Enter');
  const status = page.getByTestId('status-problems');
  await expect(status).toHaveText(/1 problem/);
  await status.click();
  const preflight = page.getByRole('region', { name: 'Preflight' });
  await expect(preflight).toContainText('the time step of 10 ms is 42 times its fastest time constant, 0.24 ms (m)');
  await preflight.getByTestId('mend').click();
  await expect(preflight).toContainText('No problems. The network can run.');
  await expect(step).toHaveValue('0.1 ms');

  await page.getByTestId('run-button').click();
  await expect(status).toHaveText(/no problems · 1 note/);
  await status.click();
  await preflight.getByRole('button', { name: /it did not spike in/ }).click();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('Hodgkin-Huxley');
});
