import { describe, expect, it, test } from 'vitest';
import { constantCurrent, run, steadyRateHz, upstrokes } from './run.ts';

const neuron = { model: 'reduced-traub-miles', dtMs: 0.01 };

describe('the reduced Traub-Miles cell', () => {
  it('rests at -66.5911 mV', async () => {
    const { spikesMs, traces } = await run({ ...neuron, durationMs: 100 });
    expect(spikesMs).toEqual([]);
    expect(traces.v?.at(-1)).toBeCloseTo(-66.5911, 3);
  });

  // Rates from SciPy's LSODA at a relative tolerance of 1e-9.
  test.each([
    [0.2, 13.4311, 1000],
    [0.5, 28.1053, 600],
    [1.4, 54.1696, 500],
    [3, 89.9203, 300],
    [10, 208.8119, 300],
  ])('fires at %d uA/cm^2 with %d Hz, one spike an action potential', async (current, rateHz, durationMs) => {
    const { spikesMs, traces } = await run({ ...neuron, stimuli: constantCurrent(100 * current), durationMs });
    expect(Math.abs(steadyRateHz(spikesMs) / rateHz - 1)).toBeLessThan(0.002);
    expect(spikesMs.length).toBe(upstrokes(traces.v, 0));
  });
});
