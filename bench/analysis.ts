import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../e2e/ensure-chromium.mjs';
import { serveFolder } from './page-server.ts';
import { median } from './results.ts';
import { figure, type Table } from './table.ts';
import { busiestWorkerMs } from './thread-time.ts';

/** The usual benchmark networks of 4000 neurons, and the simulated time for which each runs: a few seconds. */
const NETWORKS = [
  { name: 'COBA', preset: 'presets/vogels-abbott-coba.json', duration: '30 s' },
  { name: 'CUBA', preset: 'presets/vogels-abbott-cuba.json', duration: '60 s' },
] as const;
/** Model time from which the speed is measured: code is compiled by then. */
const FROM_MS = 300;

interface Sample {
  /** Simulated time by wall time. */
  readonly speed: number;
  /** Share of the wall time in which the engine computes, and does not wait for the page. */
  readonly computing: number;
  /** Processor time of the engine's worker, build included, ms; null: not known on this system. */
  readonly engineMs: number | null;
  /** Wall time between the arrival of results on the page and the display of indices of them, ms. */
  readonly shownMs: readonly number[];
  /** The same at the last moment before the next indices replaced them. */
  readonly oldestMs: readonly number[];
}

interface Chunk {
  readonly at: number;
  readonly wallMs: number;
}

interface Measurement {
  readonly network: string;
  readonly without: readonly Sample[];
  readonly with: readonly Sample[];
}

/**
 * The same run in the app with a synchrony probe of both populations and without any probe, by turns. One core is left to
 * the page and the analysis: the app is told of one less than there are.
 */
export async function analysisReport(
  { repeats, quick }: { readonly repeats: number; readonly quick: boolean },
  progress: (line: string) => void,
): Promise<{ chromium: string; measurements: readonly Measurement[]; tables: Table[] }> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('there is no Chromium');
  execFileSync('npm', ['run', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const server = await serveFolder('dist/app');
  const mark = `entrain-bench-${process.pid}`;
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', `--user-agent=${mark}`];
  const browser = await chromium.launch({ executablePath, args });
  const measurements: Measurement[] = [];
  try {
    for (const { name, preset, duration } of NETWORKS) {
      const texts = networkTexts(preset, quick ? '5 s' : duration);
      const samples = { network: name, without: [] as Sample[], with: [] as Sample[] };
      for (let repeat = 0; repeat < repeats; repeat++) {
        for (const which of ['without', 'with'] as const) {
          const sample = await measure(browser, server.url, { name: which, text: texts[which] }, mark);
          samples[which].push(sample);
          const speed = `${sample.speed.toPrecision(3)} simulated s per s`;
          progress(`${name}, ${repeat + 1} of ${repeats}, ${which} the probe: ${speed}`);
        }
      }
      measurements.push(samples);
    }
    return { chromium: browser.version(), measurements, tables: measurements.flatMap(tablesOf) };
  } finally {
    await browser.close();
    server.close();
  }
}

/** The preset without probes, and with its synchrony probe alone, as texts of files. */
function networkTexts(path: string, duration: string): Record<'without' | 'with', string> {
  const { guide: _guide, ...preset } = JSON.parse(readFileSync(path, 'utf8'));
  const textOf = (name: string, keep: (probe: string) => boolean): string => {
    const nodes = preset.nodes.filter((node: { kind: string; probe?: string }) =>
      node.kind === 'probe' ? keep(node.probe ?? '') : true,
    );
    const ids = new Set(nodes.map(({ id }: { id: string }) => id));
    const edges = preset.edges.filter(({ source }: { source: string }) => ids.has(source));
    return JSON.stringify({ ...preset, expect: [], nodes, edges, name, run: { ...preset.run, duration } });
  };
  return { without: textOf('without', () => false), with: textOf('with', (probe) => probe === 'synchrony') };
}

async function measure(
  browser: Browser,
  url: string,
  { name, text }: { readonly name: string; readonly text: string },
  mark: string,
): Promise<Sample> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'showOpenFilePicker');
    const cores = Math.max(1, navigator.hardwareConcurrency - 1);
    Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => cores });
    // Chunks of results come as calls on message ports; they tell what the engine took for them.
    const chunks: Chunk[] = [];
    Object.assign(window, { chunks });
    const listen = MessagePort.prototype.addEventListener;
    MessagePort.prototype.addEventListener = function (this: MessagePort, ...given: Parameters<typeof listen>) {
      if (given[0] === 'message')
        listen.call(this, 'message', (event) => {
          const chunk = (event as MessageEvent).data?.argumentList?.[0]?.value;
          if (typeof chunk?.wallMs === 'number') chunks.push({ at: performance.now(), wallMs: chunk.wallMs });
        });
      listen.apply(this, given);
    };
  });
  await page.goto(url);
  await page.getByTestId('file-menu').click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByTestId('open-file').click();
  await (await chooser).setFiles({ name: 'network.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.waitForFunction(
    (expected) => document.querySelector('[data-testid="document-name"]')?.textContent === expected,
    name,
  );
  const sample = await run(page);
  const engineMs = busiestWorkerMs(mark);
  await page.close();
  return { ...sample, engineMs };
}

