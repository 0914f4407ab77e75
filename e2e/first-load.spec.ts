import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

/** What a browser fetches before it can show the editor, bytes of gzip. */
const MOST_BYTES = 500_000;

test('the first load is small, and names all of its files, so that they are fetched at once', () => {
  const html = readFileSync('dist/app/index.html', 'utf8');
  const files = [...html.matchAll(/(?:src|href)="\/?([^":]+\.(?:js|css))"/g)].map(([, file = '']) => file);
  expect(files.length).toBeGreaterThan(1);
  const texts = files.map((file) => readFileSync(`dist/app/${file}`, 'utf8'));
  const imported = files.flatMap((file, k) =>
    file.endsWith('.js')
      ? [...(texts[k] ?? '').matchAll(/(?:^|[;\s}])import[^"'()]*?["']\.\/([^"']+)["']/g)].map(
          ([, name]) => `assets/${name}`,
        )
      : [],
  );
  expect(files).toEqual(expect.arrayContaining(imported));
  const bytes = [html, ...texts].reduce((sum, text) => sum + gzipSync(text).length, 0);
  expect(bytes).toBeLessThan(MOST_BYTES);
});

test.describe('without a connection', () => {
  test('a dialogue that was not fetched says so, and comes when it is tried again', async ({ page }) => {
    // The page is never idle, so that nothing is fetched before it is asked for.
    await page.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }));
    await page.goto('/');
    await expect(page.getByTestId('inspector')).toBeVisible();
    await page.route('**/assets/HelpDialog-*.js', (route) => route.abort());
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'The list of keys' });
    await expect(dialog).toContainText('The list of keys could not be fetched: is there a connection?');
    await expect(dialog.getByRole('button', { name: 'Try again' })).toBeFocused();
    await page.unroute('**/assets/HelpDialog-*.js');
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('a probe whose plot was not fetched says so in its place, and comes when it is tried again', async ({
    page,
  }) => {
    let isDown = true;
    await page.route('**/assets/raster-*.js', (route) => (isDown ? route.abort() : route.continue()));
    await page.goto('/');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const failed = page.getByTestId('unfetched').first();
    await expect(failed).toContainText('could not be fetched: is there a connection?');
    isDown = false;
    await failed.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByTestId('raster').first()).toBeVisible();
    await expect(page.getByTestId('unfetched')).toHaveCount(0);
  });

  test('all that the page fetched when it was idle is here', async ({ page, context }) => {
    await page.goto('/');
    await page.waitForLoadState('networkidle');
    await context.setOffline(true);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByPlaceholder('What do you want to do?')).toBeFocused();
  });
});

test('the focus goes into a dialogue that is opened before it was fetched, and back', async ({ page }) => {
  await page.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }));
  await page.goto('/');
  const keys = page.getByRole('button', { name: 'Keys', exact: true });
  await keys.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await expect(dialog).toBeVisible();
  await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('Escape');
  await expect(keys).toBeFocused();
});
