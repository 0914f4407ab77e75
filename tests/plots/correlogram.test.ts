import { describe, expect, test } from 'vitest';
import type { PopulationMap } from '../../src/compile/types.ts';
import { relativeCorrelogram } from '../../src/plots/correlogram.tsx';
import type { SampledTrains } from '../../src/plots/sampled-trains.ts';
import type { RunView } from '../../src/plots/types.ts';
import { noise } from '../analysis/examples.ts';

const LENGTH_MS = 20_000;

/** Poisson trains of 20 Hz in steps of 1 ms. */
function poisson(seed: number): number[] {
  const draws = noise(seed, LENGTH_MS);
  return [...draws.keys()].filter((t) => (draws[t] ?? 0) < -0.96);
}

function sampled(id: string, trains: readonly number[][]): SampledTrains {
  return {
    run: {} as RunView,
    population: { id, name: id } as PopulationMap,
    label: id,
    window: { fromMs: 0, toMs: LENGTH_MS },
    neurons: Int32Array.from(trains.keys()),
    times: trains.map((train) => Float64Array.from(train)),
  };
}

describe('the correlogram relative to chance', () => {
  test('is 1 for independent trains', () => {
    const trains = Array.from({ length: 8 }, (_, k) => poisson(k));
    const found = relativeCorrelogram(sampled('E', trains), sampled('E', trains), 50, 1);
    const values = [...(found?.values ?? [])];
    // 56 ordered pairs of 400 spikes: some 450 coincidences a bin, a standard deviation of 5 %.
    expect(values).toHaveLength(101);
    for (const value of values) expect(Math.abs(value - 1)).toBeLessThan(0.25);
    expect(Math.abs(values.reduce((sum, x) => sum + x, 0) / values.length - 1)).toBeLessThan(0.02);
    expect(found?.label).toBe('within E');
  });

  test('has its peak at the lag of a follower', () => {
    const leader = poisson(30);
    const follower = leader.map((time) => time + 7).filter((time) => time < LENGTH_MS);
    const found = relativeCorrelogram(sampled('A', [leader]), sampled('B', [follower]), 50, 1);
    const values = [...(found?.values ?? [])];
    expect(found?.lagsMs[values.indexOf(Math.max(...values))]).toBe(7);
    expect(Math.max(...values)).toBeGreaterThan(20);
    expect(found?.label).toBe('A → B');
  });

  test('is undefined where nobody fires, or the window is no longer than the lags', () => {
    expect(relativeCorrelogram(sampled('A', [[]]), sampled('B', [[]]), 50, 1)).toBeNull();
    const train = sampled('A', [[1], [2]]);
    expect(relativeCorrelogram({ ...train, window: { fromMs: 0, toMs: 40 } }, train, 50, 1)).toBeNull();
  });
});
