import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { brian2Entrant } from './entrants/brian2.ts';
import type { OpenPage } from './entrants/chromium.ts';
import { nativeEntrant } from './entrants/native.ts';
import { nodeEntrant } from './entrants/node.ts';
import { findBrian2, findCompiler } from './find-engines.mjs';
import { growthReport } from './growth.ts';
import { describeMachine, type Machine, machineLine } from './machine.ts';
import { type BenchNetwork, networks } from './networks.ts';
import { resultTables } from './results.ts';
import { smallNetwork } from './small.ts';
import { fillSection, markdownTable, type Table, textTable } from './table.ts';
import type { Entrant, Precision, Request, Sample, Series } from './types.ts';

/**
 * `npm run bench -- [options]`
 *
 *     --only NAME       networks whose name begins so
 *     --repeats N       measurements of each entrant (5); tables show medians
 *     --seconds S       wall time of each measurement at least (1)
 *     --quick           1 repeat of at most 500 simulated ms
 *     --no-brian2, --no-native, --no-chromium
 *     --analysis        instead: what indices cost the engine in the app, and how old they are; builds the app
 *     --growth          instead: cost against the number of neurons and of synapses; writes docs/growth.svg
 *     --json FILE       every measurement; `-` prints them instead of the tables
 *     --markdown FILE   fills the section between the markers of that file
 */
const { values: given } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    repeats: { type: 'string' },
    seconds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    'no-brian2': { type: 'boolean', default: false },
    'no-native': { type: 'boolean', default: false },
    'no-chromium': { type: 'boolean', default: false },
    analysis: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    json: { type: 'string' },
    markdown: { type: 'string' },
  },
});
const repeats = Number(given.repeats ?? (given.quick ? 1 : 5));
const leastSeconds = Number(given.seconds ?? (given.quick ? 0.2 : 1));
const longestMs = given.quick ? 500 : Number.POSITIVE_INFINITY;
const THREADS = [1, 2];
const PRECISIONS: readonly Precision[] = ['f64', 'f32'];

async function runGrowth(): Promise<void> {
  const machine = describeMachine({ chromium: null, python: null, compiler: null });
  const { points, tables, svg } = await growthReport(
    { leastSeconds: Math.min(leastSeconds, 0.5), quick: given.quick },
    progress,
  );
  writeFileSync('docs/growth.svg', svg);
  report(machine, tables, points, '<!-- growth -->');
}

async function runAnalysis(): Promise<void> {
  const { analysisReport } = await import('./analysis.ts');
  const { chromium, measurements, tables } = await analysisReport({ repeats, quick: given.quick }, progress);
  report(describeMachine({ chromium, python: null, compiler: null }), tables, measurements, '<!-- analysis -->');
}

async function runComparison(): Promise<void> {
  const python = given['no-brian2'] ? null : findBrian2();
  const compiler = given['no-native'] ? null : findCompiler();
  const open = given['no-chromium'] ? null : await chromiumPage();
  if (!given['no-brian2'] && python === null) progress('Brian2 was not found: "npm run setup:engines" gets it');
  if (!given['no-chromium'] && open === null) progress('there is no Chromium');
  try {
    const ours = entrantsOfEntrain(open);
    const others = [
      ...(python === null ? [] : THREADS.map((threads) => brian2Entrant(python, threads))),
      ...(compiler === null ? [] : nativeEntrants(compiler)),
    ];
    const results: Series[] = [];
    for (const network of networks.filter(({ name }) => name.startsWith(given.only)))
      results.push(...(await compare(network, [...ours, ...others])));
    const small = smallNetwork();
    const single = ours.filter(({ threads }) => threads === 1);
    if (small.name.startsWith(given.only)) results.push(...(await compare(small, single)));
    const machine = describeMachine({ chromium: open?.version ?? null, python, compiler });
    report(machine, resultTables(results), results, '<!-- table -->');
  } finally {
    await open?.close();
  }
}

const chromiumPage = async (): Promise<OpenPage | null> => (await import('./entrants/chromium.ts')).openPage();

function entrantsOfEntrain(open: OpenPage | null): Entrant[] {
  const settings = PRECISIONS.flatMap((precision) => THREADS.map((threads) => ({ precision, threads })));
  const browser = open === null ? [] : [open];
  return [
    ...settings.map(({ precision, threads }) => nodeEntrant(precision, threads)),
    ...browser.flatMap(({ entrant }) => settings.map(({ precision, threads }) => entrant(precision, threads))),
  ];
}

const nativeEntrants = (compiler: string): Entrant[] =>
  (['native', 'native -ffast-math'] as const).flatMap((engine) =>
    PRECISIONS.map((precision) => nativeEntrant(compiler, engine, precision)),
  );

/** Entrants take turns, so that whatever else the machine does meets all alike. */
async function compare(network: BenchNetwork, entrants: readonly Entrant[]): Promise<Series[]> {
  const request: Request = { stretchMs: Math.min(network.durationMs, longestMs), leastSeconds };
  for (const entrant of entrants) {
    progress(`${network.name}: preparing ${nameOf(entrant)}`);
    await entrant.prepare(network, request);
  }
  const samples = entrants.map((): Sample[] => []);
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const [k, entrant] of entrants.entries()) {
      const sample = await entrant.measure(network, request);
      samples[k]?.push(sample);
      const speed = (sample.simulatedSeconds / sample.wallSeconds).toPrecision(3);
      progress(`${network.name}: ${repeat + 1} of ${repeats}, ${nameOf(entrant)}: ${speed} simulated s per s`);
    }
  }
  return entrants.map(({ engine, precision, threads }, k) => ({
    network: network.name,
    engine,
    precision,
    threads,
    samples: samples[k] ?? [],
  }));
}

const nameOf = ({ engine, precision, threads }: Entrant): string => `${engine} ${precision} x${threads}`;

function report(machine: Machine, tables: readonly Table[], measurements: unknown, marker: string): void {
  const line = machineLine(machine);
  if (given.json !== undefined) {
    const text = `${JSON.stringify({ machine, measurements }, null, 1)}\n`;
    if (given.json === '-') process.stdout.write(text);
    else writeFileSync(given.json, text);
  }
  if (given.json !== '-') console.log([line, ...tables.map(textTable)].join('\n\n'));
  if (given.markdown !== undefined) {
    const section = [`${line}.`, ...tables.map(markdownTable)].join('\n\n');
    writeFileSync(given.markdown, fillSection(readFileSync(given.markdown, 'utf8'), marker, section));
  }
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

if (given.analysis) await runAnalysis();
else await (given.growth ? runGrowth() : runComparison());
