import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { burstsOf, burstThresholdMs } from '../../src/analysis/bursts.ts';
import { correlogramOf } from '../../src/analysis/lags.ts';
import { burstSynchronyOf } from '../../src/analysis/measures/burst-synchrony.ts';
import { coherenceOf } from '../../src/analysis/measures/coherence.ts';
import { cv2Of } from '../../src/analysis/measures/cv2.ts';
import { fanoFactorOf } from '../../src/analysis/measures/fano-factor.ts';
import { isiDistanceOf } from '../../src/analysis/measures/isi-distance.ts';
import { localVariationOf } from '../../src/analysis/measures/local-variation.ts';
import { phaseLockingOf, spikePhases } from '../../src/analysis/measures/phase-locking.ts';
import { revisedLocalVariationOf } from '../../src/analysis/measures/revised-local-variation.ts';
import { spikeDistanceOf, spikeDistanceProfile } from '../../src/analysis/measures/spike-distance.ts';
import { spikeSynchronizationOf } from '../../src/analysis/measures/spike-synchronization.ts';
import { vanRossumOf } from '../../src/analysis/measures/van-rossum.ts';
import { vectorStrengthOf } from '../../src/analysis/measures/vector-strength.ts';
import { victorPurpuraOf } from '../../src/analysis/measures/victor-purpura.ts';
import { wangBuzsakiCoherenceOf } from '../../src/analysis/measures/wang-buzsaki-coherence.ts';
import { orderOfPhases } from '../../src/analysis/phase-order.ts';
import { crossSpectrum } from '../../src/analysis/welch.ts';
import { A, B, C } from './examples.ts';

interface References {
  readonly trains: readonly {
    readonly trains: readonly (readonly number[])[];
    readonly isi: number;
    readonly spike: number;
    readonly sync: number;
    readonly profile: { readonly x: readonly number[]; readonly y1: readonly number[]; readonly y2: readonly number[] };
  }[];
  readonly signals: {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly segmentMs: number;
    readonly frequenciesHz: readonly number[];
    readonly density: readonly number[];
    readonly coherence: readonly number[];
  };
}

/** Random trains by PySpike 0.9, random signals by SciPy: the versions stand in the file. */
const references: References = JSON.parse(readFileSync('tests/analysis/references.json', 'utf8'));

const window = { fromMs: 0, toMs: 100 };
const times = (values: readonly number[]): Float64Array => Float64Array.from(values);
const [a, b, c, none] = [A, B, C, []].map(times) as [Float64Array, Float64Array, Float64Array, Float64Array];

