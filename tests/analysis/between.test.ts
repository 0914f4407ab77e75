import { describe, expect, test } from 'vitest';
import { analyticPhases } from '../../src/analysis/analytic-phase.ts';
import { betweenMeasures } from '../../src/analysis/measures/index.ts';
import { rateCorrelationPeak } from '../../src/analysis/measures/rate-correlation.ts';
import { type PopulationRecord, recordOf } from '../../src/analysis/record.ts';
import { remarkOf } from '../../src/analysis/support.ts';
import { noise, spikesOf } from './examples.ts';

/** All measures of two populations, with where each is found. */
function betweenPopulations(first: PopulationRecord, second: PopulationRecord) {
  const placed = (id: string) => {
    const measure = betweenMeasures.find((one) => one.id === id);
    if (measure === undefined) throw new Error(`no measure ${id}`);
    return measure.of({ first, second });
  };
  const [coherence, atRhythm, correlation] = ['coherence', 'rhythmCoherence', 'rateCorrelation'].map(placed);
  if (coherence === undefined || atRhythm === undefined || correlation === undefined) throw new Error('three measures');
  return {
    coherence: coherence.value,
    coherenceHz: coherence.at,
    coherenceAtRhythm: atRhythm.value,
    rhythmHz: atRhythm.at,
    phaseLocking: placed('plv').value,
    correlation: correlation.value,
    lagMs: correlation.at,
  };
}

const LENGTH_MS = 2000;
const window = { fromMs: 0, toMs: LENGTH_MS };

/** A population of 1000 whose count of spikes in each millisecond is given, in windows of 1 ms. */
function populationOf(counts: (timeMs: number) => number) {
  const trains: number[][] = Array.from({ length: 1000 }, () => []);
  let next = 0;
  for (let timeMs = 0; timeMs < LENGTH_MS; timeMs++) {
    for (let k = 0; k < Math.round(counts(timeMs)); k++) {
      trains[next % 1000]?.push(timeMs);
      next += 1;
    }
  }
  return recordOf(spikesOf(trains), 1000, 1, window, null);
}

const HZ = 31.25;
const modulated = (lagMs: number) => (timeMs: number) =>
  50 + 40 * Math.sin((2 * Math.PI * HZ * (timeMs - lagMs)) / 1000);

describe('two rates that go up and down together, one 5 ms after the other,', () => {
  const found = betweenPopulations(populationOf(modulated(0)), populationOf(modulated(5)));

  test('have their frequency in common and are coherent there', () => {
    expect(found.rhythmHz.value).toBeCloseTo(HZ, 0);
    expect(found.coherenceAtRhythm.value).toBeGreaterThan(0.999);
    expect(found.coherence.value).toBeGreaterThan(0.999);
    expect(Math.abs((found.coherenceHz.value ?? 0) - HZ)).toBeLessThan(8);
  });

  test('are locked', () => {
    expect(found.phaseLocking.value).toBeGreaterThan(0.999);
  });

  test('are most alike at the lag, in the sense that the second follows', () => {
    expect(found.lagMs.value).toBe(5);
    // Of 2000 ms, 1995 overlap at this lag.
    expect(found.correlation.value).toBeCloseTo(1995 / 2000, 2);
    const turned = betweenPopulations(populationOf(modulated(5)), populationOf(modulated(0)));
    expect(turned.lagMs.value).toBe(-5);
  });
});

test('rates without relation are neither coherent nor locked', () => {
  const rates = [noise(1, LENGTH_MS), noise(2, LENGTH_MS)].map((draws) =>
    populationOf((timeMs) => 50 + 40 * (draws[timeMs] ?? 0)),
  );
  const [first, second] = rates;
  if (first === undefined || second === undefined) throw new Error('two populations');
  const found = betweenPopulations(first, second);
  // Neither has a rhythm, and the largest coherence is what chance gives.
  for (const index of [found.rhythmHz, found.coherenceAtRhythm, found.phaseLocking])
    expect(index).toMatchObject({ value: null, reason: expect.stringMatching(/no frequency stands out/) });
  const chance = Number(/chance reaches (0\.\d+)/.exec(remarkOf(found.coherence))?.[1]);
  expect(chance).toBeGreaterThan(0.3);
  expect(found.coherence.value).toBeLessThan(chance);
  // The largest of 201 correlations of 2000 points: 4 standard errors of 1 / sqrt(2000).
  expect(found.correlation.value).toBeLessThan(4 / Math.sqrt(LENGTH_MS));
});

/** Neurons that all fire at these times, at steps of 0.1 ms. */
const together = (size: number, timesMs: readonly number[]) =>
  recordOf(
    spikesOf(
      Array.from({ length: size }, () => timesMs),
      0.1,
    ),
    size,
    0.1,
    window,
    null,
  );

