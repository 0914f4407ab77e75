import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type {
  EngineConfig,
  GroupConfig,
  Integrator,
  Program,
  RecorderConfig,
  Values,
} from '../../src/contract/index.ts';
import { type Advance, createEngine, type Engine } from '../../src/engine/index.ts';
import { drawElements } from '../../src/engine/random/values.ts';
import { lowerGroup, parseEquations } from '../../src/equations/index.ts';
import { evaluateProgram } from '../../src/equations/interpret.ts';
import { propagatorValues } from '../../src/equations/propagator-values.ts';
import { DIMENSIONLESS } from '../../src/units/index.ts';
import { constant, empty, traceOf } from './configs.ts';

/** No multiple of what vectors hold. */
const SIZE = 9;
const STEPS = 12;
const DT_MS = 0.1;
const SYSTEMS_AT_ONCE = 20;
const STATES = ['x', 'y', 'z'];
const SUBEXPRESSIONS = ['s', 'u'];
/** `a` is one number for all, `b` is listed for each element, `c` is drawn. */
const PARAMETERS = ['a', 'b', 'c'];

const numbers = fc.constantFrom('0', '1', '2', '0.5', '1.25', '-3', '1e-3');
const names = fc.constantFrom(...STATES, ...STATES, ...SUBEXPRESSIONS, ...PARAMETERS);

/** Random texts of the model language over dimensionless names. */
const { expression, condition } = fc.letrec<{ expression: string; condition: string }>((tie) => {
  const inner = tie('expression');
  return {
    expression: fc.oneof(
      { maxDepth: 2, depthSize: 'small', withCrossShrink: true },
      { weight: 3, arbitrary: names },
      { weight: 1, arbitrary: fc.oneof(numbers, fc.constantFrom('(t/ms)', '(dt/ms)', 'pi')) },
      { weight: 4, arbitrary: fc.tuple(inner, fc.constantFrom(' + ', ' - ', '*'), inner).map(inBrackets) },
      { weight: 1, arbitrary: fc.tuple(inner, fc.constantFrom('/', ' % '), inner).map(inBrackets) },
      { weight: 1, arbitrary: fc.tuple(inner, inner).map(([a, b]) => `${a}/(1.5 + abs(${b}))`) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom('exp', 'expm1', 'exprel', 'tanh', 'sin', 'cos', 'sinh', 'sign', 'floor'), inner)
          .map(([name, a]) => `${name}(${a})`),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom('log(1 + abs(A))', 'log1p(abs(A))', 'sqrt(abs(A))', 'clip(A, -1, 0.75)'), inner)
          .map(([text, a]) => text.replace('A', a)),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(fc.constantFrom('min', 'max'), inner, inner).map(([f, a, b]) => `${f}(${a}, ${b})`),
      },
      { weight: 1, arbitrary: fc.tuple(inner, fc.constantFrom(2, 3, 4, -1, -2)).map(([a, n]) => `(${a})**${n}`) },
      { weight: 1, arbitrary: fc.tuple(inner, inner).map(([a, b]) => `(0.5 + abs(${a}))**(${b})`) },
      {
        weight: 1,
        arbitrary: fc.tuple(tie('condition'), inner, inner).map(([test, a, b]) => `where(${test}, ${a}, ${b})`),
      },
    ),
    condition: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      fc.tuple(names, fc.constantFrom(' > ', ' < ', ' >= ', ' <= ', ' != '), numbers).map((parts) => parts.join('')),
      fc.tuple(tie('condition'), fc.constantFrom(' and ', ' or '), tie('condition')).map(inBrackets),
      tie('condition').map((test) => `not (${test})`),
    ),
  };
});

function inBrackets(parts: readonly string[]): string {
  return `(${parts.join('')})`;
}

/** Smooth and bounded, so that single precision stays near double. */
const { mild } = fc.letrec<{ mild: string }>((tie) => ({
  mild: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    names,
    fc.tuple(tie('mild'), fc.constantFrom(' + ', ' - '), tie('mild')).map(inBrackets),
    fc.tuple(fc.constantFrom('tanh', 'sin', 'cos'), tie('mild')).map(([name, a]) => `${name}(${a})`),
    fc.tuple(tie('mild'), tie('mild')).map(([a, b]) => `${a}/(1.5 + abs(${b}))`),
  ),
}));

