import { describe, expect, it, test } from 'vitest';
import { constantCurrent, intervals, run } from './run.ts';

describe('the theta neuron', () => {
  test.each([0.01, 0.25, 1])('at I = %d comes round in pi/sqrt(I)', async (current) => {
    const period = Math.PI / Math.sqrt(current);
    const { spikesMs } = await run({
      model: 'theta',
      stimuli: constantCurrent(current),
      durationMs: 20.5 * period,
      dtMs: 0.01,
    });
    // From theta = 0 the first spike comes after half a period; times are whole steps.
    expect(Math.abs((spikesMs[0] ?? 0) - period / 2)).toBeLessThan(0.011);
    const mean = ((spikesMs.at(-1) ?? 0) - (spikesMs[0] ?? 0)) / (spikesMs.length - 1);
    expect(Math.abs(mean - period)).toBeLessThan(0.002);
    for (const interval of intervals(spikesMs)) expect(Math.abs(interval - period)).toBeLessThan(0.011);
  });

  it('rests at -arccos((1 + I)/(1 - I)) where I < 0, and is excitable', async () => {
    const rest = -Math.acos((1 - 0.25) / (1 + 0.25));
    const from = async (start: number) =>
      run({
        model: 'theta',
        initial: { theta: `${start} mV` },
        stimuli: constantCurrent(-0.25),
        durationMs: 50,
        dtMs: 0.01,
      });
    const below = await from(-rest - 0.05);
    expect(below.spikesMs).toEqual([]);
    expect(below.traces.theta?.at(-1)).toBeCloseTo(rest, 6);
    const above = await from(-rest + 0.05);
    expect(above.spikesMs.length).toBe(1);
    expect(above.traces.theta?.at(-1)).toBeCloseTo(rest, 6);
  });
});