test('rhythms of different frequencies, which only chance makes alike, are not locked', () => {
  const regular = (hz: number) => Array.from({ length: (LENGTH_MS * hz) / 1000 }, (_, k) => (1000 * (k + 0.3)) / hz);
  const found = betweenPopulations(together(20, regular(40)), together(20, regular(47)));
  expect(found.phaseLocking.value ?? 0).toBeLessThan(0.3);
  expect(remarkOf(found.phaseLocking)).toMatch(/^chance 0\.\d\d$/);
});

test('volleys at 625 Hz are coherent there, not at an alias', () => {
  const volleys = Array.from({ length: LENGTH_MS / 1.6 }, (_, k) => 1.6 * k);
  const found = betweenPopulations(together(20, volleys), together(30, volleys));
  expect(found.rhythmHz.value).toBeCloseTo(625, 0);
  expect(found.coherenceAtRhythm.value).toBeGreaterThan(0.999);
  expect(found.phaseLocking.value).toBeGreaterThan(0.999);
});

test('one spike each is no coherence, no locking and no correlation', () => {
  const found = betweenPopulations(together(1, [900]), together(1, [903]));
  for (const index of Object.values(found)) expect(index).toMatchObject({ value: null });
  expect(found.coherence).toMatchObject({ reason: expect.stringMatching(/fewer than 4 segments/) });
  expect(found.correlation).toMatchObject({ reason: expect.stringMatching(/fewer than 10 spikes/) });
});

test('each index says why it is undefined', () => {
  const silent = betweenPopulations(
    populationOf(modulated(0)),
    populationOf(() => 0),
  );
  expect(silent.rhythmHz).toMatchObject({ value: null, reason: expect.stringMatching(/silent/) });
  expect(silent.coherence).toMatchObject({ value: null });
  expect(silent.phaseLocking).toMatchObject({ value: null, reason: expect.stringMatching(/silent/) });
  expect(silent.correlation).toMatchObject({ value: null, reason: expect.stringMatching(/fewer than 10 spikes/) });
  const short = { ...populationOf(modulated(0)), window: { fromMs: 0, toMs: 150 } };
  const brief = betweenPopulations(short, short);
  expect(brief.rhythmHz).toMatchObject({ reason: expect.stringMatching(/shorter than a segment/) });
  expect(brief.coherence).toMatchObject({ reason: expect.stringMatching(/less than four segments/) });
  expect(brief.lagMs).toMatchObject({ reason: expect.stringMatching(/largest lag/) });
});

test('the correlation of a short example', () => {
  // Means 1; deviations of x: 1 -1 1 -1, of y, one later: -1 1 -1 1. At lag 1: three products of 1 over 4.
  const [x, y] = [Float64Array.of(2, 0, 2, 0), Float64Array.of(0, 2, 0, 2)];
  expect(rateCorrelationPeak(x, y, 2, 4)).toEqual({ value: { value: 0.75 }, at: { value: 2 } });
});

test('the analytic phase of a cosine is its argument', () => {
  const signal = Float64Array.from({ length: 1024 }, (_, t) => 3 + Math.cos((2 * Math.PI * 32 * t) / 1024));
  const phases = analyticPhases(signal, 1, (1000 * 32) / 1024);
  expect(phases[16]).toBeNaN();
  for (const t of [64, 200, 515, 900]) {
    const turns = (phases[t] ?? Number.NaN) / (2 * Math.PI) - (32 * t) / 1024;
    expect(Math.abs(turns - Math.round(turns))).toBeLessThan(1e-9);
  }
});

test('a slow rhythm of a long window is told, finer than segments of 200 ms would, and says how fine', () => {
  const long = { fromMs: 0, toMs: 8000 };
  const slow = (lagMs: number) => {
    const timesMs = Array.from({ length: 24 }, (_, k) => 333.3 * k + 100 + lagMs);
    return recordOf(
      spikesOf(
        Array.from({ length: 20 }, () => timesMs),
        0.1,
      ),
      20,
      0.1,
      long,
      null,
    );
  };
  const found = betweenPopulations(slow(0), slow(5));
  expect(Math.abs((found.rhythmHz.value ?? 0) - 3)).toBeLessThan(0.1);
  expect(remarkOf(found.rhythmHz)).toContain('segments of 1000 ms');
  expect(remarkOf(found.coherenceHz)).toContain('resolution 1 Hz');
  const brief = betweenPopulations(populationOf(modulated(0)), populationOf(modulated(5)));
  expect(remarkOf(brief.rhythmHz)).toContain('segments of 500 ms');
  expect(remarkOf(brief.coherenceHz)).toContain('resolution 5 Hz');
});
