import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { compile } from '../src/compile/index.ts';
import type { NetworkDocument } from '../src/document/schema.ts';
import { createEngine } from '../src/engine/index.ts';
import { openApp, openPreset, shownTime } from './helpers.ts';

function networkOf(id: string) {
  const document = JSON.parse(readFileSync(`presets/${id}.json`, 'utf8')) as NetworkDocument;
  const { config, map } = compile(document);
  if (config === null) throw new Error(`${id} does not compile`);
  return { config, map, durationMs: map.durationMs };
}

/** Every spike of a preset as Node computes it on one thread: population, neuron and time, as the raster writes them. */
async function spikesInNode(id: string): Promise<string[]> {
  const { config, map } = networkOf(id);
  const engine = await createEngine(config);
  const { recorders } = engine.advance(Math.round(map.durationMs / map.dtMs));
  return map.populations.flatMap(({ name, kind, spikes }) => {
    const result = recorders[spikes];
    if (kind !== 'population' || result?.kind !== 'spikes') return [];
    const { steps, elements } = result.block;
    return Array.from(steps, (step, k) => `${name},${elements[k]},${Number((step * map.dtMs).toPrecision(12))}`);
  });
}

// The first runs on several threads where there are several cores.
for (const id of ['eif-network-5000', 'brunel-ai', 'adex-bursting-8-neurons']) {
  test(`${id} has the same spikes in the browser as in Node`, async ({ page }) => {
    test.setTimeout(180_000);
    await openApp(page);
    await openPreset(page, id);
    await page.getByTestId('run-button').click();
    const { durationMs } = networkOf(id);
    await expect.poll(() => shownTime(page), { timeout: 150_000 }).toBe(durationMs);
    await page.getByRole('button', { name: 'Download Raster' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /CSV/ }).click();
    const [, ...rows] = readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\n');
    const found = rows.map((row) => {
      const [, population, neuron, time] = row.split(',');
      return `${population},${neuron},${Number(time)}`;
    });
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(await spikesInNode(id));
  });
}
