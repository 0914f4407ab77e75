import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { chooseHowToRun, newNetwork, openApp } from './helpers.ts';

const equations = (page: Page) => page.getByRole('textbox', { name: 'Equations' });
const modelEditor = (page: Page) => page.getByTestId('model-editor');

/** A population under a step of current that makes it spike. */
async function drivenPopulation(page: Page, model: string): Promise<void> {
  await page.getByTestId(`palette-${model}`).click();
  await page.getByRole('button', { name: 'Edit equations' }).waitFor();
}

/** Replaces a line of the code editor by real key presses. */
async function retypeLastLine(page: Page, text: string): Promise<void> {
  await equations(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.type(text);
  await page.keyboard.press('Escape');
}

test.beforeEach(async ({ page }) => {
  await openApp(page);
  await newNetwork(page);
});

test('the equations of AdEx are edited: broken units are told, a missing name is made a parameter, and it runs', async ({
  page,
}) => {
  await drivenPopulation(page, 'adex');
  await page.getByRole('button', { name: 'Edit equations' }).click();
  await expect(modelEditor(page)).toContainText('own model, from AdEx; model of AdEx');
  await expect(page.locator('.cm-content').first()).toBeVisible();

  await retypeLastLine(page, 'dw/dt = v/tau_w : pA');
  const sentence = '"v/tau_w" is mV/ms, but the right-hand side of dw/dt must be pA/ms, because w is in pA.';
  await expect(modelEditor(page)).toContainText(sentence);
  await expect(page.locator('.cm-lintRange-error')).toHaveText('v/tau_w');
  await expect(page.getByTestId('problem-mark')).toHaveCount(1);
  await expect(page.getByTestId('run-button')).toHaveAttribute('title', /must be pA\/ms, because w is in pA/);
  await page.getByTestId('run-button').click();
  await expect(page.getByRole('alert')).toContainText(sentence);

  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByTestId('inspector')).toContainText('its model "My AdEx" has a fault.');
  await page.getByTestId('status-problems').click();
  await page.getByRole('button', { name: /^Model "My AdEx"/ }).click();
  await expect(modelEditor(page)).toContainText(sentence);

  await retypeLastLine(page, 'dw/dt = (a*(v - E_L) - w)/tau_slow : pA');
  await modelEditor(page).getByRole('button', { name: 'Make tau_slow a parameter (ms)' }).click();
  await expect(modelEditor(page).getByLabel('unit of tau_slow')).toHaveValue('ms');
  await expect(modelEditor(page).getByRole('status')).toHaveText('Units agree; it can run.');
  await expect(page.getByTestId('problem-mark')).toHaveCount(0);

  await page.getByTestId('run-button').click();
  await expect(page.getByTestId('time-readout')).toHaveText('500 ms / 500 ms');

  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: 'Edit equations' })).toBeVisible();
  await expect(page.getByLabel('tau_slow', { exact: true })).toHaveValue('10 ms');
  await expect(page.getByTestId('fault')).toHaveCount(0);
});

test('typing is one step of undo, and an undone creation closes the editor', async ({ page }) => {
  await drivenPopulation(page, 'adex');
  await page.getByRole('button', { name: 'Edit equations' }).click();
  await expect(page.locator('.cm-content').first()).toBeVisible();
  const before = await equations(page).innerText();
  await retypeLastLine(page, 'dw/dt = -w/tau_w : pA');
  await expect(equations(page)).toContainText('dw/dt = -w/tau_w : pA');
  await page.waitForTimeout(400);
  await page.keyboard.press('Control+z');
  await expect.poll(() => equations(page).innerText()).toBe(before);
  await page.keyboard.press('Control+Shift+Z');
  await expect(equations(page)).toContainText('dw/dt = -w/tau_w : pA');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(modelEditor(page)).toHaveCount(0);
  await expect(page.locator('.react-flow__node-population')).toContainText('AdEx');
});

test('changed equations apply at the next run', async ({ page }) => {
  await drivenPopulation(page, 'adex');
  await page.getByRole('button', { name: 'Edit equations' }).click();
  await chooseHowToRun(page, 'Run until stopped');
  await expect(page.getByTestId('pause-button')).toHaveText('Pause');
  await retypeLastLine(page, 'dw/dt = -w/tau_w : pA');
  await expect(modelEditor(page)).toContainText('applies at next run');
  await page.getByTestId('pause-button').click();
});

