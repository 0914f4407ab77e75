import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../../e2e/ensure-chromium.mjs';
import '../page/messages.ts';
import { serveFolder } from '../page-server.ts';
import type { Entrant, Precision } from '../types.ts';

export interface OpenPage {
  readonly version: string;
  readonly entrant: (precision: Precision, threads: number) => Entrant;
  close(): Promise<void>;
}

/** The benchmark's page in a headless Chromium; null where there is none. */
export async function openPage(): Promise<OpenPage | null> {
  const executablePath = findChromium();
  if (executablePath === null) return null;
  const server = await serveFolder('dist/bench-page');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] });
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => 'ask' in window);
  if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('the page is not cross-origin isolated');
  return {
    version: browser.version(),
    entrant: (precision, threads) => chromiumEntrant(page, precision, threads),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** Entrain in a worker of a browser's page. */
const chromiumEntrant = (page: Page, precision: Precision, threads: number): Entrant => ({
  engine: 'chromium',
  precision,
  threads,
  prepare: async () => {},
  measure: async ({ name }, request) => {
    const question = { network: name, setting: { precision, threads }, request };
    const answer = await page.evaluate((asked) => window.ask(asked), question);
    if ('fault' in answer) throw new Error(`Chromium, ${name}: ${answer.fault}`);
    return answer.sample;
  },
});
