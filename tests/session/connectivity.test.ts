import { expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { createSession } from '../../src/session/host.ts';
import { setField } from '../fields.ts';
import { readPreset } from '../presets/expectations.ts';

const session = createSession();

async function look(id: string, edge: string) {
  const { config } = compile(readPreset(id));
  if (config === null) throw new Error('no config');
  const index = config.projections.findIndex(({ name }) => name === edge);
  return { config, summary: await session.connectivity(config, { of: 'projection', index }) };
}

test.each([
  ['small-world-ring', 'EE'],
  ['mexican-hat-2d', 'IE'],
  ['ring-lattice', 'kick-E'],
])('what is shown of %s before a run has as many synapses as the network that is built: %s', async (id, edge) => {
  const { config, summary } = await look(id, edge);
  const alone = { ...config, projections: config.projections.filter(({ name }) => name === edge) };
  const outcome = await session.build(alone, { budgetBytes: 1e9, threads: { exactly: 1 } }, () => undefined);
  expect(outcome.ok && outcome.report.synapses).toBe(summary.synapses);
  expect(summary.image.counts.reduce((sum, count) => sum + count, 0)).toBe(summary.synapses);
  await session.dispose();
});

test('measures of a graph are given within a population, and not between two', async () => {
  const within = (await look('small-world-ring', 'EE')).summary.within;
  // (1 - p)^3 of the lattice's 2/3 (Barrat and Weigt 2000), p 0.2.
  expect(Math.abs((within?.clustering.value ?? 0) - (2 / 3) * 0.8 ** 3)).toBeLessThan(0.02);
  expect(within?.reciprocity).toBe(1);
  expect(within?.pathLength.reached).toBe(1);
  expect((await look('mexican-hat-2d', 'IE')).summary.within).toBeNull();
});

test('too many synapses are refused with a sentence', async () => {
  const document = setField(setField(readPreset('small-world-ring'), 'E', 'size', 10_000), 'EE', 'rule', {
    type: 'all-to-all',
    autapses: true,
  });
  const { config } = compile(document);
  if (config === null) throw new Error('no config');
  await expect(session.connectivity(config, { of: 'projection', index: 0 })).rejects.toThrow('100 million synapses');
});
