import { describe, expect, it, test } from 'vitest';
import { constantCurrent, run, steadyRateHz, upstrokes } from './run.ts';

const neuron = { model: 'wang-buzsaki', dtMs: 0.01 };

describe('the Wang-Buzsáki interneuron', () => {
  it('rests at -64.0176 mV', async () => {
    const { spikesMs, traces } = await run({ ...neuron, durationMs: 100 });
    expect(spikesMs).toEqual([]);
    expect(traces.v?.at(-1)).toBeCloseTo(-64.0176, 3);
  });

  // Rates on the cycle, from a fine integration by another program.
  test.each([
    [0.165, 2.8, 2000],
    [0.2, 8.6, 1500],
    [0.5, 32.2, 500],
    [1, 59.7, 500],
    [2, 101.8, 300],
    [5, 189.6, 300],
    [10, 284.9, 300],
    [20, 407, 300],
  ])('fires at %d uA/cm^2 with %d Hz, one spike an action potential', async (current, rateHz, durationMs) => {
    const { spikesMs, traces } = await run({ ...neuron, stimuli: constantCurrent(100 * current), durationMs });
    // One unit of the last digit, and what a step leaves.
    expect(Math.abs(steadyRateHz(spikesMs) - rateHz)).toBeLessThan(0.05 + 0.002 * rateHz);
    expect(spikesMs.length).toBe(upstrokes(traces.v, 0));
  });

  it('is silent just below the saddle-node at .16009 uA/cm^2', async () => {
    const { spikesMs } = await run({ ...neuron, stimuli: constantCurrent(15.9), durationMs: 1000 });
    expect(spikesMs).toEqual([]);
  });
});
