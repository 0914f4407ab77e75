import { describe, expect, test } from 'vitest';
import { eventSynchronization, eventSynchronizationOf } from '../../src/analysis/measures/event-synchronization.ts';
import { recordOf } from '../../src/analysis/record.ts';
import { spikesOf } from './examples.ts';
import { draws } from './made-trains.ts';

const window = { fromMs: 0, toMs: 200 };
const of = (a: readonly number[], b: readonly number[]): number =>
  eventSynchronizationOf(Float64Array.from(a), Float64Array.from(b), window);

describe('event synchronization of two trains', () => {
  test.each([
    ['the same trains', [10, 30, 50], [10, 30, 50], 1],
    ['one that follows the other within half an interval', [10, 30, 50], [12, 32, 52], 1],
    // Intervals of 20 and of 38: two coincidences, one of them at one time; sqrt(4 * 2).
    ['one that spikes half as often', [10, 30, 50, 70], [12, 50], 2 / Math.sqrt(8)],
    // Of the intervals of 100 half is 50: 110 is 40 after 70, 10 is 60 before it, and 170 is 60 after 110.
    ['one coincidence of two spikes each', [10, 110], [70, 170], 1 / 2],
    // Exactly between two: with neither, where "at most tau" would give 2 / sqrt(2).
    ['a spike in the middle between two', [50], [45, 55], 0],
    ['far apart', [10, 20], [100, 110], 0],
  ])('%s', (_name, a, b, wanted) => {
    expect(of(a, b)).toBeCloseTo(wanted, 12);
    expect(of(b, a)).toBeCloseTo(wanted, 12);
  });

  test('lies between 0 and 1, whatever the trains', () => {
    const { poisson, uniform } = draws(7);
    for (let k = 0; k < 200; k++) {
      const [a, b] = [poisson(uniform(5, 300), 200), poisson(uniform(5, 300), 200)];
      if (a.length === 0 || b.length === 0) continue;
      expect(of(a, b)).toBeGreaterThanOrEqual(0);
      expect(of(a, b)).toBeLessThanOrEqual(1);
    }
  });
});

test('a population has the mean over the pairs of those that fire twice', () => {
  const trains = [[10, 30, 50, 70], [12, 50], [10, 30, 50, 70], [33], []];
  const record = recordOf(spikesOf(trains, 0.1), trains.length, 0.1, window, null);
  expect(eventSynchronization.of(record)).toEqual({
    value: expect.closeTo((2 * (2 / Math.sqrt(8)) + 1) / 3, 12),
    support: { neurons: 3, of: 5 },
  });
});
