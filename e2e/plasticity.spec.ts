import { expect, test } from '@playwright/test';
import { openApp, openPreset } from './helpers.ts';

test('synapses learn, their weights are shown three ways, kept and forgotten', async ({ page }) => {
  await openApp(page);
  await openPreset(page, 'stdp-bimodal');
  await page.getByTestId('run-button').click();
  const plot = page.getByTestId('weights').first();
  await expect(plot).toHaveAttribute('aria-label', /Inputs → Neuron · mean 0\.0\d+ nS at/);

  await page.locator('.react-flow__edge[data-id="learning"]').focus();
  await page.keyboard.press('Enter');
  const inspector = page.getByTestId('inspector');
  await expect(inspector.getByRole('heading', { name: 'Plasticity' })).toBeVisible();
  await expect(inspector.getByLabel('timing', { exact: true })).toHaveValue('stdp-additive');
  await inspector.getByRole('button', { name: 'Keep learned weights' }).click();
  await expect(inspector).toContainText('Runs start from the weights that were kept');
  await inspector.getByRole('button', { name: 'Forget' }).click();
  await expect(inspector).not.toContainText('weights that were kept');

  // Another rule has other parameters; two families may stand together.
  await inspector.getByLabel('timing', { exact: true }).selectOption('triplet');
  await expect(inspector.getByLabel('slow trace of the source', { exact: true })).toHaveValue('101 ms');
  await inspector.getByLabel('short-term', { exact: true }).selectOption('tsodyks-markram');
  await inspector.getByRole('button', { name: 'Facilitating' }).click();
  await expect(inspector.getByLabel('release at rest', { exact: true })).toHaveValue('0.15');
  await expect(page.getByTestId('status-problems')).toHaveText(/no problems/i);
  await inspector.getByLabel('release at rest', { exact: true }).fill('1.5');
  await inspector.getByLabel('release at rest', { exact: true }).press('Enter');
  await expect(inspector).toContainText('release at rest is 1.5; must be at least 0 and at most 1');

  await page.getByTestId('node-weights').click({ position: { x: 40, y: 12 } });
  await inspector.getByLabel('show', { exact: true }).selectOption('matrix');
  await expect(page.getByTestId('weights').first()).toHaveAttribute('aria-label', /matrix of weights/);
  await inspector.getByLabel('show', { exact: true }).selectOption('synapses');
  await expect(page.locator('[data-testid="node-weights"] .uplot')).toBeVisible();
});
