import { expect, test } from '@playwright/test';
import { openApp } from './helpers.ts';

test('the first visit compares g = 3 with g = 8 in one click and finds the synchrony broken', async ({ page }) => {
  await openApp(page);
  await page.getByTestId('mode-compare').click();
  await page.getByTestId('run-button').click();
  const table = page.getByTestId('compare-table');
  await expect(table).toContainText('3');
  await expect(table).toContainText('8');
  await expect(page.getByTestId('compare-finding')).toContainText(/χ/, { timeout: 60_000 });
  const chi = page.getByTestId('index-chi');
  await expect(chi).not.toHaveCount(0);
  await expect
    .poll(
      async () => {
        const a = Number(await page.locator('[data-testid="index-chi"][data-run="A"]').first().innerText());
        const b = Number(await page.locator('[data-testid="index-chi"][data-run="B"]').first().innerText());
        return a > 0.55 && b < 0.3;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
});
