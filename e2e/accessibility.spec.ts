import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { newNetwork, openApp } from './helpers.ts';

async function seriousFaults(page: Parameters<typeof openApp>[0]): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

test('axe finds no serious fault in the editor, the comparison, the sweep and the gallery', async ({ page }) => {
  await openApp(page);
  expect(await seriousFaults(page)).toEqual([]);
  await page.locator('.react-flow__node-population').first().click();
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByTestId('mode-compare').click();
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByTestId('mode-sweep').click();
  await page.getByTestId('sweep-second').click();
  await expect(page.getByTestId('sweep-parameter')).toHaveCount(2);
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByTestId('file-menu').click();
  await page.getByTestId('open-presets').click();
  await expect(page.getByTestId('preset-card-lif-step')).toBeVisible();
  await page.waitForTimeout(400);
  expect(await seriousFaults(page)).toEqual([]);
});

test('a network is built, connected and run by keyboard alone', async ({ page }) => {
  await openApp(page);
  await newNetwork(page);
  await page.getByTestId('palette-step').press('Enter');
  await page.getByTestId('palette-lif').press('Enter');
  await expect(page.locator('.react-flow__node')).toHaveCount(2);
  await page.locator('.react-flow__node-stimulus').focus();
  await page.keyboard.press('e');
  const choice = page.getByRole('menuitem', { name: 'current into LIF' });
  await expect(choice).toBeVisible();
  // The menu takes the keys a moment after it is seen.
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(choice).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(page.locator('.react-flow__edge')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Space');
  await expect(page.getByTestId('time-readout')).not.toHaveText(/^0(\.0)?\s/, { timeout: 20_000 });
});

test('the page keeps its shape at 1024 x 700', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await openApp(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await expect(page.getByTestId('run-button')).toBeInViewport();
});
