import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allChances, type Chance, isChance, SURROGATES } from '../../src/analysis/chance.ts';
import {
  betweenMeasures,
  findPopulationMeasure,
  measuredOf,
  type PopulationMeasure,
  populationMeasures,
} from '../../src/analysis/measures/index.ts';
import { type PopulationRecord, recordOf } from '../../src/analysis/record.ts';
import { type Surrogates, surrogateOf } from '../../src/analysis/surrogates.ts';
import { trainOf } from '../../src/analysis/trains.ts';
import { spikesOf } from './examples.ts';
import { draws } from './made-trains.ts';

const DT_MS = 0.1;
const SHUFFLE: Surrogates = { kind: 'shuffle' };
const DITHER: Surrogates = { kind: 'dither', widthMs: 20 };
const KINDS = [SHUFFLE, DITHER];

const made = (trains: readonly (readonly number[])[], fromMs: number, toMs: number): PopulationRecord =>
  recordOf(spikesOf(trains, DT_MS), trains.length, DT_MS, { fromMs, toMs }, null);

const surrogate = (record: PopulationRecord, surrogates: Surrogates, k = 0, seed = 1, population = 'E') =>
  surrogateOf(record, surrogates, { seed, population, surrogate: k });

const trainsOf = ({ trains }: PopulationRecord): number[][] =>
  Array.from({ length: trains.size }, (_, i) => [...trainOf(trains, i)]);

const chanceOf = (record: PopulationRecord, measures: readonly PopulationMeasure[], surrogates: Surrogates, seed = 1) =>
  allChances({ surrogates, measures, populations: [{ id: 'E', seed, record }], pairs: [], between: [] })
    .populations[0] ?? [];

const named = (...ids: string[]): PopulationMeasure[] => ids.flatMap((id) => findPopulationMeasure(id) ?? []);

/** Poisson trains with no two spikes in a step, in and about the window [500, 1500) ms. */
const poisson = (() => {
  const { poisson } = draws(3);
  return Array.from({ length: 10 }, () => [...new Set(poisson(30, 2000).map((t) => Math.round(t / DT_MS)))]).map(
    (steps) => steps.map((step) => step * DT_MS),
  );
})();

const isInside = (step: number): boolean => step >= 5000 && step < 15_000;

describe.each(KINDS)('a surrogate ($kind)', (surrogates) => {
  const record = made(poisson, 500, 1500);
  const other = surrogate(record, surrogates);

  test('has as many spikes of each neuron in the window, in other places, and the same ones outside', () => {
    trainsOf(record).forEach((train, i) => {
      const moved = trainsOf(other)[i] ?? [];
      expect(moved.filter(isInside).length).toBe(train.filter(isInside).length);
      expect(moved.filter(isInside)).not.toEqual(train.filter(isInside));
      expect(moved.filter((step) => !isInside(step))).toEqual(train.filter((step) => !isInside(step)));
      for (let k = 1; k < moved.length; k++) expect(moved[k]).toBeGreaterThan(moved[k - 1] ?? 0);
    });
  });

  test('lists the spikes of its trains in order of time', () => {
    const { steps, elements } = other.spikes;
    for (let k = 1; k < steps.length; k++) expect(steps[k]).toBeGreaterThanOrEqual(steps[k - 1] ?? 0);
    const byNeuron = trainsOf(other).map(() => [] as number[]);
    for (const [k, step] of steps.entries()) byNeuron[elements[k] ?? 0]?.push(step);
    expect(byNeuron).toEqual(trainsOf(other));
  });

  test('is a function of seed, population, number and neuron', () => {
    const again = trainsOf(surrogate(record, surrogates));
    expect(again).toEqual(trainsOf(other));
    for (const unlike of [
      surrogate(record, surrogates, 1),
      surrogate(record, surrogates, 0, 2),
      surrogate(record, surrogates, 0, 1, 'I'),
    ])
      expect(trainsOf(unlike)).not.toEqual(again);
    // A neuron's train does not depend on how many there are beside it.
    expect(trainsOf(surrogate(made(poisson.slice(0, 3), 500, 1500), surrogates))).toEqual(again.slice(0, 3));
  });
});

