import { describe, expect, test } from 'vitest';
import type { NetworkDocument, SynapseEdge } from '../../src/document/schema.ts';
import { createEngine } from '../../src/engine/index.ts';
import { createSession } from '../../src/session/host.ts';
import { readPreset } from '../presets/expectations.ts';
import { configOf, edge, network, population, stateOf } from './networks.ts';

const DT = 0.01;
const stepsOf = (timeMs: number): number => Math.round(timeMs / DT);

const single = (initial: Record<string, string>, parameters: Record<string, string> = {}): NetworkDocument =>
  network([population('C', { model: 'chua', initial, parameters })], [], { dt: `${DT} ms` });

async function started(document: NetworkDocument) {
  const config = configOf(document);
  const engine = await createEngine(config);
  const read = (name: string): Float64Array => stateOf(engine, config, 0, name);
  return { engine, read };
}

describe("Chua's circuit", () => {
  test.each([1, -1])(
    'rests where x + z = 0, beta y = -gamma z and the diode takes the rest: %d times it',
    async (side) => {
      // Both equations of the coil give z = -x/(1 + gamma/beta), y = x + z; then x (1 + b) - y = (b - a) sign(x).
      const [a, b, beta, gamma] = [-1.27, -0.68, 15, 0.0385];
      const y = gamma / beta / (1 + gamma / beta);
      const x = (side * (b - a)) / (1 + b - y);
      const at = { x: `${x}`, y: `${x * y}`, z: `${x * (y - 1)}` };
      expect(Math.abs(x)).toBeCloseTo(1.85862, 5);
      const { engine, read } = await started(single(at));
      engine.advance(stepsOf(5));
      // It repels by 0.205 in a time unit: rounding errors of 1e-16 are far from seen after five.
      expect(read('x')[0]).toBeCloseTo(x, 12);
      expect(read('y')[0]).toBeCloseTo(x * y, 12);
      expect(read('z')[0]).toBeCloseTo(x * (y - 1), 12);
    },
  );

  test.each([
    ['as in the study of networks', {}],
    [
      'classic',
      { alpha: '9', beta: '14.285714285714286', gamma: '0', a: '-1.1428571428571428', b: '-0.7142857142857143' },
    ],
  ])('scrolls about both of its outer points, and stays bounded: %s', async (_name, parameters) => {
    const { engine, read } = await started(single({ x: '0.1', y: '0', z: '0' }, parameters));
    let [least, most] = [0, 0];
    for (let k = 0; k < 4000; k++) {
      engine.advance(10);
      const x = read('x')[0] ?? Number.NaN;
      least = Math.min(least, x);
      most = Math.max(most, x);
    }
    expect(most).toBeGreaterThan(1.5);
    expect(least).toBeLessThan(-1.5);
    expect(Math.max(most, -least)).toBeLessThan(3.1);
  });
});

/** The small world of the preset: ten circuits, Laplacian eigenvalues 0, 2.70, 3.20 .. 7.85; each pair in both directions. */
const [{ rule } = { rule: undefined }] = readPreset('chua-network-10').edges.filter(
  ({ kind }) => kind === 'synapse',
) as SynapseEdge[];
const GRAPH = rule?.type === 'list' ? rule.pairs : [];

test('the graph of the preset has four or five neighbours at each circuit, 24 links', () => {
  expect(GRAPH).toHaveLength(48);
  for (let k = 0; k < 10; k++) expect([4, 5]).toContain(GRAPH.filter(([source]) => source === k).length);
});

const coupled = (c: number): NetworkDocument =>
  network(
    [
      population('C', {
        model: 'chua',
        size: 10,
        initial: { x: { uniform: [-1, 1] }, y: { uniform: [-0.1, 0.1] }, z: { uniform: [-1, 1] } },
      }),
    ],
    [edge('C', 'C', { weight: `${c} 1/ms`, rule: { type: 'list', pairs: GRAPH }, parameters: { onset: '50 ms' } })],
    { dt: `${DT} ms`, seed: 3 },
  );

/** Root mean square of x - mean x over the nodes. */
function spread(x: Float64Array): number {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  return Math.sqrt(x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length);
}

describe('ten coupled circuits', () => {
  test('are apart until the coupling is switched on, and together after', async () => {
    const { engine, read } = await started(coupled(3));
    engine.advance(stepsOf(50));
    expect(spread(read('x'))).toBeGreaterThan(0.1);
    engine.advance(stepsOf(200));
    expect(spread(read('x'))).toBeLessThan(1e-3);
    expect(engine.checkFinite()).toBeNull();
  });

  test('do as single ones until then', async () => {
    const [apart, together] = [await started(coupled(0)), await started(coupled(3))];
    for (const { engine } of [apart, together]) engine.advance(stepsOf(50));
    expect(together.read('x')).toEqual(apart.read('x'));
    for (const { engine } of [apart, together]) engine.advance(1);
    expect(together.read('x')).not.toEqual(apart.read('x'));
  });

  test.each([0.5, 1])('leave all bounds with coupling %f, and the session says so', async (c) => {
    const session = createSession();
    const built = await session.build(
      configOf(coupled(c)),
      { budgetBytes: 1e9, threads: { exactly: 1 } },
      () => undefined,
    );
    expect(built.ok).toBe(true);
    const end = await session.run(stepsOf(2000), () => undefined);
    await session.dispose();
    expect(end.reason).toBe('diverged');
    expect(end.message).toMatch(/^Population "C": x of neuron \d is no longer a finite number below 10\^30/);
  });
});
