import { expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { Integrator } from '../../src/contract/index.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { createEngine } from '../../src/engine/index.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { copyOf, networkOf } from '../document/models.ts';

const DT_MS = 0.5;

/** A neuron whose v grows by 1 mV/ms, and whose threshold and reset may read v of the start of the step. */
function neuron(threshold: string, reset: string, integrator: Integrator): NetworkDocument {
  const equations = [
    'dv/dt = mV/ms : mV',
    'dw/dt = 0*mV/ms : mV',
    'held = v : mV (constant over dt)',
    'twice = 2*held : mV',
  ].join('\n');
  const base = copyOf('adex');
  const model = { ...base, equations, threshold, reset, parameters: [], initial: {}, spikePeak: '2 mV' };
  const document = networkOf('mine', model);
  return {
    ...document,
    run: { ...document.run, dt: `${DT_MS} ms`, duration: '12 ms' },
    nodes: document.nodes.flatMap((node) =>
      node.kind === 'population' ? [{ ...node, size: 1, initial: {}, integrator }] : [],
    ),
    edges: [],
  };
}

const everyHalf = Array.from({ length: 20 }, (_, k) => 2 + k / 2);

// Brian2 2.9: tests/reference/constant_over_dt.py.
test.each<[string, string, readonly number[], number, number]>([
  ['held > 2*mV', 'v = 0*mV', [2.5, 5.5, 8.5, 11.5], 0, 0],
  ['v > 2*mV', 'v = held', everyHalf, 2, 0],
  ['v > 2*mV', 'v = 0*mV; w += held', [2, 4.5, 7, 9.5], 2, 8],
  ['twice > 4*mV', 'v = -1*mV', [2.5, 6.5, 10.5], 0, 0],
])('threshold %s and reset %s read what was held at the start of the step', async (threshold, reset, timesMs, v, w) => {
  for (const integrator of ['euler', 'exact'] as const) {
    const { config, problems } = compile(neuron(threshold, reset, integrator));
    if (config === null) throw new Error(problems.map(({ message }) => message).join('\n'));
    const engine = await createEngine(config);
    const recordings = new Recordings(config);
    recordings.append(engine.advance(24));
    const ends = [engine.readState(0, 0)[0], engine.readState(0, 1)[0]];
    engine.dispose();
    expect([...recordings.spikes(0).steps].map((step) => step * DT_MS)).toEqual(timesMs);
    expect(ends).toEqual([v, w]);
  }
});
