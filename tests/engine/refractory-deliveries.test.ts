import { describe, expect, it } from 'vitest';
import { startThread } from '../../src/cli/threads.ts';
import type { EngineConfig, Values } from '../../src/contract/index.ts';
import { createEngine } from '../../src/engine/index.ts';
import { constant, empty, lif, projection, spikesOf } from './configs.ts';

const SIZE = 300;

/** Neurons that spike now and then, and jumps that reach all of them often, some within refractory periods. */
function jolted(refractoryMs: Values, precision: EngineConfig['precision']): EngineConfig {
  return {
    ...empty,
    precision,
    groups: [{ ...lif({ size: SIZE, mu: 15 }), refractoryMs }],
    sources: [{ kind: 'poisson', name: 'P', key: 9, size: 100, rateKHz: constant(0.05), startMs: 0, stopMs: 1e9 }],
    projections: [
      projection({
        source: { of: 'source', index: 0 },
        rule: { kind: 'fixed-probability', probability: 0.3, autapses: true },
        weight: constant(0.8),
        delayMs: constant(0.5),
      }),
    ],
    recorders: [spikesOf(0)],
  };
}

async function run(config: EngineConfig, threads = 1) {
  const engine = await createEngine(config, { threads, startThread });
  const { recorders } = engine.advance(3000);
  const state = engine.readState(0, 0);
  engine.dispose();
  return { recorders, state };
}

describe.each(['f64', 'f32'] as const)('jumps into refractory neurons in %s', (precision) => {
  it('are discarded alike where each neuron has a period of its own and where all share one', async () => {
    const [shared, own] = [constant(3), { kind: 'array', values: new Float64Array(SIZE).fill(3) } as const];
    expect(await run(jolted(own, precision))).toEqual(await run(jolted(shared, precision)));
  });

  it('are discarded alike on two threads where periods differ', async () => {
    const config = jolted({ kind: 'uniform', low: 1, high: 5, key: 4 }, precision);
    expect(await run(config, 2)).toEqual(await run(config));
  });
});
