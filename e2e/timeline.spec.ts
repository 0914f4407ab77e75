import { expect, type Page, test } from '@playwright/test';
import { openApp, openPreset, shownTime, typeInInspector } from './helpers.ts';

/** The time at which the playhead stands, ms. */
const playhead = async (page: Page): Promise<number> =>
  Number(await page.getByTestId('playhead').getAttribute('aria-valuenow'));

const finished = (page: Page) => expect.poll(() => shownTime(page), { timeout: 60_000 }).toBe(1000);

test('a run is dragged back and looked at, goes on from there, and branches as a configuration', async ({ page }) => {
  await openApp(page);
  await openPreset(page, 'eif-network-100');
  await expect(page.getByTestId('timeline')).toHaveCount(0);
  await page.getByTestId('run-button').click();
  await finished(page);
  await expect(page.getByTestId('timeline-time')).toHaveText('now: 1,000 ms');
  await expect(page.getByTestId('time-cursor')).toHaveCount(0);
  const spikes = await page.getByTestId('status-spikes').innerText();

  await test.step('dragging shows the past in all probes', async () => {
    const box = await page.getByTestId('playhead').boundingBox();
    if (box === null) throw new Error('There is a playhead.');
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width - 8, y);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.7 * box.width, y, { steps: 4 });
    await page.mouse.move(box.x + 0.4 * box.width, y, { steps: 4 });
    await page.mouse.up();
    const at = await playhead(page);
    expect(Math.abs(at - 400)).toBeLessThan(20);
    await expect(page.getByTestId('timeline-time')).toHaveText(/^at [\d.]+ ms of 1,000 ms$/);
    await expect(page.getByTestId('time-cursor')).toHaveCount(4);
    await page.keyboard.press('Tab');
    await page.getByTestId('playhead').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await playhead(page)).toBeCloseTo(at - 1, 6);
    await page.keyboard.press('Shift+ArrowRight');
    expect(await playhead(page)).toBeCloseTo(at + 9, 6);
    await page.getByTestId('back-to-now').click();
    await expect(page.getByTestId('time-cursor')).toHaveCount(0);
  });

  await test.step('it runs on from there, to the same spikes', async () => {
    await page.getByTestId('playhead').focus();
    await page.keyboard.press('Home');
    for (let k = 0; k < 3; k++) await page.keyboard.press('Shift+ArrowRight');
    expect(await playhead(page)).toBe(30);
    await page.getByTestId('run-on-from').click();
    await expect(page.getByTestId('timeline-time')).toHaveText('now: 1,000 ms', { timeout: 60_000 });
    await expect(page.getByTestId('status-spikes')).toHaveText(spikes);
  });

  await test.step('it branches, and the branch shares the past with A', async () => {
    await page.getByTestId('playhead').focus();
    await page.keyboard.press('Home');
    for (let k = 0; k < 30; k++) await page.keyboard.press('Shift+ArrowRight');
    await page.getByTestId('branch').click();
    await expect(page.getByTestId('edited-banner')).toContainText('It runs as A until 300 ms.');
    await page.getByTestId('node-noise').click();
    await typeInInspector(page, 'mean', '900 pA');
    await page.getByTestId('run-button').click();
    await finished(page);
    await expect(page.getByTestId('status-problems')).toContainText('no problems');
    const both = Number((await page.getByTestId('status-spikes').innerText()).replace(/\D/g, ''));
    expect(both).toBeGreaterThan(2.2 * Number(spikes.replace(/\D/g, '')));
    await expect(page.getByTestId('compare-finding')).toBeVisible();
  });

  await test.step('results of a network that was changed are said to be so, and are not gone back to', async () => {
    await page.getByTestId('edit-A').click();
    await page.getByTestId('node-E').click();
    await typeInInspector(page, 'size', '81');
    await expect(page.getByTestId('timeline-time')).toContainText('of the network before the change');
    await page.getByTestId('playhead').focus();
    await page.keyboard.press('Home');
    await expect(page.getByTestId('run-on-from')).toBeDisabled();
    await expect(page.getByTestId('branch')).toBeDisabled();
  });
});
