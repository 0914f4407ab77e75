import { describe, expect, test } from 'vitest';
import type { EngineConfig, GroupConfig, RecorderResult, SpikeBlock, TraceBlock } from '../../src/contract/index.ts';
import { createEngine } from '../../src/engine/index.ts';
import { constant, counter, empty, lif, program, projection, spikesOf, traceOf } from './configs.ts';

function spikes(result: RecorderResult | undefined): SpikeBlock {
  if (result?.kind !== 'spikes') throw new Error('not a spike recorder');
  return result.block;
}

function trace(result: RecorderResult | undefined): TraceBlock {
  if (result?.kind !== 'trace') throw new Error('not a trace recorder');
  return result.block;
}

const given = (
  events: readonly (readonly [step: number, element: number])[],
  size = 1,
): EngineConfig['sources'][number] => ({
  kind: 'given',
  name: 'given',
  key: 5,
  size,
  steps: Int32Array.from(events, ([step]) => step),
  indices: Int32Array.from(events, ([, element]) => element),
});

const fromSource = { of: 'source', index: 0 } as const;

describe('a leaky integrate-and-fire neuron', () => {
  test.each([
    [25, 23.97225],
    [26, 21.61659],
  ])('driven by %d mV fires every %d ms, the closed form', async (mu, interval) => {
    const engine = await createEngine({
      ...empty,
      dtMs: 0.001,
      groups: [lif({ mu, initial: constant(10) })],
      recorders: [spikesOf(0)],
    });
    const { steps } = spikes(engine.advance(200_000).recorders[0]);
    expect(steps.length).toBeGreaterThan(6);
    const last = steps.at(-1) ?? 0;
    const mean = ((last - (steps[0] ?? 0)) * 0.001) / (steps.length - 1);
    expect(Math.abs(mean - interval)).toBeLessThan(0.001);
  });

  test('follows the exact solution', async () => {
    const engine = await createEngine({ ...empty, groups: [lif({ mu: 15 })], recorders: [traceOf(0, [0], 50)] });
    const { values } = trace(engine.advance(1000).recorders[0]);
    values.forEach((v, sample) => {
      expect(Math.abs(v - 15 * (1 - Math.exp(-(sample * 5) / 20)))).toBeLessThan(1e-12);
    });
  });

  test('at rest stays at rest', async () => {
    const engine = await createEngine({ ...empty, groups: [lif({ mu: 0, size: 3 })] });
    engine.advance(1000);
    expect(Array.from(engine.readState(0, 0))).toEqual([0, 0, 0]);
  });
});

