import { describe, expect, test } from 'vitest';
import { networks } from '../../bench/networks.ts';
import { startThread } from '../../src/cli/threads.ts';
import type { EngineConfig, RecorderConfig, Values } from '../../src/contract/index.ts';
import { createEngine, type EngineOptions } from '../../src/engine/index.ts';

type Precision = EngineConfig['precision'];

/** A network of the comparison at other sizes, which no number of threads divides, and with every kind of recorder. */
function small(
  name: string,
  precision: Precision,
  sizes: readonly [number, number],
  probability: number,
): EngineConfig {
  const network = networks.find((candidate) => candidate.name.startsWith(name));
  if (network === undefined) throw new Error(`no network ${name}`);
  const config = network.config(3, precision);
  const elements = Int32Array.of(0, 130, 77, (sizes[0] ?? 1) - 1);
  const recorders: RecorderConfig[] = [
    ...config.recorders,
    { kind: 'trace', group: 0, of: 'state', index: 0, elements, everySteps: 3 },
    { kind: 'moments', group: 0, state: 0, everySteps: 5, blockSteps: 100, reference: -60 },
  ];
  return {
    ...config,
    groups: config.groups.map((group, k) => ({ ...group, size: sizes[k] ?? 0 })),
    projections: config.projections.map((projection) => ({
      ...projection,
      rule: { kind: 'fixed-probability', probability, autapses: true },
    })),
    recorders,
  };
}

/** Delays and weights of its own for every synapse. */
function drawn(config: EngineConfig): EngineConfig {
  const projections = config.projections.map((projection, k) => {
    const delayMs: Values = { kind: 'uniform', low: 0.5, high: 3, key: 900 + k };
    const size = projection.weight.kind === 'constant' ? projection.weight.value : 1;
    const weight: Values = {
      kind: 'normal',
      mean: size,
      sd: Math.abs(size) / 5,
      min: Math.min(0, 2 * size),
      max: Math.max(0, 2 * size),
      key: 950 + k,
    };
    return { ...projection, delayMs, weight };
  });
  return { ...config, projections };
}

const cases: readonly (readonly [string, (precision: Precision) => EngineConfig])[] = [
  ['zero delay and conductances', (precision) => small('COBA 4000', precision, [1337, 333], 0.04)],
  ['a delay, refractoriness and a background', (precision) => small('Brunel', precision, [1500, 377], 0.03)],
  ['dense projections, counted from bitmaps', (precision) => small('Brunel', precision, [1500, 1111], 0.2)],
  ['adaptation', (precision) => small('AdEx', precision, [1337, 333], 0.1)],
  ['gates and exponentials', (precision) => small('COBAHH', precision, [700, 200], 0.05)],
  ['drawn weights and delays', (precision) => drawn(small('CUBA', precision, [1337, 333], 0.03))],
];

/** All that a run gives, and the states that it ends in. */
async function outcome(config: EngineConfig, options: EngineOptions, pieces: readonly number[]) {
  const engine = await createEngine(config, { startThread, ...options });
  const recorders = pieces.flatMap((steps) => engine.advance(steps).recorders.filter(({ kind }) => kind !== 'trace'));
  const spikes = recorders.flatMap((result) =>
    result.kind === 'spikes' ? Array.from(result.block.steps, (step, k) => [step, result.block.elements[k]]) : [],
  );
  const moments = recorders.flatMap((result) => (result.kind === 'moments' ? result.blocks : []));
  const states = config.groups.flatMap(({ states: own }, g) => own.map((_, k) => Array.from(engine.readState(g, k))));
  const { threads } = engine;
  engine.dispose();
  return { threads, result: { spikes, moments, states } };
}

describe.each(['f64', 'f32'] as const)('in %s', (precision) => {
  test.each(cases)('%s: the same bits on 1, 2 and 4 threads, in vectors and one by one', async (_name, make) => {
    const config = make(precision);
    const reference = await outcome(config, {}, [400]);
    expect(reference.result.spikes.length).toBeGreaterThan(100);
    for (const threads of [2, 4]) {
      const found = await outcome(config, { threads }, [400]);
      expect(found.threads).toBe(threads);
      expect(found.result).toEqual(reference.result);
    }
    expect((await outcome(config, { lanes: 'one' }, [400])).result).toEqual(reference.result);
  });
});

test('traces of a run on two threads, in pieces, are those of one', async () => {
  const config = small('COBA 4000', 'f64', [1337, 333], 0.04);
  const [one, two] = await Promise.all([createEngine(config), createEngine(config, { threads: 2, startThread })]);
  const whole = one.advance(300).recorders.find(({ kind }) => kind === 'trace');
  const pieces = [7, 93, 200].map((steps) => two.advance(steps).recorders.find(({ kind }) => kind === 'trace'));
  const rows = (of: typeof whole): number[][] =>
    of?.kind === 'trace'
      ? Array.from({ length: 4 }, (_, k) =>
          Array.from(of.block.values.subarray(k * of.block.samples, (k + 1) * of.block.samples)),
        )
      : [];
  const joined = [0, 1, 2, 3].map((k) => pieces.flatMap((piece) => rows(piece)[k] ?? []));
  expect(joined).toEqual(rows(whole));
});
