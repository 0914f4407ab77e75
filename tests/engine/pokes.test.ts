import { describe, expect, test } from 'vitest';
import { startThread } from '../../src/cli/threads.ts';
import type { EngineConfig, PokeConfig, Program, RecorderResult } from '../../src/contract/index.ts';
import { createEngine, type Engine, type EngineOptions } from '../../src/engine/index.ts';
import { brunel, constant, empty, lif, program, spikesOf, traceOf } from './configs.ts';

const STEPS = 600;
const AT = 150;

/** mV per ms: R I / tau of a LIF neuron. */
const rate = (perMs: number): Program => program([{ op: 'constant', value: perMs }], 0);
const push = (perMs: number, steps: number): PokeConfig => ({
  kind: 'push',
  group: 0,
  steps,
  pushes: [{ state: 0, rate: rate(perMs) }],
});
const hold = (at: number, steps: number): PokeConfig => ({
  kind: 'hold',
  group: 0,
  steps,
  state: 0,
  values: constant(at),
});

/** At rest below threshold. */
const quiet: EngineConfig = {
  ...empty,
  groups: [lif({ size: 5, mu: 5, initial: constant(5) })],
  recorders: [spikesOf(0), traceOf(0, [0])],
};
/** Fires by itself. */
const driven: EngineConfig = { ...quiet, groups: [lif({ size: 5, mu: 30 })] };
const network = brunel({ size: 300, dtMs: 0.1 });

async function ran(
  config: EngineConfig,
  change: (engine: Engine) => void = () => undefined,
  options: EngineOptions = {},
): Promise<RecorderResult[]> {
  const engine = await createEngine(config, options);
  const first = engine.advance(AT).recorders;
  change(engine);
  const second = engine.advance(STEPS - AT).recorders;
  engine.dispose();
  return [...first, ...second];
}

const spikeSteps = (results: readonly RecorderResult[]): number[] =>
  results.flatMap((result) => (result.kind === 'spikes' ? [...result.block.steps] : []));

describe('a push', () => {
  test('of one step is an assignment of the state before it, bit for bit', async () => {
    const before = await createEngine(quiet);
    before.advance(AT);
    const pushed = before.readState(0, 0).map((value) => value + 3 * 0.1);
    const assignments = [{ step: AT, group: 0, of: 'state', index: 0, values: pushed } as const];
    expect(await ran(quiet, (engine) => engine.poke(push(3, 1), 0))).toEqual(await ran({ ...quiet, assignments }));
  });

  test('makes neurons spike that were silent, from its first step on and not after it', async () => {
    expect(spikeSteps(await ran(quiet))).toEqual([]);
    const steps = spikeSteps(await ran(quiet, (engine) => engine.poke(push(4, 200), 0)));
    expect(steps.length).toBeGreaterThanOrEqual(5);
    expect(Math.min(...steps)).toBeGreaterThan(AT);
    expect(Math.max(...steps)).toBeLessThan(AT + 200);
  });

  test('may be asked for at a later step, and is never at an earlier one', async () => {
    const engine = await createEngine(quiet);
    engine.advance(AT);
    expect(engine.poke(push(1, 5), AT + 40)).toBe(AT + 40);
    expect(engine.poke(push(1, 5), 3)).toBe(AT);
    const early = await ran(quiet, (poked) => poked.poke(push(4, 200), 0));
    const late = await ran(quiet, (poked) => poked.poke(push(4, 200), AT + 100));
    expect(spikeSteps(late)).toEqual(spikeSteps(early).map((step) => step + 100));
  });

  test('passes over states that are clamped while their neuron is refractory', async () => {
    const config = { ...quiet, groups: [lif({ size: 1, mu: 25, refractoryMs: 20 })] };
    const engine = await createEngine({ ...config, recorders: [spikesOf(0), traceOf(0, [0])] });
    let spiked = -1;
    while (spiked < 0) {
      const { recorders, endStep } = engine.advance(1);
      if (spikeSteps(recorders).length > 0) spiked = endStep;
    }
    engine.poke(push(50, 10), 0);
    engine.advance(10);
    expect([...engine.readState(0, 0)]).toEqual([10]);
  });

  test('of each neuron is by its own state', async () => {
    const own: PokeConfig = {
      ...push(0, 1),
      kind: 'push',
      pushes: [{ state: 0, rate: program([{ op: 'state', index: 0 }], 0) }],
    };
    const drawn = lif({ size: 4, mu: 5, initial: { kind: 'uniform', low: 0, high: 10, key: 2 } });
    const twice = await createEngine({ ...empty, groups: [drawn] });
    const start = [...twice.readState(0, 0)];
    const P = Math.exp(-0.1 / 20);
    twice.poke(own, 0);
    twice.advance(1);
    for (const [k, value] of twice.readState(0, 0).entries())
      expect(value).toBeCloseTo(5 + P * ((start[k] ?? 0) * 1.1 - 5), 9);
  });
});

