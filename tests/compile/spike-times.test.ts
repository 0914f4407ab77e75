import { describe, expect, it, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { Integrator } from '../../src/contract/index.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { estimator } from '../../src/equations/estimate.ts';
import { evaluateProgram } from '../../src/equations/index.ts';
import { neurons } from '../../src/library/neurons/index.ts';
import { draws, errorOf, networkOf, saidOfStep, spikesOf } from './coarse.ts';

const scaleOf = (model: string): number => neurons.find(({ id }) => id === model)?.currentScale ?? 1;

/** A cell of the library under a current, nA of a model of usual scale. */
const driven = (model: string, dt: string, integrator: 'default' | Integrator, nA: number): NetworkDocument =>
  networkOf({ model, size: 1, dt, duration: '500 ms', integrator, current: `${nA * scaleOf(model)} nA` });

const severityOf = (document: NetworkDocument): string | null =>
  compile(document).problems.find(({ code }) => code === 'time-step')?.severity ?? null;

describe('a step at which spikes come out wrong', () => {
  test.each([
    ['eif', '1 ms', 'euler', 1.2],
    ['adex', '0.5 ms', 'rk2', 8],
    ['qif', '1 ms', 'euler', 3],
    ['izhikevich', '1 ms', 'euler', 12],
  ] as const)('is told of an upstroke that Euler climbs late: %s at %s', async (model, dt, integrator, nA) => {
    const document = driven(model, dt, integrator, nA);
    expect(await errorOf(document)).toBeGreaterThan(0.05);
    expect(saidOfStep(document)[0]).toMatch(
      /where its stimuli drive it, it should spike every .* ms: .* % too low\. Take/,
    );
    expect(severityOf(document)).toBe('warning');
  });

  it('is told with the part of the rate that is missed, and a step at which it is not', async () => {
    const document = driven('eif', '1 ms', 'euler', 1.2);
    const [said = ''] = saidOfStep(document);
    const part = Number(said.match(/rate that is (\S+) % too low/)?.[1]) / 100;
    expect(Math.abs(part - (await errorOf(document)))).toBeLessThan(0.03);
    const dt = said.match(/a time step of (\S+ ms) or less/)?.[1] ?? '';
    const advised = { ...document, run: { ...document.run, dt } };
    expect(saidOfStep(advised)).toEqual([]);
    expect(await errorOf(advised)).toBeLessThan(0.03);
  });

  it('is told of the integrator that is set, also where another one takes the same steps', () => {
    for (const integrator of ['euler', 'sequential_euler'] as const)
      expect(saidOfStep(driven('eif', '1 ms', integrator, 1.2))[0]).toContain(`the integrator "${integrator}" gives`);
  });
});

describe('a step of which a time constant lets expect that it is too coarse', () => {
  test.each([
    ['hodgkin-huxley', '0.05 ms', 'euler', 3],
    ['traub-miles', '0.05 ms', 'rk2', 3],
    ['connor-stevens', '0.05 ms', 'rk2', 3],
    ['fitzhugh-nagumo', '0.5 ms', 'rk2', 3],
    ['hindmarsh-rose', '0.2 ms', 'rk4', 3],
  ] as const)('is not told where spikes are right: %s at %s, %s', async (model, dt, integrator, nA) => {
    const document = driven(model, dt, integrator, nA);
    expect(await errorOf(document)).toBeLessThan(0.02);
    expect(saidOfStep(document)).toEqual([]);
  });
});

test('of drawn cells all that are far off are warned of, and hardly one that is right', {
  timeout: 600_000,
}, async () => {
  const random = draws(41);
  const among = <T>(values: readonly T[]): T => values[Math.floor(random.next().value * values.length)] as T;
  const cells = neurons.filter(({ id, threshold }) => threshold !== null && !['lif', 'lif-conductance'].includes(id));
  const counts = { wrong: [0, 0], right: [0, 0] };
  for (let k = 0; k < 100; k++) {
    const { id } = cells[k % cells.length] ?? { id: '' };
    const dt = among(['0.02 ms', '0.05 ms', '0.1 ms', '0.2 ms', '0.5 ms', '1 ms']);
    const integrator = among(['default', 'default', 'euler', 'rk2', 'rk4', 'exponential_euler'] as const);
    const nA = 10 ** (1.6 * random.next().value - 0.4);
    const document = driven(id, dt, integrator, nA);
    if (compile(document).config === null) continue;
    const rightSpikes = await spikesOf(driven(id, `${Number.parseFloat(dt) / 50} ms`, 'default', nA));
    // Of a few spikes more or less no rate follows.
    if (rightSpikes < 8) continue;
    const spikes = await spikesOf(document).catch(() => 0);
    const error = Math.abs(spikes / rightSpikes - 1);
    const count = error > 0.2 ? counts.wrong : error < 0.015 ? counts.right : null;
    if (count === null) continue;
    count[0] = (count[0] ?? 0) + 1;
    if (severityOf(document) === 'warning') count[1] = (count[1] ?? 0) + 1;
  }
  expect(counts.wrong[0]).toBeGreaterThan(5);
  expect(counts.right[0]).toBeGreaterThan(15);
  expect(counts.wrong[1]).toBe(counts.wrong[0]);
  expect(counts.right[1]).toBeLessThanOrEqual(0.05 * (counts.right[0] ?? 0));
});

test('estimates follow the interpreter', () => {
  for (const { id } of neurons) {
    const group = compile(driven(id, '0.1 ms', 'default', 1)).config?.groups[0];
    if (group === undefined) continue;
    const numbers = (count: number): number[] => Array.from({ length: count }, (_, k) => 0.3 + 0.1 * k);
    const place = {
      states: numbers(group.states.length),
      parameters: numbers(group.parameters.length),
      inputs: numbers(group.inputs.length),
      normals: numbers(4),
      time: 1,
      notRefractory: true,
    };
    const right = evaluateProgram(group.update, place);
    estimator(group.update)(place).forEach((value, k) => {
      expect(value).toBeCloseTo(right[k] ?? Number.NaN, 8);
    });
  }
});
