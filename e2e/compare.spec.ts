import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { openApp, openPreset } from './helpers.ts';

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

test('a third configuration is added and edited, and runs beside the others in panels with one axis', async ({
  page,
}) => {
  await openApp(page);
  await page.getByTestId('mode-compare').click();
  await page.getByTestId('add-configuration').click();
  // What is added is edited at once, and says so in the list and over the canvas.
  await expect(page.getByTestId('configuration-C')).toContainText('edited');
  await expect(page.getByTestId('edited-banner')).toContainText('Configuration C');
  await page.getByTestId('name-C').click();
  await page.getByLabel('Name of configuration C').fill('No coupling');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('edited-banner')).toContainText('No coupling');

  // An edit on the canvas goes back to it alone.
  await page.getByTestId('node-I').click();
  const size = page.getByRole('complementary', { name: 'Inspector' }).getByLabel('size').first();
  await size.fill('400');
  await size.press('Tab');
  const row = page.getByTestId('compare-table').locator('tr', { hasText: 'size' });
  await expect(row.locator('td')).toHaveText(['500', '500', '400']);
  await page.getByTestId('edit-C').click();
  await expect(page.getByTestId('edited-banner')).toHaveCount(0);
  await expect(page.getByTestId('node-I')).toContainText('500');

  await page.getByTestId('layout-multiples').click();
  await page.getByTestId('run-button').click();
  const panels = page.getByTestId('node-raster').getByTestId('panel');
  await expect(panels).toHaveCount(3);
  await expect(panels.locator('figcaption')).toHaveText(['A The network', 'B g = 8', 'C No coupling']);
  await expect(page.getByTestId('compare-finding')).toContainText('C (No coupling)', { timeout: 60_000 });
  await expect(page.getByTestId('run-button')).toBeVisible({ timeout: 60_000 });
  for (const node of ['raster', 'traces']) {
    const ranges = await page
      .getByTestId(`node-${node}`)
      .locator('[data-y-range]')
      .evaluateAll((plots) => plots.map((plot) => plot.getAttribute('data-y-range')));
    expect(ranges).toHaveLength(3);
    expect(new Set(ranges).size).toBe(1);
  }
  // Neurons that only the larger networks have are on the axis of the smaller one too.
  expect(await panels.last().locator('[data-y-range]').getAttribute('data-y-range')).toBe('0 2500');
  // The table of indices stays one, with a column for each configuration and population.
  await expect(page.getByTestId('node-synchrony').getByTestId('index-chi')).toHaveCount(6);

  // What is not checked does not run.
  await page.getByTestId('configuration-B').getByRole('checkbox').uncheck();
  await page.getByTestId('run-button').click();
  await expect(panels.locator('figcaption')).toHaveText(['A The network', 'C No coupling'], { timeout: 60_000 });

  await page.getByTestId('remove-B').click();
  await expect(page.getByTestId('configuration-B')).toContainText('No coupling');
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('configuration-C')).toContainText('No coupling');
});

test('with and without a stimulus over seeds: sentence, chart, values, and what of them goes stale', async ({
  page,
}) => {
  await openApp(page);
  await openPreset(page, 'izhikevich-2003');
  await page.locator('.react-flow__node-stimulus').first().click();
  await page.getByTestId('with-and-without').click();
  const rows = page.getByTestId('configurations').locator('li');
  const checked = rows.filter({ has: page.locator('input:checked') });
  await expect(checked).toHaveCount(2);
  await expect(checked.first()).toContainText(/^A/);
  await expect(checked.last()).toContainText('Without');

  await page.getByTestId('seeds-count').fill('4');
  await page.getByTestId('seeds-count').blur();
  await page.getByTestId('seeds-run').click();
  await expect(page.getByTestId('seeds-cancel')).toBeVisible();
  await expect(page.getByTestId('seeds-run')).toBeVisible({ timeout: 80_000 });
  await page.getByTestId('seeds-measure').selectOption({ label: 'rate (Hz)' });
  await expect(page.getByTestId('seeds-sentence')).toContainText(
    /^rate \(Hz\) of .* is [\d.]+ \[[\d.]+, [\d.]+\] in A .*: they differ \(p = 0\.029, permutation test, 4 seeds\)\.$/,
  );
  await expect(page.getByTestId('seeds-table').locator('tbody tr')).toHaveCount(2);
  await expect(page.getByTestId('seeds-table').locator('tbody tr').first()).toContainText('4/4');
  const chart = page.getByTestId('seeds-chart');
  expect((await chart.boundingBox())?.height).toBeGreaterThan(120);
  await page.getByTestId('seeds-export').click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'SVG of the chart' }).click(),
  ]);
  const svg = readFileSync(await file.path(), 'utf8');
  expect(svg.match(/<circle/g)).toHaveLength(2 * (4 + 2));

  // The report tells the experiment.
  await page.getByTestId('file-menu').click();
  const [report] = await Promise.all([page.waitForEvent('download'), page.getByTestId('save-report').click()]);
  const html = readFileSync(await report.path(), 'utf8');
  expect(html).toContain('permutation test, 4 seeds');
  expect(html).toMatch(/<svg[^>]*>[\s\S]*rate \(Hz\) of/);
  expect(html).toContain('What differs');

  // Another seed makes other values: those shown are of before. Back again, they are as they were.
  await page.getByTestId('seed-input').fill('77');
  await page.getByTestId('seed-input').press('Enter');
  await expect(page.getByTestId('seeds-stale')).toBeVisible();
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('seeds-stale')).toHaveCount(0);
});
