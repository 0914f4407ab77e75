import { describe, expect, test } from 'vitest';
import type { CouplingConfig, EngineConfig, GroupConfig } from '../../src/contract/index.ts';
import { createEngine } from '../../src/engine/index.ts';
import { liveChanges } from '../../src/engine/live.ts';
import { constant, empty, program } from '../engine/configs.ts';

/** x and y stand still; u takes the input, w the parameter `p`. */
function holder(size: number, inputs = 1): GroupConfig {
  return {
    name: `holder of ${size}`,
    key: size,
    size,
    states: ['x', 'y', 'u', 'w'].map((name, k) => ({
      name,
      initial: k < 2 ? { kind: 'uniform', low: -1, high: 3, key: size + k } : constant(0),
      clampedWhileRefractory: false,
    })),
    parameters: [{ name: 'p', values: constant(0) }],
    propagators: [],
    inputs: Array.from({ length: inputs }, (_, k) => ({ name: `I${k}` })),
    update: program(
      [
        { op: 'state', index: 0 },
        { op: 'state', index: 1 },
        { op: 'input', index: 0 },
        { op: 'parameter', index: 0 },
      ],
      0,
      1,
      2,
      3,
    ),
    outputs: [
      {
        name: 'product',
        program: program(
          [
            { op: 'state', index: 0 },
            { op: 'state', index: 1 },
            { op: 'mul', a: 0, b: 1 },
          ],
          2,
        ),
      },
    ],
    threshold: null,
    reset: [],
    refractoryMs: null,
  };
}

function coupling(fields: Partial<CouplingConfig>): CouplingConfig {
  return {
    name: 'coupling',
    key: 7,
    source: 0,
    target: 0,
    rule: { kind: 'all-to-all', autapses: false },
    direction: 'given',
    weight: constant(0.5),
    signals: [{ of: 'state', index: 0, input: 0, less: 0 }],
    degree: null,
    total: null,
    ...fields,
  };
}

const sized = (sizes: readonly number[], couplings: CouplingConfig[]): EngineConfig => ({
  ...empty,
  groups: sizes.map((size) => holder(size)),
  couplings,
});

