import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { spikeDistanceOf } from '../../src/analysis/measures/spike-distance.ts';
import { meanSpikeDistance, spectrogramOf } from '../../src/analysis/profiles.ts';

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
    const signal = Float64Array.from({ length: 2000 }, (_, t) =>
      Math.sin((2 * Math.PI * (t < 1000 ? 40 : 90) * t) / 1000),
    );
    const found = spectrogramOf(signal, 1, 200, 100, 250);
    expect(found?.timesMs[0]).toBe(100);
    expect(found?.timesMs.length).toBe(19);
    found?.density.forEach((density, k) => {
      const middle = found.timesMs[k] ?? 0;
      if (Math.abs(middle - 1000) < 100) return;
      expect(Math.abs(strongest(density, found.frequenciesHz) - (middle < 1000 ? 40 : 90))).toBeLessThan(3);
    });
    expect(found?.frequenciesHz.at(-1)).toBeLessThanOrEqual(250);
  });

  test('is none where the signal is shorter than a stretch', () => {
    expect(spectrogramOf(new Float64Array(150), 1, 200, 100, 250)).toBeNull();
  });
});
