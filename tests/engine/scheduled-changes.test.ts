import { describe, expect, test } from 'vitest';
import { startThread } from '../../src/cli/threads.ts';
import type { EngineConfig, LiveChange } from '../../src/contract/index.ts';
import { createEngine, type Engine, liveChanges } from '../../src/engine/index.ts';
import { brunel, constant, projection, spikesOf } from './configs.ts';

/** A network under random spikes of both kinds. */
const network: EngineConfig = {
  ...brunel({ size: 400, dtMs: 0.1 }),
  sources: [{ kind: 'poisson', name: 'P', key: 31, size: 30, rateKHz: constant(0.1), startMs: 0, stopMs: 1e9 }],
};
const config: EngineConfig = {
  ...network,
  projections: [
    ...network.projections,
    projection({ key: 43, source: { of: 'source', index: 0 }, rule: { kind: 'all-to-all', autapses: true } }),
  ],
  recorders: [spikesOf(0), spikesOf(0, 'source')],
};
/** Rates so much higher that there would be no room for them, had they not been known to come. */
const changes: readonly LiveChange[] = [
  { kind: 'weight', projection: 0, value: 0.3 },
  { kind: 'sourceRate', source: 0, rateKHz: constant(50) },
  { kind: 'background', background: 0, trains: 1000, rateKHz: 4, weight: 0.05 },
];
const scheduled: EngineConfig = { ...config, changes: [{ step: 123, changes }] };

/** All spikes of so many steps, in stretches of the lengths given. */
function spikes(engine: Engine, lengths: readonly number[]): number[][] {
  const all: number[][] = [[], []];
  for (const length of lengths) {
    engine.advance(length).recorders.forEach((result, k) => {
      if (result.kind === 'spikes') all[k]?.push(...result.block.steps);
    });
  }
  return all;
}

describe.each([1, 2])('changes that belong to a run, on %i threads', (threads) => {
  test('are made before their step, however the run is cut, and again after a reset or from a snapshot', async () => {
    const engine = await createEngine(scheduled, { threads, startThread });
    const whole = spikes(engine, [300]);
    expect(whole[1]?.length).toBeGreaterThan(10_000);
    engine.reset();
    const before = spikes(engine, [100, 23]);
    const snapshot = engine.snapshot();
    const after = spikes(engine, [1, 76, 100]);
    expect(before.map((steps, k) => [...steps, ...(after[k] ?? [])])).toEqual(whole);
    engine.restore(snapshot);
    expect(spikes(engine, [177])).toEqual(after);
    engine.dispose();
  });

  test('are what the same changes by hand are, and leave what was before', async () => {
    const small = changes.filter(({ kind }) => kind === 'weight');
    const engine = await createEngine(
      { ...config, changes: [{ step: 123, changes: small }] },
      { threads, startThread },
    );
    const plain = await createEngine(config, { threads, startThread });
    const [first] = spikes(plain, [123]);
    expect(plain.change(small)).toBe(true);
    const [then] = spikes(plain, [177]);
    expect(spikes(engine, [300])[0]).toEqual([...(first ?? []), ...(then ?? [])]);
    expect(plain.change(changes)).toBe(false);
    engine.dispose();
    plain.dispose();
  });
});

test('what runs with them is built anew for any other change', () => {
  expect(liveChanges(scheduled, { ...scheduled, recorders: [...scheduled.recorders] })).toEqual([]);
  const groups = scheduled.groups.map((group) => ({
    ...group,
    parameters: group.parameters.map((parameter, k) => (k === 0 ? { ...parameter, values: constant(21) } : parameter)),
  }));
  expect(liveChanges(config, { ...config, groups })?.length).toBeGreaterThan(0);
  expect(liveChanges(scheduled, { ...scheduled, groups })).toBeNull();
  expect(liveChanges(config, scheduled)).toBeNull();
});
