import { describe, expect, it, test } from 'vitest';
import { constantCurrent, intervals, run, setOf, upstrokes } from './run.ts';

const at = async (current: number, durationMs = 3000) => {
  const parameters = setOf('hindmarsh-rose', 'Short bursts (r = 0.006)').parameters;
  const stimuli = constantCurrent(current);
  const { spikesMs, traces } = await run({ model: 'hindmarsh-rose', parameters, stimuli, durationMs, dtMs: 0.02 });
  expect(spikesMs.length).toBe(upstrokes(traces.v, 1));
  return intervals(spikesMs);
};

describe('Hindmarsh-Rose', () => {
  it('rests at x = -1.6045 without current', async () => {
    const { spikesMs, traces } = await run({ model: 'hindmarsh-rose', durationMs: 1000, dtMs: 0.02 });
    expect(spikesMs).toEqual([]);
    expect(traces.v?.at(-1)).toBeCloseTo(-1.604535, 4);
  });

  // Periods by another program.
  test.each([
    [1.5, 149.5],
    [4, 20.13],
  ])('spikes one by one at I = %d, every %d', async (current, period) => {
    for (const interval of (await at(current)).slice(-5)) expect(Math.abs(interval - period)).toBeLessThan(0.05);
  });

  it('fires in pairs at I = 2: 14.92 and 113.58 apart', async () => {
    const last = (await at(2)).slice(-6).sort((a, b) => a - b);
    for (const short of last.slice(0, 3)) expect(Math.abs(short - 14.92)).toBeLessThan(0.05);
    for (const long of last.slice(3)) expect(Math.abs(long - 113.58)).toBeLessThan(0.1);
  });

  it('bursts chaotically at I = 3, with some 3.7 spikes a burst', async () => {
    const list = await at(3, 8000);
    // A burst's spikes are less than 45 apart.
    const bursts = list.filter((interval) => interval > 45).length + 1;
    expect((list.length + 1) / bursts).toBeGreaterThan(3);
    expect((list.length + 1) / bursts).toBeLessThan(4.4);
  });

  it('spikes tonically at I = 3.5, every 31 to 32', async () => {
    for (const interval of (await at(3.5)).slice(-8)) expect(Math.abs(interval - 31.5)).toBeLessThan(0.5);
  });

  it('with r = .001 gives one burst at I = .4, and bursts of eight at I = 2', async () => {
    const parameters = setOf('hindmarsh-rose', 'Hindmarsh and Rose 1984 (r = 0.001)').parameters;
    const neuron = { model: 'hindmarsh-rose', parameters, dtMs: 0.02 };
    const once = await run({ ...neuron, stimuli: constantCurrent(0.4), durationMs: 2000 });
    expect(once.spikesMs.at(-1)).toBeLessThan(500);
    const { spikesMs } = await run({ ...neuron, stimuli: constantCurrent(2), durationMs: 3000 });
    const gaps = intervals(spikesMs).filter((interval) => interval > 100);
    expect(gaps.length).toBeGreaterThan(2);
    expect(gaps.at(-1)).toBeCloseTo(300.45, 0);
  });
});
