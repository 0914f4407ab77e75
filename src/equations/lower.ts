import type {
  GroupConfig,
  Integrator as IntegratorName,
  NodeIndex,
  Program,
  PropagatorConfig,
} from '../contract/index.ts';
import { DIMENSIONLESS, type Dimension } from '../units/index.ts';
import type { Equation, Expression, Fault, Statement } from './ast.ts';
import { ProgramBuilder } from './builder.ts';
import { ceilingOf, type Spiking } from './ceiling.ts';
import { type Substitutes, substitute, substituteInEquations, substituteInStatements } from './compose.ts';
import { differentiate } from './derivative.ts';
import { DimensionCheck } from './dimensions.ts';
import { defaultIntegrator, findIntegrator, type Integrator } from './integrators/index.ts';
import { calledOf } from './integrators/integrator.ts';
import { closedForm } from './linear.ts';
import { lowerExpression } from './lower-expression.ts';
import { type NoiseKind, noiseKind, splitNoise } from './noise.ts';
import { createNoises } from './noises.ts';
import { parseExpression, parseStatements } from './parse.ts';
import { remembered } from './remembered.ts';
import { createScope, cycleFaults, type Given, nameFaults, type Scope } from './scope.ts';
import { createResolvers, type System } from './system.ts';

export interface LowerInput {
  readonly equations: readonly Equation[];
  /** Per-element or shared numbers; declared names (`a : 1`) may be among them. */
  readonly parameters: readonly Given[];
  /** Filled by the engine before each update and held constant through the step. */
  readonly inputs: readonly Given[];
  readonly threshold: string | null;
  readonly reset: string | null;
  /** Condition that keeps an element refractory; absent: a period alone does. */
  readonly refractoryWhile?: string;
  /** What stands for names of equations, conditions and reset, such as the total input. */
  readonly substitutes?: Substitutes;
  readonly integrator: 'default' | IntegratorName;
  readonly dtMs: number;
}

export interface LoweredGroup {
  readonly ok: true;
  readonly states: readonly {
    readonly name: string;
    readonly dimension: Dimension;
    readonly clampedWhileRefractory: boolean;
  }[];
  /**
   * States after these, whose new value is that of a subexpression `(constant over dt)` at the start of the step: threshold and reset
   * read it there.
   */
  readonly kept: readonly { readonly name: string; readonly dimension: Dimension }[];
  /** The parameters that were given, in their order, then the slots of the propagators. */
  readonly parameters: readonly { readonly name: string }[];
  readonly propagators: readonly PropagatorConfig[];
  readonly update: Program;
  readonly threshold: Program | null;
  readonly reset: GroupConfig['reset'];
  readonly refractoryWhile?: Program;
  /** Every subexpression, at the start of the step. */
  readonly outputs: readonly { readonly name: string; readonly dimension: Dimension; readonly program: Program }[];
  readonly integrator: IntegratorName;
  readonly noise: NoiseKind;
  /** Whether the threshold is a value of a state that the reset sets anew, below which stages can be kept. */
  readonly hasCeiling: boolean;
  /** How fast the equations are, for a comparison with the step. */
  readonly speeds: Speeds;
}

interface Speeds {
  /** n results: the right-hand sides, refractoriness left out. */
  readonly rates: Program;
  /** n x n results, row by row: the derivative of the k-th rate with respect to the j-th state, 1/ms in their units. */
  readonly jacobian: Program;
  /** States whose equations are linear and read only each other: methods that solve each equation alone take these exactly. */
  readonly linear: readonly number[];
}

export type LowerResult = LoweredGroup | { readonly ok: false; readonly faults: readonly Fault[] };

/** Dimension faults of the equations' right-hand sides. */
function equationFaults(equations: readonly Equation[], scope: Scope): Fault[] {
  return equations.flatMap((equation) => {
    if (!equation.expression) return [];
    const check = new DimensionCheck(scope, equation);
    const { expression, name, dimension } = equation;
    if (equation.kind === 'differential') check.requireDerivative(expression, name, dimension);
    else check.require(expression, dimension, `"${name}"`);
    return check.faults;
  });
}

/** A declared name must have the dimension that its parameter or input has. */
function declarationFaults(equations: readonly Equation[], scope: Scope): Fault[] {
  return equations.flatMap((equation) => {
    if (equation.kind !== 'declaration' || !scope.find(equation.name)) return [];
    const check = new DimensionCheck(scope, equation);
    const name: Expression = { kind: 'name', name: equation.name, from: equation.from, to: equation.to };
    check.require(name, equation.dimension, 'it');
    return check.faults;
  });
}

