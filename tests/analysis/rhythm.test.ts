import { describe, expect, test } from 'vitest';
import { findPopulationMeasure } from '../../src/analysis/measures/index.ts';
import { recordOf } from '../../src/analysis/record.ts';
import { spikeSpectrumOf } from '../../src/analysis/spike-spectrum.ts';
import { spikesOf } from './examples.ts';
import { type Draws, draws } from './made-trains.ts';

const DT_MS = 0.1;

type Trains = readonly (readonly number[])[];

function measured(id: string, trains: Trains, lengthMs: number, dtMs = DT_MS) {
  const record = recordOf(spikesOf(trains, dtMs), trains.length, dtMs, { fromMs: 0, toMs: lengthMs }, null);
  const found = findPopulationMeasure(id)?.of(record);
  if (found === undefined) throw new Error(`no measure ${id}`);
  return found;
}

const many = (count: number, train: (k: number) => readonly number[]): Trains =>
  Array.from({ length: count }, (_, k) => train(k));

describe('the fundamental of a population is named, not a harmonic or an alias', () => {
  test('six regular trains of 50 Hz at whatever phases', () => {
    const { regular, uniform } = draws(1);
    const trains = many(6, () => regular(50, 2000, uniform()));
    expect(measured('peakHz', trains, 2000).value).toBeCloseTo(50, 0);
  });

  test.each([
    [6, 0.1],
    [6, 1],
    [6, 2],
    [5, 0.5],
    [6, 3],
    [6, 3.3],
  ])('%i regular trains of 50 Hz, each %f ms after the one before', (count, lagMs) => {
    const trains = many(count, (k) => Array.from({ length: 99 }, (_, n) => 5 + 20 * n + k * lagMs));
    expect(measured('peakHz', trains, 2000).value).toBeCloseTo(50, 1);
  });

  test('locked trains of any rate and lag, whose periods are no whole numbers of steps', () => {
    const { uniform } = draws(31);
    let right = 0;
    for (let n = 0; n < 40; n++) {
      const [hz, lagMs, count] = [uniform(20, 120), uniform(0.1, 4), 3 + Math.floor(uniform(0, 8))];
      const trains = many(count, (k) =>
        Array.from({ length: Math.floor(1.9 * hz) }, (_, j) => 5 + (1000 / hz) * j + k * lagMs),
      );
      if (Math.abs((measured('peakHz', trains, 2000).value ?? 0) / hz - 1) < 0.01) right += 1;
    }
    // Two are splay states but for a thousandth of the period or for every second neuron: the rhythm of their volleys is found.
    expect(right).toBeGreaterThanOrEqual(38);
  });

  test('a splay state has the rhythm of its volleys', () => {
    const trains = many(5, (k) => Array.from({ length: 99 }, (_, n) => 5 + 20 * n + 4 * k));
    expect(measured('peakHz', trains, 2000).value).toBeCloseTo(250, 0);
  });

  test('all together at 42.5 Hz, with its harmonics as such', () => {
    const found = measured(
      'peakHz',
      many(20, () => draws(2).regular(42.5, 2000, 0.3)),
      2000,
    );
    expect(found.value).toBeCloseTo(42.5, 1);
    expect(found).toMatchObject({ note: 'harmonics at 85, 127, 170 Hz and more; told apart to 2 Hz' });
  });

  test('two clusters in antiphase, each at 312.5 Hz: the population has volleys at 625 Hz', () => {
    const { regular, uniform } = draws(3);
    const trains = many(400, (k) => regular(312.5, 1000, (k % 2) / 2, 0.15).filter(() => uniform() < 0.2));
    expect(measured('peakHz', trains, 1000).value).toBeCloseTo(625, -1);
    expect(Math.abs((measured('peakHz', trains, 1000).value ?? 0) / 625 - 1)).toBeLessThan(0.01);
  });

  test('of steps of 1 ms no more than half their rate is claimed', () => {
    const trains = many(40, () => draws(4).regular(400, 1000, 0.2));
    const found = measured('peakHz', trains, 1000, 1);
    expect(found.value ?? 0).toBeLessThanOrEqual(500);
  });
});

/** Draws one population; the frequency it has, null: none. */
type Make = (draw: Draws, lengthMs: number) => { readonly trains: Trains; readonly hz: number | null };

/** Share of drawn populations of which the right thing is said, to within `tolerance` of the frequency. */
function rightShare(make: Make, count: number, lengthMs: number, tolerance: number): number {
  let right = 0;
  for (let seed = 0; seed < count; seed++) {
    const { trains, hz } = make(draws(100 + seed), lengthMs);
    const { value } = measured('peakHz', trains, lengthMs);
    if (hz === null ? value === null : value !== null && Math.abs(value / hz - 1) < tolerance) right += 1;
  }
  return right / count;
}