const coefficient = fc.constantFrom('0', '-1', '0.5', '-2', 'a', '-b', '-(1 + abs(c))', '(a - b)');

/**
 * `free`: any right-hand sides. `own`: each linear in its own state, with factors of any names but states. `linear`: all
 * together linear, with factors of parameters.
 */
const KINDS = ['free', 'own', 'linear'] as const;
const INTEGRATORS: readonly Integrator[] = [
  ...(['euler', 'sequential_euler', 'rk2', 'rk4', 'exponential_euler', 'strang', 'exact'] as const),
];

interface Wish {
  readonly kind: (typeof KINDS)[number];
  readonly count: number;
  readonly rates: readonly string[];
  readonly coefficients: readonly string[];
  readonly subexpressions: readonly string[];
  readonly clamped: readonly boolean[];
  readonly integrator: Integrator;
  readonly threshold: string | null;
  readonly reset: readonly string[] | null;
  readonly refractoryMs: Values | null;
  /** `crossing`: the threshold itself. */
  readonly refractoryWhile: 'crossing' | string | null;
  /** Of the streams that its numbers come from; those of fast-check are mostly tiny. */
  readonly key: number;
}

const key = fc.nat();
const drawn = (low: number, high: number, stream: number): Values => ({ kind: 'uniform', low, high, key: stream });

const statement = fc
  .tuple(
    fc.constantFrom(...STATES),
    fc.constantFrom(' = ', ' += ', ' -= ', ' *= ', ' /= '),
    fc.oneof(names, numbers, fc.tuple(names, fc.constantFrom('*', ' + '), names).map(inBrackets)),
  )
  .map((parts) => parts.join(''));

const wishes = (rate: fc.Arbitrary<string>): fc.Arbitrary<Wish> =>
  fc.record({
    kind: fc.constantFrom(...KINDS),
    count: fc.integer({ min: 1, max: 3 }),
    rates: fc.array(rate, { minLength: 3, maxLength: 3 }),
    coefficients: fc.array(coefficient, { minLength: 12, maxLength: 12 }),
    subexpressions: fc.array(rate, { maxLength: 2 }),
    clamped: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    integrator: fc.constantFrom(...INTEGRATORS),
    threshold: fc.option(fc.oneof(fc.constantFrom('x > 0.5', 'x > b', 'x > 0'), condition), { freq: 2 }),
    reset: fc.option(fc.array(statement, { minLength: 1, maxLength: 3 }), { freq: 4 }),
    refractoryMs: fc.option(
      fc.oneof(
        fc.constantFrom(0.05, 0.1, 0.35, 0.35).map(constant),
        key.map((stream) => drawn(0, 0.6, stream)),
      ),
      { freq: 3 },
    ),
    refractoryWhile: fc.option(fc.oneof(fc.constantFrom('crossing', 'x > 0', 'x < b'), condition), { freq: 1 }),
    key,
  });

/** Its equations in text; a name that the system has not becomes one that it has. */
function equationsOf({ kind, count, rates, coefficients, subexpressions, clamped }: Wish): string {
  const known = (text: string, have: number, own: string | null = null): string =>
    text.replace(/\b[xyzsu]\b/g, (name) => {
      const state = STATES.indexOf(name);
      if (state >= 0) return STATES[state % count] === own ? 'a' : (STATES[state % count] ?? 'x');
      return SUBEXPRESSIONS.indexOf(name) < have ? name : own === null ? 'x' : 'b';
    });
  const states = STATES.slice(0, count);
  const sides = states.map((state, k) => {
    const f = rates[k] ?? '0';
    const of = (column: number): string => coefficients[4 * k + column] ?? '0';
    if (kind === 'linear') return [...states.map((other, j) => `${of(j)}*${other}`), of(3)].join(' + ');
    if (kind === 'free') return known(f, subexpressions.length);
    return `${known(f, 0, state)} - ${state}*(${known(rates[(k + 1) % 3] ?? '1', 0, state)})`;
  });
  return [
    ...sides.map((side, k) => `d${states[k]}/dt = (${side})/(2*ms) : 1${clamped[k] ? ' (unless refractory)' : ''}`),
    ...(kind === 'free' ? subexpressions.map((text, k) => `${SUBEXPRESSIONS[k]} = ${known(text, k)} : 1`) : []),
  ].join('\n');
}

