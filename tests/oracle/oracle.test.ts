import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runCase } from '../../src/cli/oracle/run-case.ts';
import { startThread } from '../../src/cli/threads.ts';
import type { EngineOptions } from '../../src/engine/index.ts';

const folder = new URL('.', import.meta.url);
const cases = readdirSync(folder).filter((name) => name.endsWith('.json'));

const ways: readonly (readonly [string, EngineOptions])[] = [
  ['in vectors', {}],
  ['one element at a time', { lanes: 'one' }],
  ['on two threads', { threads: 2, startThread }],
];

/** Results of Brian2 2.5.1; the equations, order of a step and tolerances are those of each case. */
describe.each(ways)('%s', (_way, options) => {
  test.each(cases)('%s: spikes to the step and traces as Brian2 has them', async (name) => {
    const outcome = await runCase(JSON.parse(readFileSync(new URL(name, folder), 'utf8')), name, options);
    expect(outcome).toMatchObject({ passed: true });
  });
});
