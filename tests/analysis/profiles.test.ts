import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { spikeDistanceOf } from '../../src/analysis/measures/spike-distance.ts';
import { meanSpikeDistance, spectrogramOf } from '../../src/analysis/profiles.ts';
import { spikesOf } from './examples.ts';

const references: { trains: { trains: number[][]; spike: number }[] } = JSON.parse(
  readFileSync('tests/analysis/references.json', 'utf8'),
);

describe('the mean SPIKE-distance against time', () => {
  test.each(references.trains.map((reference, k) => [k, reference] as const))(
    'averages to the distance of random trains %i, as PySpike has it',
    (_, { trains, spike }) => {
      const window = { fromMs: 0, toMs: 200 };
      const times = trains.map((train) => Float64Array.from(train));
      const values = meanSpikeDistance(times, window, 20_001);
      // Points 0.01 ms apart: the trapezium rule errs where the profile jumps, by a point for each spike.
      const inner = values.subarray(1, -1).reduce((sum, x) => sum + x, 0);
      const mean = (inner + ((values[0] ?? 0) + (values[values.length - 1] ?? 0)) / 2) / (values.length - 1);
      expect(Math.abs(mean - spike)).toBeLessThan(1e-3);
    },
  );

  test('is 0 for equal trains, and undefined for one alone', () => {
    const train = Float64Array.of(10, 30, 70);
    const window = { fromMs: 0, toMs: 100 };
    expect([...meanSpikeDistance([train, train], window, 11)]).toEqual(new Array(11).fill(0));
    expect(meanSpikeDistance([train], window, 3).every(Number.isNaN)).toBe(true);
    expect(spikeDistanceOf(train, train, window).value).toBe(0);
  });
});

describe('the spectrogram', () => {
  const strongest = (density: Float64Array, frequenciesHz: Float64Array): number =>
    frequenciesHz[density.indexOf(density.reduce((a, b) => Math.max(a, b), 0))] ?? 0;

  test('follows a rhythm that changes', () => {
    // Twenty neurons that fire together, each at 40 Hz in the first second and at 90 Hz in the second.
    const volleys = [
      ...Array.from({ length: 40 }, (_, k) => 25 * k + 3),
      ...Array.from({ length: 90 }, (_, k) => 1003 + (1000 * k) / 90),
    ];
    const spikes = spikesOf(
      Array.from({ length: 20 }, () => volleys),
      0.1,
    );
    const found = spectrogramOf({ spikes, size: 20, dtMs: 0.1 }, 2000, 200, 100, 250);
    expect(found?.timesMs[0]).toBe(100);
    expect(found?.timesMs.length).toBe(19);
    found?.density.forEach((density, k) => {
      const middle = found.timesMs[k] ?? 0;
      if (Math.abs(middle - 1000) < 100) return;
      const hz = middle < 1000 ? 40 : 90;
      expect(Math.abs((found.rhythmsHz[k] ?? 0) - hz)).toBeLessThan(0.02 * hz);
      const off = strongest(density, found.frequenciesHz) / hz;
      expect(Math.abs(off - Math.round(off))).toBeLessThan(0.1);
    });
    expect(found?.frequenciesHz.at(-1)).toBeLessThanOrEqual(250);
  });

  test('is none where the run is shorter than a stretch, and has no rhythm in silence', () => {
    const silent = { spikes: spikesOf([[]]), size: 1, dtMs: 1 };
    expect(spectrogramOf(silent, 150, 200, 100, 250)).toBeNull();
    const found = spectrogramOf(silent, 400, 200, 100, 250);
    expect(found?.density.flatMap((values) => [...values]).every((value) => value === 0)).toBe(true);
    expect([...(found?.rhythmsHz ?? [])].every(Number.isNaN)).toBe(true);
  });
});