/** What the coupling brought in the first step, and the states. */
async function first(config: EngineConfig, group = 0) {
  const engine = await createEngine(config);
  engine.advance(1);
  const [x, y, u, w] = [0, 1, 2, 3].map((k) => engine.readState(group, k)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  engine.dispose();
  return { x, y, u, w };
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** All pairs of a group as a list. */
function pairs(sources: number, targets: number, autapses: boolean): CouplingConfig['rule'] {
  const all = Array.from(
    { length: sources * targets },
    (_, k) => [Math.floor(k / targets), k % targets] as const,
  ).filter(([i, j]) => autapses || i !== j);
  return { kind: 'list', pre: Int32Array.from(all, ([i]) => i), post: Int32Array.from(all, ([, j]) => j) };
}

describe('sums over all sources are those along the rows', () => {
  const signals: readonly (readonly [string, CouplingConfig['signals'][number]])[] = [
    ['differences', { of: 'state', index: 0, input: 0, less: 0 }],
    ['a state', { of: 'state', index: 1, input: 0, less: null }],
    ['an expression', { of: 'output', index: 0, input: 0, less: null }],
  ];
  test.each(
    signals.flatMap(([name, signal]) =>
      [true, false].flatMap((autapses) =>
        (['f64', 'f32'] as const).map((precision) => [name, autapses, precision, signal] as const),
      ),
    ),
  )('%s, autapses %s, %s', async (_name, autapses, precision, signal) => {
    const near = precision === 'f64' ? 12 : 3;
    const of = async (rule: CouplingConfig['rule']) =>
      (await first({ ...sized([37], [coupling({ rule, signals: [signal] })]), precision })).u;
    const dense = await of({ kind: 'all-to-all', autapses });
    const rows = await of(pairs(37, 37, autapses));
    for (const [k, value] of dense.entries()) expect(value).toBeCloseTo(rows[k] ?? Number.NaN, near);
    expect(total(dense.map(Math.abs))).toBeGreaterThan(1);
  });

  test('between two groups', async () => {
    const of = async (rule: CouplingConfig['rule']) =>
      (await first(sized([37, 5], [coupling({ rule, target: 1 })]), 1)).u;
    const dense = await of({ kind: 'all-to-all', autapses: true });
    const rows = await of(pairs(37, 5, true));
    for (const [k, value] of dense.entries()) expect(value).toBeCloseTo(rows[k] ?? Number.NaN, 12);
  });
});

describe('contacts that act both ways', () => {
  const drawn: CouplingConfig['rule'] = { kind: 'fixed-probability', probability: 0.2, autapses: false };
  const conductances: CouplingConfig['weight'] = { kind: 'uniform', low: 0.1, high: 2, key: 9 };

  test('bring no net charge within a group, whatever pairs and conductances are drawn', async () => {
    const { u } = await first(sized([60], [coupling({ rule: drawn, weight: conductances, direction: 'both' })]));
    expect(total(u.map(Math.abs))).toBeGreaterThan(100);
    expect(Math.abs(total(u))).toBeLessThan(1e-10);
  });

  test('bring no net charge between two groups', async () => {
    const config = sized(
      [60, 41],
      [
        coupling({ rule: drawn, weight: conductances, target: 1 }),
        coupling({ rule: drawn, weight: conductances, source: 1, direction: 'mirrored' }),
      ],
    );
    const [a, b] = [await first(config, 0), await first(config, 1)];
    expect(total(a.u.map(Math.abs))).toBeGreaterThan(10);
    expect(Math.abs(total(a.u) + total(b.u))).toBeLessThan(1e-10);
  });

  test.each([
    ['all to all', { kind: 'all-to-all', autapses: false } as const],
    ['drawn', drawn],
  ])('carry nothing between equal states: %s', async (_name, rule) => {
    const config = sized([50], [coupling({ rule, direction: 'both' })]);
    const equal = { ...holder(50), states: holder(50).states.map((state) => ({ ...state, initial: constant(0.1) })) };
    const { u } = await first({ ...config, groups: [equal] });
    expect([...u].every((value) => value === 0)).toBe(true);
  });
});

describe('numbers of a target', () => {
  const drawn: CouplingConfig['rule'] = { kind: 'fixed-in-degree', inDegree: 4, autapses: false, multapses: false };

  test('its in-degree and the sum of its weights, over all couplings that name them', async () => {
    const degrees = [
      coupling({ rule: drawn, degree: 0 }),
      coupling({ source: 1, rule: { kind: 'all-to-all', autapses: true }, degree: 0 }),
    ];
    expect(new Set((await first(sized([30, 7], degrees))).w)).toEqual(new Set([11]));
    const weights = degrees.map((one) => ({ ...one, degree: null, total: 0 }));
    expect(new Set((await first(sized([30, 7], weights))).w)).toEqual(new Set([5.5]));
    const dense = [coupling({ total: 0 })];
    expect(new Set((await first(sized([30], dense))).w)).toEqual(new Set([14.5]));
  });

  test.each([
    ['rows', drawn],
    ['sums', { kind: 'all-to-all', autapses: false } as const],
  ])('another weight of a running network is that of a network built with it: %s', async (_name, rule) => {
    const before = sized([30], [coupling({ rule, total: 0 })]);
    const after = sized([30], [coupling({ rule, total: 0, weight: constant(0.8) })]);
    const changes = liveChanges(before, after);
    expect(changes).toEqual([{ kind: 'couplingWeight', coupling: 0, value: 0.8 }]);
    const engine = await createEngine(before);
    engine.advance(3);
    expect(engine.change(changes ?? [])).toBe(true);
    engine.advance(1);
    const built = await first(after);
    expect(engine.readState(0, 2)).toEqual(built.u);
    expect(engine.readState(0, 3)).toEqual(built.w);
  });
});
