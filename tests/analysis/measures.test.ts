import { describe, expect, test } from 'vitest';
import { chiOfMoments, chiOfRows } from '../../src/analysis/measures/golomb-rinzel.ts';
import { isiCvOf } from '../../src/analysis/measures/isi-cv.ts';
import { meanRateHz } from '../../src/analysis/measures/mean-rate.ts';
import { meanCountCorrelation } from '../../src/analysis/measures/spike-count-correlation.ts';
import { orderOf, orderParameter } from '../../src/analysis/order-parameter.ts';
import { supportText } from '../../src/analysis/support.ts';
import type { Support } from '../../src/analysis/trains.ts';
import { A, B, blockOf, C, noise, trainsOf } from './examples.ts';

type OrderValue = { readonly value: number; readonly support: Support };

const row = (f: (t: number) => number) => Float64Array.from({ length: 1000 }, (_, s) => f((2 * Math.PI * s) / 1000));

describe('Golomb-Rinzel chi', () => {
  test.each([
    [
      'one follows the other at twice the amplitude',
      [
        [0, 1, 2, 3],
        [0, 2, 4, 6],
      ],
      0.948683,
    ],
    [
      'three mixed neurons',
      [
        [1, 2, 1, 2],
        [2, 1, 2, 2],
        [1, 1, 3, 3],
      ],
      0.625543,
    ],
    ['a quarter period apart', [row(Math.sin), row(Math.cos)], Math.SQRT1_2],
    ['in antiphase', [row(Math.sin), row((t) => -Math.sin(t))], 0],
    ['the same', [row(Math.sin), row(Math.sin)], 1],
  ])('of neurons %s', (_, rows, chi) => {
    expect(chiOfRows(rows).value).toBeCloseTo(chi, 6);
    expect(chiOfMoments([blockOf(rows, 0)], 1, 0, rows[0]?.length ?? 0).value).toBeCloseTo(chi, 6);
  });

  test('of 100 independent neurons is about 1/√N', () => {
    const rows = Array.from({ length: 100 }, (_, i) => noise(i, 2000));
    const { value } = chiOfRows(rows);
    expect(value).toBeGreaterThan(0.08);
    expect(value).toBeLessThan(0.12);
  });

  test('from blocks of any cut is that of the whole', () => {
    const rows = [noise(1, 90), noise(2, 90), noise(3, 90)];
    const blocks = [0, 30, 60].map((from) =>
      blockOf(
        rows.map((r) => r.slice(from, from + 30)),
        from,
      ),
    );
    expect(chiOfMoments(blocks, 1, 0, 90).value).toBeCloseTo(chiOfRows(rows).value ?? Number.NaN, 12);
    const tail = chiOfRows(rows.map((r) => r.slice(30)));
    expect(chiOfMoments(blocks, 1, 30, 90).value).toBeCloseTo(tail.value ?? Number.NaN, 12);
  });

  test('is undefined where nothing varies or nothing was sampled', () => {
    const constant = [
      [-70.6, -70.6, -70.6],
      [-65.1, -65.1, -65.1],
    ];
    expect(chiOfRows(constant).value).toBeNull();
    expect(chiOfMoments([blockOf(constant, 0)], 1, 0, 3).value).toBeNull();
    expect(chiOfMoments([], 1, 0, 100).value).toBeNull();
  });
});

