import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { compile } from '../../../src/compile/index.ts';
import { neurons } from '../../../src/library/neurons/index.ts';
import { constantCurrent, networkOf, run, setOf } from './run.ts';

/** Steps that the editor offers first. */
const STEPS_MS = [0.05, 0.1];
/** What a spike that waits for the next step takes off the rate, at most, and a spike at the border of the run. */
const SHARE = 0.03;

const near = (spikes: number, reference: number): boolean => Math.abs(spikes - reference) <= 1 + SHARE * reference;

const count = async (model: string, set: string | null, picoamperes: number, dtMs: number): Promise<number> => {
  const { parameters = {}, initial = {} } = set === null ? {} : setOf(model, set);
  const stimuli = picoamperes === 0 ? [] : constantCurrent(picoamperes);
  return (await run({ model, parameters, initial, stimuli, durationMs: 1000, dtMs })).spikesMs.length;
};

interface Case {
  readonly model: string;
  readonly set: string | null;
  readonly pA: number;
  readonly spikes: number;
}

/** By SciPy, without steps: tests/reference/coarse_steps.py. */
const cases = JSON.parse(readFileSync('tests/reference/coarse-steps.json', 'utf8')) as readonly Case[];

describe('the default integrator at the editor’s default step', () => {
  test.each(cases)('$model $set fires $spikes spikes at $pA pA', async ({ model, set, pA, spikes }) => {
    for (const dtMs of STEPS_MS) expect(await count(model, set, pA, dtMs)).toSatisfy((n: number) => near(n, spikes));
  });

  // Currents between rheobase and where each fires fastest; rates below 500 Hz.
  const CURRENTS: Readonly<Record<string, readonly number[]>> = {
    lif: [400, 1000],
    'lif-conductance': [200, 1000],
    eif: [500, 2000],
    qif: [500, 2000],
    adex: [700, 2000],
    'hodgkin-huxley': [700, 2000, 5000],
    'traub-miles': [100, 1000, 3000],
    'connor-stevens': [900, 2000, 4000],
    'reduced-traub-miles': [20, 140, 1000],
    'wang-buzsaki': [20, 200, 1000],
    'morris-lecar': [10000],
    izhikevich: [5, 20, 100],
    'fitzhugh-nagumo': [0.5, 1],
    'hindmarsh-rose': [2, 5, 10],
    theta: [0.25, 1],
    kuramoto: [0],
  };

  test.each(neurons.filter(({ threshold }) => threshold !== null).map(({ id }) => id))(
    'gives %s as many spikes as a step of 5 µs',
    async (model) => {
      const currents = CURRENTS[model] ?? [];
      expect(currents).not.toEqual([]);
      for (const current of currents) {
        const fine = await count(model, null, current, 0.005);
        for (const dtMs of STEPS_MS)
          expect([current, dtMs, await count(model, null, current, dtMs)]).toSatisfy(([, , n = 0]: number[]) =>
            near(n, fine),
          );
      }
    },
  );

  it('holds for AdEx at ten times that step, where stages that run ahead gave 5 spikes for 17', async () => {
    for (const { model, set, pA, spikes } of cases)
      if (model === 'adex' && set === null)
        expect(Math.abs((await count(model, set, pA, 0.5)) - spikes)).toBeLessThan(3);
  });
});

describe('Runge-Kutta 4 below threshold', () => {
  it('is the classical method to the bit until a spike, and refuses what is reset nowhere', async () => {
    const driven = { model: 'adex', stimuli: constantCurrent(600), durationMs: 200, dtMs: 0.1 };
    const [classical, below] = [await run({ ...driven, integrator: 'rk4' }), await run(driven)];
    // Classical stages that run ahead bring the spike a step early.
    const spikeMs = Math.min(...below.spikesMs, ...classical.spikesMs);
    expect(spikeMs).toBeGreaterThan(40);
    const before = Math.round(spikeMs / driven.dtMs);
    for (const state of ['v', 'w'])
      expect(below.traces[state]?.slice(0, before)).toEqual(classical.traces[state]?.slice(0, before));
    const { problems } = compile(
      networkOf({ model: 'hodgkin-huxley', integrator: 'rk4_below_threshold', durationMs: 10, dtMs: 0.05 }),
    );
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/needs a threshold such as v > V_cut/),
    ]);
  });
});