describe('on drawn populations', () => {
  test.each<[string, number, Make]>([
    [
      'regular trains at random phases',
      0.02,
      ({ uniform, regular }, lengthMs) => {
        const hz = uniform(20, 150);
        return { trains: many(2 + Math.floor(uniform(0, 20)), () => regular(hz, lengthMs, uniform())), hz };
      },
    ],
    [
      'together with jitter',
      0.03,
      ({ uniform, regular }, lengthMs) => {
        const hz = uniform(15, 120);
        return { trains: many(20, () => regular(hz, lengthMs, 0.4, 80 / hz)), hz };
      },
    ],
    [
      'independent renewal trains of CV 0.08',
      0.05,
      ({ uniform, renewal }, lengthMs) => {
        const hz = uniform(30, 100);
        return { trains: many(20, () => renewal(hz, lengthMs, 0.08)), hz };
      },
    ],
    [
      'Poisson trains with a common sine',
      0.03,
      ({ uniform, poisson }, lengthMs) => {
        const hz = uniform(10, 200);
        return { trains: many(40, () => poisson(20, lengthMs, 0.8, hz)), hz };
      },
    ],
    [
      'sparse volleys at irregular times',
      0.15,
      ({ uniform, renewal, normal }, lengthMs) => {
        const hz = uniform(30, 60);
        const volleys = renewal(hz, lengthMs, 0.12);
        return {
          trains: many(60, () => volleys.filter(() => uniform() < 0.2).map((time) => Math.max(0, time + 2 * normal()))),
          hz,
        };
      },
    ],
  ])('%s: the fundamental in 95 of 100', (_, tolerance, make) => {
    expect(rightShare(make, 40, 2000, tolerance)).toBeGreaterThanOrEqual(0.95);
  });

  test.each<[string, Make]>([
    [
      'Poisson trains',
      ({ uniform, poisson }, lengthMs) => ({
        trains: many(1 + Math.floor(uniform(0, 30)), () => poisson(uniform(1, 60), lengthMs)),
        hz: null,
      }),
    ],
    [
      'trains that share a Poisson source',
      ({ uniform, poisson }, lengthMs) => {
        const source = poisson(40, lengthMs);
        return { trains: many(20, () => source.filter(() => uniform() < 0.5)), hz: null };
      },
    ],
    [
      'trains that share a slow noise',
      ({ uniform, poisson, normal }, lengthMs) => {
        const tauMs = uniform(5, 30);
        let level = 0;
        const levels = Array.from({ length: lengthMs }, () => {
          level += -level / tauMs + Math.sqrt(2 / tauMs) * normal();
          return 0.4 + 0.2 * level;
        });
        const trains = many(40, () =>
          poisson(60, lengthMs).filter((time) => uniform() < (levels[Math.floor(time)] ?? 0)),
        );
        return { trains, hz: null };
      },
    ],
  ])('%s: no peak in 95 of 100', (_, make) => {
    for (const lengthMs of [400, 2000]) {
      expect(rightShare(make, 40, lengthMs, 0), `${lengthMs} ms`).toBeGreaterThanOrEqual(0.95);
    }
  });
});

describe('the spectrum of spikes', () => {
  test('is that of points in time, summed spike by spike', () => {
    const { poisson } = draws(9);
    const trains = many(3, () => poisson(40, 200));
    const spikes = spikesOf(trains, DT_MS);
    const found = spikeSpectrumOf({ spikes, size: 3, dtMs: DT_MS }, { fromMs: 0, toMs: 200 }, 200);
    const times = [...spikes.steps].map((step) => step * DT_MS);
    const hann = (ms: number): number => 0.5 - 0.5 * Math.cos((2 * Math.PI * ms) / 200);
    const energy = times.reduce((sum, ms) => sum + hann(ms) ** 2, 0);
    for (const k of [12, 40, 101, 250, 400]) {
      const hz = found?.frequenciesHz[k] ?? 0;
      const turn = (2 * Math.PI * hz) / 1000;
      const real = times.reduce((sum, ms) => sum + hann(ms) * Math.cos(turn * ms), 0);
      const imaginary = times.reduce((sum, ms) => sum + hann(ms) * Math.sin(turn * ms), 0);
      // Above the mean's leakage; the window is taken at samples 0.125 ms apart.
      expect((found?.relative[k] ?? 0) / ((real ** 2 + imaginary ** 2) / energy), `${hz} Hz`).toBeCloseTo(1, 1);
    }
  });

  test('of Poisson trains is 1 at all frequencies, and its density twice the rate over the size', () => {
    const { poisson } = draws(11);
    const trains = many(50, () => poisson(20, 5000));
    const spikes = spikesOf(trains, DT_MS);
    const found = spikeSpectrumOf({ spikes, size: 50, dtMs: DT_MS }, { fromMs: 0, toMs: 5000 }, 200);
    const relative = found?.relative.slice(3) ?? new Float64Array();
    for (const part of [relative.slice(0, 100), relative.slice(200, 300), relative.slice(-100)]) {
      expect(part.reduce((sum, x) => sum + x, 0) / part.length).toBeCloseTo(1, 0.9);
    }
    const rateHz = (1000 * spikes.steps.length) / (50 * 5000);
    expect(found?.poisson).toBeCloseTo((2 * rateHz) / 50, 1);
  });
});

describe('is undefined with its reason', () => {
  test.each<[string, Trains, number, RegExp]>([
    ['in silence', [[], []], 1000, /no spike/],
    ['in a window shorter than a segment', [[10, 30], [20]], 150, /shorter than a segment of 200 ms/],
    ['of one spike', [[300], []], 1000, /no frequency stands out/],
    ['of six neurons that fire once, one after the other', many(6, (k) => [500 + 10 * k]), 2000, /but 6 spikes/],
    [
      'of a rhythm slower than the window shows',
      many(20, () => Array.from({ length: 6 }, (_, k) => 100 + 333.3 * k)),
      2000,
      /slower than 6 Hz needs a longer window/,
    ],
    ['of a few spikes', [[300, 320, 340], []], 1000, /no frequency stands out: the largest peak is \d\.\d times/],
  ])('%s', (_, trains, lengthMs, reason) => {
    expect(measured('peakHz', trains, lengthMs)).toEqual({ value: null, reason: expect.stringMatching(reason) });
    const { value } = measured('prominence', trains, lengthMs);
    if (value !== null) expect(Number.isFinite(value)).toBe(true);
  });
});
