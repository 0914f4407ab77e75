import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import {
  chooseHowToRun,
  keptRuns,
  newNetwork,
  node,
  openApp,
  openFile,
  openPreset,
  shownTime,
  typeInInspector,
} from './helpers.ts';

const name = (page: Page): Locator => page.getByTestId('document-name');
const populations = (page: Page): Locator => page.locator('.react-flow__node-population');
const undo = (page: Page): Locator => page.getByTestId('undo');

async function rename(page: Page, to: string): Promise<void> {
  await name(page).click();
  const field = page.getByRole('textbox', { name: 'Name of the network' });
  await field.fill(to);
  await field.press('Enter');
  await expect(name(page)).toHaveText(to);
}

async function showProjects(page: Page): Promise<void> {
  await page.getByTestId('file-menu').click();
  await page.getByTestId('open-projects').click();
  await expect(page.getByTestId('projects')).toBeVisible();
}

const card = (page: Page, of: string): Locator =>
  page.getByTestId('project-card').filter({ has: page.getByText(of, { exact: true }) });

async function choose(page: Page, of: string, what: string): Promise<void> {
  await card(page, of)
    .getByRole('button', { name: `What to do with ${of}` })
    .click();
  await page.getByRole('menuitem', { name: what }).click();
}

async function openProject(page: Page, of: string): Promise<void> {
  await showProjects(page);
  await page.getByRole('button', { name: `Open ${of}`, exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(name(page)).toHaveText(of);
}

test('no edit is lost by reloading or closing at once, and it can still be undone', async ({ page, context }) => {
  await openApp(page);
  await openPreset(page, 'lif-step');
  for (const typed of ['First', 'Second', 'Third']) {
    await rename(page, typed);
    await page.reload();
    await expect(name(page)).toHaveText(typed);
  }
  // What is still being typed is an edit too.
  await name(page).click();
  await page.getByRole('textbox', { name: 'Name of the network' }).fill('Half typed');
  await page.reload();
  await expect(name(page)).toHaveText('Half typed');
  await undo(page).click();
  await undo(page).click();
  await expect(name(page)).toHaveText('Second');
  await undo(page).click();
  await undo(page).click();
  await expect(name(page)).toHaveText('LIF under a step');
  await expect(undo(page)).toBeDisabled();

  let tab = page;
  for (let k = 1; k <= 3; k++) {
    await rename(tab, `Closed ${k}`);
    await tab.close();
    tab = await context.newPage();
    await openApp(tab);
    await expect(name(tab)).toHaveText(`Closed ${k}`);
  }
});

test('new, preset, file: each is another project, and the one before stays whole', async ({ page }, info) => {
  await openApp(page);
  await openPreset(page, 'lif-step');
  await rename(page, 'My work');
  await newNetwork(page);
  await rename(page, 'From nothing');
  await openPreset(page, 'lif-sine');
  await expect(name(page)).toHaveText('LIF under a sine');
  const file = JSON.parse(await readFile('presets/adex-bursting.json', 'utf8'));
  await openFile(page, { ...file, name: 'From a file' });
  await expect(name(page)).toHaveText('From a file');

  await openProject(page, 'My work');
  await expect(populations(page)).toHaveCount(1);
  await undo(page).click();
  await expect(name(page)).toHaveText('LIF under a step');
  await page.keyboard.press('Control+Shift+Z');
  await expect(name(page)).toHaveText('My work');
  // A preset is a copy: it is as it was when it is opened again.
  await openPreset(page, 'lif-step');
  await expect(name(page)).toHaveText('LIF under a step');
  await expect(undo(page)).toBeDisabled();

  await showProjects(page);
  const search = page.getByRole('searchbox', { name: 'Search projects' });
  await expect(search).toBeFocused();
  await search.fill('from');
  await expect(page.getByTestId('project-card')).toHaveCount(2);
  await search.fill('');
  await expect(card(page, 'My work').getByTestId('thumbnail').locator('circle').first()).toBeAttached();
  await expect(card(page, 'My work')).toContainText('just now · 1 neuron');
  await page.waitForTimeout(300);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);

  await choose(page, 'My work', 'Duplicate');
  await expect(card(page, 'My work, copy')).toBeVisible();
  await choose(page, 'My work, copy', 'Rename');
  const field = page.getByRole('textbox', { name: 'Name of the project' });
  await field.fill('Renamed');
  await field.press('Enter');
  await expect(card(page, 'Renamed')).toBeVisible();
  await choose(page, 'My work', 'Delete');
  await expect(card(page, 'My work')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(card(page, 'My work')).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByTestId('export-projects').click();
  const path = info.outputPath('all.json');
  await (await download).saveAs(path);
  const all = JSON.parse(await readFile(path, 'utf8'));
  const names = all.projects.map((project: { name: string }) => project.name);
  expect(names).toEqual(expect.arrayContaining(['My work', 'From nothing', 'From a file', 'Renamed']));
  await page.keyboard.press('Escape');
  await openFile(page, all);
  await showProjects(page);
  await expect(page.getByTestId('project-card')).toHaveCount(2 * names.length);
  await expect(card(page, 'Renamed, copy')).toBeVisible();

  // The open project is deleted, and comes back.
  await choose(page, 'LIF under a step', 'Delete');
  await expect(card(page, 'LIF under a step')).toHaveCount(0);
  await expect(name(page)).not.toHaveText('LIF under a step');
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(name(page)).toHaveText('LIF under a step');
});

test('a version is kept, restored as a step that can be undone, and opened as a copy', async ({ page }) => {
  await openApp(page);
  await openPreset(page, 'lif-step');
  await rename(page, 'As submitted');
  await page.getByTestId('file-menu').click();
  await page.getByTestId('open-versions').click();
  await page.getByRole('textbox', { name: 'Name of the version' }).fill('Submitted');
  await page.getByTestId('save-version').click();
  await expect(page.getByTestId('version')).toContainText('Submitted');
  await page.keyboard.press('Escape');
  await rename(page, 'Afterwards');
  await page.reload();
  await page.getByTestId('file-menu').click();
  await page.getByTestId('open-versions').click();
  await page.getByTestId('version').getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(name(page)).toHaveText('As submitted');
  await undo(page).click();
  await expect(name(page)).toHaveText('Afterwards');
  await page.getByTestId('file-menu').click();
  await page.getByTestId('open-versions').click();
  await page.getByTestId('version').getByRole('button', { name: 'Open as a copy' }).click();
  await expect(name(page)).toHaveText('As submitted, Submitted, copy');
  await openProject(page, 'Afterwards');
});

test('a second tab says that the first has the network, and takes over or opens a copy', async ({ page, context }) => {
  await openApp(page);
  await openPreset(page, 'lif-step');
  await rename(page, 'Shared');
  const other = await context.newPage();
  await openApp(other);
  const banner = (tab: Page) => tab.getByTestId('access-banner');
  await expect(banner(other)).toContainText('“Shared” is open in another tab');
  // What is typed there changes nothing, and it is said why.
  await name(other).click();
  await other.getByRole('textbox', { name: 'Name of the network' }).fill('Overwritten');
  await other.keyboard.press('Enter');
  await expect(name(other)).toHaveText('Shared');
  await expect(other.getByRole('alert').filter({ hasText: 'not changed' })).toBeVisible();

  await rename(page, 'Edited at once');
  await banner(other).getByRole('button', { name: 'Take over' }).click();
  await expect(name(other)).toHaveText('Edited at once');
  await expect(banner(other)).toHaveCount(0);
  await expect(banner(page)).toContainText('was taken over by another tab');
  await rename(other, 'Edited there');
  await banner(page).getByRole('button', { name: 'Take back' }).click();
  await expect(name(page)).toHaveText('Edited there');
  await rename(page, 'Edited here again');

  await banner(other).getByRole('button', { name: 'Open a copy' }).click();
  await expect(name(other)).toHaveText('Edited there, copy');
  await rename(other, 'On its own');
  await page.reload();
  await other.reload();
  await expect(name(page)).toHaveText('Edited here again');
  await expect(name(other)).toHaveText('On its own');
  await expect(banner(page)).toHaveCount(0);
  await expect(banner(other)).toHaveCount(0);

  // When the other tab is closed, this one goes on by itself.
  const third = await context.newPage();
  await openApp(third);
  await expect(banner(third)).toContainText('“On its own” is open in another tab');
  await other.close();
  await expect(banner(third)).toHaveCount(0);
  await rename(third, 'Goes on');
});

test('a network that was autosaved before there were projects is the first one', async ({ page }) => {
  const saved = JSON.parse(await readFile('presets/lif-sine.json', 'utf8'));
  // A page of the same origin on which nothing runs.
  await page.goto('/none');
  await page.evaluate(
    (network) =>
      new Promise((resolve, reject) => {
        const opened = indexedDB.open('entrain', 1);
        opened.onupgradeneeded = () => opened.result.createObjectStore('networks');
        opened.onerror = reject;
        opened.onsuccess = () => {
          const write = opened.result.transaction('networks', 'readwrite');
          write.objectStore('networks').put(network, 'open');
          write.oncomplete = () => {
            opened.result.close();
            resolve(null);
          };
        };
      }),
    { ...saved, name: 'Kept before' },
  );
  await openApp(page);
  await expect(name(page)).toHaveText('Kept before');
  await showProjects(page);
  await expect(page.getByTestId('project-card')).toHaveCount(1);
});

test('storage that is denied or full is said, and the network can be downloaded', async ({ page, context }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      value: {
        open: () => {
          throw new DOMException('', 'SecurityError');
        },
      },
    });
  });
  await openApp(page);
  await expect(page.getByTestId('not-saved')).toContainText('keeps no data here');
  await openPreset(page, 'lif-step');
  await rename(page, 'Only here');
  await newNetwork(page);
  await openProject(page, 'Only here');
  const download = page.waitForEvent('download');
  await page.getByTestId('not-saved').getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('only-here.json');

  const full = await context.newPage();
  await openApp(full);
  await openPreset(full, 'lif-step');
  await full.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('Full.', 'QuotaExceededError');
    };
  });
  await rename(full, 'Too much');
  await expect(full.getByTestId('not-saved')).toContainText('storage is full');
  await full.reload();
  await expect(name(full)).toHaveText('Too much');
});

