import { describe, expect, test } from 'vitest';
import { relativeCorrelogram } from '../../src/analysis/figures/correlogram.ts';
import { type Observation, sampledFiringTrains, sampleText } from '../../src/analysis/figures/figure.ts';
import { figureOf } from '../../src/analysis/figures/index.ts';
import { isiDistanceOf } from '../../src/analysis/measures/isi-distance.ts';
import { spikeDistanceOf } from '../../src/analysis/measures/spike-distance.ts';
import { noise } from './examples.ts';

const LENGTH_MS = 20_000;

/** Poisson trains of 20 Hz in steps of 1 ms. */
function poisson(seed: number): number[] {
  const draws = noise(seed, LENGTH_MS);
  return [...draws.keys()].filter((t) => (draws[t] ?? 0) < -0.96);
}

const timesOf = (trains: readonly number[][]) => trains.map((train) => Float64Array.from(train));

/** A population that fires at whole milliseconds, as recorded in steps of 0.5 ms. */
function population(trains: readonly number[][]): Observation['populations'][number] {
  const all = trains.flatMap((train, element) => train.map((time) => ({ step: 2 * time, element })));
  all.sort((a, b) => a.step - b.step || a.element - b.element);
  return {
    size: trains.length,
    spikes: {
      steps: Int32Array.from(all, ({ step }) => step),
      elements: Int32Array.from(all, ({ element }) => element),
    },
  };
}

const observation = (endMs: number, ...populations: readonly (readonly number[][])[]): Observation => ({
  populations: populations.map(population),
  dtMs: 0.5,
  endMs,
});

describe('the correlogram relative to chance', () => {
  const window = { fromMs: 0, toMs: LENGTH_MS };

  test('is 1 for independent trains', () => {
    const trains = Array.from({ length: 8 }, (_, k) => poisson(k));
    const found = relativeCorrelogram(timesOf(trains), null, window, 50, 1);
    const values = [...(found?.values ?? [])];
    // 56 ordered pairs of 400 spikes: some 450 coincidences a bin, a standard deviation of 5 %.
    expect(values).toHaveLength(101);
    for (const value of values) expect(Math.abs(value - 1)).toBeLessThan(0.25);
    expect(Math.abs(values.reduce((sum, x) => sum + x, 0) / values.length - 1)).toBeLessThan(0.02);
  });

  test('has its peak at the lag of a follower, in the window that is asked for', () => {
    const leader = poisson(30);
    const followers = [leader.map((time) => time + 7).filter((time) => time < LENGTH_MS)];
    for (const windowMs of [LENGTH_MS, 5000]) {
      const found = figureOf('correlogram', observation(LENGTH_MS, [leader], followers), {
        windowMs,
        lagMs: 50,
        binMs: 1,
      });
      const values = [...(found?.values ?? [])];
      expect(found?.lagsMs[values.indexOf(Math.max(...values))]).toBe(7);
      expect(Math.max(...values)).toBeGreaterThan(20);
    }
  });

  test('is undefined where nobody fires, or the window is no longer than the lags', () => {
    expect(relativeCorrelogram(timesOf([[]]), timesOf([[]]), window, 50, 1)).toBeNull();
    expect(relativeCorrelogram(timesOf([[1], [2]]), null, { fromMs: 0, toMs: 40 }, 50, 1)).toBeNull();
    expect(figureOf('correlogram', observation(100), { windowMs: 100, lagMs: 50, binMs: 1 })).toBeNull();
  });
});

