import { beforeAll, describe, expect, it, test } from 'vitest';
import type { SpikeBlock, SpikeSourceConfig } from '../../src/contract/index.ts';
import { createEngine } from '../../src/engine/index.ts';
import { constant, empty } from './configs.ts';
import { gammaCdf } from './gamma-distribution.ts';
import { kolmogorovSmirnov, mean, spikesOfSource, trainsOf, variance } from './sources.ts';

type Gamma = Extract<SpikeSourceConfig, { readonly kind: 'gamma' }>;

const gamma = (rest: Partial<Gamma>): Gamma => ({
  ...{ kind: 'gamma', name: 'R', key: 91, size: 1000, rateKHz: 0.05, shape: 4, deadMs: 0, startMs: 0, stopMs: 1e9 },
  ...rest,
});

const MEAN_MS = 20;

test('the distribution that intervals are compared with has known values', () => {
  expect(gammaCdf(1, 2)).toBeCloseTo(1 - Math.exp(-2), 13);
  expect(gammaCdf(2, 3)).toBeCloseTo(1 - 4 * Math.exp(-3), 13);
  // erf(1)
  expect(gammaCdf(0.5, 1)).toBeCloseTo(0.8427007929497149, 13);
});

describe.each([
  [0.5, 0],
  [1, 0],
  [1.7, 0],
  [4, 0],
  [25, 0],
  [1, 5],
  [2.5, 8],
])('a gamma source of shape %d with a dead time of %d ms', (shape, deadMs) => {
  const source = gamma({ shape, deadMs });
  const dtMs = 0.005;
  const durationMs = 60 * MEAN_MS;
  const cv = (1 - deadMs / MEAN_MS) / Math.sqrt(shape);
  let found: SpikeBlock = { steps: new Int32Array(0), elements: new Int32Array(0) };
  let trains: number[][] = [];
  /** As many of every train, so that none is left out for being long. */
  let intervals: number[] = [];
  beforeAll(async () => {
    found = await spikesOfSource(source, { dtMs, steps: durationMs / dtMs, seed: 3, chunk: 20_000 });
    trains = trainsOf(found, source.size);
    intervals = trains.flatMap((train) =>
      Array.from({ length: 20 }, (_, k) => ((train[k + 1] ?? Number.NaN) - (train[k] ?? 0)) * dtMs),
    );
  }, 60_000);

  it('has intervals of that distribution (Kolmogorov and Smirnov, level 0.001)', () => {
    const list = intervals;
    expect(list.every(Number.isFinite)).toBe(true);
    const scale = (MEAN_MS - deadMs) / shape;
    const distance = kolmogorovSmirnov(list, (x) => gammaCdf(shape, (x - deadMs) / scale));
    // What rounding to steps adds: all that lies within a step of the most likely interval.
    const rounding = Math.max(
      ...[0, 1].map((k) => gammaCdf(shape, ((k + 1) * dtMs) / scale) - gammaCdf(shape, (k * dtMs) / scale)),
    );
    expect(distance).toBeLessThan(1.95 / Math.sqrt(list.length) + rounding);
  });

  it('has CV = (1 - rate * dead time)/sqrt(k), within four standard errors', () => {
    const list = intervals;
    const measured = Math.sqrt(variance(list)) / mean(list);
    const error = cv * (Math.sqrt((2 + 6 / shape) / (4 * list.length)) + cv / Math.sqrt(list.length));
    expect(Math.abs(measured - cv)).toBeLessThan(4 * error);
  });

  it('has its rate from the first step on, as in equilibrium (chi-squared of 20 windows, level 0.001)', () => {
    const { steps } = found;
    const width = MEAN_MS / 5 / dtMs;
    const counts = new Array<number>(20).fill(0);
    for (const step of steps) {
      const window = Math.floor(step / width);
      if (window < 20) counts[window] = (counts[window] ?? 0) + 1;
    }
    // Windows are short beside an interval, where counts of regular trains are Bernoulli numbers; bursts add to the variance.
    const expected = source.size / 5;
    const spread = shape < 1 ? 1.6 : 1;
    const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / (expected * spread), 0);
    expect(statistic).toBeLessThan(45.3);
  });

  it('has counts whose variance over mean nears CV squared, within four standard errors', () => {
    const counts = trains.map(({ length }) => length);
    const means = durationMs / MEAN_MS;
    // Cox (1962), sec. 4.5: of an equilibrium renewal process, with the third central moment of a gamma number.
    const third = (2 * (1 - deadMs / MEAN_MS) ** 3) / shape ** 2;
    const fano = cv ** 2 + (1 / 6 + cv ** 4 / 2 - third / 3) / means;
    expect(Math.abs(variance(counts) / mean(counts) - fano)).toBeLessThan(4 * fano * Math.sqrt(2 / counts.length));
    const error = Math.sqrt((means * fano) / counts.length);
    expect(Math.abs(mean(counts) - means)).toBeLessThan(4 * error);
  });
});

