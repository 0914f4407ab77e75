import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cv2Of } from '../../src/analysis/measures/cv2.ts';
import { betweenMeasures, findPopulationMeasure, populationMeasures } from '../../src/analysis/measures/index.ts';
import { localVariationOf } from '../../src/analysis/measures/local-variation.ts';
import { recordOf } from '../../src/analysis/record.ts';
import type { MomentsBlock } from '../../src/contract/index.ts';
import { blockOf, noise, spikesOf } from './examples.ts';
import { draws } from './made-trains.ts';

const DT_MS = 0.1;

type Trains = readonly (readonly number[])[];

const regular = (hz: number, firstMs: number, toMs = 1000): number[] =>
  Array.from({ length: Math.ceil(((toMs - firstMs) * hz) / 1000 - 1e-9) }, (_, k) => firstMs + (1000 * k) / hz);

const silent = (count: number): Trains => Array.from({ length: count }, () => []);

/** Where a potential does not vary. */
const flat = (size: number): MomentsBlock[] =>
  Array.from({ length: 100 }, (_, b) => ({
    ...blockOf(
      Array.from({ length: size }, () => [-65, -65, -65]),
      100 * b,
    ),
    firstStep: 100 * b,
    endStep: 100 * (b + 1),
  }));

const FEW_PHASES = /two neurons (are )?between two spikes|are two neurons between two spikes/;
const TWICE = /fewer than two neurons fire twice/;
const FIRE = /fewer than two neurons fire in/;
const ALONE = /one neuron alone/;
const THREE = /no neuron fired three spikes/;
const NO_PEAK = /no frequency stands out/;
const NO_SPIKE = /no spike/;

/** What an index has to be: a number to three digits, or why there is none. */
type Wanted = number | RegExp;

interface Case {
  readonly name: string;
  readonly trains: Trains;
  readonly windowMs?: number;
  readonly wanted: Readonly<Record<string, Wanted>>;
}

/**
 * Phases a tenth of a turn apart: 0 of all ten, and |sin(n pi/10)| / (n sin(pi/10)) of n; two to nine neurons have begun, or
 * not yet ended, for 5 ms each of the 985 ms from the second's first to the last but one's last spike.
 */
const SEQUENTIAL =
  [2, 3, 4, 5, 6, 7, 8, 9].reduce((sum, n) => sum + Math.sin((n * Math.PI) / 10) / (n * Math.sin(Math.PI / 10)), 0) *
  (10 / 985);

