import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { dragFromPalette, drawEdge, newNetwork, node, openApp } from './helpers.ts';

test('the palette shows what each entry does, and a card with its equations by pointer and by keyboard', async ({
  page,
}) => {
  await openApp(page);
  for (const model of ['adex', 'sine', 'exponential-conductance', 'watts-strogatz']) {
    await expect(page.getByTestId(`palette-${model}`).getByTestId('picture').locator('path').first()).toBeAttached();
  }
  const card = page.getByTestId('palette-card');
  await page.getByTestId('palette-adex').hover();
  await expect(card).toBeVisible();
  await expect(card).toContainText('Brette and Gerstner');
  await expect(card.getByTestId('picture').locator('path')).toHaveCount(1);
  await expect(card.locator('.katex').first()).toBeVisible();
  await page.mouse.move(700, 600);
  await expect(card).toHaveCount(0);

  await page.getByTestId('palette-eif').focus();
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('palette-qif')).toBeFocused();
  await expect(card).toContainText('QIF');
  await expect(page.getByTestId('palette-qif')).toHaveAttribute('aria-describedby', /./);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
});

test('a search finds families and parameter sets; sections stay folded after a reload', async ({ page }) => {
  await openApp(page);
  const search = page.getByRole('searchbox', { name: 'Search the palette' });
  await search.fill('saddle-node');
  await expect(page.getByTestId('palette-morris-lecar')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Add Morris-Lecar, Class I / })).toBeVisible();
  await expect(page.getByTestId('palette-lif')).toHaveCount(0);
  await search.fill('');
  await page.getByRole('button', { name: 'Probes' }).press('Enter');
  await expect(page.getByTestId('palette-raster')).toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId('palette-lif')).toBeVisible();
  await expect(page.getByTestId('palette-raster')).toHaveCount(0);
  await search.fill('raster');
  await expect(page.getByTestId('palette-raster')).toBeVisible();
});

test('a parameter set is dragged as a neuron of its own', async ({ page }) => {
  await openApp(page);
  await newNetwork(page);
  await page.getByRole('button', { name: 'Parameter sets of AdEx' }).press('Enter');
  await dragFromPalette(page, 'adex-Bursting', { x: 300, y: 200 });
  await expect(page.locator('.react-flow__node-population')).toHaveCount(1);
  await expect(page.locator('[data-field="parameters.V_reset"] input')).toHaveValue('-45.4 mV');
});

test('synapses and rules are put on connections, and chosen for those drawn next', async ({ page }) => {
  await openApp(page);
  await newNetwork(page);
  await dragFromPalette(page, 'lif', { x: 160, y: 200 });
  await dragFromPalette(page, 'eif', { x: 560, y: 200 });
  await page.getByTestId('palette-exponential-current').press('Enter');
  await expect(page.getByTestId('palette-exponential-current')).toHaveAttribute('aria-pressed', 'true');
  await drawEdge(page, node(page, 'LIF').getByTestId('port-out'), node(page, 'EIF').getByTestId('port-in').first());
  const label = page.getByTestId('edge-label');
  await expect(label).toContainText('p 0.1 · 100 pA');

  await page.getByTestId('palette-fixed-in-degree').press('Enter');
  await expect(label).toContainText('K 10');
  await page.getByTestId('palette-delta').dragTo(label);
  await expect(label).toContainText('0.1 mV');
  await page.getByTestId('undo').click();
  await expect(label).toContainText('K 10 · 100 pA');
});