const spikes = (page: Page): Locator => page.getByTestId('status-spikes');
const left = (page: Page): Locator => page.getByTestId('left-runs');

test('the last run stays over modes, other projects and a reload; after a change it is greyed and says so', async ({
  page,
}) => {
  await openApp(page);
  await openPreset(page, 'lif-step');
  await page.getByTestId('run-button').click();
  await expect(page.getByTestId('run-button')).toBeVisible();
  await expect(spikes(page)).toHaveText(/^[1-9]\d* spikes$/);
  const ran = await spikes(page).innerText();
  const trace = page.getByTestId('probe-body').first();
  await expect(trace.locator('canvas').first()).toBeVisible();

  for (const mode of ['compare', 'sweep', 'edit']) await page.getByTestId(`mode-${mode}`).click();
  await expect(spikes(page)).toHaveText(ran);
  await expect(trace.locator('canvas').first()).toBeVisible();

  await node(page, 'Neuron').click();
  await typeInInspector(page, 'size', '2');
  await expect(page.getByTestId('outdated').first()).toHaveText('of the network before the change');
  await expect(trace).toHaveCSS('opacity', '0.45');
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('outdated')).toHaveCount(0);
  await expect(trace).toHaveCSS('opacity', '1');

  // What is at rest is kept a moment later.
  await expect.poll(async () => (await keptRuns(page)).rests).toEqual(['finished']);
  await page.reload();
  await expect(spikes(page)).toHaveText(ran);
  await expect(page.getByTestId('time-readout')).toHaveText(/^(\d+) ms \/ \1 ms$/);
  await expect(trace.locator('canvas').first()).toBeVisible();
  await expect(left(page)).toHaveCount(0);
  await openPreset(page, 'lif-sine');
  await expect(spikes(page)).toHaveText('');
  await openProject(page, 'LIF under a step');
  await expect(spikes(page)).toHaveText(ran);
  await showProjects(page);
  await choose(page, 'LIF under a step', 'Duplicate');
  await page.getByRole('button', { name: 'Open LIF under a step, copy', exact: true }).click();
  await expect(name(page)).toHaveText('LIF under a step, copy');
  await expect(spikes(page)).toHaveText(ran);
  expect((await keptRuns(page)).rests).toHaveLength(2);
  await page.getByTestId('reset-button').click();
  await expect.poll(async () => (await keptRuns(page)).rests).toHaveLength(1);
  await page.reload();
  await expect(page.getByTestId('run-button')).toBeVisible();
  await page.waitForTimeout(800);
  await expect(spikes(page)).toHaveText('');
});