const cases: readonly Case[] = [
  {
    name: 'nobody fires',
    trains: silent(5),
    wanted: {
      rateHz: 0,
      R: FEW_PHASES,
      R2: FEW_PHASES,
      correlation: TWICE,
      kappa: TWICE,
      spikeSync: TWICE,
      spikeDistance: FIRE,
      isiDistance: FIRE,
      peakHz: NO_SPIKE,
      prominence: NO_SPIKE,
      cv: THREE,
      cv2: THREE,
      lv: THREE,
      fano: NO_SPIKE,
      burstRate: /do not part/,
      burstSynchrony: /do not part/,
    },
  },
  {
    name: 'one spike in all',
    trains: [[300], ...silent(4)],
    wanted: {
      rateHz: 0.2,
      R: FEW_PHASES,
      correlation: TWICE,
      kappa: TWICE,
      spikeSync: TWICE,
      spikeDistance: FIRE,
      isiDistance: FIRE,
      peakHz: NO_PEAK,
      cv: THREE,
      fano: /but one spike/,
    },
  },
  {
    name: 'one of a hundred fires, five times',
    trains: [[100, 300, 500, 700, 900], ...silent(99)],
    wanted: {
      rateHz: 0.05,
      R: FEW_PHASES,
      R2: FEW_PHASES,
      correlation: TWICE,
      kappa: TWICE,
      spikeSync: TWICE,
      spikeDistance: FIRE,
      isiDistance: FIRE,
      peakHz: NO_PEAK,
      cv: 0,
      cv2: 0,
      lv: 0,
    },
  },
  {
    name: 'a population of one neuron, regular',
    trains: [regular(50, 5)],
    wanted: {
      rateHz: 50,
      R: ALONE,
      R2: ALONE,
      chi: ALONE,
      correlation: ALONE,
      kappa: ALONE,
      spikeSync: ALONE,
      spikeDistance: ALONE,
      isiDistance: ALONE,
      burstSynchrony: ALONE,
      burstChi: ALONE,
      cv: 0,
      peakHz: 50,
    },
  },
  {
    name: 'two neurons, of which one is silent',
    trains: [regular(50, 5), []],
    wanted: {
      rateHz: 25,
      R: FEW_PHASES,
      correlation: TWICE,
      kappa: TWICE,
      spikeSync: TWICE,
      spikeDistance: FIRE,
      cv: 0,
    },
  },
  {
    name: 'ten neurons one after the other, each at 20 Hz',
    trains: Array.from({ length: 10 }, (_, i) => regular(20, 2 + 5 * i)),
    wanted: {
      rateHz: 20,
      R: SEQUENTIAL,
      cv: 0,
      peakHz: 200,
      kappa: 0,
      // Counts of bins of 5 ms: one neuron at a time.
      correlation: -1 / 9,
    },
  },
  {
    name: 'two clusters in antiphase, each at 25 Hz',
    trains: Array.from({ length: 10 }, (_, i) => regular(25, 4 + 20 * (i % 2))),
    wanted: { rateHz: 25, R2: 1, cv: 0, peakHz: 50, kappa: 4 / 9 },
  },
  {
    name: 'ten alike at 40 Hz',
    trains: Array.from({ length: 10 }, () => regular(40, 6)),
    wanted: {
      rateHz: 40,
      R: 1,
      R2: 1,
      correlation: 1,
      kappa: 1,
      spikeSync: 1,
      spikeDistance: 0,
      isiDistance: 0,
      cv: 0,
      cv2: 0,
      lv: 0,
      peakHz: 40,
    },
  },
  {
    name: 'one spike each, at the same time',
    trains: Array.from({ length: 10 }, () => [500]),
    wanted: {
      rateHz: 1,
      R: FEW_PHASES,
      correlation: TWICE,
      kappa: TWICE,
      spikeSync: TWICE,
      spikeDistance: 0,
      isiDistance: 0,
      cv: THREE,
      peakHz: NO_PEAK,
      // One bin of 100 holds all ten: variance 10^2 (1/100)(99/100), mean 1/10.
      fano: 9.9,
    },
  },
  {
    name: 'one spike each, one after the other',
    trains: Array.from({ length: 10 }, (_, i) => [50 + 100 * i]),
    wanted: {
      rateHz: 1,
      R: FEW_PHASES,
      correlation: TWICE,
      kappa: TWICE,
      spikeSync: TWICE,
      peakHz: NO_PEAK,
      fano: 0.9,
    },
  },
  {
    name: 'bursts of three, all together',
    trains: Array.from({ length: 6 }, () => regular(5, 20).flatMap((t) => [t, t + 4, t + 8])),
    wanted: { rateHz: 15, R: 1, burstRate: 5, burstSynchrony: 1, spikeSync: 1, correlation: 1 },
  },
  {
    name: 'several spikes at one time',
    trains: [[200, 200, 200, 700], [200, 200, 700, 700], ...silent(2)],
    wanted: { rateHz: 2 },
  },
  {
    name: 'spikes at one time only',
    trains: Array.from({ length: 3 }, () => [500, 500, 500]),
    wanted: { rateHz: 3, R: FEW_PHASES, cv: THREE, cv2: THREE, lv: THREE, peakHz: NO_PEAK },
  },
  {
    name: 'spikes on the edges of the window',
    trains: [
      [0, 999.9],
      [0, 999.9],
    ],
    wanted: { rateHz: 2, R: 1, spikeDistance: 0, isiDistance: 0, cv: THREE },
  },
  {
    name: 'a window that is shorter than an interval',
    trains: [regular(20, 3, 100), regular(20, 21, 100)],
    windowMs: 20,
    wanted: { peakHz: /shorter than a segment/, prominence: /shorter than a segment/, cv: THREE, correlation: TWICE },
  },
];

