import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { openApp, openFile, openPreset } from './helpers.ts';

test('a saved network survives a reload and loads again', async ({ page }, info) => {
  await openApp(page);
  await openPreset(page, 'lif-step');
  await page.getByTestId('file-menu').click();
  const download = page.waitForEvent('download');
  await page.getByTestId('save-file').click();
  const path = info.outputPath('saved.json');
  await (await download).saveAs(path);
  const saved = JSON.parse(await readFile(path, 'utf8'));
  expect(saved).toMatchObject({ format: 'entrain-network', version: 2, name: 'LIF under a step' });

  await page.reload();
  await expect(page.getByTestId('document-name')).toHaveText('LIF under a step');
  await expect(page.locator('.react-flow__node-population')).toHaveCount(1);

  saved.name = 'Loaded from disk';
  await openFile(page, saved);
  await expect(page.getByTestId('document-name')).toHaveText('Loaded from disk');
});

test('a broken file is refused with every fault, and the open network stays', async ({ page }) => {
  await openApp(page);
  await openPreset(page, 'lif-step');
  const broken = JSON.parse(await readFile('presets/lif-sine.json', 'utf8'));
  broken.nodes[1].size = -3;
  broken.nodes[1].parameters.tau_m = true;
  await openFile(page, broken);
  const dialog = page.getByTestId('faults-dialog');
  await expect(dialog).toContainText('size');
  await expect(dialog).toContainText('tau_m');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('document-name')).toHaveText('LIF under a step');
});