/** Runs to the end, and watches on every frame what the page shows. */
const run = (page: Page): Promise<Omit<Sample, 'engineMs'>> =>
  page.evaluate(
    (fromMs) =>
      new Promise<Omit<Sample, 'engineMs'>>((resolve) => {
        const times: { model: number; wall: number }[] = [];
        const shown: { at: number; age: number }[] = [];
        let last = '';
        const watch = (): void => {
          const wall = performance.now();
          const readout = document.querySelector('[data-testid="time-readout"]')?.textContent ?? '';
          const [now, end] = [...readout.matchAll(/([\d.]+)\s*(ms|s)\b/g)].map(
            ([, value, unit]) => Number(value) * (unit === 's' ? 1000 : 1),
          );
          if (now !== undefined && times.at(-1)?.model !== now) times.push({ model: now, wall });
          const marks = document.querySelector<HTMLElement>('[data-testid="indices"]')?.dataset;
          if (marks?.modelMs !== undefined && marks.ageMs !== undefined && marks.modelMs !== last) {
            last = marks.modelMs;
            shown.push({ at: wall, age: Number(marks.ageMs) });
          }
          if (now === undefined || end === undefined || now < end) {
            requestAnimationFrame(watch);
            return;
          }
          const first = times.find(({ model }) => model >= fromMs);
          const final = times.at(-1);
          const speed =
            first === undefined || final === undefined
              ? Number.NaN
              : (final.model - first.model) / (final.wall - first.wall);
          const { chunks } = window as unknown as { chunks: readonly Chunk[] };
          const timed = chunks.slice(Math.floor(chunks.length / 4));
          const spanMs = (timed.at(-1)?.at ?? 0) - (timed[0]?.at ?? 0);
          resolve({
            speed,
            computing: timed.slice(1).reduce((sum, { wallMs }) => sum + wallMs, 0) / spanMs,
            shownMs: shown.map(({ age }) => age),
            oldestMs: shown.slice(1).map(({ at }, k) => (shown[k]?.age ?? 0) + at - (shown[k]?.at ?? 0)),
          });
        };
        document.querySelector<HTMLElement>('[data-testid="run-button"]')?.click();
        requestAnimationFrame(watch);
      }),
    FROM_MS,
  );

function tablesOf({ network, without, with: probed }: Measurement): Table[] {
  const speed = (samples: readonly Sample[]) => median(samples.map((sample) => sample.speed)) ?? Number.NaN;
  const computing = (samples: readonly Sample[]) => figure(median(samples.map((sample) => sample.computing)));
  const engineOf = (samples: readonly Sample[]) =>
    median(samples.flatMap(({ engineMs }) => (engineMs === null ? [] : [engineMs / 1000]))) ?? Number.NaN;
  const ages = (of: (sample: Sample) => readonly number[]) => {
    const all = probed.flatMap(of);
    return [0.5, 0.95, 1].map((share) => figure(quantile(all, share)));
  };
  return [
    {
      title: `${network}: speed of the app, simulated s per s`,
      head: ['', 'speed', 'share computing', 'processor time of the engine, s'],
      rows: [
        ['without probes', figure(speed(without)), computing(without), figure(engineOf(without))],
        ['with a synchrony probe', figure(speed(probed)), computing(probed), figure(engineOf(probed))],
        ['ratio', figure(speed(probed) / speed(without)), '', figure(engineOf(probed) / engineOf(without))],
      ],
    },
    {
      title: `${network}: age of the indices, ms`,
      head: ['', 'median', '95 %', 'most'],
      rows: [
        ['when they are shown', ...ages(({ shownMs }) => shownMs)],
        ['before the next are', ...ages(({ oldestMs }) => oldestMs)],
      ],
    },
  ];
}

function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
}
