import { describe, expect, test } from 'vitest';
import { startThread } from '../../src/cli/threads.ts';
import type { BackgroundConfig, EngineConfig, RecorderResult, Values } from '../../src/contract/index.ts';
import { createEngine, type EngineOptions, liveChanges } from '../../src/engine/index.ts';
import { drawElements } from '../../src/engine/random/values.ts';
import { brunel, constant, counter, empty, lif, projection, spikesOf, traceOf } from './configs.ts';

const SIZE = 300;
const STEPS = 400;
const CHANGED_AT = 150;

const drawn: Values = { kind: 'uniform', low: 15, high: 30, key: 5 };

/** Neurons the drive of which is one for all. */
const driven: EngineConfig = {
  ...empty,
  groups: [lif({ size: SIZE, mu: 22, initial: { kind: 'uniform', low: 0, high: 10, key: 2 } })],
  recorders: [spikesOf(0), traceOf(0, [0, 1, 299])],
};
const perNeuron = withParameter(driven, 0, drawn);

function withParameter(config: EngineConfig, index: number, values: Values): EngineConfig {
  const groups = config.groups.map((group) => ({
    ...group,
    parameters: group.parameters.map((parameter, k) => (k === index ? { ...parameter, values } : parameter)),
  }));
  return { ...config, groups };
}

/** What a run records that starts as one config and goes on as another. */
async function changed(
  before: EngineConfig,
  after: EngineConfig,
  step: number,
  options: EngineOptions = {},
): Promise<RecorderResult[]> {
  const engine = await createEngine(before, options);
  const first = engine.advance(step).recorders;
  const changes = liveChanges(before, after);
  if (changes === null) throw new Error('the change needs a build');
  expect(engine.change(changes)).toBe(true);
  const second = engine.advance(STEPS - step).recorders;
  engine.dispose();
  return [...first, ...second];
}

const parameterChanges: [string, EngineConfig, number, Values][] = [
  ['a parameter that is one for all', driven, 0, constant(30)],
  ['a parameter that a propagator depends on', driven, 1, constant(7)],
  ['a parameter per neuron', perNeuron, 0, { kind: 'uniform', low: 25, high: 40, key: 6 }],
  ['a parameter per neuron, to one for all', perNeuron, 0, constant(26)],
];

const engines: [string, EngineConfig['precision'], EngineOptions][] = [
  ['in double', 'f64', {}],
  ['in single on two threads', 'f32', { threads: 2, startThread }],
];

describe.each(engines)('a live change %s', (_, precision, options) => {
  test.each(parameterChanges)('of %s is an assignment at that step, bit for bit', async (_, config, index, values) => {
    const before = { ...config, precision };
    const after = withParameter(before, index, values);
    const assigned = { step: CHANGED_AT, group: 0, of: 'parameter', index } as const;
    const assignments = [{ ...assigned, values: drawElements(values, SIZE, config.seed) }];
    const engine = await createEngine({ ...before, assignments }, options);
    const whole = [...engine.advance(CHANGED_AT).recorders, ...engine.advance(STEPS - CHANGED_AT).recorders];
    engine.dispose();
    const found = await changed(before, after, CHANGED_AT, options);
    expect(found).toEqual(whole);
    expect(found).not.toEqual(await changed(before, before, CHANGED_AT, options));
  });

  const from = brunel({ size: SIZE, dtMs: 0.1 });
  const weights = { ...from, projections: from.projections.map((one) => ({ ...one, weight: constant(0.3) })) };
  const background = (change: Partial<BackgroundConfig>): EngineConfig => ({
    ...from,
    backgrounds: from.backgrounds.map((one) => ({ ...one, ...change })),
  });
  test.each<[string, EngineConfig]>([
    ['the weights of projections', weights],
    ['the rate of a background', background({ rateKHz: 0.025 })],
    ['the trains of a background', background({ trains: 1400 })],
    ['the weight of a background', background({ weight: 0.14 })],
    [
      'all of them and the time constant',
      withParameter({ ...weights, ...background({ rateKHz: 0.03 }) }, 1, constant(11)),
    ],
  ])('of %s before the first step gives what a build gives', async (_, to) => {
    const before = { ...from, precision };
    const after = { ...to, precision };
    const found = await changed(before, after, 0, options);
    expect(found).toEqual(await changed(after, after, 0, options));
    expect(found).not.toEqual(await changed(before, before, 0, options));
  });
});

