import type { EndConfig, NodeIndex, PlasticityConfig, Program } from '../contract/index.ts';
import { DIMENSIONLESS, type Dimension, divideDimensions, TIME } from '../units/index.ts';
import type { Equation, Expression, Fault, Statement } from './ast.ts';
import { ProgramBuilder } from './builder.ts';
import { namesIn } from './compose.ts';
import { dependence } from './dependence.ts';
import { differentiate } from './derivative.ts';
import { DimensionCheck } from './dimensions.ts';
import { lowerExpression } from './lower-expression.ts';
import { createNoises } from './noises.ts';
import { parseEquations, parseExpression, parseStatements } from './parse.ts';
import { createScope, type Given, type Scope } from './scope.ts';
import { createResolvers } from './system.ts';

/** What neurons at one end of a synapse carry: equations that are linear, each in its own state only, and what a spike does. */
export interface EndText {
  readonly equations: string;
  readonly initial: Readonly<Record<string, number>>;
  /** Statements at a spike, before its synapses are treated, and after. */
  readonly before: string;
  readonly after: string;
}

/** A rule in the model language: statements on the weight `w` that read the states of both ends. */
export interface PlasticityText {
  readonly pre: EndText;
  readonly post: EndText;
  readonly onPre: string;
  readonly onPost: string;
  /** Amplitude of a spike that arrives; null: the weight. */
  readonly release: string | null;
  readonly every: { readonly everySteps: number; readonly statements: string } | null;
  readonly parameters: readonly (Given & { readonly value: number })[];
}

export type LoweredPlasticity =
  | { readonly ok: true; readonly config: Omit<PlasticityConfig, 'scale'> }
  | { readonly ok: false; readonly faults: readonly Fault[] };

const WEIGHT = 'w';
type End = 'pre' | 'post';

/** The rules of one projection, in the order in which their statements act, as programs. Parameters become constants. */
export function lowerPlasticity(rules: readonly PlasticityText[], weight: Dimension): LoweredPlasticity {
  const builder = new ProgramBuilder();
  const counts = rules.map(({ pre, post }) => ({ pre: statesIn(pre).length, post: statesIn(post).length }));
  const total = (end: End, before = counts.length): number =>
    counts.slice(0, before).reduce((sum, count) => sum + count[end], 0);
  const readers = rules.map((rule, k) => {
    const first = { pre: 1 + total('pre', k), post: 1 + total('pre') + total('post', k) };
    return new RuleReader(builder, rule, weight, first);
  });
  const faults = readers.flatMap((reader) => reader.faults());
  if (faults.length > 0) return { ok: false, faults };
  const w = builder.leaf({ op: 'state', index: 0 });
  const weightAfter = (change: (reader: RuleReader, from: NodeIndex) => NodeIndex): Program | null => {
    const after = readers.reduce((from, reader) => change(reader, from), w);
    return after === w ? null : builder.extract([after]);
  };
  const end = (side: End): EndConfig => ({
    states: readers.flatMap((reader) => reader.states(side)),
    decay: builder.extract(readers.flatMap((reader) => reader.decay(side))),
    before: atSpike(builder, readers, side, 'before'),
    after: atSpike(builder, readers, side, 'after'),
  });
  const released = readers.reduce((from, reader) => reader.released(from), w);
  return {
    ok: true,
    config: {
      pre: end('pre'),
      post: end('post'),
      release: builder.extract([released]),
      onPre: weightAfter((reader, from) => reader.weight(reader.rule.onPre, from)),
      onPost: weightAfter((reader, from) => reader.weight(reader.rule.onPost, from)),
      every: readers.flatMap((reader) => {
        const { every } = reader.rule;
        if (every === null) return [];
        return [{ everySteps: every.everySteps, weight: builder.extract([reader.weight(every.statements, w)]) }];
      }),
    },
  };
}

const statesIn = ({ equations }: EndText): readonly Equation[] => parseEquations(equations).equations;