function expectSound(id: string, { trains, windowMs = 1000 }: Case, wanted: Wanted | undefined): void {
  const window = { fromMs: 0, toMs: windowMs };
  const record = recordOf(spikesOf(trains, DT_MS), trains.length, DT_MS, window, flat(trains.length));
  const measure = findPopulationMeasure(id);
  const found = measure?.of(record);
  if (measure === undefined || found === undefined) throw new Error(`no measure ${id}`);
  if (wanted instanceof RegExp) expect(found, id).toEqual({ value: null, reason: expect.stringMatching(wanted) });
  if (typeof wanted === 'number') expect(found.value, id).toBeCloseTo(wanted, id === 'peakHz' ? 0 : 2);
  if (found.value === null) return void expect(found.reason, id).toMatch(/\w+ \w+ \w+/);
  const [low, high] = measure.bounds;
  expect(Number.isFinite(found.value), `${id} is ${found.value}`).toBe(true);
  expect(found.value, id).toBeGreaterThanOrEqual(low);
  expect(found.value, id).toBeLessThanOrEqual(high + 1e-12);
}

describe('every index, of trains that are hardly any, is right or undefined with its reason', () => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    for (const { id } of populationMeasures) expectSound(id, one, one.wanted[id]);
    const known = populationMeasures.map(({ id }) => id);
    expect(Object.keys(one.wanted).filter((id) => !known.includes(id))).toEqual([]);
  });

  test('a potential that does not vary has no χ', () => {
    const one: Case = { name: '', trains: silent(3), wanted: {} };
    expectSound('chi', one, /the potential of no neuron varies/);
    expectSound('burstChi', one, /the slow potential of no neuron varies/);
  });

  test('between any two of these populations', () => {
    const records = cases
      .filter(({ windowMs }) => windowMs === undefined)
      .map(({ trains }) => recordOf(spikesOf(trains, DT_MS), trains.length, DT_MS, { fromMs: 0, toMs: 1000 }, null));
    for (const first of records) {
      for (const second of records.slice(1, 8).filter((_, k) => k % 3 === 0)) {
        for (const { id, of, bounds } of betweenMeasures) {
          const { value, at } = of({ first, second });
          for (const found of [value, at]) {
            if (found.value === null) expect(found.reason, id).toMatch(/\w+ \w+ \w+/);
            else expect(Number.isFinite(found.value), id).toBe(true);
          }
          expect(value.value ?? bounds[0], id).toBeGreaterThanOrEqual(bounds[0]);
          expect(value.value ?? bounds[0], id).toBeLessThanOrEqual(bounds[1] + 1e-12);
        }
      }
    }
  });

  test('and of sparse random trains, in any window', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { uniform, poisson } = draws(500 + seed);
      const windowMs = Math.round(10 ** uniform(0.5, 3));
      const hz = 10 ** uniform(-1, 2);
      const trains = Array.from({ length: 1 + Math.floor(uniform(0, 8)) }, () => poisson(hz, windowMs));
      for (const { id } of populationMeasures) expectSound(id, { name: '', trains, windowMs, wanted: {} }, undefined);
    }
  });
});

describe('indices say of how many neurons they are', () => {
  const support = (id: string, trains: Trains) => {
    const record = recordOf(spikesOf(trains, DT_MS), trains.length, DT_MS, { fromMs: 0, toMs: 1000 }, null);
    const found = findPopulationMeasure(id)?.of(record);
    return found !== undefined && found.value !== null ? found.support : undefined;
  };
  const trains = [regular(30, 3), regular(30, 8), ...silent(18)];

  test.each(['R', 'correlation', 'kappa', 'spikeDistance', 'isiDistance', 'cv', 'cv2', 'lv'])('%s', (id) => {
    expect(support(id, trains)).toMatchObject({ neurons: 2, of: 20 });
  });

  test('silent neurons do not change what is of those that fire', () => {
    for (const id of ['R', 'R2', 'kappa', 'spikeDistance', 'isiDistance', 'correlation', 'cv']) {
      const value = (all: Trains) =>
        findPopulationMeasure(id)?.of(
          recordOf(spikesOf(all, DT_MS), all.length, DT_MS, { fromMs: 0, toMs: 1000 }, null),
        ).value;
      expect(value(trains), id).toBeCloseTo(value(trains.slice(0, 2)) ?? Number.NaN, 12);
    }
  });
});

