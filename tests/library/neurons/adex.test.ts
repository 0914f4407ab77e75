import { describe, expect, it, test } from 'vitest';
import { adex } from '../../../src/library/neurons/adex.ts';
import { constantCurrent, intervals, protocolOf, run, setOf, steadyRateHz, variation } from './run.ts';

/** Number of spikes, the first of them, and the intervals that follow, ms: Euler's method at 0.01 ms by another program. */
interface Expected {
  readonly count: number;
  readonly first: number;
  readonly intervals: readonly number[];
  readonly last?: number;
  readonly cv?: number;
}

const PATTERNS: readonly (readonly [name: string, expected: Expected])[] = [
  ['Tonic', { count: 62, first: 14.27, intervals: [], last: 9.63 }],
  ['Adaptation', { count: 12, first: 14.95, intervals: [11.3, 14.4, 19.7], last: 75.9 }],
  ['Initial burst', { count: 12, first: 5.51, intervals: [3.47, 7.37, 54.8], last: 64.0 }],
  ['Regular bursting', { count: 11, first: 16.2, intervals: [3.0, 5.2, 131.8], last: 5.4, cv: 1.12 }],
  ['Delayed accelerating', { count: 46, first: 33.6, intervals: [20.6], last: 10.3 }],
  ['Delayed regular bursting', { count: 32, first: 57.2, intervals: [3.3, 4.35, 7.4], cv: 1.28 }],
  ['Transient', { count: 1, first: 30.33, intervals: [] }],
];
/** The table's last digit, and one step by which a spike's time may be stamped otherwise. */
const TOLERANCE_MS = 0.06;

const spikesOf = async (name: string) => (await run(protocolOf('adex', setOf('adex', name)))).spikesMs;

/** Mean of the relative changes from interval to interval (Naud et al. 2008). */
function adaptationIndex(spikesMs: readonly number[]): number {
  const list = intervals(spikesMs);
  const changes = list.slice(1).map((next, k) => (next - (list[k] ?? 0)) / (next + (list[k] ?? 0)));
  return changes.reduce((sum, change) => sum + change, 0) / changes.length;
}

/** Numbers of spikes of the bursts: runs of intervals below 20 ms. */
function bursts(spikesMs: readonly number[]): number[] {
  const sizes = [1];
  for (const interval of intervals(spikesMs)) {
    if (interval < 20) sizes.push((sizes.pop() ?? 0) + 1);
    else sizes.push(1);
  }
  return sizes;
}

describe('the eight firing patterns of Naud et al.', () => {
  it('are all in the menu', () => {
    const offered = adex.sets.filter(({ protocol }) => protocol !== undefined).map(({ name }) => name);
    expect(offered.sort()).toEqual([...PATTERNS.map(([name]) => name), 'Irregular'].sort());
  });

  test.each(PATTERNS)('%s', async (name, expected) => {
    const spikesMs = await spikesOf(name);
    const list = intervals(spikesMs);
    expect(spikesMs.length).toBe(expected.count);
    expect(Math.abs((spikesMs[0] ?? 0) - expected.first)).toBeLessThan(TOLERANCE_MS);
    expected.intervals.forEach((interval, k) => {
      expect(Math.abs((list[k] ?? 0) - interval)).toBeLessThan(TOLERANCE_MS);
    });
    if (expected.last !== undefined) expect(Math.abs((list.at(-1) ?? 0) - expected.last)).toBeLessThan(TOLERANCE_MS);
    if (expected.cv !== undefined) expect(variation(list)).toBeCloseTo(expected.cv, 2);
  });

  it('Irregular, which is chaotic, has a CV between .4 and .8', async () => {
    const cv = variation(intervals(await spikesOf('Irregular')));
    expect(cv).toBeGreaterThan(0.4);
    expect(cv).toBeLessThan(0.8);
  });

  it('adapt, accelerate, or do neither', async () => {
    expect(adaptationIndex(await spikesOf('Adaptation'))).toBeGreaterThan(0.05);
    expect(adaptationIndex(await spikesOf('Delayed accelerating'))).toBeLessThan(-0.005);
    expect(Math.abs(adaptationIndex((await spikesOf('Tonic')).slice(10)))).toBeLessThan(0.002);
  });

  it('burst regularly, or at the beginning only', async () => {
    expect(bursts(await spikesOf('Regular bursting'))).toEqual([3, 2, 2, 2, 2]);
    expect(bursts(await spikesOf('Delayed regular bursting'))).toEqual(Array(8).fill(4));
    expect(bursts(await spikesOf('Initial burst'))).toEqual([3, ...Array(9).fill(1)]);
  });
});

describe('the f-I curve of regular spiking', () => {
  // Steady rates by another program, peak at -40.4 mV.
  test.each([
    [700, 7.8],
    [800, 14.9],
    [1000, 27.7],
  ])('%d pA: %d Hz', async (current, rateHz) => {
    const { spikesMs } = await run({
      model: 'adex',
      parameters: setOf('adex', 'Regular spiking').parameters,
      integrator: 'rk4',
      stimuli: constantCurrent(current),
      durationMs: 2000,
      dtMs: 0.01,
    });
    expect(Math.abs(steadyRateHz(spikesMs) - rateHz)).toBeLessThan(0.06 + 0.005 * rateHz);
  });
});