describe('refractoriness', () => {
  const driven = (refractoryMs: number | null) => ({
    ...empty,
    groups: [lif({ mu: 1000, refractoryMs, reset: 0 })],
    recorders: [spikesOf(0), traceOf(0, [0])],
  });

  test('of R steps keeps spikes at least R steps apart', async () => {
    const engine = await createEngine(driven(1));
    const { steps } = spikes(engine.advance(100).recorders[0]);
    const gaps = Array.from(steps.subarray(1), (step, k) => step - (steps[k] ?? 0));
    // Free from step k + 10 on; 1000 mV (1 - exp(-n dt/tau)) is 19.8 mV after four steps and crosses 20 mV in the fifth.
    expect(new Set(gaps)).toEqual(new Set([14]));
  });

  test('clamps from the step after the spike to the last one before it ends', async () => {
    const engine = await createEngine(driven(1));
    const { recorders } = engine.advance(30);
    const first = spikes(recorders[0]).steps[0] ?? 0;
    const { values } = trace(recorders[1]);
    const clamped = Array.from(values).map((v) => v === 0);
    expect(clamped.slice(first + 1, first + 11)).toEqual(Array(10).fill(true));
    expect(clamped[first + 11]).toBe(false);
  });

  test('discards jumps into the clamped state, and takes those that come when it is over', async () => {
    const group = lif({ mu: 0, refractoryMs: 1, reset: 0, initial: constant(30) });
    const arrivals = [0, 5, 9, 10].map((step): readonly [number, number] => [step, 0]);
    const engine = await createEngine({
      ...empty,
      groups: [
        {
          ...group,
          parameters: group.parameters.map((p) => (p.name === 'tau' ? { ...p, values: constant(1e12) } : p)),
        },
      ],
      sources: [given(arrivals)],
      projections: [projection({ source: fromSource, target: 0, weight: constant(3) })],
    });
    engine.advance(10);
    expect(engine.readState(0, 0)[0]).toBe(0);
    engine.advance(1);
    expect(engine.readState(0, 0)[0]).toBe(3);
  });

  test('discards at arrival also what was drawn with different delays', async () => {
    const engine = await createEngine({
      ...empty,
      groups: [lif({ mu: 0, tau: 1e12, refractoryMs: 1, reset: 0, initial: constant(30), size: 2 })],
      sources: [given([[0, 0]])],
      projections: [
        projection({
          source: fromSource,
          rule: { kind: 'list', pre: Int32Array.of(0, 0), post: Int32Array.of(0, 1) },
          weight: constant(3),
          delayMs: { kind: 'array', values: Float64Array.of(0.5, 1.2) },
        }),
      ],
    });
    engine.advance(13);
    expect(Array.from(engine.readState(0, 0))).toEqual([0, 3]);
  });
});

describe('delivery', () => {
  const relay = (delayMs: number | readonly number[]): EngineConfig => ({
    ...empty,
    groups: [counter(2)],
    sources: [
      given(
        [
          [3, 0],
          [3, 0],
          [7, 1],
        ],
        2,
      ),
    ],
    projections: [
      projection({
        source: fromSource,
        rule: { kind: 'list', pre: Int32Array.of(0, 1), post: Int32Array.of(0, 1) },
        weight: { kind: 'array', values: Float64Array.of(2, 5) },
        delayMs:
          typeof delayMs === 'number' ? constant(delayMs) : { kind: 'array', values: Float64Array.from(delayMs) },
      }),
    ],
    recorders: [traceOf(0, [0, 1]), spikesOf(0, 'source')],
  });

  test.each([
    ['none', 0, [0, 0]],
    ['one step', 0.1, [1, 1]],
    ['a delay that is no whole number of steps is rounded', 0.26, [3, 3]],
    ['more than the run so far', 1.5, [15, 15]],
    ['different ones', [0, 0.4], [0, 4]],
  ] as const)('after a delay: %s', async (_name, delayMs, steps) => {
    const engine = await createEngine(relay(delayMs));
    const { recorders } = engine.advance(40);
    const { values, samples } = trace(recorders[0]);
    const row = (element: number) => Array.from(values.subarray(element * samples, (element + 1) * samples));
    // Sampled at the start of a step: what arrives in step k is seen at k + 1.
    expect(row(0)).toEqual(Array.from({ length: 40 }, (_, k) => (k > 3 + (steps[0] ?? 0) ? 4 : 0)));
    expect(row(1)).toEqual(Array.from({ length: 40 }, (_, k) => (k > 7 + (steps[1] ?? 0) ? 5 : 0)));
    expect(Array.from(spikes(recorders[1]).steps)).toEqual([3, 3, 7]);
  });

  test('without delay comes before the reset, which overwrites it', async () => {
    const engine = await createEngine({
      ...empty,
      groups: [lif({ mu: 0, reset: 10, refractoryMs: null, initial: constant(30) })],
      projections: [projection({ weight: constant(100) })],
    });
    engine.advance(1);
    expect(engine.readState(0, 0)[0]).toBe(10);
  });

  test('all to all reaches all, with or without the element itself', async () => {
    for (const [autapses, expected] of [
      [true, [4, 4, 4, 4]],
      [false, [3, 3, 3, 3]],
    ] as const) {
      const firing: GroupConfig = {
        ...counter(4),
        states: [
          { name: 'x', initial: constant(0), clampedWhileRefractory: false },
          { name: 'y', initial: constant(0), clampedWhileRefractory: false },
        ],
        update: program(
          [
            { op: 'state', index: 0 },
            { op: 'state', index: 1 },
          ],
          0,
          1,
        ),
        threshold: program([{ op: 'time' }, { op: 'constant', value: 0 }, { op: 'eq', a: 0, b: 1 }], 2),
      };
      const engine = await createEngine({
        ...empty,
        groups: [firing],
        projections: [projection({ state: 1, rule: { kind: 'all-to-all', autapses }, delayMs: constant(0.2) })],
      });
      engine.advance(10);
      expect(Array.from(engine.readState(0, 1))).toEqual(expected);
      expect(engine.synapses).toBe(autapses ? 16 : 12);
    }
  });
});

