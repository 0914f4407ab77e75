import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { networks } from './networks.ts';
import type { Statistics } from './simulate.ts';
import { simulate } from './simulate.ts';

/**
 * Compares rate, CV and chi of whole random networks with Brian2's, as means over the same number of seeds: they must lie
 * within three standard errors (of both means together). `npm run verify -- [case ...]`
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

const { positionals } = parseArgs({ allowPositionals: true });
const references: References = JSON.parse(readFileSync('tests/verify/statistics.json', 'utf8'));
const chosen = positionals.length > 0 ? positionals : Object.keys(networks);
let failed = 0;
console.log(['case', 'seeds', 'measure', 'Brian2', 'Entrain', 's.e.', 'distance (s.e.)'].map(cell).join(' '));
for (const name of chosen) failed += await verify(name);
console.log(failed === 0 ? 'all within 3 standard errors' : `${failed} beyond 3 standard errors`);
process.exitCode = failed > 0 ? 1 : 0;

/** Number of measures that are too far from the reference. */
async function verify(name: string): Promise<number> {
  const reference = references.cases[name];
  const build = networks[name];
  if (reference === undefined || build === undefined) throw new Error(`there is no case ${name}`);
  const seeds = Array.from({ length: reference.n_seeds }, (_, k) => k + 1);
  const runs: Statistics[] = [];
  for (const seed of seeds) runs.push(await simulate(build(seed)));
  let beyond = 0;
  for (const measure of MEASURES) {
    const found = meanAndSd(runs.map((run) => run[measure]));
    const error = Math.sqrt((found.sd ** 2 + reference.sd[measure] ** 2) / seeds.length);
    const distance = (found.mean - reference.mean[measure]) / error;
    const ok = Math.abs(distance) <= STANDARD_ERRORS;
    if (!ok) beyond += 1;
    const numbers = [reference.mean[measure], found.mean, error].map((x) => x.toPrecision(6));
    console.log(
      [name, String(seeds.length), measure, ...numbers, `${distance.toFixed(2)}${ok ? '' : '  BEYOND'}`]
        .map(cell)
        .join(' '),
    );
  }
  return beyond;
}

function meanAndSd(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return { mean, sd: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1)) };
}

function cell(text: string, column: number): string {
  return column === 0 ? text.padEnd(26) : text.padEnd(12);
}