describe('a hold', () => {
  test('keeps a state where it is held, silences its neurons, and ends', async () => {
    const steps = spikeSteps(await ran(driven, (engine) => engine.poke(hold(0, 200), 0)));
    const within = (all: readonly number[]) => all.filter((step) => step >= AT && step < AT + 200).length;
    expect(within(spikeSteps(await ran(driven)))).toBeGreaterThan(0);
    expect(within(steps)).toBe(0);
    expect(Math.max(...steps)).toBeGreaterThan(AT + 200);
  });

  test('is an assignment before each of its steps, bit for bit', async () => {
    const values = new Float64Array(network.groups[0]?.size ?? 0).fill(2);
    const assignments = Array.from({ length: 30 }, (_, k) => ({
      step: AT + k,
      group: 0,
      of: 'state' as const,
      index: 0,
      values,
    }));
    const held = await ran(network, (engine) => engine.poke(hold(2, 30), 0));
    expect(held).toEqual(await ran({ ...network, assignments }));
    expect(held).not.toEqual(await ran(network));
  });

  test('can be let go', async () => {
    const engine = await createEngine(network);
    engine.advance(AT);
    engine.poke(hold(2, 10_000), 0);
    engine.advance(30);
    expect(engine.release(0)).toBe(AT + 30);
    const rest = engine.advance(STEPS - AT - 30).recorders;
    const whole = await ran(network, (other) => other.poke(hold(2, 30), 0));
    expect(spikeSteps(rest)).toEqual(spikeSteps(whole).filter((step) => step >= AT + 30));
  });
});

describe('pokes', () => {
  const both = (engine: Engine): void => {
    engine.poke(push(3, 60), 0);
    engine.poke(hold(1, 40), AT + 100);
  };

  test('at the same steps give the same spikes, whatever the threads and the slices', async () => {
    const whole = await ran(network, both);
    expect(await ran(network, both, { threads: 2, startThread })).toEqual(whole);
    const engine = await createEngine(network);
    engine.advance(AT);
    both(engine);
    const steps: number[] = [];
    while (engine.step < STEPS) steps.push(...spikeSteps(engine.advance(Math.min(7, STEPS - engine.step)).recorders));
    // Of both populations together.
    const sorted = (all: readonly number[]) => [...all].sort((a, b) => a - b);
    expect(sorted(steps)).toEqual(sorted(spikeSteps(whole).filter((step) => step >= AT)));
    expect(spikeSteps(whole)).not.toEqual(spikeSteps(await ran(network)));
  });

  test('are where they were when a run goes on from a snapshot, and can be taken back', async () => {
    const engine = await createEngine(network);
    engine.advance(AT);
    both(engine);
    engine.advance(20);
    const snapshot = engine.snapshot();
    const next = engine.advance(1);
    const first = engine.advance(199);
    // The step that was poked last is the one that is poked again.
    engine.restore(snapshot);
    engine.advance(1);
    const poked = [...engine.readState(0, 0)];
    engine.restore(snapshot);
    expect(engine.advance(1)).toEqual(next);
    expect([...engine.readState(0, 0)]).toEqual(poked);
    expect(engine.advance(199)).toEqual(first);
    engine.reset();
    engine.setPokes([]);
    expect(engine.advance(STEPS)).toEqual((await createEngine(network)).advance(STEPS));
  });
});
