import { describe, expect, test } from 'vitest';
import type { EngineConfig } from '../../src/contract/index.ts';
import { type Advance, createEngine, estimate } from '../../src/engine/index.ts';
import { brunel, constant, counter, empty, lif, program, projection, spikesOf, traceOf } from './configs.ts';

/** Everything that a run gave, in one list per recorder, however it was cut. */
function gathered(advances: readonly Advance[]): number[][] {
  const [first] = advances;
  return (first?.recorders ?? []).map((_, k) =>
    advances.flatMap(({ recorders }) => {
      const result = recorders[k];
      if (result?.kind === 'spikes')
        return Array.from(result.block.steps).flatMap((step, i) => [step, result.block.elements[i] ?? -1]);
      if (result?.kind === 'trace') return Array.from(result.block.values);
      return (result?.kind === 'moments' ? result.blocks : []).flatMap((block) => [
        block.firstStep,
        block.endStep,
        block.samples,
        block.meanSum,
        block.meanSquareSum,
        ...block.sums,
        ...block.squareSums,
      ]);
    }),
  );
}

function recorded(): EngineConfig {
  const config = brunel({ size: 200, dtMs: 0.1 });
  return {
    ...config,
    recorders: [
      ...config.recorders,
      traceOf(0, [3], 7),
      { kind: 'moments', group: 0, state: 0, everySteps: 3, blockSteps: 100, reference: 10 },
    ],
  };
}

describe('a run', () => {
  test('twice of one config gives the same', async () => {
    const [one, other] = await Promise.all([createEngine(recorded()), createEngine(recorded())]);
    expect(gathered([one.advance(1000)])).toEqual(gathered([other.advance(1000)]));
  });

  test('in chunks gives what it gives at once', async () => {
    const [one, other] = await Promise.all([createEngine(recorded()), createEngine(recorded())]);
    const whole = gathered([one.advance(1000)]);
    const chunks = gathered([1, 6, 93, 250, 649, 1].map((steps) => other.advance(steps)));
    expect(whole[0]?.length).toBeGreaterThan(100);
    expect(chunks).toEqual(whole);
    expect(Array.from(other.readState(0, 0))).toEqual(Array.from(one.readState(0, 0)));
  });

  test('after a reset repeats a fresh one', async () => {
    const engine = await createEngine(recorded());
    const fresh = gathered([engine.advance(777)]);
    engine.reset();
    expect(engine.step).toBe(0);
    expect(gathered([engine.advance(777)])).toEqual(fresh);
  });

  test('with another seed differs', async () => {
    const [one, other] = await Promise.all([createEngine(recorded()), createEngine({ ...recorded(), seed: 43 })]);
    expect(gathered([one.advance(500)])).not.toEqual(gathered([other.advance(500)]));
  });

  test('keeps every spike where the log must be emptied on the way', async () => {
    const engine = await createEngine({
      ...empty,
      groups: [lif({ size: 1001, mu: 1e6, refractoryMs: null })],
      recorders: [spikesOf(0), spikesOf(0)],
    });
    const { recorders, spikeCounts } = engine.advance(300);
    expect(spikeCounts).toEqual([300 * 1001]);
    for (const result of recorders) {
      if (result.kind !== 'spikes') throw new Error('not a spike recorder');
      expect(result.block.steps.length).toBe(300 * 1001);
      expect(result.block.elements.every((element, k) => element === k % 1001)).toBe(true);
    }
  });

  test('gives moments that are those of the trace', async () => {
    const config = recorded();
    const size = config.groups[0]?.size ?? 0;
    const all = Array.from({ length: size }, (_, element) => element);
    const engine = await createEngine({ ...config, recorders: [traceOf(0, all, 3), ...config.recorders.slice(3)] });
    const [samples, moments] = engine.advance(100).recorders;
    if (samples?.kind !== 'trace' || moments?.kind !== 'moments') throw new Error('recorders');
    const [block] = moments.blocks;
    expect(block?.samples).toBe(samples.block.samples);
    for (const element of [0, 5, size - 1]) {
      const row = samples.block.values.subarray(element * samples.block.samples, (element + 1) * samples.block.samples);
      expect(block?.sums[element]).toBeCloseTo(
        row.reduce((sum, v) => sum + (v - 10), 0),
        9,
      );
      expect(block?.squareSums[element]).toBeCloseTo(
        row.reduce((sum, v) => sum + (v - 10) ** 2, 0),
        8,
      );
    }
  });

  test('is estimated within a few percent', async () => {
    const config = brunel();
    const expected = estimate(config);
    const engine = await createEngine(config);
    expect(expected.neurons).toBe(2500);
    expect(Math.abs(engine.synapses / expected.synapses - 1)).toBeLessThan(0.01);
    expect(expected.bytes).toBeGreaterThan(engine.bytes);
  });
});

