import { describe, expect, test } from 'vitest';
import type { EngineConfig } from '../../src/contract/index.ts';
import { createEngine, estimate, fitted } from '../../src/engine/index.ts';
import { brunel } from './configs.ts';

/** Sparse, so that rows are delivered one synapse after the other in either way. */
function sparse(): EngineConfig {
  const config = brunel({ size: 3000, dtMs: 0.1 });
  return {
    ...config,
    projections: config.projections.map((projection) => ({
      ...projection,
      rule: { kind: 'fixed-probability', probability: 0.04, autapses: true },
    })),
  };
}

describe('a network', () => {
  test('that fits is taken as it is', () => {
    const config = sparse();
    const { config: same, regenerated } = fitted(config, estimate(config).bytes);
    expect(same).toBe(config);
    expect(regenerated).toBe(false);
  });

  test('that does not fit is made without keeping its rows, and has the same spikes', async () => {
    const config = sparse();
    const { bytes } = estimate(config);
    const small = fitted(config, 0.9 * bytes);
    expect(small.regenerated).toBe(true);
    expect(small.estimate.bytes).toBeLessThan(0.9 * bytes);
    expect(small.estimate.synapses).toBe(estimate(config).synapses);
    const [stored, drawn] = await Promise.all([createEngine(config), createEngine(small.config)]);
    const [all, again] = [stored.advance(600), drawn.advance(600)];
    expect(all.spikeCounts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(500);
    expect(again.recorders).toEqual(all.recorders);
  });

  test('is estimated to a few percent, and what every run needs', async () => {
    const config = sparse();
    const engine = await createEngine(config);
    expect(Math.abs(estimate(config).bytes - engine.bytes)).toBeLessThan(5e6 + 0.05 * engine.bytes);
  });
});