function atSpike(
  builder: ProgramBuilder,
  readers: readonly RuleReader[],
  side: End,
  when: 'before' | 'after',
): Program | null {
  if (readers.every(({ rule }) => rule[side][when] === '')) return null;
  return builder.extract(readers.flatMap((reader) => reader.atSpike(side, when)));
}

/** One rule's texts, with its states' places among those of all rules. */
class RuleReader {
  private readonly scope: Scope;
  private readonly places = new Map<string, NodeIndex>();
  private readonly parsed: Readonly<Record<End, ReturnType<typeof parseEquations>>>;

  constructor(
    private readonly builder: ProgramBuilder,
    readonly rule: PlasticityText,
    weight: Dimension,
    first: Readonly<Record<End, number>>,
  ) {
    this.parsed = { pre: parseEquations(rule.pre.equations), post: parseEquations(rule.post.equations) };
    const place = { from: 0, to: 0 };
    const w: Equation = {
      ...place,
      kind: 'differential',
      name: WEIGHT,
      expression: null,
      unitText: '',
      dimension: weight,
      flags: [],
      text: WEIGHT,
    };
    this.scope = createScope([w, ...this.parsed.pre.equations, ...this.parsed.post.equations], rule.parameters, []);
    this.places.set(WEIGHT, builder.leaf({ op: 'state', index: 0 }));
    for (const side of ['pre', 'post'] as const) {
      this.parsed[side].equations.forEach(({ name }, k) => {
        this.places.set(name, builder.leaf({ op: 'state', index: first[side] + k }));
      });
    }
  }

  faults(): Fault[] {
    const { rule, parsed } = this;
    const statements = [rule.onPre, rule.onPost, rule.every?.statements ?? ''].flatMap((text) =>
      this.statementFaults(text, [WEIGHT]),
    );
    const ends = (['pre', 'post'] as const).flatMap((side) => {
      const names = parsed[side].equations.map(({ name }) => name);
      const { before, after } = rule[side];
      const others = [WEIGHT, ...parsed[side === 'pre' ? 'post' : 'pre'].equations.map(({ name }) => name)];
      return [
        ...parsed[side].faults,
        ...parsed[side].equations.flatMap((equation) => this.equationFaults(equation)),
        ...[before, after].flatMap((text) => [...this.statementFaults(text, names), ...readFaults(text, others)]),
      ];
    });
    return [...statements, ...ends, ...this.releaseFaults()];
  }

  states(side: End): { name: string; initial: number }[] {
    return this.parsed[side].equations.map(({ name }) => ({ name, initial: this.rule[side].initial[name] ?? 0 }));
  }

  /** x' = a x + b: x(h) = x_inf + (x - x_inf) e^(a h) with x_inf = -b/a. */
  decay(side: End): NodeIndex[] {
    const { builder } = this;
    const interval = builder.leaf({ op: 'input', index: 0 });
    return this.parsed[side].equations.map((equation) => {
      const { state, slope, rest } = this.linear(equation);
      const a = builder.valueOf(slope) ?? Number.NaN;
      const b = builder.valueOf(rest) ?? Number.NaN;
      if (a === 0) return builder.add(state, builder.mul(builder.constant(b), interval));
      const factor = builder.unary('exp', builder.mul(builder.constant(a), interval));
      if (b === 0) return builder.mul(state, factor);
      const steady = builder.constant(-b / a);
      return builder.add(steady, builder.mul(builder.sub(state, steady), factor));
    });
  }

  atSpike(side: End, when: 'before' | 'after'): NodeIndex[] {
    const current = this.run(this.rule[side][when], this.places);
    return this.parsed[side].equations.map(({ name }) => current.get(name) ?? 0);
  }

  weight(text: string, from: NodeIndex): NodeIndex {
    return this.run(text, new Map([...this.places, [WEIGHT, from]])).get(WEIGHT) ?? from;
  }

  released(from: NodeIndex): NodeIndex {
    const { expression } = parseExpression(this.rule.release ?? WEIGHT);
    return expression ? this.lower(expression, new Map([...this.places, [WEIGHT, from]])) : from;
  }

