import { describe, expect, it } from 'vitest';
import type { SpikeSourceConfig } from '../../src/contract/index.ts';
import { constant } from './configs.ts';
import { spikesOfSource } from './sources.ts';

type Profile = Extract<SpikeSourceConfig, { readonly kind: 'profile' }>;

function profile(points: readonly (readonly [number, number])[], rest: Partial<Profile> = {}): Profile {
  return {
    ...{ kind: 'profile', name: 'P', key: 77, size: 1000, periodMs: null, startMs: 0, stopMs: 1e9 },
    timesMs: Float64Array.from(points, ([time]) => time),
    ratesKHz: Float64Array.from(points, ([, rate]) => rate),
    ...rest,
  };
}

/** The rate of a profile at a time, by another way than the engine's. */
function rateAt({ timesMs, ratesKHz, periodMs, startMs }: Profile, time: number): number {
  const t = periodMs === null ? time - startMs : (time - startMs) % periodMs;
  const next = timesMs.findIndex((point) => point > t);
  if (next < 0) return ratesKHz.at(-1) ?? 0;
  if (next === 0) return ratesKHz[0] ?? 0;
  const [t0 = 0, t1 = 1] = timesMs.subarray(next - 1, next + 1);
  const [r0 = 0, r1 = 0] = ratesKHz.subarray(next - 1, next + 1);
  return r0 + ((r1 - r0) * (t - t0)) / (t1 - t0);
}

/** Expected spikes in each window of `width` steps: size times the mean of each step, by the midpoint rule within each. */
function expectedCounts(source: Profile, steps: number, width: number, dtMs: number): number[] {
  const parts = 20;
  const counts = new Array<number>(steps / width).fill(0);
  for (let step = 0; step < steps; step++) {
    const t = step * dtMs;
    if (t < source.startMs - 1e-9 || t >= source.stopMs - 1e-9) continue;
    let mean = 0;
    for (let k = 0; k < parts; k++) mean += (rateAt(source, t + ((k + 0.5) * dtMs) / parts) * dtMs) / parts;
    const window = Math.floor(step / width);
    counts[window] = (counts[window] ?? 0) + source.size * mean;
  }
  return counts;
}

const HUMP = [
  [10, 0.01],
  [30, 0.01],
  [50, 0.4],
  [50, 0.1],
  [70, 0],
] as const;

const cases: readonly (readonly [string, Profile])[] = [
  [
    'held before the first point and after the last',
    profile([
      [20, 0.3],
      [40, 0.05],
    ]),
  ],
  ['with a jump', profile(HUMP)],
  ['that starts late and ends early', profile(HUMP, { startMs: 15, stopMs: 70 })],
  [
    'that repeats, out of step with the steps',
    profile(
      [
        [0, 0],
        [12, 0.3],
        [16.66, 0.02],
      ],
      { periodMs: 23.33 },
    ),
  ],
  ['of one point', profile([[5, 0.1]])],
];

/** 300 to 5 kHz and back within a quarter of a step, over and over. */
const SAW = [
  [0, 300],
  [0.1, 5],
  [0.25, 300],
] as const;

describe('a Poisson source whose rate follows a profile', () => {
  // Chi-squared with 20 windows of 5 ms: 99.9th percentile 45.3.
  it.each(cases)('spikes as often as its rate says, window by window: %s', async (_name, source) => {
    const steps = 1000;
    const { steps: at } = await spikesOfSource(source, { steps, seed: 5 });
    const counts = new Array<number>(20).fill(0);
    for (const step of at) counts[Math.floor(step / 50)] = (counts[Math.floor(step / 50)] ?? 0) + 1;
    const expected = expectedCounts(source, steps, 50, 0.1);
    let chiSquared = 0;
    counts.forEach((count, k) => {
      const mean = expected[k] ?? 0;
      if (mean === 0) expect(count).toBe(0);
      else chiSquared += (count - mean) ** 2 / mean;
    });
    expect(chiSquared).toBeLessThan(45.3);
    expect(at.length).toBeGreaterThan(1000);
  });

  it.each([
    [
      'a corner within a step',
      profile(
        [
          [0, 0],
          [2.7, 40],
          [2.7, 0],
        ],
        { startMs: 1 },
      ),
      [0, 7.40741, 22.22222, 24.37037, 0],
    ],
    ['a period shorter than a step', profile(SAW, { periodMs: 0.25 }), Array(5).fill(152.5)],
    ['an onset and an end between steps', profile([[0, 30]], { startMs: 0.5, stopMs: 2.5 }), [0, 30, 30, 0, 0]],
  ])('has the integral of its rate in each step: %s', async (_name, source, means) => {
    const { steps } = await spikesOfSource(source, { steps: 5, dtMs: 1, seed: 12 });
    means.forEach((mean, step) => {
      const found = steps.filter((at) => at === step).length;
      expect(Math.abs(found - source.size * mean)).toBeLessThanOrEqual(4 * Math.sqrt(source.size * mean));
    });
  });

  it('is the Poisson source where the rate does not change', async () => {
    const flat = profile([
      [0, 0.02],
      [10, 0.02],
    ]);
    const { name, key, size, startMs, stopMs } = flat;
    const rateKHz = constant(0.02);
    const poisson = { kind: 'poisson', name, key, size, startMs, stopMs, rateKHz } as const;
    const found = await spikesOfSource(flat, { steps: 2000 });
    expect(found.steps.length).toBeGreaterThan(3000);
    expect(found).toEqual(await spikesOfSource(poisson, { steps: 2000 }));
  });

  it('spikes the same on any number of threads and in any chunks', async () => {
    const source = profile(
      [
        [0, 0],
        [12, 0.3],
        [16.66, 0.02],
      ],
      { periodMs: 23.33, size: 700, startMs: 3 },
    );
    const one = await spikesOfSource(source, { steps: 600 });
    expect(one.steps.length).toBeGreaterThan(1000);
    for (const run of [{ threads: 2 }, { threads: 4 }, { chunk: 7 }, { threads: 2, chunk: 41 }]) {
      expect(await spikesOfSource(source, { steps: 600, ...run })).toEqual(one);
    }
  });
});
