import { describe, expect, test } from 'vitest';
import type { OwnModel } from '../../src/document/schema.ts';
import { createEngine } from '../../src/engine/index.ts';
import { configOf, edge, messagesOf, network, population, stateOf } from './networks.ts';

/** x, y and z stand still but for what couples them. */
const still: OwnModel = {
  name: 'still',
  summary: '',
  equations: 'dx/dt = H : 1\ndy/dt = 0/ms : 1\ndz/dt = 0*z/ms : mV',
  threshold: '',
  reset: '',
  refractory: null,
  parameters: [],
  initial: {},
  membrane: 'x',
  adaptation: null,
  input: { name: 'H', unit: '1/ms' },
  integrator: 'euler',
  spikePeak: '0',
  source: 'own model',
};

const [DT, K, STEPS] = [0.1, 0.2, 40];
const START = { x: [0, 1], y: [3, 1], z: [2, -4] } as const;

function pair(states?: string[], parameters: Record<string, string> = {}) {
  const ends = (['a', 'b'] as const).map((id, k) =>
    population(id, {
      model: 'still',
      initial: { x: `${START.x[k]}`, y: `${START.y[k]}`, z: `${START.z[k]} mV` },
    }),
  );
  const fields = { weight: `${K} 1/ms`, parameters, ...(states === undefined ? {} : { states }) };
  const document = network(ends, [edge('a', 'b', fields), edge('b', 'a', fields)], { dt: `${DT} ms` });
  return { ...document, models: { still } };
}

async function differencesAfter(document: ReturnType<typeof pair>): Promise<Record<string, number>> {
  const config = configOf(document);
  const engine = await createEngine(config);
  engine.advance(STEPS);
  const read = (group: number, name: string): number => stateOf(engine, config, group, name)[0] ?? Number.NaN;
  return Object.fromEntries(['x', 'y', 'z'].map((name) => [name, read(0, name) - read(1, name)]));
}

describe('a diffusive coupling', () => {
  const start = { x: -1, y: 2, z: 6 };
  // Both ends move by K times the difference in each step.
  const left = (1 - 2 * K * DT) ** STEPS;
  test.each<[string[] | undefined, ('x' | 'y' | 'z')[]]>([
    [undefined, ['x']],
    [['x'], ['x']],
    [['y'], ['y']],
    [
      ['z', 'x'],
      ['x', 'z'],
    ],
    [
      ['x', 'y', 'z'],
      ['x', 'y', 'z'],
    ],
  ])('of the states %o draws these together, and no others', async (states, coupled) => {
    const found = await differencesAfter(pair(states));
    for (const name of ['x', 'y', 'z'] as const)
      expect(found[name]).toBeCloseTo(start[name] * (coupled.includes(name) ? left : 1), 12);
  });

  test.each([
    [['q'], 'there is no state "q" in both populations. They share x, y, z.'],
    [['y', 'y'], 'the state "y" is named twice; once is enough.'],
  ])('of %o is refused with a sentence', (states, sentence) => {
    expect(messagesOf(pair(states))).toContain(`Synapse "a-b": ${sentence}`);
  });

  test('is the only one that takes states', () => {
    const oscillators = population('P', { model: 'kuramoto', size: 2 });
    const document = network([oscillators], [edge('P', 'P', { model: 'phase', states: ['theta'] })]);
    expect(messagesOf(document).join()).toMatch(
      /^Synapse "P-P": ".*" couples no states by name; take "states" away\.$/,
    );
  });
});