test('shuffling keeps the intervals, the one from the start of the window included', () => {
  const record = made(poisson, 500, 1500);
  const intervalsOf = (train: number[]): number[] =>
    train.filter(isInside).map((step, k, inside) => step - (inside[k - 1] ?? 4999));
  trainsOf(surrogate(record, SHUFFLE)).forEach((moved, i) => {
    const ascending = (train: number[]) => intervalsOf(train).sort((a, b) => a - b);
    expect(ascending(moved)).toEqual(ascending(trainsOf(record)[i] ?? []));
  });
});

test('a dither moves spikes by up to its width, evenly, and turns back those that would leave the window', () => {
  const middle = made([[1000]], 0, 2000);
  const offsets = Array.from(
    { length: 4000 },
    (_, k) => (trainsOf(surrogate(middle, DITHER, k))[0]?.[0] ?? 0) - 10_000,
  );
  expect(Math.min(...offsets)).toBeGreaterThanOrEqual(-200);
  expect(Math.max(...offsets)).toBeLessThanOrEqual(200);
  // Of 401 equal places: the variance is (401^2 - 1) / 12, and a count of a quarter of the width has a spread of 27.
  const variance = offsets.reduce((sum, x) => sum + x * x, 0) / offsets.length;
  expect(variance / ((401 ** 2 - 1) / 12)).toBeGreaterThan(0.95);
  expect(variance / ((401 ** 2 - 1) / 12)).toBeLessThan(1.05);
  expect(Math.abs(offsets.filter((x) => x >= 100).length - (4000 * 101) / 401)).toBeLessThan(4 * 27);
  const edge = made([[0, 1999.9]], 0, 2000);
  for (let k = 0; k < 50; k++) {
    const [first = -1, last = -1] = trainsOf(surrogate(edge, DITHER, k))[0] ?? [];
    expect(first).toBeGreaterThanOrEqual(0);
    expect(first).toBeLessThan(200);
    expect(last).toBeGreaterThanOrEqual(19_800);
    expect(last).toBeLessThan(20_000);
  }
});

interface Reference {
  readonly count: number;
  readonly lengthMs: number;
  readonly sets: readonly ({
    readonly name: string;
    readonly steps: readonly (readonly number[])[];
    readonly data: Readonly<Record<string, number>>;
  } & Readonly<Record<'shuffle' | 'dither', Readonly<Record<string, readonly [mean: number, sd: number]>>>>)[];
}

/** Made by tests/reference/surrogates.py. */
const reference: Reference = JSON.parse(readFileSync('tests/analysis/surrogates.json', 'utf8'));

test('surrogates of random, synchronous and asynchronous trains have the indices that those of Elephant have', () => {
  const { count, lengthMs, sets } = reference;
  const deviations: { readonly of: string; readonly errors: number }[] = [];
  for (const { name, steps, data, ...by } of sets) {
    const trains = steps.map((train) => train.map((step) => step * DT_MS));
    const record = made(trains, 0, lengthMs);
    for (const [id, value] of Object.entries(data))
      expect(Math.abs((measuredOf(id, record).value ?? Number.NaN) - value), `${name}, ${id}`).toBeLessThan(1e-3);
    for (const surrogates of KINDS) {
      const records = Array.from({ length: count }, (_, k) => surrogate(record, surrogates, k));
      for (const [id, [mean, sd]] of Object.entries(by[surrogates.kind])) {
        const values = records.map((one) => measuredOf(id, one).value ?? Number.NaN);
        const [ownMean, ownSd] = momentsOf(values);
        const of = `${name}, ${surrogates.kind}, ${id}`;
        const spread = Math.hypot(sd, ownSd);
        deviations.push({ of: `${of}: mean`, errors: (Math.sqrt(count) * (ownMean - mean)) / spread });
        deviations.push({ of: `${of}: sd`, errors: (Math.sqrt(2 * (count - 1)) * (ownSd - sd)) / spread });
      }
    }
  }
  expect(deviations.length).toBe(13 * 2 * 4 * 2);
  // Chance alone takes one number in 370 beyond three standard errors: of 208, more than three once in 400 times.
  const far = deviations.filter(({ errors }) => !(Math.abs(errors) <= 3));
  expect(far.length, JSON.stringify(far)).toBeLessThanOrEqual(3);
  for (const { of, errors } of deviations) expect(Math.abs(errors), of).toBeLessThan(4.5);
});

