import { expect, test } from '@playwright/test';
import { openApp, openPreset, PRESETS } from './helpers.ts';

for (const id of PRESETS) {
  test(`the preset ${id} opens without a problem and runs`, async ({ page }) => {
    await openApp(page);
    await openPreset(page, id);
    await expect(page.getByTestId('status-problems')).toHaveText(/no problems/i);
    await page.getByTestId('run-button').click();
    await expect
      .poll(async () => Number((await page.getByTestId('status-spikes').innerText()).replace(/\D/g, '')), {
        timeout: 60_000,
      })
      .toBeGreaterThan(0);
  });
}
