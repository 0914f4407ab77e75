import { readdirSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';

/** Ids of all presets, from the folder that the gallery shows. */
export const PRESETS = readdirSync('presets')
  .filter((file) => file.endsWith('.json') && file !== 'network.schema.json')
  .map((file) => file.replace('.json', ''));

/**
 * Opens the app as a new visitor, and fails the test on an uncaught error or a violated Content-Security-Policy. Files go
 * through download and upload, which a test can watch, not through the File System Access API.
 */
export async function openApp(page: Page): Promise<void> {
  page.on('pageerror', (error) => {
    throw error;
  });
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) throw new Error(message.text());
  });
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'showSaveFilePicker');
    Reflect.deleteProperty(window, 'showOpenFilePicker');
  });
  await page.goto('/');
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
}

/** Starts from an empty canvas through the file menu. */
export async function newNetwork(page: Page): Promise<void> {
  await page.getByTestId('file-menu').click();
  await page.getByRole('menuitem', { name: /^New/ }).click();
  await expect(page.locator('.react-flow__node')).toHaveCount(0);
}

export async function openPreset(page: Page, id: string): Promise<void> {
  await page.getByTestId('file-menu').click();
  await page.getByTestId('open-presets').click();
  await page.getByTestId(`preset-card-${id}`).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** Opens a network or a block through the file menu, as if it were a file on the disk. */
export async function openFile(page: Page, content: object): Promise<void> {
  await page.getByTestId('file-menu').click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByTestId('open-file').click();
  const buffer = Buffer.from(JSON.stringify(content));
  await (await chooser).setFiles({ name: 'opened.json', mimeType: 'application/json', buffer });
}

/** Drags a palette item, by the id of its model, to a point of the canvas with the mouse. */
export async function dragFromPalette(page: Page, model: string, to: { x: number; y: number }): Promise<void> {
  await page.getByTestId(`palette-${model}`).dragTo(page.locator('.react-flow__pane'), { targetPosition: to });
}

/** Draws an edge from one port to another by real mouse moves. */
export async function drawEdge(page: Page, from: Locator, to: Locator): Promise<void> {
  const a = await from.boundingBox();
  const b = await to.boundingBox();
  if (!a || !b) throw new Error('A port is not on the screen.');
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
  await page.mouse.down();
  await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2, { steps: 8 });
  await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 8 });
  await page.mouse.up();
}

/** The node on the canvas that shows this name. */
export function node(page: Page, name: string): Locator {
  return page.locator('.react-flow__node').filter({ hasText: name }).first();
}

/** Simulated time that the top bar shows, ms. */
export async function shownTime(page: Page): Promise<number> {
  const text = await page.getByTestId('time-readout').innerText();
  const [, number, unit] = /^([\d.,\s]+?)\s*(ms|s)\b/.exec(text) ?? [];
  return Number(number?.replace(/[\s,]/g, '')) * (unit === 's' ? 1000 : 1);
}

/** Types a field of what is selected into the inspector. */
export async function typeInInspector(page: Page, label: string, value: string): Promise<void> {
  const field = page.getByRole('complementary', { name: 'Inspector' }).getByLabel(label).first();
  await field.fill(value);
  await field.press('Enter');
}

/** Chooses in the menu beside the run button. */
export async function chooseHowToRun(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'How to run' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  await expect(page.getByRole('menu')).toHaveCount(0);
}

/** Runs that are kept beyond the page: how each of them came to rest (null: it was under way), and all stretches of results. */
export const keptRuns = (page: Page): Promise<{ rests: (string | null)[]; stretches: number }> =>
  page.evaluate(async () => {
    // To open a database that is not there would make an empty one.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'entrain-runs')) return { rests: [], stretches: 0 };
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await asked(indexedDB.open('entrain-runs'));
    const transaction = database.transaction(['heads', 'stretches']);
    const heads: { readonly rest: { readonly status: string } | null }[] = await asked(
      transaction.objectStore('heads').getAll(),
    );
    const stretches = await asked(transaction.objectStore('stretches').count());
    database.close();
    return { rests: heads.map(({ rest }) => rest?.status ?? null), stretches };
  });