describe('a gamma source', () => {
  it('keeps its rate where many intervals are shorter than a step', async () => {
    const source = gamma({ shape: 0.1 });
    const { steps } = await spikesOfSource(source, { dtMs: 0.1, steps: 20_000, seed: 8 });
    const expected = (source.size * 2000) / MEAN_MS;
    // Four standard errors of a count with variance CV^2 = 10 times its mean.
    expect(Math.abs(steps.length - expected)).toBeLessThan(4 * Math.sqrt(10 * expected));
  });

  // When a step held one spike of a train at most, 2000 Hz of shape 4 in steps of 1 ms were 1000 Hz.
  it.each([
    [4, 0],
    [0.3, 0],
    [1, 0.2],
  ])(
    'of 2000 Hz, shape %d and dead time %d ms has the same spikes in long steps as in short ones',
    async (shape, deadMs) => {
      const source = gamma({ rateKHz: 2, shape, deadMs, size: 50 });
      const short = await spikesOfSource(source, { dtMs: 1 / 256, steps: 200 * 256 });
      const long = await spikesOfSource(source, { dtMs: 1, steps: 200 });
      const inOrder = ({ steps, elements }: SpikeBlock, perMs: number) =>
        Array.from(steps, (step, k) => Math.floor(step / perMs) * source.size + (elements[k] ?? 0)).sort(
          (a, b) => a - b,
        );
      expect(Int32Array.from(inOrder(long, 1))).toEqual(Int32Array.from(inOrder(short, 256)));
      const [expected, cv] = [50 * 200 * 2, (1 - 2 * deadMs) / Math.sqrt(shape)];
      expect(Math.abs(long.steps.length - expected)).toBeLessThan(4 * cv * Math.sqrt(expected));
    },
  );

  it('is silent before its onset and after its end, and starts in equilibrium at the onset', async () => {
    const { steps } = await spikesOfSource(gamma({ shape: 16, startMs: 30, stopMs: 34 }), { steps: 800 });
    expect(Math.min(...steps)).toBeLessThan(305);
    expect(steps.every((step) => step >= 300 && step < 340)).toBe(true);
    expect(Math.abs(steps.length - 200)).toBeLessThan(4 * Math.sqrt(200));
  });

  it('spikes the same on any number of threads and in any chunks', async () => {
    const source = gamma({ shape: 0.6, size: 700, startMs: 3 });
    const one = await spikesOfSource(source, { steps: 900 });
    expect(one.steps.length).toBeGreaterThan(2000);
    for (const run of [{ threads: 2 }, { threads: 4 }, { chunk: 7 }, { threads: 2, chunk: 41 }]) {
      expect(await spikesOfSource(source, { steps: 900, ...run })).toEqual(one);
    }
    const other = await spikesOfSource(source, { steps: 900, seed: 2 });
    expect(other).not.toEqual(one);
  });

  it('takes another rate while it runs', async () => {
    const recorders = [{ kind: 'spikes', of: { of: 'source', index: 0 } }] as const;
    const engine = await createEngine({ ...empty, sources: [gamma({ rateKHz: 0.05 })], recorders });
    const spikes = (steps: number): number => {
      const [result] = engine.advance(steps).recorders;
      return result?.kind === 'spikes' ? result.block.steps.length : 0;
    };
    spikes(2000);
    engine.change([{ kind: 'sourceRate', source: 0, rateKHz: constant(0.2) }]);
    // The intervals under way go on to their ends.
    spikes(1000);
    expect(Math.abs(spikes(1000) - 20_000)).toBeLessThan(4 * Math.sqrt(20_000 / 4));
    engine.dispose();
  });
});