describe('distances of spike trains agree with PySpike', () => {
  test.each([
    ['A, A', A, A, 0, 0, 1],
    ['A, B', A, B, 0, 0.1, 1],
    ['A, C', A, C, 0.2, 0.249382716, 0.666667],
    ['A, between', A, [20, 40, 60, 80], 0, 0.5, 0],
    ['A, one spike', A, [50], 0.6, 0.244897959, 0.333333],
    ['one spike each, near', [50], [60], 0.18, 0.197979798, 1],
    ['one spike each, far', [20], [80], 0.3, 0.31, 0],
    ['a tie does not count', [10, 20], [15, 30], 0.235416667, 0.169324715, 0],
    ['A, none', A, [], 0.8, 0.388888889, 0],
    ['one, none', [50], [], 0.5, 0.444444444, 0],
    ['none, none', [], [], 0, 0, 1],
  ])('%s', (_, first, second, isi, spike, sync) => {
    const [one, two] = [times(first), times(second)];
    expect(isiDistanceOf(one, two, window).value).toBeCloseTo(isi, 8);
    expect(isiDistanceOf(two, one, window).value).toBeCloseTo(isi, 8);
    expect(spikeDistanceOf(one, two, window).value).toBeCloseTo(spike, 8);
    expect(spikeDistanceOf(two, one, window).value).toBeCloseTo(spike, 8);
    expect(spikeSynchronizationOf([one, two], window).value).toBeCloseTo(sync, 6);
  });

  test('three trains: means of pairs, and coincidences pooled', () => {
    expect(spikeSynchronizationOf([a, b, c], window).value).toBeCloseTo(24 / 28, 12);
    expect(spikeSynchronizationOf([a, b], window, 1).value).toBe(0);
    expect(spikeSynchronizationOf([a, b], window, 3).value).toBe(1);
    const mean = (f: typeof isiDistanceOf): number =>
      ((f(a, b, window).value ?? 0) + (f(a, c, window).value ?? 0) + (f(b, c, window).value ?? 0)) / 3;
    expect(mean(isiDistanceOf)).toBeCloseTo(0.133333, 6);
    expect(mean(spikeDistanceOf)).toBeCloseTo(0.202057613, 8);
  });

  test.each(references.trains.map((reference, k) => [k, reference] as const))('random trains %i', (_, reference) => {
    const span = { fromMs: 0, toMs: 200 };
    const trains = reference.trains.map(times);
    const pairs = trains.flatMap((first, i) => trains.slice(i + 1).map((second) => [first, second] as const));
    const mean = (f: typeof isiDistanceOf): number =>
      pairs.reduce((sum, [first, second]) => sum + (f(first, second, span).value ?? Number.NaN), 0) / pairs.length;
    expect(mean(isiDistanceOf)).toBeCloseTo(reference.isi, 10);
    expect(mean(spikeDistanceOf)).toBeCloseTo(reference.spike, 10);
    expect(spikeSynchronizationOf(trains, span).value).toBeCloseTo(reference.sync, 10);
    const { timesMs, starts, ends } = spikeDistanceProfile(trains[0] ?? none, trains[1] ?? none, span);
    expect([...timesMs]).toEqual(reference.profile.x);
    for (const [k, y] of reference.profile.y1.entries()) expect(starts[k]).toBeCloseTo(y, 9);
    for (const [k, y] of reference.profile.y2.entries()) expect(ends[k]).toBeCloseTo(y, 9);
  });
});

