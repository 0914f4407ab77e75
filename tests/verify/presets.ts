import type { Expectation, NetworkDocument } from '../../src/document/schema.ts';
import { setField } from '../fields.ts';
import {
  claims,
  claimsWithoutCause,
  HOLD_AT_OTHER_STRENGTHS,
  isSlow,
  named,
  strengthsHeld,
} from '../presets/causes.ts';
import { holds, measured, presetIds, readPreset, runPreset } from '../presets/expectations.ts';

const SEEDS = 10;

/**
 * Each expectation of the presets with seeds 1 to 10, and, of those that the unit tests leave out, with causes removed. Prints a line each, and returns how many do not hold.
 */
export async function verifyPresets(chosen: readonly string[]): Promise<number> {
  let failed = 0;
  for (const id of chosen.length > 0 ? chosen : presetIds) {
    const document = readPreset(id);
    failed += await verifySeeds(id, document);
    if (isSlow(id, document)) failed += await verifyCauses(id, document);
  }
  return failed;
}

async function verifySeeds(id: string, document: NetworkDocument): Promise<number> {
  let failed = 0;
  for (const variant of new Set(document.expect.map((expectation) => expectation.variant))) {
    const expected = document.expect.filter((expectation) => expectation.variant === variant);
    const found = expected.map(() => [] as (number | readonly number[] | null)[]);
    for (let seed = 1; seed <= SEEDS; seed++) {
      const run = await runPreset(setField(document, null, 'seed', seed), variant);
      for (const [k, expectation] of expected.entries()) found[k]?.push(measured(expectation, run));
    }
    expected.forEach((expectation, k) => {
      const values = found[k] ?? [];
      const outside = values.filter((value) => !holds(expectation, value)).length;
      failed += outside;
      const verdict = outside === 0 ? 'holds' : `FAILS ${outside} of ${values.length}`;
      console.log([verdict, id, named(expectation), summary(values), sourceOf(expectation)].join(' | '));
    });
  }
  return failed;
}

async function verifyCauses(id: string, document: NetworkDocument): Promise<number> {
  const faults = await claimsWithoutCause(document);
  if (claims(document, 'coupling').length > 0) {
    const [held, tolerated] = [await strengthsHeld(document), HOLD_AT_OTHER_STRENGTHS[id]?.at ?? []];
    if (held.join() !== tolerated.join()) {
      faults.push(`all holds with synapses [${held}] times as strong, and [${tolerated}] is what is tolerated`);
    }
  }
  for (const fault of faults) console.log(`FAILS | ${id} | ${fault}`);
  return faults.length;
}

function summary(values: readonly (number | readonly number[] | null)[]): string {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < values.length) return JSON.stringify(values);
  const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  const sd = Math.sqrt(numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, numbers.length - 1));
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return `${mean.toPrecision(4)} ± ${sd.toPrecision(2)} (${low.toPrecision(4)} to ${high.toPrecision(4)})`;
}

const sourceOf = ({ source }: Expectation): string => (source.length > 60 ? `${source.slice(0, 57)}...` : source);