test('a new model is made from the palette, renamed, given a parameter, duplicated and deleted', async ({ page }) => {
  await page.getByTestId('palette-new-own-model').click();
  await expect(modelEditor(page)).toContainText('own model, from LIF; model of My model');
  await page.getByLabel('Name of the model').fill('Leaky');
  await page.keyboard.press('Enter');
  await expect(page.locator('.react-flow__node-population')).toContainText('Leaky');

  await page.getByRole('button', { name: 'Add a parameter' }).click();
  await page.getByLabel('name of p_1').fill('g_extra');
  await page.keyboard.press('Enter');
  await page.getByLabel('unit of g_extra').fill('xS');
  await page.keyboard.press('Enter');
  await expect(modelEditor(page)).toContainText('"xS" of "g_extra" is not a unit.');
  await page.getByLabel('unit of g_extra').fill('nS');
  await page.keyboard.press('Enter');
  await page.getByLabel('default of g_extra').fill('3');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('default of g_extra')).toHaveValue('3 nS');
  await page.getByRole('button', { name: 'Delete the parameter g_extra' }).click();
  await expect(page.getByLabel('name of g_extra')).toHaveCount(0);

  await page.getByTestId('model-menu').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('alert')).toHaveText('"Leaky" is the model of "My model"; give it another model first.');
  await page.getByTestId('model-menu').click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(page.getByLabel('Name of the model')).toHaveValue('Leaky copy');
  await expect(page.getByRole('button', { name: 'Add Leaky copy' })).toBeVisible();
  await page.getByTestId('model-menu').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(modelEditor(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Add Leaky copy' })).toHaveCount(0);
});

test('a model is saved to a file and loaded from it, and a broken file is refused', async ({ page }, info) => {
  await page.getByTestId('palette-new-own-model').click();
  await page.getByLabel('Name of the model').fill('Leaky');
  await page.keyboard.press('Enter');
  await page.getByTestId('model-menu').click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save model to file' }).click();
  const path = info.outputPath('leaky.model.json');
  await (await download).saveAs(path);
  const saved = JSON.parse(await readFile(path, 'utf8'));
  expect(saved).toMatchObject({ format: 'entrain-model', version: 1, model: { name: 'Leaky', membrane: 'v' } });
  await page.getByRole('button', { name: 'Done' }).click();

  await newNetwork(page);
  await page.getByTestId('palette-new-own-model').click();
  const load = async (file: { name: string; mimeType: string; buffer: Buffer }) => {
    await page.getByTestId('model-menu').click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: 'Load model from file' }).click();
    await (await chooser).setFiles(file);
  };
  const named = (json: unknown) => ({
    name: 'leaky.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(json)),
  });
  await load(named(saved));
  await expect(page.getByLabel('Name of the model')).toHaveValue('Leaky');
  await expect(page.getByRole('button', { name: 'Add Leaky' })).toBeVisible();

  await load(named({ ...saved, model: { ...saved.model, threshold: 7 } }));
  await expect(page.getByTestId('faults-dialog')).toContainText('model.threshold');
  await page.keyboard.press('Escape');

  await page.getByTestId('file-menu').click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByTestId('open-file').click();
  await (await chooser).setFiles(named(saved));
  await expect(page.getByLabel('Name of the model')).toHaveValue('Leaky 2');
  await expect(page.locator('.react-flow__node-population')).toHaveCount(1);
});

test('axe finds no serious fault in the model editor, and it fits 1024 x 700', async ({ page }) => {
  await page.getByTestId('palette-adex').click();
  await page.getByRole('button', { name: 'Edit equations' }).click();
  await retypeLastLine(page, 'dw/dt = v/tau_slow : pA');
  await expect(page.locator('.cm-lintRange-error')).toHaveCount(1);
  for (const size of [
    { width: 1440, height: 900 },
    { width: 1024, height: 700 },
  ]) {
    await page.setViewportSize(size);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const content = modelEditor(page);
    expect(await content.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  }
});
