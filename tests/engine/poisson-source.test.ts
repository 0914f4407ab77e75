import { describe, expect, it, test } from 'vitest';
import type { SpikeBlock, SpikeSourceConfig, Values } from '../../src/contract/index.ts';
import { createEngine } from '../../src/engine/index.ts';
import { follows, poisson as probabilities } from '../topologies/wire.ts';
import { constant, counter, empty } from './configs.ts';
import { logFactorial, poissonSpikes, wordOf } from './poisson-reference.ts';
import { mean, sameSpikes, spikesOfSource, variance } from './sources.ts';

type Poisson = Extract<SpikeSourceConfig, { readonly kind: 'poisson' }>;

const KEY = 41;
const poisson = (rateKHz: Values, size: number): Poisson => ({
  ...{ kind: 'poisson', name: 'P', key: KEY, size, rateKHz, startMs: 0, stopMs: 1e9 },
});
const profile = (rateKHz: number, size: number): SpikeSourceConfig => ({
  ...{ kind: 'profile', name: 'P', key: KEY, size, timesMs: Float64Array.of(0), periodMs: null },
  ...{ ratesKHz: Float64Array.of(rateKHz), startMs: 0, stopMs: 1e9 },
});

/** Spikes of every element in every step, step by step. */
function numbersOf({ steps, elements }: SpikeBlock, size: number, count: number): number[] {
  const numbers = new Array<number>(size * count).fill(0);
  steps.forEach((step, k) => {
    const place = step * size + (elements[k] ?? 0);
    numbers[place] = (numbers[place] ?? 0) + 1;
  });
  return numbers;
}

/**
 * Correlation of numbers with those `lag` places later, in standard errors. Of rare spikes, coincidences are themselves rare
 * and far from normal: where fewer than 10 are expected, nothing is said.
 */
function correlationInErrors(numbers: readonly number[], lag: number): number {
  const centre = mean(numbers);
  const products = numbers.slice(lag).map((x, k) => (x - centre) * ((numbers[k] ?? 0) - centre));
  const rare = centre ** 2 * numbers.length < 10;
  return rare ? 0 : Math.abs(mean(products) / variance(numbers)) * Math.sqrt(numbers.length);
}

describe('Poisson trains', () => {
  // 2000 Hz in steps of 0.1 ms were 1813 Hz when a step held one spike at most; the others 865 and 993 Hz.
  test.each([
    [2000, 0.1],
    [2000, 1],
    [5000, 1],
  ])('of %d Hz have this rate in steps of %d ms', async (rateHz, dtMs) => {
    const steps = 1000 / dtMs;
    for (const source of [poisson(constant(rateHz / 1000), 20), profile(rateHz / 1000, 20)]) {
      const found = await spikesOfSource(source, { dtMs, steps, seed: 4 });
      expect(Math.abs(found.steps.length - 20 * rateHz)).toBeLessThan(4 * Math.sqrt(20 * rateHz));
    }
  });

  describe.each([1e-4, 0.013, 0.2, 1, 5, 9.999, 10, 50, 1000])('of %d spikes a step', (m) => {
    const size = 250;
    const steps = m < 0.001 ? 2000 : m < 50 ? 80 : 16;
    const count = size * steps;
    it('bring numbers that are Poisson (chi-square at 1e-4), of one variance and mean, and independent', async () => {
      const numbers = numbersOf(await spikesOfSource(poisson(constant(m), size), { dtMs: 1, steps }), size, steps);
      expect(follows(numbers, probabilitiesOf(m))).toBe(true);
      expect(Math.abs(mean(numbers) - m)).toBeLessThan(4 * Math.sqrt(m / count));
      expect(Math.abs(variance(numbers) / m - 1)).toBeLessThan(4 * Math.sqrt((2 + 1 / m) / count));
      // Of neighbours, of those who share a block of random words, and of an element with itself a step later.
      for (const lag of [1, 4, 16, size]) expect(correlationInErrors(numbers, lag)).toBeLessThan(4.5);
    });

    it('are those of the reference, bit for bit', async () => {
      const found = await spikesOfSource(poisson(constant(m), 37), { dtMs: 1, steps: 30, seed: 9 });
      expect(sameSpikes(found, poissonSpikes(new Array(37).fill(m), 30, 9, KEY))).toBe(true);
    });
  });

  it('of a rate each are those of the reference, bit for bit', async () => {
    const means = Array.from({ length: 333 }, (_, k) => (k % 5 === 0 ? 0 : 10 ** (-3 + (k % 67) / 12)));
    const rates: Values = { kind: 'array', values: Float64Array.from(means) };
    const found = await spikesOfSource(poisson(rates, means.length), { dtMs: 1, steps: 12, seed: 77 });
    expect(sameSpikes(found, poissonSpikes(means, 12, 77, KEY))).toBe(true);
  });

  it('whose word lies on a bound take more random bits, those of the reference', async () => {
    const size = 400;
    const means = Array.from({ length: size }, (_, element) => {
      const word = wordOf({ element, step: 0, seed: 5, key: KEY });
      return Math.min(9.9, -Math.log1p(-(word + 0.5) / 2 ** 32));
    });
    const rates: Values = { kind: 'array', values: Float64Array.from(means) };
    const found = await spikesOfSource(poisson(rates, size), { dtMs: 1, steps: 1, seed: 5 });
    expect(sameSpikes(found, poissonSpikes(means, 1, 5, KEY))).toBe(true);
    // The bound is in the middle of what the word stands for, so that half of the further bits are below it.
    const spiking = new Set(found.elements).size;
    expect(Math.abs(spiking - size / 2)).toBeLessThan(4 * Math.sqrt(size / 4));
  });

  it('are never of a rate of 0, and are given in the first and the last step', async () => {
    expect((await spikesOfSource(poisson(constant(0), 1000), { steps: 500 })).steps.length).toBe(0);
    const bounded = { ...poisson(constant(3), 100), startMs: 0.3, stopMs: 0.8 };
    const { steps } = await spikesOfSource(bounded, { steps: 20, dtMs: 0.1 });
    expect(new Set(steps)).toEqual(new Set([3, 4, 5, 6, 7]));
  });

  it.each([0.3, 4, 25])('of %d spikes a step are the same on any number of threads and in any chunks', async (m) => {
    const source = poisson(constant(m), 700);
    const one = await spikesOfSource(source, { steps: 60, dtMs: 1 });
    for (const run of [{ threads: 3 }, { chunk: 7 }, { threads: 2, chunk: 11 }])
      expect(sameSpikes(await spikesOfSource(source, { steps: 60, dtMs: 1, ...run }), one)).toBe(true);
  });

  it('change their rate while they run, up to what their lists hold', async () => {
    const engine = await createEngine({ ...empty, sources: [poisson(constant(0.02), 100)] });
    expect(engine.change([{ kind: 'sourceRate', source: 0, rateKHz: constant(10) }])).toBe(true);
    expect(engine.change([{ kind: 'sourceRate', source: 0, rateKHz: constant(100) }])).toBe(false);
    engine.dispose();
  });
});