describe('a live change', () => {
  const source = { kind: 'poisson', name: 'P', key: 3, size: 50, startMs: 0, stopMs: 1e9 } as const;
  const trains = (rateKHz: number): EngineConfig => ({
    ...empty,
    sources: [{ ...source, rateKHz: constant(rateKHz) }],
    recorders: [spikesOf(0, 'source')],
  });

  test('of the rate of Poisson trains gives the spikes of that rate from then on', async () => {
    const [slow, fast] = [trains(0.02), trains(0.2)];
    const [before, after] = await changed(slow, fast, CHANGED_AT);
    expect([before]).toEqual((await changed(slow, slow, CHANGED_AT)).slice(0, 1));
    expect([after]).toEqual((await changed(fast, fast, CHANGED_AT)).slice(1));
  });

  test('of a weight counts for the jumps from then on, those under way included', async () => {
    const spikes = { kind: 'given', name: 'G', key: 1, size: 1, indices: new Int32Array(4) } as const;
    const jumps = (weight: number): EngineConfig => ({
      ...empty,
      groups: [counter(1)],
      sources: [{ ...spikes, steps: Int32Array.of(0, 5, 10, 20) }],
      projections: [
        projection({ source: { of: 'source', index: 0 }, weight: constant(weight), delayMs: constant(0.3) }),
      ],
      recorders: [traceOf(0, [0], STEPS - 1)],
    });
    const engine = await createEngine(jumps(1));
    engine.advance(12);
    engine.change([{ kind: 'weight', projection: 0, value: -2.5 }]);
    engine.advance(30);
    expect(Array.from(engine.readState(0, 0))).toEqual([1 + 1 - 2.5 - 2.5]);
  });

  test('back to what it was leaves the run as it would be', async () => {
    const engine = await createEngine(driven);
    const other = withParameter(driven, 1, constant(30));
    engine.change(liveChanges(driven, other) ?? []);
    engine.change(liveChanges(other, driven) ?? []);
    expect(engine.advance(STEPS)).toEqual((await createEngine(driven)).advance(STEPS));
  });

  test('is undone by a reset', async () => {
    const config = brunel({ size: SIZE, dtMs: 0.1 });
    const engine = await createEngine(config);
    const fresh = engine.advance(STEPS);
    engine.change([
      { kind: 'weight', projection: 0, value: 3 },
      { kind: 'background', background: 0, trains: 900, rateKHz: 0.03, weight: 1 },
      { kind: 'parameter', group: 0, index: 1, values: constant(3) },
    ]);
    engine.advance(STEPS);
    engine.reset();
    expect(engine.advance(STEPS)).toEqual(fresh);
  });

  test('for which there is no room changes nothing, and says so', async () => {
    const config = brunel({ size: SIZE, dtMs: 0.1 });
    const engine = await createEngine(config);
    const much = { kind: 'background', background: 0, trains: 100_000, rateKHz: 1, weight: 1 } as const;
    expect(engine.change([{ kind: 'weight', projection: 0, value: 3 }, much])).toBe(false);
    expect(engine.advance(STEPS)).toEqual((await createEngine(config)).advance(STEPS));
  });
});

describe('between two configs', () => {
  const config: EngineConfig = {
    ...brunel({ size: SIZE }),
    recorders: [spikesOf(0), { kind: 'moments', group: 0, state: 0, everySteps: 1, blockSteps: 10, reference: 1 }],
  };
  const [first, ...others] = config.groups;
  if (!first) throw new Error('no group');
  const withFirst = (change: object): EngineConfig => ({ ...config, groups: [{ ...first, ...change }, ...others] });
  const projections = (change: object): EngineConfig => ({
    ...config,
    projections: config.projections.map((one) => ({ ...one, ...change })),
  });

  test('that say the same there is nothing to change', () => {
    expect(liveChanges(config, structuredClone(config))).toEqual([]);
    expect(liveChanges(config, withFirst({ name: 'renamed' }))).toEqual([]);
  });

  test('each change is listed once', () => {
    const after = withParameter(config, 0, constant(3));
    expect(liveChanges(config, after)).toEqual([
      { kind: 'parameter', group: 0, index: 0, values: constant(3) },
      { kind: 'parameter', group: 1, index: 0, values: constant(3) },
    ]);
    expect(liveChanges(config, projections({ weight: constant(2) }))).toHaveLength(4);
  });

  test('an initial state may follow the parameter that it is', () => {
    const states = (value: number) => [{ ...first.states[0], initial: constant(value) }];
    const at = (mu: number, initial: number) => withParameter(withFirst({ states: states(initial) }), 0, constant(mu));
    expect(liveChanges(at(4, 4), at(5, 5))).toHaveLength(1 + others.length);
    expect(liveChanges(at(4, 4), at(5, 6))).toBeNull();
    expect(liveChanges(at(4, 3), at(4, 4))).toBeNull();
  });

  test.each<[string, EngineConfig]>([
    ['the seed', { ...config, seed: 3 }],
    ['the time step', { ...config, dtMs: 0.2 }],
    ['the precision', { ...config, precision: 'f32' }],
    ['a size', withFirst({ size: 7 })],
    ['the equations', withFirst({ update: { nodes: [{ op: 'state', index: 0 }], results: [0] } })],
    ['a refractory period', withFirst({ refractoryMs: constant(3) })],
    ['a parameter from one for all to one each', withParameter(config, 0, drawn)],
    ['a rule', projections({ rule: { kind: 'fixed-probability', probability: 0.2, autapses: true } })],
    ['a delay', projections({ delayMs: constant(2) })],
    ['drawn weights', projections({ weight: drawn })],
    ['the time of a background', { ...config, backgrounds: config.backgrounds.map((b) => ({ ...b, startMs: 5 })) }],
    ['a group more', { ...config, groups: [...config.groups, counter(3)] }],
    ['recorders', { ...config, recorders: config.recorders.slice(1) }],
    ['recorded elements', { ...config, recorders: [...config.recorders, traceOf(0, [1])] }],
  ])('%s differing needs a build', (_, after) => {
    expect(liveChanges(config, after)).toBeNull();
  });

  test('listed synapses are compared one by one', () => {
    const listed = (target: number): EngineConfig =>
      projections({ rule: { kind: 'list', pre: Int32Array.of(0, 1), post: Int32Array.of(1, target) } });
    expect(liveChanges(listed(2), listed(2))).toEqual([]);
    expect(liveChanges(listed(2), listed(3))).toBeNull();
  });
});