function momentsOf(values: readonly number[]): readonly [mean: number, sd: number] {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1))];
}

test('of independent Poisson trains, nine to ten in ten indices are what chance gives', () => {
  const measures = named('R', 'correlation', 'spikeSync', 'spikeDistance', 'fano');
  const within = measures.map(() => 0);
  const DRAWS = 200;
  for (let seed = 0; seed < DRAWS; seed++) {
    const { poisson, uniform } = draws(1000 + seed);
    const record = made(
      Array.from({ length: 8 }, () => poisson(uniform(10, 40), 1200)),
      200,
      1200,
    );
    const chances = chanceOf(record, measures, SHUFFLE, seed);
    measures.forEach(({ of }, k) => {
      if (isChance(of(record).value ?? Number.NaN, chances[k])) within[k] = (within[k] ?? 0) + 1;
    });
  }
  measures.forEach(({ id }, k) => {
    expect((within[k] ?? 0) / DRAWS, id).toBeGreaterThanOrEqual(0.9);
    expect((within[k] ?? 0) / DRAWS, id).toBeLessThanOrEqual(0.99);
  });
});

test('trains that fire together have indices far from chance, by either kind of surrogate', () => {
  const { poisson, normal } = draws(8);
  const volleys = poisson(10, 3000);
  const record = made(
    Array.from({ length: 20 }, () => volleys.map((time) => time + 2 * normal()).filter((time) => time > 0)),
    0,
    3000,
  );
  const measures = named('R', 'correlation', 'spikeSync', 'kappa', 'fano');
  for (const surrogates of KINDS)
    chanceOf(record, measures, surrogates).forEach((chance, k) => {
      const value = measures[k]?.of(record).value ?? Number.NaN;
      expect(isChance(value, chance), measures[k]?.id).toBe(false);
      expect(value).toBeGreaterThan(numberOf(chance));
    });
});

const numberOf = (chance: Chance | undefined): number => {
  if (chance === undefined || chance.mean === null) throw new Error(chance?.reason ?? 'there is no chance');
  return chance.mean;
};

const ENDS = {
  'no spike': [[], [], []],
  'one neuron': [[10, 40, 70]],
  'one spike': [[], [50], []],
  'all in one step': [[50], [50], [50]],
  'the first and the last step': [[0, 99.9], [0, 99.9], []],
  'a spike in every step': [Array.from({ length: 1000 }, (_, k) => k * DT_MS), [50], []],
  'no interval within the window': [[-300, 50, 400], [-200, 60, 300], [-100]],
} as const;

describe.each(Object.entries(ENDS))('%s', (_, trains) => {
  const OFFSET_MS = 500;
  const record = made(
    trains.map((train) => train.map((time) => time + OFFSET_MS)),
    OFFSET_MS,
    OFFSET_MS + 100,
  );

  test.each(KINDS)('has a chance or a reason for each measure ($kind)', (surrogates) => {
    const populations = ['A', 'B'].map((id) => ({ id, seed: 1, record }));
    const chances = allChances({
      surrogates,
      populations,
      pairs: [[0, 1]],
      measures: populationMeasures,
      between: betweenMeasures,
    });
    expect(chances.populations.map((own) => own.length)).toEqual([
      populationMeasures.length,
      populationMeasures.length,
    ]);
    expect(chances.pairs.map((own) => own.length)).toEqual([betweenMeasures.length]);
    for (const chance of [...chances.populations, ...chances.pairs].flat()) {
      if (chance.mean === null) expect(chance.reason).toMatch(/\w/);
      else {
        expect(Number.isFinite(chance.mean)).toBe(true);
        expect(chance.sd === null || chance.sd >= 0).toBe(true);
      }
    }
    for (let k = 0; k < 5; k++) {
      for (const train of trainsOf(surrogate(record, surrogates, k)))
        expect(new Set(train).size, 'no two spikes in a step').toBe(train.length);
    }
  });
});

