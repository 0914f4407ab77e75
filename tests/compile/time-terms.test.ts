import { describe, expect, it, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { Integrator } from '../../src/contract/index.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { createEngine } from '../../src/engine/index.ts';
import { copyOf } from '../document/models.ts';
import { draws, networkOf, saidOfStep } from './coarse.ts';

/** A leaky membrane that a term of time drives, mV. */
const driven = (
  term: string,
  integrator: 'default' | Integrator = 'default',
  threshold = 'v > 20*mV',
): NetworkDocument =>
  networkOf({
    model: 'timed',
    size: 1,
    dt: '0.1 ms',
    duration: '500 ms',
    integrator,
    own: copyOf('lif', {
      equations: `dv/dt = (-v + ${term})/(10*ms) : mV`,
      threshold,
      reset: 'v = 0*mV',
      refractory: null,
      parameters: [],
      initial: { v: '0 mV' },
    }),
  });

/** The potential every millisecond from 50 to 100 ms. */
async function course(document: NetworkDocument, dt: string): Promise<number[]> {
  const { config, map } = compile({ ...document, run: { ...document.run, dt } });
  if (config === null) throw new Error('It is refused.');
  const engine = await createEngine(config);
  const values = Array.from({ length: 100 }, () => {
    engine.advance(Math.round(1 / map.dtMs));
    return engine.readState(0, 0)[0] ?? Number.NaN;
  });
  engine.dispose();
  return values.slice(50);
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How far the course at 0.1 ms is off that at a fiftieth of it, as a part of its change and of its size. */
async function courseError(document: NetworkDocument): Promise<number> {
  const [values, right] = [await course(document, '0.1 ms'), await course(document, '0.002 ms')];
  return meanOf(values.map((value, k) => Math.abs(value - (right[k] ?? 0)))) / meanOf(right.map(Math.abs));
}

/** Pulses of one charge every 10 ms, `width` ms long. */
const pulses = (width: number): string => `${150 / width}*mV*(t % (10*ms) < ${width}*ms)`;
const sine = (perMs: number): string => `25*mV + 20*mV*sin(2*pi*${perMs}*t/ms + pi/2)`;

describe('terms of time in the equations of a model', () => {
  // Spikes at 0.1 ms and at a hundredth of it: 9 for 25, 50 for 25, 25 for 20, 14 for 20, 15 for 25, 0 for 31, 84 for 31.
  test.each([
    ['a pulse of half a step', pulses(0.05), 'default'],
    ['a pulse of half a step', pulses(0.05), 'euler'],
    ['half a step of a longer pulse', pulses(0.55), 'euler'],
    ['half a step of a longer pulse', pulses(0.55), 'rk2'],
    ['pulses that are now too long, now too short', '600*mV*(t % (10.07*ms) < 0.25*ms)', 'euler'],
    ['a sine of a period in a step', sine(10), 'default'],
    ['a sine of a period in a step', sine(10), 'euler'],
  ] as const)('are told where steps miss them: %s, %s, %s', (_of, term, integrator) => {
    const [said] = saidOfStep(driven(term, integrator));
    expect(said).toMatch(/dv\/dt holds a term of time that changes within steps of 0\.1 ms/);
    const [, dt] = said?.match(/Take a time step of (\S+ ms) or less/) ?? [];
    const document = driven(term, integrator);
    expect(saidOfStep({ ...document, run: { ...document.run, dt: String(dt) } })).toEqual([]);
  });

  test.each(['30*mV', '30*mV*(t > 100*ms)', '0.1*mV*t/ms', pulses(2), sine(0.5), '30*mV*exp(-t/(20*ms))'])(
    'are not told where they are taken well: %s',
    (term) => {
      expect(saidOfStep(driven(term))).toEqual([]);
    },
  );

  it('are told in nearly all drawn cases that are far off, and in nearly none that are right', async () => {
    const random = draws(23);
    const between = (low: number, high: number): number => low + (high - low) * random.next().value;
    const methods = ['default', 'euler', 'rk4', 'exponential_euler'] as const;
    const cases = Array.from({ length: 60 }, (_, k) => {
      // Slow ones, and those that steps take for slow ones.
      const fast = k % 2 === 0 ? 0 : 10 * Math.ceil(between(0, 3));
      const term = k % 5 === 4 ? sine(fast + 10 ** between(-2, -0.5)) : pulses(10 ** between(-1.7, 0.6));
      return driven(term, methods[k % 4], 'v > 1e9*mV');
    });
    const [wrong, right]: NetworkDocument[][] = [[], []];
    for (const document of cases) {
      const error = await courseError(document);
      if (error > 0.1) wrong?.push(document);
      else if (error < 0.02) right?.push(document);
    }
    const toldOf = (documents: readonly NetworkDocument[] = []): number =>
      documents.filter((document) => saidOfStep(document).length > 0).length / documents.length;
    expect(wrong?.length).toBeGreaterThan(5);
    expect(right?.length).toBeGreaterThan(5);
    expect(toldOf(wrong)).toBeGreaterThanOrEqual(0.95);
    expect(toldOf(right)).toBeLessThanOrEqual(0.05);
  });
});