/** Names that only some systems have, in a threshold or a reset. */
const plain = (text: string, { count }: Wish): string =>
  text.replace(/\b[yzsu]\b/g, (name) => STATES[Math.max(0, STATES.indexOf(name)) % count] ?? 'x');

function conditionOf(wish: Wish): { refractoryWhile?: string } {
  const { threshold, refractoryWhile } = wish;
  if (threshold === null || refractoryWhile === null) return {};
  return { refractoryWhile: plain(refractoryWhile === 'crossing' ? threshold : refractoryWhile, wish) };
}

/** The group, or null where the integrator does not take the system. */
function groupOf(wish: Wish): GroupConfig | null {
  const text = equationsOf(wish);
  const { equations, faults } = parseEquations(text);
  if (faults[0]) throw new Error(`${faults[0].message}\n${text}`);
  const lowered = lowerGroup({
    equations,
    parameters: PARAMETERS.map((name) => ({ name, dimension: DIMENSIONLESS })),
    inputs: [],
    threshold: wish.threshold && plain(wish.threshold, wish),
    ...conditionOf(wish),
    reset: wish.threshold && (wish.reset?.map((line) => plain(line, wish)).join('; ') ?? null),
    integrator: wish.integrator,
    dtMs: DT_MS,
  });
  if (!lowered.ok) {
    const [refusal] = lowered.faults;
    if (!refusal?.message.startsWith('The integrator')) throw new Error(`${refusal?.message}\n${text}`);
    return null;
  }
  const given: readonly Values[] = [
    constant(drawElements(drawn(-2, 2, wish.key + 4), 1, 1)[0] ?? 0),
    { kind: 'array', values: drawElements(drawn(-1.5, 1.5, wish.key + 5), SIZE, 1) },
    drawn(0.5, 2, wish.key + 6),
  ];
  return {
    name: `${wish.integrator}: ${text}; ${wish.threshold}: ${wish.reset}; while ${wish.refractoryWhile}`,
    key: wish.key,
    size: SIZE,
    states: lowered.states.map(({ name, clampedWhileRefractory }, k) => ({
      name,
      initial: drawn(-1.5, 1.5, wish.key + k),
      clampedWhileRefractory,
    })),
    parameters: lowered.parameters.map(({ name }, k) => ({ name, values: given[k] ?? constant(0) })),
    propagators: lowered.propagators,
    inputs: [],
    update: lowered.update,
    outputs: lowered.outputs.map(({ name, program }) => ({ name, program })),
    threshold: lowered.threshold,
    reset: lowered.reset,
    refractoryMs: wish.threshold === null ? null : wish.refractoryMs,
    ...(lowered.refractoryWhile && { refractoryWhile: lowered.refractoryWhile }),
  };
}

/** What an integrator refuses, Euler's method takes. */
function groupsOf(several: readonly Wish[], count: (integrator: Integrator) => void): GroupConfig[] {
  return several.map((wish) => {
    const group = groupOf(wish);
    count(group ? wish.integrator : 'euler');
    const made = group ?? groupOf({ ...wish, integrator: 'euler' });
    if (made === null) throw new Error(`Euler's method refuses\n${equationsOf(wish)}`);
    return made;
  });
}

