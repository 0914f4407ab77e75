import { describe, expect, test } from 'vitest';
import { startThread } from '../../src/cli/threads.ts';
import type { EngineConfig, GroupConfig, RecorderConfig, RecorderResult } from '../../src/contract/index.ts';
import { createEngine, type Engine } from '../../src/engine/index.ts';
import { brunel, lif, program, spikesOf, traceOf } from './configs.ts';

/** A current that grows with time: its output is the time, ms. */
const ramp: GroupConfig = {
  ...lif({ name: 'Ramp' }),
  key: 91,
  states: [],
  parameters: [],
  propagators: [],
  inputs: [],
  update: program([]),
  outputs: [{ name: 'I', program: program([{ op: 'time' }], 0) }],
  threshold: null,
  reset: [],
  refractoryMs: null,
};

const kept: RecorderConfig[] = [
  spikesOf(0),
  spikesOf(1),
  traceOf(0, [0, 300], 3),
  { kind: 'moments', group: 1, state: 0, everySteps: 2, blockSteps: 70, reference: 10 },
];
const late: RecorderConfig[] = [
  traceOf(0, [7, 5, 319], 4),
  traceOf(1, [0, 79], 5, 'input'),
  traceOf(2, [0], 7, 'output'),
  traceOf(1, [3], 1),
  spikesOf(1),
];

function network(precision: EngineConfig['precision'], recorders: readonly RecorderConfig[]): EngineConfig {
  const config = brunel({ size: 400, dtMs: 0.1 });
  return {
    ...config,
    precision,
    groups: [...config.groups, ramp],
    injections: [{ name: 'ramp', source: 2, output: { of: 'output', index: 0 }, target: 1, input: 0, scale: 0.5 }],
    recorders,
  };
}

const build = (config: EngineConfig, threads: number): Promise<Engine> =>
  createEngine(config, threads === 1 ? {} : { threads, startThread });

/** Values by element and step, of all blocks of a trace. */
function samplesOf(results: readonly (RecorderResult | undefined)[], everySteps: number): Map<number, number[]> {
  const samples = new Map<number, number[]>();
  for (const result of results) {
    if (result?.kind !== 'trace') throw new Error('no trace');
    const { firstStep, samples: count, values } = result.block;
    for (let s = 0; s < count; s++)
      samples.set(
        firstStep + s * everySteps,
        Array.from({ length: values.length / count }, (_, k) => values[k * count + s] ?? Number.NaN),
      );
  }
  return samples;
}

const SLICES = [137, 60, 1, 2, 200, 100];

describe.each([
  [1, 'f64'],
  [2, 'f64'],
  [1, 'f32'],
] as const)('on %i thread(s) in %s, recorders that are added between two slices', (threads, precision) => {
  test('leave all else as it is, and give what such recorders give that were there from the start', async () => {
    const [plain, added, full] = await Promise.all([
      build(network(precision, kept), threads),
      build(network(precision, kept), threads),
      build(network(precision, [...kept, ...late]), threads),
    ]);
    const results = {
      plain: [] as RecorderResult[][],
      added: [] as RecorderResult[][],
      full: [] as RecorderResult[][],
    };
    SLICES.forEach((steps, slice) => {
      if (slice === 1) expect(added.record(late)).toBe(true);
      results.plain.push(plain.advance(steps).recorders);
      results.added.push(added.advance(steps).recorders);
      results.full.push(full.advance(steps).recorders);
    });
    expect(results.added.map((recorders) => recorders.slice(0, kept.length))).toEqual(results.plain);
    for (const group of [0, 1]) expect(added.readState(group, 0)).toEqual(plain.readState(group, 0));
    late.forEach((recorder, k) => {
      const place = kept.length + k;
      if (recorder.kind !== 'trace') {
        expect(results.added.slice(1).map((recorders) => recorders[place])).toEqual(
          results.full.slice(1).map((recorders) => recorders[place]),
        );
        return;
      }
      const { everySteps } = recorder;
      const expected = samplesOf(
        results.full.slice(1).map((recorders) => recorders[place]),
        everySteps,
      );
      const samples = samplesOf(
        results.added.slice(1).map((recorders) => recorders[place]),
        everySteps,
      );
      expect([...samples.keys()][0]).toBeGreaterThanOrEqual(137);
      expect(samples).toEqual(expected);
      expect(samples.size).toBeGreaterThan(40);
    });
    for (const engine of [plain, added, full]) engine.dispose();
  });

  test('go on after the network is set back', async () => {
    const engine = await build(network(precision, kept), threads);
    engine.advance(50);
    engine.record(late);
    const snapshot = engine.snapshot();
    const first = engine.advance(120);
    engine.restore(snapshot);
    expect(engine.advance(120)).toEqual(first);
    engine.dispose();
  });
});

test('what no step leaves in the memory is refused, and nothing is recorded of it', async () => {
  const config = network('f64', kept);
  const engine = await build({ ...config, injections: [] }, 1);
  expect(engine.record([traceOf(0, [1]), traceOf(2, [0], 7, 'output')])).toBe(false);
  expect(engine.advance(20).recorders).toHaveLength(kept.length);
  engine.dispose();
});
