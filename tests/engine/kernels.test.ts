import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EngineConfig, GroupConfig, Program, ProgramNode } from '../../src/contract/index.ts';
import { createEngine } from '../../src/engine/index.ts';
import { Purpose } from '../../src/engine/random/draws.ts';
import { evaluateProgram } from '../../src/equations/interpret.ts';
import { normalQuantile } from '../../src/equations/normal-quantile.ts';
import { philox, uniformOf } from '../../src/equations/philox.ts';
import { constant, empty } from './configs.ts';

const SIZE = 5;
const STATES = 2;
/** Parameters: the first is one for all, the second differs between elements. Inputs: the first is shared, the second not. */
const SLOTS = 2;
const KEY = 77;
const SEED = 4242;

const unary = [
  'neg',
  'abs',
  'sqrt',
  'exp',
  'expm1',
  'log',
  'log1p',
  'sin',
  'cos',
  'tanh',
  'exprel',
  'floor',
  'not',
] as const;
const binary = [
  'add',
  'sub',
  'mul',
  'div',
  'pow',
  'mod',
  'min',
  'max',
  'lt',
  'le',
  'gt',
  'ge',
  'eq',
  'ne',
  'and',
  'or',
] as const;

const number = fc.oneof(
  fc.double({ min: -100, max: 100, noNaN: true }),
  fc.double(),
  fc.constantFrom(0, -0, 1, -1, 2, 0.5, 1e-310, 709.5, -745.5, Number.POSITIVE_INFINITY, Number.NaN),
);

const leaf: fc.Arbitrary<ProgramNode> = fc.oneof(
  number.map((value): ProgramNode => ({ op: 'constant', value })),
  fc.record({
    op: fc.constantFrom('state', 'parameter', 'input', 'normal'),
    index: fc.integer({ min: 0, max: 1 }),
  }) as fc.Arbitrary<ProgramNode>,
  fc.constantFrom<ProgramNode>({ op: 'time' }, { op: 'notRefractory' }),
);