test('potentials have the chance of independent ones, and what compares no neurons has none', () => {
  const [chi, cv] = chanceOf(made(poisson, 500, 1500), named('chi', 'cv'), SHUFFLE);
  expect(chi).toMatchObject({ mean: 1 / Math.sqrt(10), sd: null });
  expect(isChance(0.3, chi)).toBe(false);
  expect(cv).toEqual({ mean: null, reason: 'it compares no neurons with each other' });
});

test('where shuffled trains stay in step they tell no chance, and dithered ones do', () => {
  // All fire together every 25 ms, to half a millisecond.
  const { uniform, normal } = draws(2);
  const together = made(
    Array.from({ length: 20 }, () => Array.from({ length: 80 }, (_, k) => 20 + 25 * k + 0.5 * normal())),
    0,
    2000,
  );
  // One spike each, of which the time from the start of the window is all that could be shuffled.
  const once = made(
    Array.from({ length: 20 }, () => [uniform(0, 2000)]),
    0,
    2000,
  );
  const measures = named('R', 'correlation', 'fano', 'cv');
  for (const [record, share] of [
    [together, /shuffled trains stay in step \(R = 0\.\d\d\)/],
    [once, /shuffled trains stay in step \(R = 1\.00\)/],
  ] as const) {
    const [order, correlation, fano, cv] = chanceOf(record, measures, SHUFFLE);
    for (const chance of [order, correlation, fano])
      expect(chance).toEqual({ mean: null, reason: expect.stringMatching(share) });
    expect(cv).toMatchObject({ reason: 'it compares no neurons with each other' });
  }
  const [order, correlation] = chanceOf(together, measures, DITHER);
  // Of a dither by 20 ms to either side, |sin(1.6 pi) / (1.6 pi)| = 0.19 of the order stays.
  expect(numberOf(order)).toBeLessThan(0.4);
  expect(isChance(measuredOf('R', together).value ?? Number.NaN, order)).toBe(false);
  expect(numberOf(correlation)).toBeLessThan(0.1);
  expect(chanceOf(once, named('fano'), DITHER)[0]).toMatchObject({ count: SURROGATES });
});

test.each([0, 0.1, 0.25, 0.5, 0.75])(
  'clocks stay in step when shuffled, with %s of a period before the first spike',
  (first) => {
    const clocks = made(
      Array.from({ length: 20 }, () => Array.from({ length: 40 }, (_, k) => 25 * (first + k))),
      0,
      1000,
    );
    expect(chanceOf(clocks, named('R'), SHUFFLE)).toMatchObject([
      { mean: null, reason: expect.stringMatching(/stay in step/) },
    ]);
  },
);

test('what is found at a rhythm is compared with chance at the same frequency', () => {
  const { normal } = draws(11);
  const volleys = Array.from({ length: 100 }, (_, k) => 10 + 40 * k);
  const record = made(
    Array.from({ length: 20 }, () => volleys.map((time) => time + 2 * normal())),
    0,
    4000,
  );
  const [strength] = named('vectorStrength');
  const [chance] = chanceOf(record, named('vectorStrength'), DITHER);
  expect(strength?.of(record).value).toBeGreaterThan(0.9);
  expect(chance).toMatchObject({ count: SURROGATES });
  // Of phases that are even over 40 of the 40 ms: about the mean length of 100 independent ones, but for the best of the frequencies.
  expect(numberOf(chance)).toBeLessThan(0.2);
});
