import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { constantCurrent, run, steadyRateHz, upstrokes } from './run.ts';

interface OracleCase {
  readonly dt_ms: number;
  readonly expected: { readonly spike_steps: { readonly G: readonly (readonly number[])[] } };
}

describe('the Traub-Miles cell', () => {
  it('is the one of the COBAHH benchmark: Brian2 has the same spikes, to the step', async () => {
    const reference = JSON.parse(readFileSync('tests/oracle/hh_dt0.01.json', 'utf8')) as OracleCase;
    const { spikesMs } = await run({
      model: 'traub-miles',
      integrator: 'exponential_euler',
      initial: { m: '0', n: '0', h: '0' },
      stimuli: [{ model: 'step', parameters: { amplitude: '0.05 nA', onset: '20 ms' } }],
      durationMs: 200,
      dtMs: reference.dt_ms,
    });
    const steps = reference.expected.spike_steps.G[0] ?? [];
    expect(steps.length).toBeGreaterThan(3);
    expect(spikesMs.map((time) => Math.round(time / reference.dt_ms))).toEqual(steps);
  });

  // Rates from SciPy's LSODA at a relative tolerance of 1e-9.
  test.each([
    [0, 13.8548, 1000],
    [200, 45.9584, 500],
    [700, 104.1577, 300],
    [1500, 173.7878, 300],
  ])('fires at %d pA with %d Hz, one spike an action potential', async (current, rateHz, durationMs) => {
    const { spikesMs, traces } = await run({
      model: 'traub-miles',
      integrator: 'rk4',
      stimuli: constantCurrent(current),
      durationMs,
      dtMs: 0.01,
    });
    expect(Math.abs(steadyRateHz(spikesMs) / rateHz - 1)).toBeLessThan(0.002);
    expect(spikesMs.length).toBe(upstrokes(traces.v, -20));
  });

  it('keeps its rate of 59.04 Hz at 300 pA within 1 % at a step of 0.1 ms, with its own integrator', async () => {
    const stimuli = constantCurrent(300);
    const { spikesMs } = await run({ model: 'traub-miles', stimuli, durationMs: 1000, dtMs: 0.1 });
    expect(Math.abs(steadyRateHz(spikesMs) / 59.04 - 1)).toBeLessThan(0.01);
  });
});