/** An operation on nodes chosen by fractions of what precedes it. */
const operation = fc.record({
  op: fc.constantFrom(...unary, ...binary, 'select' as const),
  a: fc.double({ min: 0, max: 0.999, noNaN: true }),
  b: fc.double({ min: 0, max: 0.999, noNaN: true }),
  c: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

const programs: fc.Arbitrary<Program> = fc
  .tuple(fc.array(leaf, { minLength: 3, maxLength: 8 }), fc.array(operation, { minLength: 1, maxLength: 25 }))
  .map(([leaves, operations]) => {
    const nodes: ProgramNode[] = [...leaves];
    for (const { op, a, b, c } of operations) {
      const [x, y, z] = [a, b, c].map((share) => Math.floor(share * nodes.length)) as [number, number, number];
      if (op === 'select') nodes.push({ op, a: x, b: y, c: z });
      else if ((unary as readonly string[]).includes(op)) nodes.push({ op: op as (typeof unary)[number], a: x });
      else nodes.push({ op: op as (typeof binary)[number], a: x, b: y });
    }
    return { nodes, results: [nodes.length - 1, Math.max(0, nodes.length - 2)] };
  });

const numbers = fc.array(number, { minLength: SIZE, maxLength: SIZE }).map((values) => Float64Array.from(values));

interface Case {
  readonly update: Program;
  readonly states: readonly Float64Array[];
  readonly parameter: Float64Array;
  readonly shared: number;
  readonly inputs: readonly Float64Array[];
}

const cases: fc.Arbitrary<Case> = fc.record({
  update: programs,
  states: fc.array(numbers, { minLength: STATES, maxLength: STATES }),
  parameter: numbers,
  shared: number,
  inputs: fc.tuple(
    number.map((value) => Float64Array.of(value)),
    numbers,
  ),
});

/** Cases that one engine runs, each in a group of its own: most of the time goes into making an engine. */
const CASES_AT_ONCE = 20;
const manyCases = fc.array(cases, { minLength: CASES_AT_ONCE, maxLength: CASES_AT_ONCE });

/** The groups of the cases: `tested`, its source of one element, and its source of the same size. */
const GROUPS_OF_CASE = 3;

function configOf(examples: readonly Case[], as: 'update' | 'reset'): EngineConfig {
  return {
    ...empty,
    seed: SEED,
    dtMs: 0.3,
    groups: examples.flatMap((example) => groupsOf(example, as)),
    injections: examples.flatMap(({ inputs }, example) =>
      inputs.map((_, k) => ({
        name: 'injection',
        source: GROUPS_OF_CASE * example + k + 1,
        output: { of: 'state', index: 0 } as const,
        target: GROUPS_OF_CASE * example,
        input: k,
        scale: 1,
      })),
    ),
  };
}

/** A group whose first input comes from a source of one element and whose second comes from one of the same size. */
function groupsOf({ update, states, parameter, shared, inputs }: Case, as: 'update' | 'reset'): GroupConfig[] {
  const kept: Program = {
    nodes: states.map((_, index) => ({ op: 'state', index })),
    results: states.map((_, index) => index),
  };
  const always: Program = { nodes: [{ op: 'constant', value: 1 }], results: [0] };
  const statement: Program = { ...update, results: update.results.slice(0, 1) };
  const bare: Omit<GroupConfig, 'name' | 'size' | 'states' | 'update'> = {
    key: KEY,
    parameters: [],
    propagators: [],
    inputs: [],
    outputs: [],
    threshold: null,
    reset: [],
    refractoryMs: null,
  };
  const array = (values: Float64Array) => ({ kind: 'array', values }) as const;
  const held: Program = { nodes: [{ op: 'state', index: 0 }], results: [0] };
  const stateOf = (name: string, values: Float64Array) => ({
    name,
    initial: array(values),
    clampedWhileRefractory: false,
  });
  return [
    {
      ...bare,
      name: 'tested',
      size: SIZE,
      states: states.map((values, k) => stateOf(`x${k}`, values)),
      parameters: [
        { name: 'shared', values: constant(shared) },
        { name: 'own', values: array(parameter) },
      ],
      inputs: [{ name: 'I0' }, { name: 'I1' }],
      ...(as === 'update'
        ? { update }
        : { update: kept, threshold: always, reset: [{ target: 0, program: statement }] }),
    },
    ...inputs.map((values, k) => ({
      ...bare,
      name: `source ${k}`,
      size: values.length,
      states: [stateOf('I', values)],
      update: held,
    })),
  ];
}

/** Normal number of an element in step 0, by the layout of the kernels. */
function normalOf(element: number, index: number): number {
  const words = new Uint32Array(4);
  philox(Math.floor(element / 8) * 4 + (element % 4), 0, index, Purpose.noise, SEED, KEY, words);
  const half = Math.floor((element % 8) / 4) * 2;
  return normalQuantile(uniformOf(words[half] ?? 0, words[half + 1] ?? 0));
}

function interpreted({ update, states, parameter, shared, inputs }: Case): number[][] {
  return Array.from({ length: SIZE }, (_, element) => {
    // An injected current is added to 0.
    const input = [inputs[0]?.[0] ?? 0, inputs[1]?.[element] ?? 0].map((value) => 0 + value);
    return evaluateProgram(update, {
      states: states.map((values) => values[element] ?? 0),
      parameters: [shared, parameter[element] ?? 0].slice(0, SLOTS),
      inputs: input,
      time: 0,
      normals: [normalOf(element, 0), normalOf(element, 1)],
      notRefractory: true,
    });
  });
}

describe('kernels', () => {
  test('compute what the interpreter computes, bit for bit', async () => {
    await fc.assert(
      fc.asyncProperty(manyCases, async (examples) => {
        const engine = await createEngine(configOf(examples, 'update'));
        engine.advance(1);
        examples.forEach((example, k) => {
          const expected = interpreted(example);
          for (let state = 0; state < STATES; state++) {
            const computed = Array.from(engine.readState(GROUPS_OF_CASE * k, state));
            expect(computed).toEqual(expected.map((results) => results[state]));
          }
        });
      }),
      { numRuns: 1000 / CASES_AT_ONCE, seed: 20240501 },
    );
  }, 240_000);

  test('of resets do too, one element at a time', async () => {
    await fc.assert(
      fc.asyncProperty(manyCases, async (examples) => {
        const engine = await createEngine(configOf(examples, 'reset'));
        engine.advance(1);
        examples.forEach((example, k) => {
          const computed = Array.from(engine.readState(GROUPS_OF_CASE * k, 0));
          // What was no finite number is none after the reset.
          const kept = (value: number | undefined, element: number): number | undefined =>
            Number.isFinite(example.states[0]?.[element]) ? value : Number.NaN;
          expect(computed).toEqual(interpreted(example).map(([result], element) => kept(result, element)));
        });
      }),
      { numRuns: 1000 / CASES_AT_ONCE, seed: 20240502 },
    );
  }, 240_000);
});
