import { describe, expect, it, test } from 'vitest';
import { startThread } from '../../src/cli/threads.ts';
import type { EngineConfig, GroupConfig, Program, Values } from '../../src/contract/index.ts';
import { createEngine, type EngineOptions } from '../../src/engine/index.ts';
import { drawElements } from '../../src/engine/random/values.ts';
import { brunel, constant, empty, program, projection, spikesOf } from './configs.ts';

type Precision = EngineConfig['precision'];

const OF_ITS_OWN: Values = { kind: 'uniform', low: 0, high: 5, key: 21 };
/** A timer of .95 a step is above .4 for 18 steps; asked first in the step after the spike, it holds for 19. */
const HELD_MS = 1.9;
const DECAY = 0.95;
const LEAST = 0.4;

/** The group with a state that a spike sets to 1 and that decays: a timer, which a condition can read. */
function timed(group: GroupConfig, refractoriness: Partial<GroupConfig>): GroupConfig {
  const { states, update, reset } = group;
  const index = states.length;
  const n = update.nodes.length;
  const decayed: Program = {
    nodes: [...update.nodes, { op: 'state', index }, { op: 'constant', value: DECAY }, { op: 'mul', a: n, b: n + 1 }],
    results: [...update.results, n + 2],
  };
  return {
    ...group,
    states: [...states, { name: 'timer', initial: constant(0), clampedWhileRefractory: false }],
    update: decayed,
    reset: [...reset, { target: index, program: program([{ op: 'constant', value: 1 }], 0) }],
    ...refractoriness,
  };
}

const whileAbove = (index: number, value: number): Program =>
  program(
    [
      { op: 'state', index },
      { op: 'constant', value },
      { op: 'gt', a: 0, b: 1 },
    ],
    2,
  );
const CONDITION = whileAbove(1, LEAST);

/** Neurons that jumps of one delay, jumps of drawn delays and a background reach while they are refractory. */
function network(precision: Precision, refractoriness: Partial<GroupConfig>): EngineConfig {
  const config = brunel({ size: 400, dtMs: 0.1 });
  return {
    ...config,
    precision,
    groups: config.groups.map((group) => timed(group, refractoriness)),
    projections: [
      ...config.projections,
      projection({
        key: 40,
        rule: { kind: 'fixed-probability', probability: 0.2, autapses: false },
        weight: { kind: 'uniform', low: 0, high: 0.4, key: 41 },
        delayMs: { kind: 'uniform', low: 0.2, high: 3, key: 42 },
      }),
    ],
  };
}

/** Spikes, and the states at the end. */
async function outcome(config: EngineConfig, options: EngineOptions = {}, pieces: readonly number[] = [600]) {
  const engine = await createEngine(config, { startThread, ...options });
  const spikes = pieces.flatMap((steps) =>
    engine
      .advance(steps)
      .recorders.flatMap((result, r) =>
        result.kind === 'spikes'
          ? Array.from(result.block.steps, (step, k) => [r, step, result.block.elements[k]])
          : [],
      ),
  );
  const states = config.groups.flatMap(({ states: own }, g) => own.map((_, k) => Array.from(engine.readState(g, k))));
  engine.dispose();
  return { spikes: spikes.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)), states };
}