  private run(text: string, start: ReadonlyMap<string, NodeIndex>): Map<string, NodeIndex> {
    const current = new Map(start);
    for (const { target, operator, expression } of parseStatements(text).statements) {
      const value = this.lower(expression, current);
      const old = current.get(target) ?? value;
      current.set(target, operator === '=' ? value : this.builder.binary(OPERATIONS[operator], old, value));
    }
    return current;
  }

  private lower(expression: Expression, current: ReadonlyMap<string, NodeIndex>): NodeIndex {
    const { builder, scope, rule } = this;
    const resolve = createResolvers(builder, scope, 0, createNoises(builder, 0)).evaluated;
    return lowerExpression(builder, expression, (name) => {
      const known = current.get(name);
      if (known !== undefined) return known;
      const parameter = rule.parameters.find((candidate) => candidate.name === name);
      return parameter ? builder.constant(parameter.value) : resolve(name, [], builder.leaf({ op: 'time' }));
    });
  }

  private linear({ name, expression }: Equation): {
    state: NodeIndex;
    rate: NodeIndex;
    slope: NodeIndex;
    rest: NodeIndex;
  } {
    const { builder } = this;
    const state = this.places.get(name) ?? 0;
    const rate = expression ? this.lower(expression, this.places) : state;
    const slope = differentiate(builder, rate, state);
    return { state, rate, slope, rest: builder.rebuild(rate, new Map([[state, builder.constant(0)]])) };
  }

  private equationFaults(equation: Equation): Fault[] {
    const { name, expression, text, from, to, dimension, kind } = equation;
    if (kind !== 'differential' || expression === null)
      return [{ message: `"${text}" is not a differential equation.`, from, to }];
    const check = new DimensionCheck(this.scope, equation);
    check.require(expression, divideDimensions(dimension, TIME), `d${name}/dt`);
    if (check.faults.length > 0) return check.faults;
    const { rate, state, slope, rest } = this.linear(equation);
    const linear = dependence(this.builder, rate, [state]) !== 'other';
    if (linear && this.builder.valueOf(slope) !== null && this.builder.valueOf(rest) !== null) return [];
    return [{ message: `"${text}" must be linear in ${name} and read no other state.`, from, to }];
  }

  private statementFaults(text: string, targets: readonly string[]): Fault[] {
    if (text === '') return [];
    const { statements, faults } = parseStatements(text);
    return [...faults, ...statements.flatMap((statement) => this.statementFault(statement, targets))];
  }

  private statementFault(statement: Statement, targets: readonly string[]): Fault[] {
    const { target, from, to, text, operator, expression } = statement;
    if (!targets.includes(target)) {
      const allowed = targets.join(', ') || 'nothing';
      return [{ message: `"${text}" sets "${target}"; here it may set ${allowed}.`, from, to }];
    }
    const dimension = this.scope.find(target)?.dimension ?? DIMENSIONLESS;
    const check = new DimensionCheck(this.scope, statement);
    const scaling = operator === '*=' || operator === '/=';
    check.require(expression, scaling ? DIMENSIONLESS : dimension, 'the right-hand side');
    return check.faults;
  }

  private releaseFaults(): Fault[] {
    const text = this.rule.release;
    if (text === null) return [];
    const { expression, faults } = parseExpression(text);
    if (!expression) return [...faults];
    const check = new DimensionCheck(this.scope, { text, from: 0, to: text.length });
    check.require(expression, this.scope.find(WEIGHT)?.dimension ?? DIMENSIONLESS, 'the amplitude of a spike');
    return check.faults;
  }
}

/** A neuron has many synapses, so what it carries can depend neither on their weights nor on the neurons at their other ends. */
function readFaults(text: string, others: readonly string[]): Fault[] {
  return parseStatements(text).statements.flatMap(({ expression, text: line, from, to }) =>
    others
      .filter((name) => namesIn(expression).has(name))
      .map((name) => ({ message: `"${line}" reads "${name}", which is not of this end of the synapse.`, from, to })),
  );
}

const OPERATIONS = { '+=': 'add', '-=': 'sub', '*=': 'mul', '/=': 'div' } as const;
