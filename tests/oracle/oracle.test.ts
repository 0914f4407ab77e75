import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCase } from '../../src/cli/oracle/run-case.ts';

const folder = new URL('.', import.meta.url);
const cases = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** Results of Brian2 2.5.1; the equations, order of a step and tolerances are those of each case. */
test.each(cases)('%s: spikes to the step and traces as Brian2 has them', async (name) => {
  const outcome = await runCase(JSON.parse(readFileSync(new URL(name, folder), 'utf8')), name);
  expect(outcome).toMatchObject({ passed: true });
});
