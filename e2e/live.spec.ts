import { expect, type Page, test } from '@playwright/test';
import { chooseHowToRun, keptRuns, node, openApp, openPreset, shownTime, typeInInspector } from './helpers.ts';

const spikes = async (page: Page) => Number((await page.getByTestId('status-spikes').innerText()).replace(/\D/g, ''));

/** Spikes that come within a moment. */
async function more(page: Page): Promise<number> {
  const before = await spikes(page);
  await page.waitForTimeout(400);
  return (await spikes(page)) - before;
}

/** A neuron that spikes regularly under a current that does not end, running until stopped. */
async function runWithoutEnd(page: Page): Promise<void> {
  await openApp(page);
  await openPreset(page, 'lif-step');
  await node(page, 'Step').click();
  await typeInInspector(page, 'time of the end', '1000000 s');
  await chooseHowToRun(page, 'Run until stopped');
  await expect.poll(() => more(page)).toBeGreaterThan(0);
}

test('a current that is changed while the network runs acts at once, and the run goes on', async ({ page }) => {
  await runWithoutEnd(page);
  await typeInInspector(page, 'height of the current', '1 nA');
  await expect.poll(() => more(page)).toBe(0);
  await expect(page.getByText('applies at next run')).toHaveCount(0);
  const time = await shownTime(page);
  await page.getByTestId('undo').click();
  await expect.poll(() => more(page)).toBeGreaterThan(0);
  expect(await shownTime(page)).toBeGreaterThan(time);
  await node(page, 'Neuron').click();
  await typeInInspector(page, 'size', '2');
  await expect(page.getByText('applies at next run')).toBeVisible();
  await page.getByTestId('undo').click();
  await expect(page.getByText('applies at next run')).toHaveCount(0);
});

test('a run until stopped scrolls, all plots share one zoom, Space runs and pauses, and a spike can be watched', async ({
  page,
}) => {
  await openApp(page);
  await openPreset(page, 'ping');
  const plots = page.locator('.react-flow__node-probe [data-x-range]');
  /** What each plot shows, ms. */
  const ranges = () =>
    plots.evaluateAll((all) => all.map((plot) => (plot.getAttribute('data-x-range') ?? '').split(' ').map(Number)));
  const lengths = async () => (await ranges()).map(([from = 0, to = 0]) => Number((to - from).toFixed(6)));
  const timePlots = page.locator('.react-flow__node-probe').filter({ has: page.getByTestId('raster') });

  await test.step('it starts at once', async () => {
    await chooseHowToRun(page, 'Run until stopped');
    await expect(page.getByTestId('pause-button')).toBeVisible();
    await expect.poll(async () => new Set(await lengths())).toEqual(new Set([1000]));
  });

  await test.step('what is shown has the length that is chosen, and moves', async () => {
    await chooseHowToRun(page, 'The last 100 ms');
    await expect.poll(async () => new Set(await lengths())).toEqual(new Set([100]));
    const [[, before = 0] = []] = await ranges();
    await expect.poll(async () => (await ranges())[0]?.[1] ?? 0, { timeout: 30_000 }).toBeGreaterThan(before + 50);
  });

  await test.step('Space pauses and runs whatever has focus but text', async () => {
    const nodes = await page.locator('.react-flow__node').count();
    await page.getByTestId('palette-lif').focus();
    await page.keyboard.press('Space');
    await expect(page.getByTestId('run-button')).toHaveText('Resume');
    await expect(page.locator('.react-flow__node')).toHaveCount(nodes);
    await page.getByTestId('seed-input').focus();
    await page.keyboard.press('Space');
    await expect(page.getByTestId('run-button')).toHaveText('Resume');
    await page.keyboard.press('Escape');
    await page
      .locator('.react-flow__node-probe')
      .filter({ hasText: 'Membrane potential' })
      .getByTestId('probe-title')
      .click();
    const box = page.getByRole('checkbox', { name: 'draw spikes' });
    await expect(box).not.toBeChecked();
    await box.press('Space');
    await expect(page.getByTestId('pause-button')).toBeVisible();
    await expect(box).not.toBeChecked();
    await box.press('Enter');
    await expect(box).toBeChecked();
    await page.keyboard.press('Space');
    await expect(page.getByTestId('run-button')).toHaveText('Resume');
    await page.getByTestId('mode-edit').click();
    await page.keyboard.press('Space');
    await expect(page.getByTestId('pause-button')).toBeVisible();
    await page.keyboard.press('Space');
    await expect(page.getByTestId('run-button')).toHaveText('Resume');
  });

  await test.step('a zoom of one is that of all, and a double click ends it and renames nothing', async () => {
    const raster = timePlots.first().getByTestId('raster');
    const box = await raster.boundingBox();
    if (box === null) throw new Error('the raster is not on the screen');
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + 0.5 * box.width, y);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.7 * box.width, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await lengths()).every((length) => length > 15 && length < 40)).toBe(true);
    expect(new Set((await ranges()).map(String)).size).toBe(1);
    expect((await ranges()).length).toBeGreaterThan(1);
    await raster.dblclick();
    await expect.poll(async () => new Set(await lengths())).toEqual(new Set([100]));
    await expect(page.getByRole('textbox', { name: /^New name of/ })).toHaveCount(0);
  });

  await test.step('a probe may show another length', async () => {
    await timePlots.first().getByTestId('probe-title').click();
    await typeInInspector(page, 'show the last (ms)', '20');
    await expect.poll(async () => new Set(await lengths())).toEqual(new Set([20, 100]));
  });

  await test.step('in slow motion time goes at the pace that is chosen', async () => {
    await chooseHowToRun(page, '0.01 × real time');
    const before = await shownTime(page);
    const startedMs = Date.now();
    await page.getByTestId('run-button').click();
    await expect(page.getByTestId('speed-readout')).toContainText(/^0\.0\d+ ×/);
    await expect.poll(() => shownTime(page)).toBeGreaterThan(before + 10);
    expect((await shownTime(page)) - before).toBeLessThanOrEqual(0.01 * (Date.now() - startedMs) + 1);
    await page.getByTestId('pause-button').click();
  });

  await test.step('what is the network’s is kept with it, what is the browser’s in the browser', async () => {
    await page.reload();
    await expect(page.locator('.react-flow__node').first()).toBeVisible();
    await page.getByRole('button', { name: 'How to run' }).click();
    const isChosen = (name: string) => page.getByRole('menuitem', { name, exact: true });
    await expect(isChosen('The last 100 ms')).toHaveAttribute('aria-current', 'true');
    await expect(isChosen('0.01 × real time')).toHaveAttribute('aria-current', 'true');
  });
});

test('a simulation that dies is set back to a state that was kept, and goes on from there', async ({ page }) => {
  await runWithoutEnd(page);
  await expect.poll(async () => (await keptRuns(page)).stretches, { timeout: 20_000 }).toBeGreaterThan(0);
  const worker = page.workers().find((one) => /\/worker-/.test(one.url()));
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
