import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startThread } from '../../src/cli/threads.ts';
import type { EngineOptions } from '../../src/engine/index.ts';
import { networks } from './networks.ts';
import { verifyPresets } from './presets.ts';
import type { Statistics } from './simulate.ts';
import { simulate } from './simulate.ts';

/**
 * Compares rate, CV and chi of whole random networks with Brian2's, as means over the same number of seeds: they must lie
 * within three standard errors (of both means together). With so few seeds one of all these comparisons lies outside by
 * chance every other time; then the case is repeated with as many other seeds, and must hold there. Without a case named,
 * the expectations of the presets are verified too; `--presets` verifies these alone, all or those named.
 *
 *     npm run verify -- [--threads n] [--scalar] [--precision single] [case ...]
 *     npm run verify -- --presets [preset ...]
 */
interface References {
  readonly cases: Readonly<Record<string, Reference>>;
}

interface Reference {
  readonly n_seeds: number;
  readonly mean: Statistics;
  readonly sd: Statistics;
}

const STANDARD_ERRORS = 3;
const MEASURES: readonly (keyof Statistics)[] = ['rate_e', 'cv_isi', 'chi'];

const { positionals, values: given } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: 'string', default: '1' },
    scalar: { type: 'boolean', default: false },
    precision: { type: 'string', default: 'double' },
    presets: { type: 'boolean', default: false },
  },
});
const precision = z.enum(['double', 'single']).parse(given.precision);
const options: EngineOptions = {
  threads: Number(given.threads),
  startThread,
  lanes: given.scalar ? 'one' : 'vector',
};
const references: References = JSON.parse(readFileSync('tests/verify/statistics.json', 'utf8'));
let failed = 0;
let compared = 0;
let beyondFirst = 0;
if (!given.presets) await verifyCases(positionals.length > 0 ? positionals : Object.keys(networks));
if (given.presets || positionals.length === 0) failed += await verifyPresets(given.presets ? positionals : []);
process.exitCode = failed > 0 ? 1 : 0;

async function verifyCases(names: readonly string[]): Promise<void> {
  console.log(['case', 'seeds', 'measure', 'Brian2', 'Entrain', 's.e.', 'distance (s.e.)'].map(cell).join(' '));
  for (const name of names) failed += await verify(name);
  console.log(
    `${compared - beyondFirst} of ${compared} measures within 3 standard errors over the same number of seeds; ` +
      `of the ${beyondFirst} beyond, ${failed} are so with other seeds too`,
  );
}

/** Number of measures that are too far from the reference, in the first set of seeds and in a second one. */
async function verify(name: string): Promise<number> {
  const first = await compare(name, 1);
  compared += MEASURES.length;
  beyondFirst += first.length;
  if (first.length === 0) return 0;
  const second = await compare(name, 2);
  return first.filter((measure) => second.includes(measure)).length;
}

/** Measures beyond the standard errors, with seeds 1..n in the first set, n + 1..2n in the second. */
async function compare(name: string, set: number): Promise<readonly (keyof Statistics)[]> {
  const reference = references.cases[name];
  const build = networks[name];
  if (reference === undefined || build === undefined) throw new Error(`there is no case ${name}`);
  const count = reference.n_seeds;
  const runs: Statistics[] = [];
  for (let k = 1; k <= count; k++) {
    const document = build((set - 1) * count + k);
    runs.push(await simulate({ ...document, run: { ...document.run, precision } }, options));
  }
  return MEASURES.filter((measure) => {
    const found = meanAndSd(runs.map((run) => run[measure]));
    const error = Math.sqrt((found.sd ** 2 + reference.sd[measure] ** 2) / count);
    const distance = (found.mean - reference.mean[measure]) / error;
    const beyond = Math.abs(distance) > STANDARD_ERRORS;
    const numbers = [reference.mean[measure], found.mean, error].map((x) => x.toPrecision(6));
    const verdict = `${distance.toFixed(2)}${beyond ? '  BEYOND' : ''}`;
    console.log([name, `${(set - 1) * count + 1}-${set * count}`, measure, ...numbers, verdict].map(cell).join(' '));
    return beyond;
  });
}

function meanAndSd(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return { mean, sd: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1)) };
}

function cell(text: string, column: number): string {
  return column === 0 ? text.padEnd(26) : text.padEnd(12);
}
