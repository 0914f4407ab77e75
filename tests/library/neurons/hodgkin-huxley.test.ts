import { describe, expect, it, test } from 'vitest';
import { constantCurrent, run, steadyRateHz, upstrokes } from './run.ts';

const neuron = { model: 'hodgkin-huxley', integrator: 'rk4' as const, dtMs: 0.01 };
/** Turned on for 1 ms: it takes the axon from rest onto the cycle. */
const kick = { model: 'step', parameters: { amplitude: '2 nA', onset: '0 ms', offset: '1 ms' } };

describe('the squid axon', () => {
  it('rests where it starts: -64.9964 mV, m .05295, h .59599, n .31773', async () => {
    const { spikesMs, traces } = await run({ ...neuron, durationMs: 100 });
    expect(spikesMs).toEqual([]);
    expect(traces.v?.at(-1)).toBeCloseTo(-64.9964, 3);
    expect(traces.m?.at(-1)).toBeCloseTo(0.05295, 4);
    expect(traces.h?.at(-1)).toBeCloseTo(0.59599, 4);
    expect(traces.n?.at(-1)).toBeCloseTo(0.31773, 4);
  });

  // Rates on the cycle, from a fine integration by another program.
  test.each([
    [7, 58.3],
    [10, 68.32],
    [15, 78.7],
    [20, 86.5],
    [50, 117.0],
  ])('fires at %d uA/cm^2 with %d Hz, one spike an action potential', async (current, rateHz) => {
    const { spikesMs, traces } = await run({ ...neuron, stimuli: constantCurrent(100 * current), durationMs: 600 });
    expect(Math.abs(steadyRateHz(spikesMs) / rateHz - 1)).toBeLessThan(0.003);
    expect(spikesMs.length).toBe(upstrokes(traces.v, 0));
  });

  it('fires on after a kick at 6.3 uA/cm^2 with 52.4 Hz, and not at 6.2', async () => {
    const at = async (current: number) =>
      (await run({ ...neuron, stimuli: [...constantCurrent(100 * current), kick], durationMs: 1000 })).spikesMs;
    expect(Math.abs(steadyRateHz(await at(6.3)) / 52.4 - 1)).toBeLessThan(0.005);
    expect((await at(6.2)).at(-1)).toBeLessThan(700);
  });

  it.each([0.1, 0.05])('keeps its rate within 1 %% at a step of %d ms, with its own integrator', async (dtMs) => {
    const { spikesMs } = await run({
      ...neuron,
      integrator: 'default',
      dtMs,
      stimuli: constantCurrent(1000),
      durationMs: 600,
    });
    expect(Math.abs(steadyRateHz(spikesMs) / 68.32 - 1)).toBeLessThan(0.01);
  });

  it('fires on at steps of 0.5 and 1 ms with its own integrator, and its potential stays between its reversals', async () => {
    for (const dtMs of [0.5, 1]) {
      const coarse = { ...neuron, integrator: 'default' as const, dtMs, stimuli: constantCurrent(1000) };
      const { spikesMs, traces } = await run({ ...coarse, durationMs: 600 });
      expect(spikesMs.length).toBeGreaterThan(15);
      expect(Math.max(...(traces.v ?? []))).toBeLessThan(50);
      expect(Math.min(...(traces.v ?? []))).toBeGreaterThan(-77);
    }
  });
});