describe('random sources, at a fixed seed', () => {
  test('Poisson trains have their rate, and counts that vary as they should', async () => {
    const size = 1000;
    const engine = await createEngine({
      ...empty,
      sources: [{ kind: 'poisson', name: 'P', key: 3, size, rateKHz: constant(0.05), startMs: 10, stopMs: 110 }],
      recorders: [spikesOf(0, 'source')],
    });
    const [result] = engine.advance(2000).recorders;
    if (result?.kind !== 'spikes') throw new Error('recorder');
    const { steps, elements } = result.block;
    const counts = new Float64Array(size);
    for (const element of elements) counts[element] = (counts[element] ?? 0) + 1;
    const mean = 1000 * 0.005;
    const observed = elements.length / size;
    const variance = counts.reduce((sum, count) => sum + (count - observed) ** 2, 0) / size;
    // Five standard errors.
    expect(Math.abs(observed - mean)).toBeLessThan(5 * Math.sqrt(mean / size));
    expect(Math.abs(variance / mean - 1)).toBeLessThan(5 * Math.sqrt(2 / size));
    expect(steps.every((step) => step >= 100 && step < 1100)).toBe(true);
  });

  test('a background adds Poisson numbers, and none outside its time', async () => {
    const size = 2000;
    const engine = await createEngine({
      ...empty,
      groups: [counter(size)],
      backgrounds: [
        {
          name: 'B',
          key: 9,
          target: 0,
          state: 0,
          trains: 1000,
          rateKHz: 0.013,
          weight: 0.5,
          startMs: 0.1,
          stopMs: 0.2,
        },
      ],
    });
    engine.advance(1);
    expect(engine.readState(0, 0).every((x) => x === 0)).toBe(true);
    engine.advance(5);
    const numbers = engine.readState(0, 0).map((x) => x / 0.5);
    const expected = 1000 * 0.0013;
    const mean = numbers.reduce((sum, n) => sum + n, 0) / size;
    const variance = numbers.reduce((sum, n) => sum + (n - mean) ** 2, 0) / size;
    expect(Math.abs(mean - expected)).toBeLessThan(5 * Math.sqrt(expected / size));
    expect(Math.abs(variance / expected - 1)).toBeLessThan(5 * Math.sqrt(3 / size));
    expect(numbers.every(Number.isInteger)).toBe(true);
  });

  test('noise of a kernel is normal, and differs between elements and steps', async () => {
    const size = 4001;
    const noisy = { ...counter(size), update: program([{ op: 'normal', index: 0 }], 0) };
    const engine = await createEngine({ ...empty, groups: [noisy] });
    engine.advance(1);
    const first = engine.readState(0, 0);
    engine.advance(1);
    const second = engine.readState(0, 0);
    for (const numbers of [first, second]) {
      const mean = numbers.reduce((sum, x) => sum + x, 0) / size;
      const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / size;
      expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(size));
      expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / size));
      expect(new Set(numbers).size).toBe(size);
    }
    const covariance = first.reduce((sum, x, k) => sum + x * (second[k] ?? 0), 0) / size;
    expect(Math.abs(covariance)).toBeLessThan(5 / Math.sqrt(size));
  });
});

test('connectivity does not depend on the other projections', async () => {
  const wired = (before: EngineConfig['projections']): EngineConfig => ({
    ...empty,
    groups: [counter(50)],
    sources: [
      {
        kind: 'given',
        name: 'G',
        key: 1,
        size: 50,
        steps: new Int32Array(50),
        indices: Int32Array.from({ length: 50 }, (_, k) => k),
      },
    ],
    projections: [
      ...before,
      projection({
        key: 8,
        source: { of: 'source', index: 0 },
        rule: { kind: 'fixed-probability', probability: 0.3, autapses: true },
      }),
    ],
  });
  const silent = projection({ key: 12, weight: constant(0), rule: { kind: 'all-to-all', autapses: true } });
  const [one, other] = await Promise.all([createEngine(wired([])), createEngine(wired([silent]))]);
  one.advance(1);
  other.advance(1);
  expect(Array.from(one.readState(0, 0))).toEqual(Array.from(other.readState(0, 0)));
});
