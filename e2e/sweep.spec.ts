import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { openApp, openPreset } from './helpers.ts';

/** Chooses the first parameter that what is typed finds. */
async function chooseParameter(page: Page, which: number, text: string): Promise<void> {
  const field = page.getByTestId('sweep-parameter').nth(which);
  await field.click();
  await field.fill(text);
  await page.getByRole('option').filter({ hasText: text }).first().click();
}

async function type(page: Page, id: string, text: string): Promise<void> {
  const field = page.getByTestId(id).first();
  await field.fill(text);
  await field.press('Enter');
}

async function download(page: Page, kind: string): Promise<string> {
  await page.getByTestId('sweep-export').click();
  const waiting = page.waitForEvent('download');
  await page.getByTestId(`sweep-export-${kind}`).click();
  return readFile(await (await waiting).path(), kind === 'png' ? 'latin1' : 'utf8');
}

const done = (page: Page) => page.getByTestId('sweep-readout');

test('a parameter is swept, the page reloaded in the middle, and the sweep goes on to its result', async ({ page }) => {
  // With a worker for each of ten runs there would be no middle.
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 2 }));
  await openApp(page);
  await openPreset(page, 'adex-network-bursting-g3');
  await page.getByTestId('mode-sweep').click();
  await chooseParameter(page, 0, 'I → E › g');
  await type(page, 'sweep-from', '2');
  await type(page, 'sweep-to', '8');
  await type(page, 'sweep-values', '5');
  await type(page, 'sweep-seeds', '2');
  await expect(done(page)).toContainText('0 of 10 runs');
  await page.getByTestId('sweep-run').click();

  // Some cells are done, others are not: the page is closed on those under way.
  await expect.poll(() => done(page).innerText(), { timeout: 60_000, intervals: [50] }).toMatch(/^[2-8] of 10 runs/);
  await expect(page.getByText(/^saved/)).toBeVisible();
  await page.reload();
  await page.getByTestId('mode-sweep').click();
  await expect(page.getByTestId('sweep-run')).toHaveText('Resume');
  await expect(done(page)).toContainText(/^[2-9] of 10 runs/);
  await page.getByTestId('sweep-run').click();
  await expect(done(page)).toContainText('10 of 10 runs', { timeout: 60_000 });
  await expect(page.getByTestId('sweep-sentence')).toContainText('No transition in this range');

  const csv = (await download(page, 'csv')).trim().split('\n');
  expect(csv[0]).toContain('.relativeStrength,seed,population,chi,');
  // 5 values, 2 seeds, 2 populations.
  expect(csv).toHaveLength(21);
  const svg = await download(page, 'svg');
  // A line with a band, and a dot for each seed beside one for each mean.
  expect(svg.match(/<circle/g)).toHaveLength(15);
  expect(svg.match(/opacity="0.16"/g)).toHaveLength(1);
  expect(JSON.parse(await download(page, 'json')).runs).toHaveLength(10);
  expect(await download(page, 'png')).toContain('PNG');

  // A run again gives nothing new: what was kept is what a whole sweep gives.
  const chiOf = (rows: string[]) => rows.map((row) => row.split(',').slice(0, 4).join());
  await page.getByTestId('sweep-cancel').click();
  await expect(done(page)).toContainText('0 of 10 runs');
  await page.getByTestId('sweep-run').click();
  await expect(done(page)).toContainText('10 of 10 runs', { timeout: 60_000 });
  expect(chiOf((await download(page, 'csv')).trim().split('\n'))).toEqual(chiOf(csv));
});

test('a cell shows its spikes and opens in the editor, and undo takes it back', async ({ page }) => {
  await openApp(page);
  await openPreset(page, 'lif-step');
  await page.getByTestId('mode-sweep').click();
  await chooseParameter(page, 0, 'tau_m');
  await type(page, 'sweep-from', '6 ms');
  await type(page, 'sweep-to', '14 ms');
  await type(page, 'sweep-values', '5');
  await type(page, 'sweep-seeds', '1');
  await page.getByTestId('sweep-run').click();
  await expect(done(page)).toContainText('5 of 5 runs', { timeout: 60_000 });
  const box = await page.getByTestId('sweep-plot').boundingBox();
  if (!box) throw new Error('The plot is not on the screen.');
  // The last value is at the right end.
  await page.mouse.move(box.x + box.width - 24, box.y + box.height / 2);
  await expect(page.getByTestId('sweep-cell')).toHaveText('tau_m = 14 ms');
  await expect(page.getByTestId('raster')).toHaveAttribute('data-spikes', /^[1-9]\d*$/);
  await page.mouse.click(box.x + box.width - 24, box.y + box.height / 2);
  await page.locator('.react-flow__node').filter({ hasText: 'Neuron' }).first().click();
  await expect(page.getByLabel('membrane time constant', { exact: true })).toHaveValue('14 ms');
  await page.getByTestId('undo').click();
  await expect(page.getByLabel('membrane time constant', { exact: true })).toHaveValue('8 ms');
  // The sweep is as it was: the present value of what is varied does not matter.
  await page.getByTestId('mode-sweep').click();
  await expect(done(page)).toContainText('5 of 5 runs');
});

test('two parameters make a heat map, which the arrow keys walk', async ({ page }) => {
  await openApp(page);
  await openPreset(page, 'lif-step');
  await page.getByTestId('mode-sweep').click();
  await chooseParameter(page, 0, 'tau_m');
  await page.getByTestId('sweep-second').click();
  await chooseParameter(page, 1, 'amplitude');
  for (const k of [0, 1]) {
    await page.getByTestId('sweep-values').nth(k).fill('4');
    await page.getByTestId('sweep-values').nth(k).press('Enter');
  }
  await type(page, 'sweep-seeds', '1');
  await page.getByTestId('sweep-run').click();
  await expect(done(page)).toContainText('16 of 16 runs', { timeout: 60_000 });
  await page.getByTestId('sweep-plot').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('sweep-plot')).toHaveAttribute('data-place', '3 2');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('sweep-cell')).toContainText('amplitude = ');
  await page.keyboard.press('Enter');
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
});

test('transitions of the rows of a map are fitted while the page is free', async ({ page }) => {
  await openApp(page);
  await openPreset(page, 'eif-least-current');
  await page.getByTestId('mode-sweep').click();
  const sentence = page.getByTestId('sweep-sentence');
  await sentence.evaluate((element) => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => said.push(element.textContent ?? '')).observe(element, {
      characterData: true,
      childList: true,
      subtree: true,
    });
  });
  await page.getByTestId('sweep-run').click();
  // Rows without any spike are among them: a search for their curves had no end.
  await expect(done(page)).toContainText('325 of 325 runs', { timeout: 60_000 });
  const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said.join('\n'));
  await expect.poll(said).toMatch(/Fitting the transition of each row: \d+ of 25…\nThe line joins/);
  expect((await said()).match(/Fitting the transition of each row/g)?.length).toBeGreaterThan(1);
});

test('a range that does not fit is refused with a sentence', async ({ page }) => {
  await openApp(page);
  await openPreset(page, 'lif-step');
  await page.getByTestId('mode-sweep').click();
  await chooseParameter(page, 0, 'tau_m');
  await type(page, 'sweep-to', '3 mV');
  await expect(page.getByRole('alert')).toContainText('ms and mV');
  await expect(page.getByTestId('sweep-run')).toBeDisabled();
});