describe('the pairwise matrix', () => {
  // Two like trains, two others that are like each other, and one silent.
  const early = Array.from({ length: 20 }, (_, k) => 50 * k + 5);
  const late = early.map((time) => time + 23);
  const shifted = (train: readonly number[]) => train.map((time) => time + 1);
  const trains = [early, late, [], shifted(early), shifted(late)];
  const options = { measure: 'spikeDistance', neurons: 10, windowMs: 1000 } as const;

  test('has each pair of those that fired, and like ones together', () => {
    const found = figureOf('pairwise', observation(1000, trains), options);
    const order = found?.neurons.map(({ neuron }) => neuron) ?? [];
    expect(order.toSorted()).toEqual([0, 1, 3, 4]);
    expect(Math.abs(order.indexOf(0) - order.indexOf(3))).toBe(1);
    expect(Math.abs(order.indexOf(1) - order.indexOf(4))).toBe(1);
    const window = { fromMs: 0, toMs: 1000 };
    order.forEach((a, i) => {
      order.forEach((b, j) => {
        const [one, other] = timesOf([trains[a] ?? [], trains[b] ?? []]);
        if (one === undefined || other === undefined) throw new Error('no train');
        expect(found?.values[4 * i + j]).toBeCloseTo(spikeDistanceOf(one, other, window).value ?? 2, 12);
      });
    });
  });

  test('compares in the way that is chosen, and samples of each population its share', () => {
    const both = observation(1000, trains, trains);
    const found = figureOf('pairwise', both, { ...options, measure: 'isiDistance', neurons: 10 });
    expect(found?.neurons).toHaveLength(8);
    const at = found?.neurons.findIndex((one) => one.population === 1 && one.neuron === 0) ?? -1;
    const other = found?.neurons.findIndex((one) => one.population === 0 && one.neuron === 4) ?? -1;
    const [one, two] = timesOf([early, shifted(late)]);
    if (one === undefined || two === undefined) throw new Error('no train');
    expect(found?.values[8 * at + other]).toBeCloseTo(
      isiDistanceOf(one, two, { fromMs: 0, toMs: 1000 }).value ?? 2,
      12,
    );
    const synchronous = figureOf('pairwise', both, { ...options, measure: 'spikeSync', neurons: 4 });
    expect(synchronous?.neurons.length).toBeLessThanOrEqual(4);
    expect(synchronous?.values[0]).toBe(1);
  });

  test('is undefined where fewer than two fired', () => {
    expect(figureOf('pairwise', observation(1000, [early, []]), options)).toBeNull();
  });
});

test('a SPIKE-distance profile averages to the mean distance of pairs, and is empty of silent ones', () => {
  const trains = [poisson(1), poisson(2), poisson(3)].map((train) => train.filter((time) => time < 2000));
  const found = figureOf('spikeDistance', observation(2000, trains, [[], []]), { neurons: 10, windowMs: 2000 });
  const [profile, silent] = found.profiles;
  expect(silent).toHaveLength(0);
  const sampled = profile?.slice(0, -1) ?? new Float64Array(0);
  const mean = sampled.reduce((sum, x) => sum + x, 0) / sampled.length;
  const [a, b, c] = timesOf(trains);
  if (a === undefined || b === undefined || c === undefined) throw new Error('no train');
  const window = { fromMs: 0, toMs: 2000 };
  const pairs = [spikeDistanceOf(a, b, window), spikeDistanceOf(a, c, window), spikeDistanceOf(b, c, window)];
  // The profile is sampled every 3.3 ms, and jumps at spikes.
  expect(Math.abs(mean - pairs.reduce((sum, { value }) => sum + (value ?? 0), 0) / 3)).toBeLessThan(0.01);
  expect(found.fromMs + 599 * found.strideMs).toBeCloseTo(2000, 9);
});

test('figures of pairs find the few neurons that fire of many, and say of how many they are', () => {
  const train = [100, 200, 300, 400];
  const sparse = observation(1000, [...Array.from({ length: 301 }, () => []), train, train]);
  const pairwise = figureOf('pairwise', sparse, { measure: 'spikeDistance', neurons: 10, windowMs: 1000 });
  expect(pairwise?.neurons.map(({ neuron }) => neuron).sort()).toEqual([301, 302]);
  expect(figureOf('correlogram', sparse, { windowMs: 1000, lagMs: 50, binMs: 1 })?.values[50]).toBeGreaterThan(1);
  const distance = figureOf('spikeDistance', sparse, { neurons: 10, windowMs: 1000 });
  expect(distance.profiles[0]?.every((value) => value === 0)).toBe(true);
  expect(distance.profiles[0]).toHaveLength(600);
  expect(distance.samples).toEqual([{ neurons: 2, firing: 2, of: 303 }]);
});

test('a spectrogram has its peak at the rhythm, and is undefined before its first stretch is over', () => {
  const rhythm = Array.from({ length: 100 }, (_, k) => 25 * k);
  const options = { stretchMs: 200, mostHz: 100 };
  const found = figureOf('spectrogram', observation(2500, [rhythm, rhythm]), options);
  const density = found?.density[10] ?? new Float64Array(0);
  const frequencies = found?.frequenciesHz ?? new Float64Array(0);
  const peak = frequencies[density.indexOf(Math.max(...density))] ?? 0;
  // The next frequency that the transform has.
  expect(Math.abs(peak - 40)).toBeLessThanOrEqual(((frequencies[1] ?? 0) - (frequencies[0] ?? 0)) / 2);
  expect(Math.max(...frequencies)).toBeLessThanOrEqual(100);
  expect(figureOf('spectrogram', observation(150, [rhythm]), options)).toBeNull();
});

test('samples are of the window alone, and evenly spread', () => {
  const trains = Array.from({ length: 9 }, (_, k) => [k, 100 + k, 200 + k]);
  const [found] = sampledFiringTrains(observation(300, trains), { fromMs: 100, toMs: 200 }, 3);
  expect([...(found?.neurons ?? [])]).toEqual([0, 3, 6]);
  expect(found?.times.map((own) => [...own])).toEqual([[100], [103], [106]]);
});

