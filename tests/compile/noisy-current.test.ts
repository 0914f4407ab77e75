import { describe, expect, it, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { EngineConfig } from '../../src/contract/index.ts';
import { emptyNetwork, type NetworkDocument, type Value } from '../../src/document/schema.ts';
import { createEngine } from '../../src/engine/index.ts';
import { liveChanges } from '../../src/engine/live.ts';

const SIZE = 20_000;
const [MEAN, SD] = [1000, 500];
const position = { x: 0, y: 0 };

/** Many neurons under a noisy current of 1 nA and 0.5 nA. */
function network(parameters: Readonly<Record<string, Value>>, dt: string): NetworkDocument {
  const base = emptyNetwork();
  return {
    ...base,
    run: { ...base.run, dt, seed: 5 },
    nodes: [
      {
        id: 'P',
        name: 'P',
        kind: 'population',
        model: 'lif',
        size: SIZE,
        position,
        parameters: {},
        initial: {},
        integrator: 'default',
      },
      {
        id: 'S',
        name: 'S',
        kind: 'stimulus',
        model: 'noise',
        position,
        enabled: true,
        parameters: { mean: '1 nA', sd: '0.5 nA', ...parameters },
      },
    ],
    edges: [{ id: 'edge', kind: 'injection', source: 'S', target: 'P', scale: 1 }],
  };
}

function configOf(parameters: Readonly<Record<string, Value>>, dt: string): EngineConfig {
  const { config, problems } = compile(network(parameters, dt));
  if (config === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  return config;
}

const meanOf = (numbers: Float64Array): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
const productOf = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, x, k) => sum + (x - MEAN) * ((b[k] ?? Number.NaN) - MEAN), 0) / a.length / SD ** 2;

/** The currents of all neurons at these steps, ascending. */
async function currentsAt(config: EngineConfig, steps: readonly number[]): Promise<Float64Array[]> {
  const engine = await createEngine(config);
  let done = 0;
  const found = steps.map((step) => {
    if (step > done) engine.advance(step - done);
    done = step;
    return Float64Array.from(engine.readState(1, 0));
  });
  engine.dispose();
  return found;
}

describe('the noisy current', () => {
  test.each([
    ['0.05 ms', 0.05, 5],
    ['1 ms', 1, 5],
    ['2.5 ms', 2.5, 5],
    ['1 ms', 1, 1],
    ['1 ms', 1, 0.5],
  ])(
    'in steps of %s (%d), with a time constant of %d ms, has its law from the first step on',
    async (dt, dtMs, tau) => {
      const few = Math.max(1, Math.round(tau / dtMs));
      const steps = [0, 1, 2, 2 + few];
      const currents = await currentsAt(configOf({ tau: `${tau} ms` }, dt), steps);
      const error = 4 / Math.sqrt(SIZE);
      for (const numbers of currents) {
        expect(Math.abs(meanOf(numbers) - MEAN)).toBeLessThan(error * SD);
        // The variance of a variance of normal numbers is 2/N.
        expect(Math.abs(productOf(numbers, numbers) - 1)).toBeLessThan(error * Math.SQRT2);
      }
      for (const [i, first] of currents.entries()) {
        for (const [j, second] of currents.entries()) {
          const correlation = Math.exp((-Math.abs((steps[i] ?? 0) - (steps[j] ?? 0)) * dtMs) / tau);
          expect(Math.abs(productOf(first, second) - correlation)).toBeLessThan(
            error * Math.sqrt(1 + correlation ** 2),
          );
        }
      }
    },
  );

  test('is the same, within rounding errors, in single precision', async () => {
    const config = configOf({ tau: '1 ms' }, '1 ms');
    const [double, single] = [config, { ...config, precision: 'f32' as const }].map((one) => currentsAt(one, [0, 3]));
    const [inDouble = [], inSingle = []] = [await double, await single];
    for (const [k, numbers] of inDouble.entries()) {
      const furthest = numbers.reduce((most, x, i) => Math.max(most, Math.abs(x - (inSingle[k]?.[i] ?? Infinity))), 0);
      expect(furthest).toBeLessThan(0.01);
    }
  });

  test('with drawn means has these at the start, and its spread about each', async () => {
    const [numbers = new Float64Array()] = await currentsAt(
      configOf({ mean: { uniform: ['0 nA', '2 nA'] } }, '1 ms'),
      [0],
    );
    const variance = SD ** 2 + 2000 ** 2 / 12;
    expect(Math.abs(productOf(numbers, numbers) / (variance / SD ** 2) - 1)).toBeLessThan(4 * Math.sqrt(2 / SIZE));
  });

  it('without spread is its mean', async () => {
    for (const numbers of await currentsAt(configOf({ sd: '0 nA' }, '1 ms'), [0, 2]))
      expect(numbers.every((x) => Math.abs(x - MEAN) < 1e-12 * MEAN)).toBe(true);
  });

  it('of two edges is two currents', async () => {
    const once = network({}, '1 ms');
    const twice = { ...once, edges: [...once.edges, { ...once.edges[0], id: 'other' }] } as NetworkDocument;
    const { config } = compile(twice);
    if (config === null) throw new Error('no config');
    const engine = await createEngine(config);
    const [first, second] = [engine.readState(1, 0), engine.readState(2, 0)].map((x) => Float64Array.from(x));
    expect(Math.abs(productOf(first ?? new Float64Array(), second ?? new Float64Array()))).toBeLessThan(
      4 / Math.sqrt(SIZE),
    );
  });

  it('takes another spread in a run, within its time constant', async () => {
    const [before, after] = [configOf({ tau: '1 ms' }, '1 ms'), configOf({ tau: '1 ms', sd: '1 nA' }, '1 ms')];
    const changes = liveChanges(before, after);
    expect(changes?.map(({ kind }) => kind)).toEqual(['parameter']);
    const engine = await createEngine(before);
    engine.advance(2);
    engine.change(changes ?? []);
    engine.advance(1);
    const numbers = Float64Array.from(engine.readState(1, 0));
    const expected = 4 - 3 * Math.exp(-2);
    expect(Math.abs(productOf(numbers, numbers) / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / SIZE));
  });

  test.each([
    ['0.5 ms', '1 ms', []],
    ['1 ms', '1 ms', ['4 % too large. Try a step of at most 0.5 ms.']],
    ['1 ms', '0.5 ms', ['15 % too large. Try a step of at most 0.2 ms.']],
  ])('in steps of %s with a time constant of %s is warned of as it is worth', (dt, tau, ends) => {
    const { problems } = compile(network({ tau }, dt));
    const warnings = problems.filter(({ code }) => code === 'time-step');
    expect(warnings.map(({ message }) => message)).toEqual(
      ends.map((end) => expect.stringContaining(`slow fluctuations reach them ${end}`)),
    );
  });

  test.each([
    ['1e-300 ms', 'more than 1000 times too large'],
    ['0.001 ms', '22 times too large'],
    ['0.1 ms', '124 % too large'],
  ])('with a time constant of %s says how much in words', (tau, words) => {
    const warnings = compile(network({ tau }, '1 ms')).problems.filter(({ code }) => code === 'time-step');
    expect(warnings.map(({ message }) => message)[0]).toContain(`slow fluctuations reach them ${words}`);
  });
});