describe('of a sparse population the neurons that fire are measured', () => {
  const of = (id: string, trains: Trains) =>
    findPopulationMeasure(id)?.of(
      recordOf(spikesOf(trains, DT_MS), trains.length, DT_MS, { fromMs: 0, toMs: 1000 }, null),
    );
  // Two of a hundred, at odd places.
  const pair = [regular(5, 100), regular(5, 110)];
  const [one = [], other = []] = pair;
  const sparse = [...silent(33), one, ...silent(29), other, ...silent(36)];

  test.each(['kappa', 'spikeDistance', 'isiDistance'])('%s is that of the two', (id) => {
    expect(of(id, sparse)).toMatchObject({ value: of(id, pair)?.value, support: { neurons: 2, of: 100 } });
  });

  test('SPIKE-synchronization counts the silent ones: 1 of 99 partners', () => {
    expect(of('spikeSync', sparse)?.value).toBeCloseTo(1 / 99, 12);
  });

  test('R of two neurons of a hundred is not that of the population', () => {
    for (const id of ['R', 'R2']) {
      expect(of(id, sparse), id).toEqual({
        value: null,
        reason: 'it would be of only 2 of 100 neurons; it needs 5 %',
      });
    }
    expect(of('R', [...pair, ...silent(38)])?.value).toBeGreaterThan(0.9);
  });

  test('of more neurons than are compared, it says of how many', () => {
    const trains = Array.from({ length: 200 }, (_, k) => (k % 4 === 3 ? [] : regular(20, 3 + (k % 7))));
    for (const id of ['kappa', 'spikeSync', 'spikeDistance', 'isiDistance']) {
      expect(of(id, trains), id).toMatchObject({ support: { neurons: 50, of: 200 } });
    }
  });
});

test('CV2 and LV of regular trains are 0, whatever their times round to', () => {
  for (const hz of [3, 7, 20, 40, 125]) {
    const periodMs = Math.round(10_000 / hz) / 10;
    const train = Array.from({ length: Math.floor(19_000 / periodMs) }, (_, k) => 0.3 + k * periodMs);
    for (const id of ['cv2', 'lv']) {
      const record = recordOf(spikesOf([train], DT_MS), 1, DT_MS, { fromMs: 0, toMs: 20_000 }, null);
      expect(findPopulationMeasure(id)?.of(record).value, `${id} at ${hz} Hz`).toBe(0);
    }
  }
  // A difference of one step is none of rounding.
  expect(cv2Of(Float64Array.of(100_000, 100_010, 100_020.1)).value).toBeGreaterThan(0);
});

interface Reference {
  readonly windowMs: number;
  readonly cases: readonly {
    readonly trains: Trains;
    readonly isiDistance: number;
    readonly spikeDistance: number;
    readonly spikeSync: number;
    readonly eventSync: number | null;
    readonly cv2: readonly (number | null)[];
    readonly lv: readonly (number | null)[];
  }[];
}

// By tests/reference/sparse_trains.py.
const references: Reference = JSON.parse(readFileSync('tests/analysis/sparse-trains.json', 'utf8'));

test('of sparse random trains they agree with PySpike and Elephant', () => {
  expect(references.cases.length).toBeGreaterThan(15);
  for (const { trains, cv2, lv, ...wanted } of references.cases) {
    const window = { fromMs: 0, toMs: references.windowMs };
    const record = recordOf(spikesOf(trains, DT_MS), trains.length, DT_MS, window, null);
    for (const id of ['isiDistance', 'spikeDistance', 'spikeSync', 'eventSync'] as const) {
      const { value } = findPopulationMeasure(id)?.of(record) ?? { value: null };
      // Where fewer than two neurons fire twice PySpike compares spikes across half the window.
      const isDefined = id !== 'spikeSync' || trains.filter((times) => times.length > 1).length > 1;
      const expected = wanted[id];
      if (isDefined && expected !== null) expect(value, id).toBeCloseTo(expected, 9);
      else expect(value, id).toBeNull();
    }
    trains.forEach((times, i) => {
      const [own, ofIntervals] = [Float64Array.from(times), [cv2[i], lv[i]]];
      [cv2Of(own), localVariationOf(own)].forEach(({ value }, k) => {
        const expected = ofIntervals[k] ?? null;
        if (expected === null) expect(value).toBeNull();
        else expect(value).toBeCloseTo(expected, 9);
      });
    });
  }
});

test('noise of potentials has the χ of its size', () => {
  const rows = Array.from({ length: 25 }, (_, i) => noise(40 + i, 3000));
  const record = recordOf(spikesOf(silent(25), 1), 25, 1, { fromMs: 0, toMs: 3000 }, [blockOf(rows, 0)]);
  expect(findPopulationMeasure('chi')?.of(record).value).toBeCloseTo(0.2, 1);
});