function statementFaults(statements: readonly Statement[], scope: Scope): Fault[] {
  return statements.flatMap((statement) => {
    const meaning = scope.find(statement.target);
    if (meaning?.kind !== 'state') {
      const { from, to } = statement;
      return [{ message: `"${statement.text}" sets "${statement.target}", which is not a state variable.`, from, to }];
    }
    const check = new DimensionCheck(scope, statement);
    const scaling = statement.operator === '*=' || statement.operator === '/=';
    check.require(statement.expression, scaling ? DIMENSIONLESS : meaning.dimension, 'the right-hand side');
    return check.faults;
  });
}

/** The system that integrators rewrite, and the lists that they fill. */
function createSystem(builder: ProgramBuilder, scope: Scope, dtMs: number, spiking: Spiking) {
  const noises = createNoises(builder, dtMs);
  const { evaluated, held, settle, afterwards, kept } = createResolvers(builder, scope, dtMs, noises);
  const slots: { name: string }[] = [];
  const propagators: PropagatorConfig[] = [];
  const notRefractory = builder.leaf({ op: 'notRefractory' });
  const clamped = scope.states.map(({ flags }) => flags.includes('unless refractory'));
  const derivatives: System['derivatives'] = (states, time) =>
    scope.states.map(({ name, expression }) => {
      if (!expression) throw new RangeError(`"${name}" has no expression.`);
      return lowerExpression(builder, expression, (inner) => held(inner, states, time));
    });
  const states = scope.states.map((_, index) => builder.leaf({ op: 'state', index }));
  const time = builder.leaf({ op: 'time' });
  const system: System = {
    builder,
    dtMs,
    names: scope.states.map(({ name }) => name),
    states,
    clamped,
    notRefractory,
    time,
    noises,
    ceiling: ceilingOf(builder, scope, spiking, (expression) =>
      lowerExpression(builder, expression, (name) => evaluated(name, states, time)),
    ),
    derivatives,
    heldDerivatives: (states, time) =>
      derivatives(states, time).map((rate, k) =>
        clamped[k] ? builder.select(notRefractory, rate, builder.constant(0)) : rate,
      ),
    addSlot(name) {
      const parameter = scope.parameters.length + slots.push({ name }) - 1;
      return { parameter, node: builder.leaf({ op: 'parameter', index: parameter }) };
    },
    addPropagator: (propagator) => propagators.push(propagator),
  };
  return { system, slots, propagators, resolve: evaluated, afterwards, kept, settle };
}

const ASSIGNMENTS = { '+=': 'add', '-=': 'sub', '*=': 'mul', '/=': 'div' } as const;

/** Copies of a population are alike but for their values. */
const MOST_GROUPS = 100;

/**
 * Checks a group's model and expands it, integrator and all, into straight-line programs. Faults are sentences that quote the line.
 */
export const lowerGroup = remembered((input: LowerInput) => JSON.stringify(input), MOST_GROUPS, lowered);