/** One element of a group as the interpreter computes it. */
class Element {
  readonly states: number[];
  spikes = 0;
  heldSteps = 0;
  private readonly parameters: number[];
  private readonly refractorySteps: number;
  private open = true;
  private spikedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly group: GroupConfig,
    element: number,
  ) {
    const of = (values: Values): number => drawElements(values, SIZE, empty.seed)[element] ?? Number.NaN;
    this.states = group.states.map(({ initial }) => of(initial));
    this.parameters = group.parameters.map(({ values }) => of(values));
    this.refractorySteps = group.refractoryMs ? Math.floor((of(group.refractoryMs) + 1e-3 * DT_MS) / DT_MS) : 0;
    for (const propagator of group.propagators)
      propagatorValues(propagator, this.parameters, DT_MS).forEach((value, k) => {
        this.parameters[propagator.entries[k]?.parameter ?? -1] = value;
      });
    // Who starts beyond the threshold has not crossed it.
    this.open = !(group.refractoryWhile && group.threshold && this.evaluate(group.threshold, 0)[0] !== 0);
  }

  outputs(step: number): number[] {
    return this.group.outputs.map(({ program }) => this.evaluate(program, step)[0] ?? Number.NaN);
  }

  /** Clamped states stand still in a refractory element, which does not emit. */
  step(step: number): void {
    const { group, states } = this;
    const held = group.refractoryWhile ? this.evaluate(group.refractoryWhile, step)[0] !== 0 : false;
    this.open ||= step - this.spikedAt >= this.refractorySteps && !held;
    const { open } = this;
    if (!open) this.heldSteps++;
    const next = this.evaluate(group.update, step);
    group.states.forEach(({ clampedWhileRefractory }, k) => {
      if (open || !clampedWhileRefractory) states[k] = next[k] ?? Number.NaN;
    });
    if (group.threshold === null || !open || this.evaluate(group.threshold, step)[0] === 0) return;
    this.spikes++;
    const before = [...states];
    for (const { target, program } of group.reset) states[target] = this.evaluate(program, step)[0] ?? Number.NaN;
    // What was no finite number is none after the reset.
    for (const { target } of group.reset) if (!Number.isFinite(before[target])) states[target] = Number.NaN;
    this.open = false;
    this.spikedAt = step;
  }

  private evaluate(program: Program, step: number): number[] {
    const { states, parameters } = this;
    const time = step * DT_MS;
    return evaluateProgram(program, {
      states,
      parameters,
      inputs: [],
      time,
      normals: [],
      notRefractory: this.open,
    });
  }
}

/** Subexpressions of all elements. */
const recordersOf = (groups: readonly GroupConfig[]): RecorderConfig[] =>
  groups.flatMap(({ outputs }, g) =>
    outputs.map((_, k) =>
      traceOf(
        g,
        Array.from({ length: SIZE }, (_element, element) => element),
        1,
        'output',
        k,
      ),
    ),
  );

const statesOf = (engine: Engine, groups: readonly GroupConfig[]): number[][][] =>
  groups.map(({ states }, g) => states.map((_, k) => Array.from(engine.readState(g, k))));

const samplesOf = ({ recorders }: Advance): number[][] =>
  recorders.map((result) => (result.kind === 'trace' ? Array.from(result.block.values) : []));

/** Throws at the first number that is another one; NaN is NaN, and 0 is not -0. */
function expectSame(found: readonly number[], expected: readonly number[], where: string): void {
  const k = expected.findIndex((value, n) => !Object.is(value, found[n]));
  if (k >= 0 || found.length !== expected.length)
    throw new Error(`${found[k]} instead of ${expected[k]} in element ${k} of ${where}`);
}

function several(rate: fc.Arbitrary<string>): fc.Arbitrary<Wish[]> {
  return fc.array(wishes(rate), { minLength: SYSTEMS_AT_ONCE, maxLength: SYSTEMS_AT_ONCE });
}

