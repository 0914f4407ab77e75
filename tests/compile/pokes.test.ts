import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { type Pokeable, pokeableOf } from '../../src/compile/pokes.ts';
import type { EngineConfig } from '../../src/contract/index.ts';
import { addPopulation, addStimulus, injectAsGiven } from '../../src/document/commands.ts';
import { emptyNetwork, type NetworkDocument } from '../../src/document/schema.ts';
import { createEngine, type Engine } from '../../src/engine/index.ts';
import { neurons } from '../../src/library/neurons/index.ts';
import type { NeuronModel } from '../../src/library/types.ts';

const SIZE = 3;
const AT_MS = 50;
const AFTER_MS = 60;

interface Alone {
  readonly config: EngineConfig;
  readonly dtMs: number;
  readonly pokeable: Pokeable;
}

/** Some neurons of a model, which nothing reaches. */
function alone(model: NeuronModel, change: (document: NetworkDocument) => void = () => undefined): Alone {
  const document = emptyNetwork();
  addPopulation(document, model.id, { x: 0, y: 0 });
  Object.assign(document.nodes[0] ?? {}, { size: SIZE });
  change(document);
  const { config, map, problems } = compile(document);
  const group = config?.groups.findIndex(({ states }) => states.some(({ name }) => name === model.membrane)) ?? -1;
  const of = config?.groups[group];
  if (config === null || map === null || of === undefined) throw new Error(problems.map((p) => p.message).join());
  return { config, dtMs: map.dtMs, pokeable: pokeableOf(of, model, group, map.dtMs) };
}

/** Times of all spikes of a network that is changed at a time, ms. */
async function times({ config, dtMs }: Alone, change: (engine: Engine) => void, forMs = AFTER_MS): Promise<number[]> {
  const engine = await createEngine(config);
  const before = engine.advance(Math.round(AT_MS / dtMs)).recorders;
  change(engine);
  const after = engine.advance(Math.round(forMs / dtMs)).recorders;
  engine.dispose();
  return [...before, ...after].flatMap((result) =>
    result.kind === 'spikes' ? [...result.block.steps].map((step) => step * dtMs) : [],
  );
}

const spiking = neurons.filter(({ threshold }) => threshold !== null);

describe.each(spiking.map((model) => [model.name, model] as const))('a poke of %s', (_, model) => {
  const network = alone(model);
  const { pokeable } = network;

  test('makes more of its spikes by default', async () => {
    const quiet = await times(network, () => undefined);
    const poked = await times(network, (engine) => {
      engine.poke(pokeable.pulse(pokeable.amplitude, pokeable.durationMs), 0);
    });
    const within = (all: readonly number[]) =>
      all.filter((time) => time >= AT_MS && time < AT_MS + pokeable.durationMs + 5).length;
    expect(within(poked)).toBeGreaterThan(within(quiet));
    expect(poked.filter((time) => time < AT_MS)).toEqual(quiet.filter((time) => time < AT_MS));
  });

  test('silences it while it is held, whatever it did before', async () => {
    const driven = (engine: Engine) => engine.poke(pokeable.pulse(pokeable.amplitude, AFTER_MS), 0);
    expect((await times(network, driven)).some((time) => time >= AT_MS)).toBe(true);
    const silenced = await times(network, (engine) => {
      driven(engine);
      engine.poke(pokeable.clamp(pokeable.heldAt, AFTER_MS), 0);
    });
    expect(silenced.filter((time) => time >= AT_MS)).toEqual([]);
  });
});

const withCurrent = spiking.filter(({ input }) => input === undefined);

describe.each(withCurrent.map((model) => [model.name, model] as const))('a current pulse of %s', (_, model) => {
  test('does what a step current of the same time does, to a step and a hundredth of the time since it began', async () => {
    const network = alone(model);
    const { pokeable, dtMs } = network;
    const stepped = alone(model, (document) => {
      const [population] = document.nodes;
      const stimulus = addStimulus(document, 'step', { x: 0, y: 0 });
      injectAsGiven(document, stimulus, population?.id ?? '');
      const parameters = {
        amplitude: `${pokeable.amplitude} pA`,
        onset: `${AT_MS} ms`,
        offset: `${AT_MS + pokeable.durationMs} ms`,
      };
      Object.assign(document.nodes.at(-1) ?? {}, { parameters });
    });
    const poked = await times(network, (engine) => {
      engine.poke(pokeable.pulse(pokeable.amplitude, pokeable.durationMs), 0);
    });
    const expected = await times(stepped, () => undefined);
    expect(poked.length).toBe(expected.length);
    // The charge of a step comes at its start: the same current, half a step early.
    for (const [k, time] of poked.entries()) {
      const sinceMs = Math.max(0, time - AT_MS);
      expect(Math.abs(time - (expected[k] ?? 0))).toBeLessThanOrEqual(1.01 * dtMs + 0.01 * sinceMs);
    }
  });
});

test('what does not spike is moved by 1, and can be held', async () => {
  const model = neurons.find(({ id }) => id === 'chua');
  if (model === undefined) throw new Error('there is no such model');
  const network = alone(model);
  const { pokeable } = network;
  expect(pokeable).toMatchObject({ of: 'input', unit: '1/ms', durationMs: 1 });
  const ends = await Promise.all(
    [0, pokeable.amplitude].map(async (amplitude) => {
      const engine = await createEngine(network.config);
      engine.poke({ ...pokeable.pulse(amplitude, 1), steps: 1 }, 0);
      engine.advance(1);
      return engine.readState(0, 0)[0] ?? 0;
    }),
  );
  expect((ends[1] ?? 0) - (ends[0] ?? 0)).toBeCloseTo(network.dtMs, 1);
});

test('what starts beyond its threshold is held where a spike leaves it', () => {
  const model = neurons.find(({ id }) => id === 'lif');
  if (model === undefined) throw new Error('there is no such model');
  expect(alone(model).pokeable.heldAt).toBe(0);
  expect(alone({ ...model, initial: { v: '30 mV' } }).pokeable.heldAt).toBe(10);
});