function lowered(input: LowerInput): LowerResult {
  const { substitutes = {} } = input;
  const equations = substituteInEquations(input.equations, substitutes);
  const scope = createScope(equations, input.parameters, input.inputs);
  const threshold = readCondition(input.threshold, 'threshold', scope, substitutes);
  const refractoryWhile = readCondition(input.refractoryWhile ?? null, 'refractoryWhile', scope, substitutes);
  const reset = readReset(input.reset ?? '', substitutes);
  const inReset = (fault: Fault): Fault => ({ ...fault, part: 'reset' });
  const faults = [
    ...nameFaults(equations, scope),
    ...cycleFaults(scope),
    ...declarationFaults(equations, scope),
    ...equationFaults(equations, scope),
    ...threshold.faults,
    ...reset.faults.map(inReset),
    ...statementFaults(reset.statements, scope).map(inReset),
    ...refractoryWhile.faults,
  ];
  if (faults.length > 0) return { ok: false, faults };

  const builder = new ProgramBuilder();
  const { system, slots, propagators, resolve, afterwards, kept, settle } = createSystem(builder, scope, input.dtMs, {
    threshold: threshold.expression,
    reset: reset.statements,
  });
  const tangled = noiseFaults(system, scope);
  if (tangled.length > 0) return { ok: false, faults: tangled };
  const integrator = input.integrator === 'default' ? defaultIntegrator(system) : findIntegrator(input.integrator);
  const refusal = refusalOf(integrator, system);
  if (refusal) return { ok: false, faults: [{ message: refusal, from: 0, to: 0, part: 'integrator' }] };
  const { states, time } = system;
  const lower = (expression: Expression) => lowerExpression(builder, expression, (name) => resolve(name, states, time));
  const lowerAfterwards = (expression: Expression) =>
    lowerExpression(builder, expression, (name) => afterwards(name, states, time));
  const thresholdNode = threshold.expression && lowerAfterwards(threshold.expression);
  const resets = reset.statements.map((statement) => lowerStatement(statement, scope, builder, lowerAfterwards));
  const update = [...integrator.update(system).map(settle), ...kept.map(({ node }) => node)];

  return {
    ok: true,
    states: scope.states.map(({ name, dimension }, k) => ({
      name,
      dimension,
      clampedWhileRefractory: system.clamped[k] ?? false,
    })),
    parameters: [...scope.parameters.map(({ name }) => ({ name })), ...slots],
    propagators,
    kept: kept.map(({ equation: { name, dimension } }) => ({ name: `${name} (constant over dt)`, dimension })),
    update: builder.extract(update),
    threshold: thresholdNode === null ? null : builder.extract([thresholdNode]),
    reset: resets,
    ...(refractoryWhile.expression && { refractoryWhile: builder.extract([lower(refractoryWhile.expression)]) }),
    outputs: scope.subexpressions.flatMap(({ name, dimension, expression }) =>
      expression ? [{ name, dimension, program: builder.extract([lower(expression)]) }] : [],
    ),
    integrator: integrator.name,
    noise: noiseKind(system),
    hasCeiling: system.ceiling !== null,
    speeds: speedsOf(system, settle),
  };
}

function speedsOf(system: System, settle: (node: NodeIndex) => NodeIndex): Speeds {
  const { builder, states, time } = system;
  const rates = system.derivatives(states, time).map(settle);
  const entries = rates.flatMap((rate) => states.map((state) => differentiate(builder, rate, state)));
  return { rates: builder.extract(rates), jacobian: builder.extract(entries), linear: closedForm(system).members };
}

/** White noise has a meaning only as a term: its square, or a condition on it, has none. */
function noiseFaults(system: System, scope: Scope): Fault[] {
  return system.derivatives(system.states, system.time).flatMap((rate, k) => {
    const equation = scope.states[k];
    if (equation === undefined || splitNoise(system, rate) !== null) return [];
    const { name, text, from, to } = equation;
    const message = `In "${text}": d${name}/dt must be linear in the noise "xi", and it is not. Write the noise as a term: strength*xi.`;
    return [{ message, from, to }];
  });
}

const CONDITIONS = { threshold: 'the threshold condition', refractoryWhile: 'the refractory condition' } as const;

/** A condition of the model, with its faults; null: there is none. */
function readCondition(
  text: string | null,
  part: keyof typeof CONDITIONS,
  scope: Scope,
  substitutes: Substitutes,
): ReadCondition {
  if (text === null) return { expression: null, faults: [] };
  const { expression: written, faults } = parseExpression(text);
  const expression = written && substitute(written, substitutes);
  const check = new DimensionCheck(scope, { text: text.trim(), from: 0, to: text.length });
  if (expression) check.require(expression, DIMENSIONLESS, CONDITIONS[part]);
  return { expression, faults: [...faults, ...check.faults].map((fault) => ({ ...fault, part })) };
}

interface ReadCondition {
  readonly expression: Expression | null;
  readonly faults: readonly Fault[];
}

function readReset(text: string, substitutes: Substitutes): ReturnType<typeof parseStatements> {
  const { statements, faults } = parseStatements(text);
  return { statements: substituteInStatements(statements, substitutes), faults };
}

function refusalOf(integrator: Integrator, system: System): string | null {
  const reason = integrator.refuses(system);
  return reason && `The integrator ${calledOf(integrator)} ${reason}.`;
}

function lowerStatement(
  statement: Statement,
  scope: Scope,
  builder: ProgramBuilder,
  lower: (expression: Expression) => number,
): GroupConfig['reset'][number] {
  const target = scope.states.findIndex(({ name }) => name === statement.target);
  const value = lower(statement.expression);
  if (statement.operator === '=') return { target, program: builder.extract([value]) };
  const state = builder.leaf({ op: 'state', index: target });
  return { target, program: builder.extract([builder.binary(ASSIGNMENTS[statement.operator], state, value)]) };
}