describe('distances are distances', () => {
  const train = fc
    .uniqueArray(fc.integer({ min: 0, max: 999 }), { maxLength: 20 })
    .map((steps) => times(steps.sort((x, y) => x - y).map((step) => step / 10)));

  test('0 to itself, the same both ways', () => {
    fc.assert(
      fc.property(train, train, (x, y) => {
        for (const f of [isiDistanceOf, spikeDistanceOf]) {
          expect(f(x, x, window).value).toBeCloseTo(0, 12);
          expect(f(x, y, window).value).toBeCloseTo(f(y, x, window).value ?? Number.NaN, 10);
        }
        expect(victorPurpuraOf(x, y, 0.3)).toBeCloseTo(victorPurpuraOf(y, x, 0.3), 10);
        expect(vanRossumOf(x, y, 10)).toBeCloseTo(vanRossumOf(y, x, 10), 6);
        expect(vanRossumOf(x, x, 10)).toBeCloseTo(0, 6);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  test('Victor-Purpura and van Rossum keep to the triangle inequality', () => {
    fc.assert(
      fc.property(train, train, train, (x, y, z) => {
        const vp = (p: Float64Array, q: Float64Array): number => victorPurpuraOf(p, q, 0.3);
        expect(vp(x, z)).toBeLessThanOrEqual(vp(x, y) + vp(y, z) + 1e-9);
        const vr = (p: Float64Array, q: Float64Array): number => vanRossumOf(p, q, 10);
        expect(vr(x, z)).toBeLessThanOrEqual(vr(x, y) + vr(y, z) + 1e-6);
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});

describe('Victor-Purpura', () => {
  test.each([
    [0.1, 1, 3, 5],
    [0.5, 5, 7, 5],
    [2, 10, 7, 5],
  ])('at a cost of %f per ms', (cost, ab, ac, empty) => {
    expect(victorPurpuraOf(a, b, cost)).toBeCloseTo(ab, 12);
    expect(victorPurpuraOf(a, c, cost)).toBeCloseTo(ac, 12);
    expect(victorPurpuraOf(a, none, cost)).toBe(empty);
  });

  test('without a cost counts the surplus; with a high one all spikes that do not coincide', () => {
    expect(victorPurpuraOf(a, c, 0)).toBe(1);
    expect(victorPurpuraOf(b, c, 1e6)).toBe(9);
  });
});

describe('van Rossum', () => {
  test.each([
    ['A, B', A, B, 10, 0.939256],
    ['A, C', A, C, 10, 1.246114],
    ['A, none', A, [], 10, 1.761131],
    ['one, none', [0], [], 10, Math.SQRT1_2],
    ['5 ms apart', [0], [5], 10, 0.627271],
    ['A, B in 2 ms', A, B, 2, 1.777753],
    ['A, C in 2 ms', A, C, 2, 1.822468],
    ["elephant's example", [10, 20, 30], [12, 24, 30], 10, 0.695771],
  ])('%s', (_, first, second, tau, expected) => {
    expect(vanRossumOf(times(first), times(second), tau)).toBeCloseTo(expected, 6);
  });
});

describe('of single trains', () => {
  test('vector strength', () => {
    expect(vectorStrengthOf(a, 20).value).toBeCloseTo(1, 12);
    expect(vectorStrengthOf(a, 40).value).toBeCloseTo(0.2, 12);
    expect(vectorStrengthOf(times([0, 5]), 20).value).toBeCloseTo(Math.SQRT1_2, 12);
    expect(vectorStrengthOf(c, 20).value).toBeCloseTo(0, 12);
    expect(vectorStrengthOf(times([3]), 20).value).toBeNull();
    expect(vectorStrengthOf(none, 20)).toEqual({
      value: null,
      reason: 'there are fewer than two spikes in the window',
    });
    expect(vectorStrengthOf(a, 0).value).toBeNull();
  });

  test('Fano factor', () => {
    expect(fanoFactorOf(a, window, 25).value).toBeCloseTo(0.15, 12);
    expect(fanoFactorOf(c, window, 20).value).toBeCloseTo(0.2, 12);
    expect(fanoFactorOf(none, window, 20).value).toBeNull();
    expect(fanoFactorOf(a, window, 100).value).toBeNull();
  });

  test('CV2, LV and LvR', () => {
    const cumulative = (intervals: readonly number[]): Float64Array => {
      let sum = 0;
      return times([0, ...intervals.map((interval) => (sum += interval))]);
    };
    const alternating = cumulative([10, 20, 10, 20]);
    expect(cv2Of(alternating).value).toBeCloseTo(2 / 3, 12);
    expect(localVariationOf(alternating).value).toBeCloseTo(1 / 3, 12);
    expect(revisedLocalVariationOf(alternating).value).toBeCloseTo(5 / 9, 12);
    const example = cumulative([0.3, 4.5, 6.7, 9.3]);
    expect(cv2Of(example).value).toBeCloseTo(0.822619, 6);
    expect(localVariationOf(example).value).toBeCloseTo(0.830615, 6);
    expect(cv2Of(times([1, 2])).value).toBeNull();
    expect(cv2Of(a).value).toBe(0);
  });

  test('bursts', () => {
    const train = times([0, 5, 10, 100, 104, 108, 112, 200]);
    expect(burstsOf(train, 20)).toEqual([
      { startMs: 0, endMs: 10, spikes: 3 },
      { startMs: 100, endMs: 112, spikes: 4 },
    ]);
    expect(burstsOf(train, 20, 4)).toHaveLength(1);
    expect(burstsOf(none, 20)).toEqual([]);
    const threshold = burstThresholdMs([train, train]) ?? 0;
    expect(threshold).toBeGreaterThan(5);
    expect(threshold).toBeLessThan(88);
    expect(burstThresholdMs([a])).toBeNull();
  });
});

describe('phases', () => {
  test('two clusters have no first order and a full second one', () => {
    const phases = [0, Math.PI, 0, Math.PI];
    expect(orderOfPhases(phases).value).toBeCloseTo(0, 12);
    expect(orderOfPhases(phases, 2).value).toBe(1);
    expect(orderOfPhases([]).value).toBeNull();
    expect(orderOfPhases([1, Number.NaN]).value).toBeCloseTo(1, 12);
  });

  test('phase-locking value', () => {
    const series = (train: Float64Array, fromMs: number, toMs: number): Float64Array =>
      spikePhases(train, { fromMs, toMs }, 0.01);
    expect(phaseLockingOf(series(a, 12, 90), series(b, 12, 90)).value).toBeCloseTo(1, 10);
    expect(phaseLockingOf(series(a, 10, 85), series(c, 10, 85)).value).toBeCloseTo(0.30011, 3);
    expect(phaseLockingOf(series(a, 0, 5), series(b, 0, 5)).value).toBeNull();
  });

  test('bursts that begin together are synchronous, and those of another rhythm are not', () => {
    const regular = (period: number, shift = 0): Float64Array =>
      Float64Array.from({ length: 40 }, (_, k) => shift + k * period);
    const span = { fromMs: 0, toMs: 2000 };
    expect(burstSynchronyOf([regular(100), regular(100)], span).value).toBeCloseTo(1, 12);
    expect(burstSynchronyOf([regular(100), regular(100, 50)], span).value).toBeCloseTo(0, 1);
    expect(burstSynchronyOf([regular(100), regular(73)], span).value).toBeCloseTo(2 / Math.PI, 1);
    expect(burstSynchronyOf([regular(100), none], span).value).toBeNull();
  });
});

test('Wang-Buzsaki coherence', () => {
  expect(wangBuzsakiCoherenceOf([a, c], window, 10).value).toBeCloseTo(0.447214, 6);
  expect(wangBuzsakiCoherenceOf([a, b], window, 10).value).toBeCloseTo(1, 12);
  expect(wangBuzsakiCoherenceOf([a, none], window, 10).value).toBeNull();
});

describe('cross-correlogram', () => {
  test('has the lags from the first train to the second', () => {
    const { lagsMs, counts } = correlogramOf(a, b, 90, 1);
    const found = [...lagsMs.keys()].filter((k) => counts[k]).map((k) => [lagsMs[k], counts[k]]);
    const expected = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((k) => [20 * k + 2, 5 - Math.abs(k)]);
    expect(found).toEqual(expected);
  });

  test('is mirrored when the trains are exchanged', () => {
    const forward = correlogramOf(a, c, 50, 5).counts;
    const backward = correlogramOf(c, a, 50, 5).counts;
    expect(forward.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(5);
    // Half-open bins: only lags on the edge of a bin change sides, and there is none at odd multiples of 2.5 ms.
    expect([...backward].reverse()).toEqual([...forward]);
  });
});

describe('spectra agree with SciPy', () => {
  const { x, y, segmentMs, frequenciesHz, density, coherence } = references.signals;

  test('Welch density', () => {
    const spectrum = crossSpectrum(times(x), times(x), 1, segmentMs);
    expect(spectrum?.segments).toBe(9);
    frequenciesHz.forEach((frequency, k) => {
      expect(spectrum?.frequenciesHz[k]).toBeCloseTo(frequency, 9);
      expect(spectrum?.first[k]).toBeCloseTo(density[k] ?? Number.NaN, 9);
    });
  });

  test('coherence', () => {
    const found = coherenceOf(times(x), times(y), 1, segmentMs);
    // At 0 Hz both spectra are what rounding leaves of the removed mean.
    coherence.forEach((expected, k) => {
      if (k > 0) expect(found?.coherence[k]).toBeCloseTo(expected, 8);
    });
    expect(coherenceOf(times(x), times(y), 1, 900)).toBeNull();
  });
});

/** Victor and Purpura's recursion over all pairs of spikes. */
function costOf(a: Float64Array, b: Float64Array, costPerMs: number): number {
  const costs = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i + j));
  const at = (i: number, j: number): number => costs[i]?.[j] ?? Number.NaN;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const moved = at(i - 1, j - 1) + costPerMs * Math.abs((a[i - 1] ?? 0) - (b[j - 1] ?? 0));
      (costs[i] ?? [])[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, moved);
    }
  }
  return at(a.length, b.length);
}

test('the Victor-Purpura distance is that of the recursion, though only near spikes are compared', () => {
  const train = fc
    .array(fc.double({ min: 0, max: 200, noNaN: true }), { maxLength: 25 })
    .map((times) => Float64Array.from(times).sort());
  fc.assert(
    fc.property(train, train, fc.constantFrom(0, 0.01, 0.05, 0.1, 1, 20), (a, b, q) => {
      expect(victorPurpuraOf(a, b, q)).toBeCloseTo(costOf(a, b, q), 9);
    }),
  );
});
