import { describe, expect, test } from 'vitest';
import { burstThresholdMs } from '../../src/analysis/bursts.ts';
import { burstRate } from '../../src/analysis/measures/burst-rate.ts';
import { recordOf } from '../../src/analysis/record.ts';
import { spikesOf } from './examples.ts';
import { draws } from './made-trains.ts';

const random = draws(29);

/** Bursts of `spikes` about 4 ms apart, after pauses of about 200 ms. */
function bursting(bursts: number, spikes: number): number[] {
  let time = 0;
  return Array.from({ length: bursts }, () => {
    time += 200 + 40 * random.normal();
    return Array.from({ length: spikes }, () => (time += 4 + 0.6 * random.normal()));
  }).flat();
}

const partOf = (trains: () => readonly (readonly number[])[]): number =>
  Array.from({ length: 100 }, () => burstThresholdMs(trains().map((train) => Float64Array.from(train)))).filter(
    (threshold) => threshold !== null,
  ).length / 100;

describe('the interval that parts bursts from pauses', () => {
  test.each([10, 20, 50, 100, 500])('is found in hardly a Poisson train of %d spikes', (spikes) => {
    expect(partOf(() => [random.poisson(20, 50 * spikes)])).toBeLessThanOrEqual(0.05);
  });

  test('is not found in regular trains', () => {
    expect(partOf(() => [random.renewal(100, 2000, 0.1)])).toBe(0);
    expect(partOf(() => [random.renewal(100, 2000, 0.3), random.renewal(150, 2000, 0.3)])).toBe(0);
  });

  test.each([
    [6, 3],
    [10, 5],
    [50, 4],
  ])('is found in trains of %d bursts of %d spikes', (bursts, spikes) => {
    expect(partOf(() => [bursting(bursts, spikes)])).toBeGreaterThan(0.95);
  });
});

describe('the rate of bursts', () => {
  const rateOf = (trains: readonly (readonly number[])[]) =>
    burstRate.of(recordOf(spikesOf(trains, 0.1), trains.length, 0.1, { fromMs: 0, toMs: 2000 }, null));

  test('is undefined of two regular trains of different rates, which do not burst', () => {
    const trains = [random.regular(400, 2000, 0.1), random.regular(60, 2000, 0.3)];
    expect(rateOf(trains)).toMatchObject({ value: null, reason: expect.stringContaining('do not part') });
  });

  test('counts no burst of a train that never pauses beside one that bursts', () => {
    const trains = Array.from({ length: 4 }, () => bursting(8, 4).filter((time) => time < 2000));
    const alone = rateOf(trains).value ?? 0;
    expect(alone).toBeGreaterThan(3);
    expect(rateOf([...trains, random.regular(100, 2000, 0.1)]).value).toBeCloseTo(0.8 * alone, 12);
  });
});
