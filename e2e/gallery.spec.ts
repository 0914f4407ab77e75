import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openApp, openPreset } from './helpers.ts';

test('a preset is found by its phenomenon, opened by keyboard, and explains itself', async ({ page }) => {
  await openApp(page);
  await page.getByTestId('file-menu').click();
  await page.getByTestId('open-presets').click();
  const search = page.getByRole('searchbox', { name: 'Search presets' });
  await expect(search).toBeFocused();
  await page.keyboard.type('phase locking lif');
  await expect(page.getByTestId(/^preset-card-/)).toHaveCount(2);
  const card = page.getByTestId('preset-card-lif-sine');
  await expect(card.getByTestId('preset-run').getByTestId('picture').locator('path')).toBeAttached();
  await expect(card).toContainText('1 neuron');
  await card.press('Enter');
  await expect(page.getByTestId('document-name')).toHaveText('LIF under a sine');

  const guide = page.getByTestId('guide');
  await expect(guide).toContainText('One spike in each cycle');
  await guide.getByRole('button', { name: 'frequency' }).press('Enter');
  await expect(page.locator('[data-field="parameters.frequency"] input')).toBeFocused();
  await expect(page.locator('[data-field="parameters.frequency"] input')).toHaveValue('40 Hz');

  await page.getByTestId('guide-close').click();
  await expect(guide).toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId('document-name')).toHaveText('LIF under a sine');
  await expect(guide).toHaveCount(0);
  await page.getByTestId('guide-button').click();
  await expect(guide).toBeVisible();
});

test('a chip leaves the presets of its phenomenon', async ({ page }) => {
  await openApp(page);
  await page.getByTestId('file-menu').click();
  await page.getByTestId('open-presets').click();
  const cards = page.getByTestId(/^preset-card-/);
  await expect(cards.first()).toBeVisible();
  const all = await cards.count();
  const chip = page.getByRole('button', { name: 'gap junctions', exact: true });
  await chip.click();
  await expect(chip).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('preset-card-adex-bursting-3-neurons')).toBeVisible();
  expect(await cards.count()).toBeLessThan(all);
  await page.waitForTimeout(400);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await chip.click();
  await expect(cards).toHaveCount(all);
});

test('every guide that is opened leaves the canvas in view at 1024 x 700', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await openApp(page);
  await openPreset(page, 'brunel-12500');
  await expect(page.getByTestId('guide')).toBeVisible();
  await expect(page.locator('.react-flow__node-population').first()).toBeInViewport();
  const height = await page.getByTestId('guide').evaluate((element) => element.clientHeight);
  expect(height).toBeLessThan(160);
});
