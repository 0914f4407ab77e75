import { expect, type Page, test } from '@playwright/test';
import { node, openApp, openPreset, shownTime } from './helpers.ts';

const spikes = async (page: Page) => Number((await page.getByTestId('status-spikes').innerText()).replace(/\D/g, ''));

/** Spikes that come within a moment. */
async function more(page: Page): Promise<number> {
  const before = await spikes(page);
  await page.waitForTimeout(400);
  return (await spikes(page)) - before;
}

/** Types a parameter of the selected node into the inspector. */
async function type(page: Page, label: string, value: string): Promise<void> {
  const field = page.getByRole('complementary', { name: 'Inspector' }).getByLabel(label).first();
  await field.fill(value);
  await field.press('Enter');
}

/** A neuron that spikes regularly under a current that does not end, running until stopped. */
async function runWithoutEnd(page: Page): Promise<void> {
  await openApp(page);
  await openPreset(page, 'lif-step');
  await node(page, 'Step').click();
  await type(page, 'time of the end', '1000000 s');
  await page.getByRole('button', { name: 'How long to run' }).click();
  await page.getByRole('menuitem', { name: 'Run until stopped' }).click();
  await page.getByTestId('run-button').click();
  await expect.poll(() => more(page)).toBeGreaterThan(0);
}

test('a current that is changed while the network runs acts at once, and the run goes on', async ({ page }) => {
  await runWithoutEnd(page);
  await type(page, 'height of the current', '1 nA');
  await expect.poll(() => more(page)).toBe(0);
  await expect(page.getByText('applies at next run')).toHaveCount(0);
  const time = await shownTime(page);
  await page.getByTestId('undo').click();
  await expect.poll(() => more(page)).toBeGreaterThan(0);
  expect(await shownTime(page)).toBeGreaterThan(time);
  await node(page, 'Neuron').click();
  await type(page, 'size', '2');
  await expect(page.getByText('applies at next run')).toBeVisible();
  await page.getByTestId('undo').click();
  await expect(page.getByText('applies at next run')).toHaveCount(0);
});

test('a simulation that dies is set back to a state that was kept, and goes on from there', async ({ page }) => {
  await runWithoutEnd(page);
  await page.waitForTimeout(6000);
  const [worker] = page.workers();
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('out of memory');
    });
  });
  await expect(page.getByRole('alert')).toContainText(/^Set back to \d.* Resume goes on.*stopped unexpectedly/);
  const kept = await spikes(page);
  expect(kept).toBeGreaterThan(0);
  await page.getByTestId('run-button').click();
  await expect.poll(() => spikes(page)).toBeGreaterThan(kept);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a large network runs on several threads, a small one on one', async ({ page }) => {
  await openApp(page);
  const several = await page.evaluate(() => navigator.hardwareConcurrency > 1);
  await openPreset(page, 'eif-network-5000');
  await page.getByTestId('run-button').click();
  await expect(page.getByTestId('status-threads')).toHaveText(several ? /^[2-8] threads$/ : '1 thread', {
    timeout: 30_000,
  });
  await expect.poll(() => spikes(page), { timeout: 60_000 }).toBeGreaterThan(0);
  await openPreset(page, 'lif-step');
  await page.getByTestId('run-button').click();
  await expect(page.getByTestId('status-threads')).toHaveText('1 thread');
});

test('single precision is chosen in the run settings', async ({ page }) => {
  await openApp(page);
  await openPreset(page, 'lif-step');
  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
  await page.getByRole('complementary', { name: 'Inspector' }).getByText('single', { exact: true }).click();
  await expect(page.getByText('f32 · WebAssembly SIMD')).toBeVisible();
  await page.getByTestId('run-button').click();
  await expect.poll(() => spikes(page)).toBeGreaterThan(0);
});
