import { describe, expect, test } from 'vitest';
import { startThread } from '../../src/cli/threads.ts';
import type { EngineConfig } from '../../src/contract/index.ts';
import { createEngine, type Engine } from '../../src/engine/index.ts';
import { brunel, constant, lif, projection, spikesOf, traceOf } from './configs.ts';

/** Delays that are constant and drawn, refractory periods, random and given spikes, an assignment, and all recorders. */
function network(precision: EngineConfig['precision']): EngineConfig {
  const config = brunel({ size: 400, dtMs: 0.1 });
  const given = { steps: Int32Array.of(100, 260, 320), indices: Int32Array.of(1, 0, 1) };
  const profile = { timesMs: Float64Array.of(0, 6), ratesKHz: Float64Array.of(0, 0.3) };
  return {
    ...config,
    precision,
    groups: [
      ...config.groups,
      { ...lif({ size: 40, mu: 30 }), refractoryMs: { kind: 'uniform', low: 1, high: 4, key: 3 } },
    ],
    sources: [
      { kind: 'poisson', name: 'P', key: 31, size: 30, rateKHz: constant(0.1), startMs: 0, stopMs: 1e9 },
      { kind: 'given', name: 'G', key: 32, size: 2, ...given },
      { kind: 'gamma', name: 'R', key: 33, size: 150, rateKHz: 0.1, shape: 0.7, deadMs: 1, startMs: 5, stopMs: 1e9 },
      { kind: 'profile', name: 'I', key: 34, size: 30, ...profile, periodMs: 7, startMs: 0, stopMs: 1e9 },
    ],
    projections: [
      ...config.projections,
      projection({
        key: 40,
        target: 2,
        rule: { kind: 'fixed-probability', probability: 0.2, autapses: false },
        weight: { kind: 'uniform', low: 0, high: 0.4, key: 41 },
        delayMs: { kind: 'uniform', low: 0.2, high: 3, key: 42 },
      }),
      projection({ key: 43, source: { of: 'source', index: 0 }, rule: { kind: 'all-to-all', autapses: true } }),
      projection({
        key: 44,
        source: { of: 'source', index: 1 },
        target: 1,
        rule: { kind: 'all-to-all', autapses: true },
      }),
      ...[2, 3].map((index) =>
        projection({
          key: 45 + index,
          source: { of: 'source', index },
          target: 1,
          rule: { kind: 'fixed-probability', probability: 0.2, autapses: true },
        }),
      ),
    ],
    assignments: [{ step: 350, group: 0, of: 'parameter', index: 0, values: Float64Array.of(4) }],
    recorders: [
      spikesOf(0),
      spikesOf(2),
      spikesOf(0, 'source'),
      spikesOf(2, 'source'),
      traceOf(0, [0, 5, 300], 3),
      { kind: 'moments', group: 1, state: 0, everySteps: 2, blockSteps: 70, reference: 10 },
    ],
  };
}

function on(engine: Engine, config: EngineConfig, steps: number) {
  const advance = engine.advance(steps);
  return { advance, states: config.groups.map((_, group) => Array.from(engine.readState(group, 0))) };
}

describe.each([
  [1, 'f64'],
  [2, 'f64'],
  [1, 'f32'],
  [2, 'f32'],
] as const)('a snapshot on %i threads in %s', (threads, precision) => {
  const config = network(precision);

  test('is gone on from as the run itself went on, in the same engine and in another one', async () => {
    const engine = await createEngine(config, { threads, startThread });
    expect(engine.threads).toBe(threads);
    engine.advance(247);
    const snapshot = engine.snapshot();
    const straight = on(engine, config, 300);
    expect(straight.advance.recorders[0]?.kind).toBe('spikes');
    engine.restore(snapshot);
    expect(engine.step).toBe(247);
    expect(on(engine, config, 300)).toEqual(straight);
    const other = await createEngine(config, { threads, startThread });
    other.restore(structuredClone(snapshot));
    expect(on(other, config, 300)).toEqual(straight);
    engine.dispose();
    other.dispose();
  });

  test('holds the live changes made before it, and none made after it', async () => {
    const engine = await createEngine(config, { threads, startThread });
    engine.change([{ kind: 'weight', projection: 0, value: 0.4 }]);
    engine.advance(100);
    const snapshot = engine.snapshot();
    const straight = on(engine, config, 200);
    engine.change([
      { kind: 'weight', projection: 0, value: -0.1 },
      { kind: 'background', background: 0, trains: 1000, rateKHz: 0.001, weight: 0.1 },
    ]);
    engine.advance(100);
    engine.restore(snapshot);
    expect(on(engine, config, 200)).toEqual(straight);
    engine.dispose();
  });
});

test('a snapshot of another network is refused', async () => {
  const config = network('f64');
  const snapshot = (await createEngine(config)).snapshot();
  const other = await createEngine({ ...config, seed: 2 });
  expect(other.snapshotBytes).toBe(snapshot.bytes.length);
  expect(() => other.restore(snapshot)).toThrow('of another network, or of another number of threads');
  const wider = await createEngine(config, { threads: 2, startThread });
  expect(() => wider.restore(snapshot)).toThrow('of another network, or of another number of threads');
  wider.dispose();
});
