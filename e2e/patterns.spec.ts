import { expect, test } from '@playwright/test';
import { dragFromPalette, newNetwork, openApp } from './helpers.ts';

test('a pattern is chosen from the menu, given its input, and fires its spikes', async ({ page }) => {
  await openApp(page);
  await newNetwork(page);
  await dragFromPalette(page, 'izhikevich', { x: 420, y: 240 });
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByLabel('size').fill('1');
  await inspector.getByLabel('size').press('Tab');

  const sets = inspector.getByLabel('set', { exact: true });
  const spikes = async () => Number((await page.getByTestId('status-spikes').innerText()).replace(/\D/g, ''));
  // Counts of the published program of the figure.
  for (const [name, count, stimuli] of [
    ['A Tonic spiking', 5, 1],
    // The same neuron as M, under another input.
    ['O Threshold variability', 1, 3],
    ['T Inhibition-induced bursting', 12, 2],
  ] as const) {
    await page.locator('.react-flow__node-population').click();
    await sets.selectOption(name);
    await expect(inspector.getByLabel('integrator')).toHaveValue('sequential_euler');
    await inspector.getByRole('button', { name: /its input/ }).click();
    await expect(inspector.getByText(/Its input is connected/)).toBeVisible();
    await expect(page.locator('.react-flow__node-stimulus')).toHaveCount(stimuli);
    await page.getByTestId('run-button').click();
    await expect.poll(spikes, { timeout: 30_000 }).toBe(count);
  }

  await page.getByTestId('undo').click();
  await expect(page.locator('.react-flow__node-stimulus')).toHaveCount(3);
  await expect(inspector.getByRole('button', { name: 'Replace by its input' })).toBeVisible();
  await page.getByTestId('undo').click();
  await expect(sets).toHaveValue('O Threshold variability');
});
