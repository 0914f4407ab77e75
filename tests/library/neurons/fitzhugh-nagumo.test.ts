import { describe, expect, it, test } from 'vitest';
import { constantCurrent, intervals, run, setOf, upstrokes } from './run.ts';

const neuron = { model: 'fitzhugh-nagumo', dtMs: 0.02, durationMs: 600 };

describe('FitzHugh-Nagumo', () => {
  test.each([
    [0, -1.199408, -0.62426],
    [0.3, -0.993297, -0.366622],
    [1.5, 1.03248, 2.1656],
  ])('at I = %d rests at (%d, %d)', async (current, v, w) => {
    const { traces } = await run({ ...neuron, stimuli: constantCurrent(current), durationMs: 2500 });
    expect(traces.v?.at(-1)).toBeCloseTo(v, 5);
    expect(traces.w?.at(-1)).toBeCloseTo(w, 5);
  });

  test.each([
    [0.34, 46.8],
    [0.5, 39.475],
    [1, 36.699],
  ])('at I = %d goes round in %d', async (current, period) => {
    const { spikesMs, traces } = await run({ ...neuron, stimuli: constantCurrent(current) });
    const last = intervals(spikesMs).slice(-5);
    expect(Math.abs(last.reduce((sum, x) => sum + x, 0) / 5 - period)).toBeLessThan(0.02);
    expect(spikesMs.length).toBe(upstrokes(traces.v, 1.5));
  });

  it('goes from -1.903 to 1.940 at I = 1', async () => {
    const { traces } = await run({ ...neuron, stimuli: constantCurrent(1) });
    const late = traces.v?.slice(-5000) ?? [];
    expect(Math.min(...late)).toBeCloseTo(-1.903, 3);
    expect(Math.max(...late)).toBeCloseTo(1.94, 3);
  });

  it('of the Neuronal Dynamics exercise rests at I = 1, at (-.682328, .635344), and cycles at 1.3', async () => {
    const { parameters, initial = {} } = setOf('fitzhugh-nagumo', 'Neuronal Dynamics exercise');
    const variant = { ...neuron, parameters, initial };
    const rest = await run({ ...variant, stimuli: constantCurrent(1) });
    expect(rest.traces.v?.at(-1)).toBeCloseTo(-0.682328, 5);
    expect(rest.traces.w?.at(-1)).toBeCloseTo(0.635344, 5);
    const cycle = await run({ ...variant, stimuli: constantCurrent(1.3) });
    expect(intervals(cycle.spikesMs).at(-1)).toBeCloseTo(38.3736, 1);
    expect(cycle.spikesMs.length).toBe(upstrokes(cycle.traces.v, 0.8));
  });
});