describe('random systems of equations', () => {
  test('1,000 in double: kernels compute what the interpreter computes, step by step, bit for bit', async () => {
    const taken = new Map<Integrator, number>();
    const total = { systems: 0, spikes: 0, finite: 0, held: 0 };
    await fc.assert(
      fc.asyncProperty(several(expression), async (systems) => {
        const groups = groupsOf(systems, (integrator) => taken.set(integrator, (taken.get(integrator) ?? 0) + 1));
        const config: EngineConfig = { ...empty, dtMs: DT_MS, groups, recorders: recordersOf(groups) };
        const engines = [await createEngine(config), await createEngine(config, { lanes: 'one' })];
        const elements = groups.map((group) => Array.from({ length: SIZE }, (_, n) => new Element(group, n)));
        for (let step = 0; step < STEPS; step++) {
          const outputs = elements.flatMap((own, g) => {
            const each = own.map((element) => element.outputs(step));
            return groups[g]?.outputs.map((_, k) => each.map((values) => values[k] ?? Number.NaN)) ?? [];
          });
          for (const element of elements.flat()) element.step(step);
          for (const engine of engines) {
            const advance = engine.advance(1);
            samplesOf(advance).forEach((found, r) => {
              expectSame(found, outputs[r] ?? [], `output ${r} at step ${step}`);
            });
            statesOf(engine, groups).forEach((states, g) => {
              const own = elements[g] ?? [];
              const where = `at step ${step} of ${groups[g]?.name}`;
              states.forEach((found, k) => {
                const expected = own.map((element) => element.states[k] ?? Number.NaN);
                expectSame(found, expected, `${STATES[k]} ${where}`);
              });
              const spikes = own.reduce((sum, element) => sum + element.spikes, 0);
              expectSame([advance.spikeCounts[g] ?? 0], [spikes], `the number of spikes ${where}`);
            });
          }
        }
        total.systems += groups.length;
        for (const element of elements.flat()) {
          total.spikes += element.spikes;
          total.held += element.heldSteps;
          if (element.states.every(Number.isFinite)) total.finite++;
        }
      }),
      { numRuns: 1000 / SYSTEMS_AT_ONCE, seed: 20, endOnFailure: true },
    );
    expect(total.systems).toBe(1000);
    // Enough of everything: each integrator, spikes, and numbers that are numbers to the end.
    for (const integrator of INTEGRATORS) expect(taken.get(integrator) ?? 0).toBeGreaterThan(50);
    expect(total.spikes).toBeGreaterThan(5 * total.systems);
    expect(total.held).toBeGreaterThan(5 * total.systems);
    expect(total.finite).toBeGreaterThan(0.7 * SIZE * total.systems);
  }, 240_000);

  test('in single: vectors compute what elements one by one do, bit for bit', async () => {
    await fc.assert(
      fc.asyncProperty(several(expression), async (systems) => {
        const groups = groupsOf(systems, () => undefined);
        const config: EngineConfig = { ...empty, precision: 'f32', dtMs: DT_MS, groups };
        const [vector, one] = [await createEngine(config), await createEngine(config, { lanes: 'one' })];
        for (let step = 0; step < STEPS; step++) {
          expect(vector.advance(1)).toEqual(one.advance(1));
          expect(statesOf(vector, groups)).toEqual(statesOf(one, groups));
        }
      }),
      { numRuns: 6, seed: 21, endOnFailure: true },
    );
  }, 60_000);

  test('in single: mild ones stay near those in double', async () => {
    let largest = 0;
    await fc.assert(
      fc.asyncProperty(several(mild), async (systems) => {
        const smooth = systems.map((wish) => ({ ...wish, threshold: null }));
        const groups = groupsOf(smooth, () => undefined);
        const config: EngineConfig = { ...empty, dtMs: DT_MS, groups };
        const [double, single] = [await createEngine(config), await createEngine({ ...config, precision: 'f32' })];
        for (const engine of [double, single]) engine.advance(STEPS);
        const exact = statesOf(double, groups).flat(2);
        statesOf(single, groups)
          .flat(2)
          .forEach((value, k) => {
            const reference = exact[k] ?? Number.NaN;
            const error = Math.abs(value - reference) / Math.max(1, Math.abs(reference));
            expect(error).toBeLessThan(2e-5);
            largest = Math.max(largest, error);
          });
      }),
      { numRuns: 6, seed: 22, endOnFailure: true },
    );
    expect(largest).toBeGreaterThan(0);
  }, 60_000);
});