describe('Kuramoto R of spike phases', () => {
  test.each([12, 40, 67, 89])('of two trains 2 ms apart with period 20 ms is cos(π/10) at %i ms', (t) => {
    const { values, neurons } = orderParameter(trainsOf([A, B]), t, t + 1);
    expect(values[0]).toBeCloseTo(Math.cos(Math.PI / 10), 9);
    expect(neurons[0]).toBe(2);
  });

  test('of three trains at 40 ms, and its mean', () => {
    const trains = trainsOf([A, B, C]);
    expect(orderParameter(trains, 40, 41).values[0]).toBeCloseTo(0.71632, 6);
    expect(orderOf(trains, 12, 85, 0.01).value).toBeCloseTo(0.62186, 4);
  });

  test('of one neuron among silent ones is undefined, not 1; and without two spikes not 0', () => {
    const alone = trainsOf([A, ...Array.from({ length: 99 }, () => [])]);
    expect(orderParameter(alone, 0, 100).values.every(Number.isNaN)).toBe(true);
    expect(orderOf(alone, 0, 100)).toEqual({
      value: null,
      reason: 'at no time of the window are two neurons between two spikes of their own',
    });
    expect(orderOf(trainsOf([[], [50]]), 0, 100).value).toBeNull();
  });

  test('rests on the times at which two neurons have a phase, and says so', () => {
    // Together from 12 to 30 ms: 18 of 100 ms; alone before and after.
    const { support, value } = orderOf(trainsOf([[10, 30], [12, 72], []]), 0, 100, 1) as OrderValue;
    expect(support).toMatchObject({ neurons: 2, of: 3, timeShare: 0.18 });
    expect(support.chance).toBeCloseTo(Math.sqrt(Math.PI / 8), 12);
    expect(supportText(support)).toBe('over 18 % of the time, 2 of 3 neurons; chance 0.63');
    const phases = Array.from({ length: 18 }, (_, k) => Math.PI * ((k + 2) / 20 - k / 60));
    expect(value).toBeCloseTo(phases.reduce((sum, half) => sum + Math.abs(Math.cos(half)), 0) / 18, 9);
    // In 400 ms these are less than a twentieth.
    expect(orderOf(trainsOf([[10, 30], [12, 72], []]), 0, 400, 1)).toEqual({
      value: null,
      reason: 'two neurons are between spikes of their own in only 4.5 % of the time; it needs 5 %',
    });
  });

  test('of trains whose periods are in whole ratios to a millisecond is that of all times', () => {
    const regular = (period: number) => Array.from({ length: Math.floor(2000 / period) }, (_, k) => k * period);
    // Of phases that run once and twice as fast, the mean length is that of |cos| over a half turn.
    for (const [fast, slow] of [
      [0.5, 1],
      [2, 4],
      [1, 2],
    ] as const) {
      const { value } = orderOf(trainsOf([regular(fast), regular(slow)], 0.1), 20, 1900);
      expect(value, `${fast} and ${slow} ms`).toBeCloseTo(2 / Math.PI, 2);
    }
  });

  test('of independent phases is about the chance that it names', () => {
    for (const size of [3, 10, 40]) {
      const trains = Array.from({ length: size }, (_, i) => {
        const jitters = noise(7 * size + i, 500);
        let time = 10 + 10 * (jitters[0] ?? 0);
        return Array.from(jitters, (jitter) => (time += 20 + 12 * jitter));
      });
      const { support, value } = orderOf(trainsOf(trains, 0.1), 1000, 9000) as OrderValue;
      expect(support.timeShare).toBe(1);
      expect(Math.abs(value / (support.chance ?? 0) - 1), `${size} neurons`).toBeLessThan(0.06);
    }
  });

  test('leaves out neurons before their first and after their last spike', () => {
    const { neurons } = orderParameter(trainsOf([A, B]), 0, 100);
    expect([9, 10, 11, 12, 89, 90, 91, 92].map((t) => neurons[t])).toEqual([0, 1, 1, 2, 2, 1, 1, 0]);
  });
});

describe('spike-count correlation', () => {
  test.each([
    [5, [A, B], 1],
    [5, [A, C], 0],
    [5, [A, B, C], 1 / 3],
    [10, [A, B], 1],
    [10, [A, C], 0],
    [10, [A, B, C], 1 / 3],
  ])('with bins of %i ms', (binMs, trains, r) => {
    expect(meanCountCorrelation(trainsOf(trains), 0, 100, binMs).value).toBeCloseTo(r, 9);
  });

  test('leaves out neurons whose counts do not vary, and is undefined without a pair', () => {
    expect(meanCountCorrelation(trainsOf([A, B, []]), 0, 100).value).toBeCloseTo(1, 9);
    expect(meanCountCorrelation(trainsOf([A, []]), 0, 100).value).toBeNull();
    expect(meanCountCorrelation(trainsOf([A, B]), 0, 4).value).toBeNull();
  });

  test('by the variance identity equals the mean over the pairs', () => {
    const trains = Array.from({ length: 7 }, (_, i) =>
      [...noise(i, 400).entries()].filter(([, x]) => x > 0.3).map(([t]) => t),
    );
    const pairs = trains.flatMap((a, i) => trains.slice(i + 1).map((b) => pearson(a, b, 400, 5)));
    const mean = pairs.reduce((sum, r) => sum + r, 0) / pairs.length;
    expect(meanCountCorrelation(trainsOf(trains), 0, 400, 5).value).toBeCloseTo(mean, 12);
  });
});

describe('CV of inter-spike intervals', () => {
  test.each([
    ['alternating 10 and 20 ms', [[0, 10, 30, 40, 60]], 1 / 3],
    ['regular', [A], 0],
    ['the mean over neurons that have one', [[0, 10, 30, 40, 60], A, [5, 9], []], 1 / 6],
  ])('%s', (_, trains, cv) => {
    expect(isiCvOf(trainsOf(trains), 0, 100).value).toBeCloseTo(cv, 9);
  });

  test('needs two intervals within the window', () => {
    expect(isiCvOf(trainsOf([[10, 30]]), 0, 100).value).toBeNull();
    expect(isiCvOf(trainsOf([A]), 20, 60).value).toBeNull();
  });
});

test('the mean rate is in Hz; of an empty window it is undefined', () => {
  expect(meanRateHz(10, 2, 100).value).toBe(50);
  expect(meanRateHz(0, 2, 100).value).toBe(0);
  expect(meanRateHz(0, 2, 0).value).toBeNull();
});

function pearson(a: number[], b: number[], length: number, binMs: number): number {
  const counts = (train: number[]) => {
    const bins = new Array<number>(length / binMs).fill(0);
    for (const t of train) bins[Math.floor(t / binMs)] = (bins[Math.floor(t / binMs)] ?? 0) + 1;
    return bins;
  };
  const mean = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [x, y] = [counts(a), counts(b)];
  const covariance = (p: number[], q: number[]) => mean(p.map((value, k) => value * (q[k] ?? 0))) - mean(p) * mean(q);
  return covariance(x, y) / Math.sqrt(covariance(x, x) * covariance(y, y));
}
