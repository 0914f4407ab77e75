import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { openApp, openPreset, PRESETS, shownTime } from './helpers.ts';

/** Networks of circuits that never spike are measured by their states alone. */
const OF_STATES = ['chi', 'traceDifference', 'traceCorrelation'];

function spikes(id: string): boolean {
  const { expect: expected } = JSON.parse(readFileSync(`presets/${id}.json`, 'utf8')) as {
    expect: { measure: string }[];
  };
  return expected.some(({ measure }) => !OF_STATES.includes(measure));
}

/** One page for all of them: a visitor opens one after the other, while the last one may still run. */
let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage();
  await openApp(page);
});
test.afterAll(() => page.close());

for (const id of PRESETS) {
  test(`the preset ${id} opens without a problem and runs`, async () => {
    await openPreset(page, id);
    await expect(page.getByTestId('status-problems')).toHaveText(/no problems/i);
    await page.getByTestId('run-button').click();
    if (!spikes(id)) {
      await expect.poll(() => shownTime(page), { timeout: 60_000 }).toBeGreaterThan(50);
      return;
    }
    await expect
      .poll(async () => Number((await page.getByTestId('status-spikes').innerText()).replace(/\D/g, '')), {
        timeout: 60_000,
      })
      .toBeGreaterThan(0);
  });
}