test('a run that a reload interrupted says so, and goes on or is discarded', async ({ page }) => {
  await openApp(page);
  await openPreset(page, 'lif-background');
  await chooseHowToRun(page, 'Run until stopped');
  await expect.poll(() => shownTime(page)).toBeGreaterThan(0);
  await expect.poll(async () => (await keptRuns(page)).stretches, { timeout: 20_000 }).toBeGreaterThan(0);
  await page.reload();
  await expect(left(page)).toContainText(/^The run was interrupted at \d+\.\d{3} s, when the page was left\./);
  await expect(spikes(page)).toHaveText(/spikes$/);
  const before = (await keptRuns(page)).stretches;
  const at = Number(/at (\d+\.\d{3}) s/.exec(await left(page).innerText())?.[1]) * 1000;
  expect(at).toBeGreaterThan(0);
  await left(page).getByRole('button', { name: 'Go on' }).click();
  await expect(left(page)).toHaveCount(0);
  await expect.poll(() => shownTime(page)).toBeGreaterThan(at + 50);
  // What has come since is kept too.
  await expect.poll(async () => (await keptRuns(page)).stretches, { timeout: 20_000 }).toBeGreaterThan(before);
  await page.reload();
  await left(page).getByRole('button', { name: 'Discard' }).click();
  await expect(left(page)).toHaveCount(0);
  await expect(spikes(page)).toHaveText('');
});