describe.each(['f64', 'f32'] as const)('a condition that holds as long as a period, in %s', (precision) => {
  it('is that period, whatever arrives meanwhile', async () => {
    const period = await outcome(network(precision, { refractoryMs: constant(HELD_MS) }));
    expect(period.spikes.length).toBeGreaterThan(300);
    expect(await outcome(network(precision, { refractoryMs: null, refractoryWhile: CONDITION }))).toEqual(period);
    expect(period).not.toEqual(await outcome(network(precision, { refractoryMs: null })));
  });

  it('and a period together hold until both have passed', async () => {
    const both = (refractoryMs: Values) => outcome(network(precision, { refractoryMs, refractoryWhile: CONDITION }));
    expect(await both(constant(1))).toEqual(await outcome(network(precision, { refractoryMs: constant(HELD_MS) })));
    expect(await both(constant(4))).toEqual(await outcome(network(precision, { refractoryMs: constant(4) })));
    const { groups, seed } = network(precision, {});
    const longer = drawElements(OF_ITS_OWN, groups[0]?.size ?? 0, seed).map((periodMs) => Math.max(HELD_MS, periodMs));
    const inFirst = (refractoriness: Partial<GroupConfig>): EngineConfig => ({
      ...network(precision, {}),
      groups: groups.map((group, k) => (k === 0 ? { ...group, ...refractoriness } : group)),
    });
    const listed = await outcome(inFirst({ refractoryMs: { kind: 'array', values: longer } }));
    expect(await outcome(inFirst({ refractoryMs: OF_ITS_OWN, refractoryWhile: CONDITION }))).toEqual(listed);
  });

  it('is the same bits on two threads, in vectors and one by one, in pieces and from a snapshot', async () => {
    const config = network(precision, { refractoryMs: constant(1), refractoryWhile: CONDITION });
    const whole = await outcome(config);
    expect(await outcome(config, { threads: 2 })).toEqual(whole);
    expect(await outcome(config, { lanes: 'one' })).toEqual(whole);
    expect(await outcome(config, {}, [1, 7, 93, 200, 299])).toEqual(whole);
    const engine = await createEngine(config);
    engine.advance(247);
    const snapshot = engine.snapshot();
    const other = await createEngine(config);
    other.restore(structuredClone(snapshot));
    expect(other.advance(353)).toEqual(engine.advance(353));
    expect(Array.from(other.readState(0, 0))).toEqual(whole.states[0]);
  });
});

const ABOVE_CUT = program(
  [
    { op: 'state', index: 0 },
    { op: 'parameter', index: 0 },
    { op: 'gt', a: 0, b: 1 },
  ],
  2,
);

/** Neurons at potentials that nothing changes; parameter 0 is their threshold. */
function still(potentials: readonly number[], others: Partial<GroupConfig>): EngineConfig {
  const group: GroupConfig = {
    name: 'still',
    key: 5,
    size: potentials.length,
    states: [
      { name: 'v', initial: { kind: 'array', values: Float64Array.from(potentials) }, clampedWhileRefractory: false },
    ],
    parameters: [{ name: 'cut', values: constant(20) }],
    propagators: [],
    inputs: [],
    update: program([{ op: 'state', index: 0 }], 0),
    outputs: [],
    threshold: ABOVE_CUT,
    reset: [],
    refractoryMs: null,
    ...others,
  };
  return { ...empty, groups: [group], recorders: [spikesOf(0)] };
}

describe('the ends', () => {
  const crossing = { refractoryWhile: ABOVE_CUT };

  it('a neuron that stays above its threshold spikes by level without a condition, and never with it', async () => {
    expect((await outcome(still([25, 15], {}), {}, [50])).spikes.length).toBe(50);
    expect((await outcome(still([25, 15], { refractoryMs: constant(1) }), {}, [50])).spikes.length).toBe(5);
    expect((await outcome(still([25, 15], crossing), {}, [50])).spikes).toEqual([]);
  });

  test.each([1, 2])(
    'a threshold that moves past a neuron while it runs is crossed once each time, on %i threads',
    async (threads) => {
      const engine = await createEngine(still([25, 15, 5], crossing), { threads, startThread });
      const countAt = (cut: number): number => {
        engine.change([{ kind: 'parameter', group: 0, index: 0, values: constant(cut) }]);
        return engine.advance(10).spikeCounts[0] ?? -1;
      };
      expect([countAt(20), countAt(10), countAt(20), countAt(10), countAt(0), countAt(30), countAt(0)]).toEqual([
        0, 1, 1, 2, 3, 3, 6,
      ]);
      engine.dispose();
    },
  );

  it('a condition that is not the threshold does not hold a neuron that has not spiked', async () => {
    const always = program([{ op: 'constant', value: 1 }], 0);
    const rising = still([19.5], { update: program([{ op: 'constant', value: 21 }], 0), refractoryWhile: always });
    // One spike, in recorder, step and element 0, and none ever after.
    expect((await outcome(rising, {}, [50])).spikes).toEqual([[0, 0, 0]]);
  });
});
