import { describe, expect, it, test } from 'vitest';
import { constantCurrent, run, steadyRateHz, upstrokes } from './run.ts';

const neuron = { model: 'connor-stevens', integrator: 'rk4' as const, dtMs: 0.01 };

describe('the Connor-Stevens axon', () => {
  it('rests at -67.978 mV', async () => {
    const { spikesMs, traces } = await run({ ...neuron, durationMs: 100 });
    expect(spikesMs).toEqual([]);
    expect(traces.v?.at(-1)).toBeCloseTo(-67.978, 2);
  });

  // Rates from SciPy's LSODA at a relative tolerance of 1e-9.
  test.each([
    [8.5, 9.7281, 1000],
    [9, 18.5467, 600],
    [10, 34.0459, 400],
    [20, 132.3005, 300],
    [40, 232.6656, 300],
  ])('fires at %d uA/cm^2 with %d Hz, one spike an action potential', async (current, rateHz, durationMs) => {
    const { spikesMs, traces } = await run({ ...neuron, stimuli: constantCurrent(100 * current), durationMs });
    expect(Math.abs(steadyRateHz(spikesMs) / rateHz - 1)).toBeLessThan(0.003);
    expect(spikesMs.length).toBe(upstrokes(traces.v, 0));
  });

  it('keeps its rate of 34.05 Hz at 10 uA/cm^2 within 1 % at a step of 0.1 ms, with its own integrator', async () => {
    const coarse = { ...neuron, integrator: 'default' as const, dtMs: 0.1, stimuli: constantCurrent(1000) };
    const { spikesMs } = await run({ ...coarse, durationMs: 1000 });
    expect(Math.abs(steadyRateHz(spikesMs) / 34.0459 - 1)).toBeLessThan(0.01);
  });

  it('is silent at 8 uA/cm^2, and without the A-current fires there fast: class II', async () => {
    const at8 = { ...neuron, stimuli: constantCurrent(800), durationMs: 500 };
    expect((await run(at8)).spikesMs).toEqual([]);
    const parameters = { g_A: '0 uS', E_L: '-70 mV' };
    expect(steadyRateHz((await run({ ...at8, parameters })).spikesMs)).toBeGreaterThan(50);
  });
});
