import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OracleCase } from '../../src/cli/oracle/case.ts';
import { NotSupported } from '../../src/cli/oracle/not-supported.ts';
import { runCase } from '../../src/cli/oracle/run-case.ts';
import { orderStatements } from '../../src/cli/oracle/statement-order.ts';
import { parseStatements } from '../../src/equations/index.ts';

const lif: OracleCase = JSON.parse(readFileSync(new URL('../oracle/lif_step_exact.json', import.meta.url), 'utf8'));
const graph: OracleCase = JSON.parse(
  readFileSync(new URL('../oracle/lif_delta_graph20.json', import.meta.url), 'utf8'),
);

const detailOf = async (oracle: OracleCase) => (await runCase(oracle, 'file.json')).detail;

describe('a case that differs', () => {
  test('by a missing spike: the first such neuron and step', async () => {
    const altered = structuredClone(lif);
    const [train] = altered.expected.spike_steps.G?.slice(3) ?? [];
    const step = train?.splice(2, 1)[0];
    expect(await detailOf(altered)).toBe(`G neuron 3, step ${step}: the engine spikes and Brian2 does not`);
  });

  test('by a trace beyond the tolerance', async () => {
    const altered = structuredClone(lif);
    const row = altered.expected.traces[0]?.values[1] ?? [];
    row[50] = (row[50] ?? 0) * (1 + 1e-8);
    expect(await detailOf(altered)).toMatch(/^G neuron 1, step 500: v is .* mV and Brian2's is .* mV$/);
  });

  test('only from the step on at which the neuron is fragile: passes', async () => {
    const altered = structuredClone(lif);
    const train = altered.expected.spike_steps.G?.[3] ?? [];
    altered.fragile_neurons = { G: { '3': train.at(-1) ?? 0 } };
    train.pop();
    expect((await runCase(altered, 'file.json')).passed).toBe(true);
  });

  test('by a final value', async () => {
    const altered = structuredClone(lif);
    const final = altered.expected.final['G.v']?.value ?? [];
    final[2] = 1;
    expect(await detailOf(altered)).toMatch(/^G neuron 2, step 4000: v ends at /);
  });
});

describe('statements of a pathway', () => {
  const ordered = (text: string) => orderStatements('on_pre', parseStatements(text).statements, ['a', 'b']);

  test('keep the order in which they are written', () => {
    expect(ordered('a += 1; v_post += w*a; w += b; b += w_0')).toEqual({
      before: 'a += 1',
      release: 'w*a',
      receiver: 'v',
      onWeight: 'w += b',
      after: 'b += w_0',
    });
  });

  test('release the weight that statements before have set', () => {
    expect(ordered('w = w + b; w *= 2; v_post -= w')).toMatchObject({
      release: '-((w + b)*2)',
      onWeight: 'w = w + b; w *= 2',
    });
  });

  test.each([
    ['w += a; a += 1; v_post += w*a', 'on_pre, whose "a += 1" stands between statements that read it'],
    ['v_post += a; a += 1; w += a', 'on_pre, whose "a += 1" stands between statements that read it'],
    ['v_post += w; ge_post += w', 'on_pre with several releases'],
    ['v_post = w', 'on_pre: v_post = w'],
    ['lastw = w', 'on_pre: lastw = w'],
  ])('"%s" is not supported', (text, reason) => {
    expect(() => ordered(text)).toThrow(new NotSupported(reason));
  });
});

test('synapses are read as Brian2 reads them, comments and empty lines included', async () => {
  const written = { model: '# the weight\nw : volt  # of each synapse\n', on_pre: 'v_post += w  # a jump\n' };
  const synapses = graph.synapses.map((one) => ({ ...one, ...written }));
  expect(await runCase({ ...graph, synapses }, 'file.json')).toMatchObject({ passed: true });
});

describe('a case that asks for more than there is', () => {
  const synapsesOf = (change: object): OracleCase => ({
    ...graph,
    synapses: graph.synapses.map((synapses) => ({ ...synapses, ...change })),
  });
  test.each([
    [{ on_post: 'apost += 1' }, 'not supported: on_post: apost += 1'],
    [{ on_pre: 'v_post += w*u*x' }, 'not supported: on_pre: v_post += w*u*x'],
    [
      { model: 'w : volt\ndu/dt = -u/tau : 1 (clock-driven)' },
      'not supported: the synaptic variable du/dt = -u/tau : 1 (clock-driven)',
    ],
    [{ post: 'nowhere' }, 'not supported: nowhere, which is not a neuron group, in this place'],
  ])('%o', async (change, detail) => {
    expect(await runCase(synapsesOf(change), 'file.json')).toEqual({ name: graph.case, passed: false, detail });
  });

  test('an unknown integration method', async () => {
    const altered = structuredClone(lif);
    for (const group of altered.groups) group.method = 'milstein';
    expect(await detailOf(altered)).toBe('not supported: the integration method milstein');
  });
});

test('what is not a case is named by its file and its first fault', async () => {
  const outcome = await runCase({ format: 'else' }, 'file.json');
  expect(outcome).toMatchObject({ name: 'file.json', passed: false });
  expect(outcome.detail).toMatch(/^not a case: format/);
});