test('logarithms of factorials have 13 digits, by the series and below it', () => {
  // SciPy 1.17, scipy.special.gammaln(k + 1).
  const known: [number, number][] = [
    [0, 0],
    [10, 15.104412573075516],
    [15, 27.89927138384089],
    [16, 30.671860106080672],
    [100, 363.73937555556347],
    [10_000, 82108.92783681436],
  ];
  for (const [k, value] of known) expect(Math.abs(logFactorial(k) - value)).toBeLessThanOrEqual(2e-14 * value);
});

describe('a background', () => {
  /** Numbers that reach each of `size` neurons in each of a few steps. */
  async function arrivals(trains: number, rateKHz: number, dtMs: number): Promise<number[]> {
    const size = 1500;
    const times = { startMs: 0, stopMs: 1e9 };
    const engine = await createEngine({
      ...{ ...empty, dtMs, groups: [counter(size)] },
      backgrounds: [{ name: 'B', key: 9, target: 0, state: 0, trains, rateKHz, weight: 1, ...times }],
    });
    let before = new Float64Array(size);
    const numbers: number[] = [];
    for (let step = 0; step < 20; step++) {
      engine.advance(1);
      const now = engine.readState(0, 0);
      now.forEach((sum, k) => void numbers.push(sum - (before[k] ?? 0)));
      before = Float64Array.from(now);
    }
    engine.dispose();
    return numbers;
  }

  // A train of 13 kHz gave 7275 Hz at 0.1 ms when it was one binomial trial a step.
  test.each([
    [1, 13, 0.1],
    [1000, 0.013, 1],
    [1000, 0.013, 0.1],
    [1, 0.013, 0.1],
    [3, 0, 0.1],
    [100, 0.2, 1],
    [1_000_000_000, 1e-6, 0.1],
    [10_000, 0.1, 10],
  ])('of %d trains of %d kHz brings Poisson numbers in steps of %d ms', async (trains, rateKHz, dtMs) => {
    const numbers = await arrivals(trains, rateKHz, dtMs);
    const m = trains * rateKHz * dtMs;
    const count = numbers.length;
    expect(Math.abs(mean(numbers) - m)).toBeLessThanOrEqual(4 * Math.sqrt(m / count));
    if (m === 0) return;
    expect(Math.abs(variance(numbers) / m - 1)).toBeLessThan(4 * Math.sqrt((2 + 1 / m) / count));
    expect(follows(numbers, probabilitiesOf(m))).toBe(true);
    for (const lag of [1, 8, 32]) expect(correlationInErrors(numbers, lag)).toBeLessThan(4.5);
  });
});

/** Poisson probabilities of 0, 1, ...: by recursion from the mode, where that of 0 is too small for a double. */
function probabilitiesOf(m: number): number[] {
  const most = Math.ceil(m + 12 * Math.sqrt(m) + 12);
  if (m < 600) return probabilities(m, most);
  const mode = Math.floor(m);
  const terms = new Array<number>(most + 1).fill(0);
  terms[mode] = 1;
  for (let n = mode + 1; n <= most; n++) terms[n] = ((terms[n - 1] ?? 0) * m) / n;
  for (let n = mode; n > 0; n--) terms[n - 1] = ((terms[n] ?? 0) * n) / m;
  const total = terms.reduce((sum, term) => sum + term, 0);
  return terms.map((term) => term / total);
}