describe('inputs', () => {
  test('gap junctions use the states at the start of the step', async () => {
    const engine = await createEngine({
      ...empty,
      groups: [lif({ size: 2, mu: 0, threshold: 1e9, initial: { kind: 'array', values: Float64Array.of(1, 5) } })],
      couplings: [
        {
          name: 'gap',
          key: 1,
          source: 0,
          target: 0,
          rule: { kind: 'all-to-all', autapses: false },
          direction: 'given',
          weight: constant(2),
          signals: [{ of: 'state', index: 0, input: 0, less: 0 }],
          degree: null,
          total: null,
        },
      ],
      recorders: [traceOf(0, [0, 1], 1, 'input')],
    });
    const { values } = trace(engine.advance(1).recorders[0]);
    expect(Array.from(values)).toEqual([8, -8]);
  });

  test('an injected output is that of the start of the step, scaled, and the same for all', async () => {
    const ramp: GroupConfig = {
      ...counter(1, 'ramp'),
      states: [],
      update: program([]),
      outputs: [{ name: 'I', program: program([{ op: 'time' }], 0) }],
    };
    const engine = await createEngine({
      ...empty,
      groups: [lif({ size: 3 }), ramp],
      injections: [{ name: 'injection', source: 1, output: { of: 'output', index: 0 }, target: 0, input: 0, scale: 2 }],
      recorders: [traceOf(0, [2], 1, 'input'), traceOf(1, [0], 2, 'output')],
    });
    const { recorders } = engine.advance(4);
    expect(Array.from(trace(recorders[0]).values)).toEqual([0, 0.1, 0.2, 0.1 * 3].map((time) => 2 * time));
    expect(Array.from(trace(recorders[1]).values)).toEqual([0, 0.2]);
  });

  test('assignments act just before their step; a changed parameter renews the propagators', async () => {
    const config: EngineConfig = {
      ...empty,
      groups: [lif({ mu: 10, threshold: 1e9 })],
      assignments: [
        { step: 5, group: 0, of: 'parameter', index: 1, values: Float64Array.of(5) },
        { step: 5, group: 0, of: 'state', index: 0, values: Float64Array.of(2) },
      ],
    };
    const engine = await createEngine(config);
    engine.advance(5);
    expect(engine.readState(0, 0)[0]).toBeCloseTo(10 * (1 - Math.exp(-0.5 / 20)), 12);
    engine.advance(10);
    expect(engine.readState(0, 0)[0]).toBeCloseTo(10 - 8 * Math.exp(-1 / 5), 12);
  });

  test('a state that is not finite is named', async () => {
    const group = lif({ size: 3, threshold: 1e9 });
    const engine = await createEngine({
      ...empty,
      groups: [group],
      assignments: [{ step: 2, group: 0, of: 'state', index: 0, values: Float64Array.of(0, Number.NaN, 0) }],
    });
    engine.advance(2);
    expect(engine.checkFinite()).toBeNull();
    engine.advance(1);
    expect(engine.checkFinite()).toEqual({ group: 'LIF', state: 'v', element: 1 });
  });
});
