import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { openApp, openPreset, PRESETS, shownTime } from './helpers.ts';

/** Networks of circuits that never spike are measured by their states alone. */
const OF_STATES = ['chi', 'traceDifference', 'traceCorrelation'];

function spikes(id: string): boolean {
  const { expect: expected } = JSON.parse(readFileSync(`presets/${id}.json`, 'utf8')) as {
    expect: { measure: string }[];
  };
  return expected.some(({ measure }) => !OF_STATES.includes(measure));
}

/** Kinds of things that a preset is made of: models, probes, rules, and what only some documents have. */
function kindsIn(id: string): Set<string> {
  const preset = JSON.parse(readFileSync(`presets/${id}.json`, 'utf8')) as Record<string, unknown> & {
    nodes: Record<string, unknown>[];
    edges: (Record<string, unknown> & { rule?: { type: string } })[];
  };
  const parts = [...preset.nodes, ...preset.edges].flatMap((part) => [
    `${part.kind} ${part.model ?? part.probe ?? ''} ${'plasticity' in part}`,
    `layout ${JSON.stringify(part.layout)}`,
  ]);
  const rules = preset.edges.flatMap(({ rule }) => (rule === undefined ? [] : [`rule ${rule.type}`]));
  const optional = ['groups', 'models', 'sweeps', 'variants', 'guide'].filter((name) => name in preset);
  return new Set([...parts, ...rules, ...optional]);
}

/** As few presets as have every kind of thing between them; tests of the command line and of pictures run all. */
function covering(): string[] {
  const kinds = new Map(PRESETS.map((id) => [id, kindsIn(id)]));
  const left = new Set([...kinds.values()].flatMap((of) => [...of]));
  const chosen: string[] = [];
  while (left.size > 0) {
    const gain = (id: string) => [...(kinds.get(id) ?? [])].filter((kind) => left.has(kind)).length;
    const best = PRESETS.reduce((a, b) => (gain(b) > gain(a) ? b : a));
    for (const kind of kinds.get(best) ?? []) left.delete(kind);
    chosen.push(best);
  }
  return chosen;
}

/** One page for all of them: a visitor opens one after the other, while the last one may still run. */
let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage();
  await openApp(page);
});
test.afterAll(() => page.close());

for (const id of covering()) {
  test(`the preset ${id} opens without a problem and runs`, async () => {
    await openPreset(page, id);
    await expect(page.getByTestId('status-problems')).toHaveText(/no problems/i);
    await page.getByTestId('run-button').click();
    if (!spikes(id)) {
      await expect.poll(() => shownTime(page), { timeout: 60_000 }).toBeGreaterThan(50);
      return;
    }
    await expect
      .poll(async () => Number((await page.getByTestId('status-spikes').innerText()).replace(/\D/g, '')), {
        timeout: 60_000,
      })
      .toBeGreaterThan(0);
  });
}