describe('the interval histogram', () => {
  const options = { windowMs: 1e6, binMs: 2, mostMs: 20, neurons: [] };

  test('counts intervals by length, those beyond its axis apart', () => {
    const found = figureOf('intervals', observation(200, [[0, 4, 9, 109], [3], [50, 54]]), options);
    expect(found && [...found.counts]).toEqual([0, 0, 3, 0, 0, 0, 0, 0, 0, 0]);
    expect(found).toMatchObject({ intervals: 4, beyond: 1, meanMs: 113 / 4 });
    const mean = 113 / 4;
    const variance = [4, 5, 100, 4].reduce((sum, x) => sum + (x - mean) ** 2, 0) / 4;
    expect(found?.cv).toBeCloseTo(Math.sqrt(variance) / mean, 12);
  });

  test('of chosen neurons is of them alone, and undefined where none fired twice', () => {
    const seen = observation(200, [[0, 4, 9], [3], [50, 58]]);
    expect(figureOf('intervals', seen, { ...options, neurons: [2] })).toMatchObject({
      intervals: 1,
      meanMs: 8,
      cv: null,
    });
    expect(figureOf('intervals', seen, { ...options, neurons: [1, 7] })).toBeNull();
    expect(figureOf('intervals', observation(200, []), options)).toBeNull();
  });

  test('of a Poisson train falls as an exponential', () => {
    const found = figureOf(
      'intervals',
      observation(
        LENGTH_MS,
        Array.from({ length: 20 }, (_, k) => poisson(k)),
      ),
      {
        ...options,
        binMs: 25,
        mostMs: 100,
      },
    );
    expect(found?.cv).toBeCloseTo(1, 1);
    const { intervals = 1, counts = [] } = found ?? {};
    // A step of 1 ms holds a spike with probability .02.
    counts.forEach((count, k) => {
      const share = 0.98 ** (25 * k) - 0.98 ** (25 * (k + 1));
      expect(Math.abs(count / intervals - share)).toBeLessThan(4 * Math.sqrt(share / intervals));
    });
  });
});

describe('the spectrum of a train', () => {
  const options = { neuron: 0, windowMs: 1e6, segmentMs: 500, mostHz: 200 };

  test('of a regular one has all its power at multiples of the rate: as many as spikes in a segment', () => {
    const regular = Array.from({ length: 400 }, (_, k) => 7 + 25 * k);
    const found = figureOf('trainSpectrum', observation(10_000, [regular]), options);
    found?.frequenciesHz.forEach((frequency, k) => {
      expect(found.values[k]).toBeCloseTo(frequency % 40 === 0 ? 20 : 0, 9);
    });
    expect(found).toMatchObject({ segments: 20, spikes: 400 });
  });

  test('of a Poisson one is flat at 1', () => {
    const spectra = Array.from({ length: 30 }, (_, k) =>
      figureOf('trainSpectrum', observation(LENGTH_MS, [poisson(k + 1)]), options),
    );
    const count = spectra[0]?.values.length ?? 0;
    // 30 trains of 40 segments: each periodogram has a standard deviation of about 1.
    for (let k = 0; k < count; k++) {
      const mean = spectra.reduce((sum, one) => sum + (one?.values[k] ?? Number.NaN), 0) / spectra.length;
      expect(Math.abs(mean - 1)).toBeLessThan(5 / Math.sqrt(30 * 40));
    }
  });

  test('is undefined for fewer than ten spikes, a short run, and a neuron that is not there', () => {
    const ten = Array.from({ length: 10 }, (_, k) => 3 + 30 * k);
    expect(figureOf('trainSpectrum', observation(1000, [ten]), options)?.spikes).toBe(10);
    expect(figureOf('trainSpectrum', observation(1000, [ten.slice(1)]), options)).toBeNull();
    expect(figureOf('trainSpectrum', observation(400, [ten]), options)).toBeNull();
    expect(figureOf('trainSpectrum', observation(1000, [ten]), { ...options, neuron: 4 })).toBeNull();
  });
});

test.each([
  [{ neurons: 8, firing: 8, of: 8 }, ''],
  [{ neurons: 2, firing: 2, of: 303 }, 'the 2 of 303 neurons that fire'],
  [{ neurons: 30, firing: 100, of: 100 }, '30 of 100 neurons'],
  [{ neurons: 30, firing: 90, of: 100 }, '30 of 90 that fire, of 100 neurons'],
])('a figure of %o is of "%s"', (sample, text) => {
  expect(sampleText(sample)).toBe(text);
});
