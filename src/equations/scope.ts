import { DIMENSIONLESS, type Dimension, TIME, unitConstant } from '../units/index.ts';
import type { Equation, Fault } from './ast.ts';
import { namesIn } from './compose.ts';

/** A named quantity given from outside. */
export interface Given {
  readonly name: string;
  readonly dimension: Dimension;
}

/** What a name stands for. */
type Meaning =
  | { readonly kind: 'state' | 'parameter' | 'input'; readonly index: number; readonly dimension: Dimension }
  | { readonly kind: 'subexpression'; readonly equation: Equation; readonly dimension: Dimension }
  | { readonly kind: 'time' | 'step'; readonly dimension: Dimension }
  | { readonly kind: 'noise'; readonly name: string; readonly dimension: Dimension }
  | { readonly kind: 'constant'; readonly value: number; readonly dimension: Dimension };

export interface Scope {
  readonly states: readonly Equation[];
  readonly subexpressions: readonly Equation[];
  readonly parameters: readonly Given[];
  readonly inputs: readonly Given[];
  find(name: string): Meaning | null;
  /** Names that the model and its surroundings define. */
  readonly names: readonly string[];
}

const WHITE_NOISE: Dimension = [0, 0, -0.5, 0];

/** `t`, `dt`, `pi`, `xi`, `xi_NAME` and units: what every model may use. */
function builtIn(name: string): Meaning | null {
  if (name === 't') return { kind: 'time', dimension: TIME };
  if (name === 'dt') return { kind: 'step', dimension: TIME };
  if (name === 'pi') return { kind: 'constant', value: Math.PI, dimension: DIMENSIONLESS };
  if (name === 'xi' || name.startsWith('xi_')) return { kind: 'noise', name, dimension: WHITE_NOISE };
  const unit = unitConstant(name);
  return unit && { kind: 'constant', value: unit.factor, dimension: unit.dimension };
}

/** Names of a group's model: its own first, then what is given, then what is built in. */
export function createScope(
  equations: readonly Equation[],
  parameters: readonly Given[],
  inputs: readonly Given[],
): Scope {
  const states = equations.filter(({ kind }) => kind === 'differential');
  const subexpressions = equations.filter(({ kind }) => kind === 'subexpression');
  const table = new Map<string, Meaning>();
  inputs.forEach(({ name, dimension }, index) => {
    table.set(name, { kind: 'input', index, dimension });
  });
  parameters.forEach(({ name, dimension }, index) => {
    table.set(name, { kind: 'parameter', index, dimension });
  });
  for (const equation of subexpressions) {
    table.set(equation.name, { kind: 'subexpression', equation, dimension: equation.dimension });
  }
  states.forEach(({ name, dimension }, index) => {
    table.set(name, { kind: 'state', index, dimension });
  });
  const find = (name: string) => table.get(name) ?? builtIn(name);
  return { states, subexpressions, parameters, inputs, find, names: [...table.keys()] };
}

const RESERVED = new Set(['t', 'dt', 'pi', 'xi']);
const GROUP_FLAGS = new Set(['unless refractory', 'constant', 'shared', 'linked', 'constant over dt']);

/** Faults of the names: taken twice, reserved, declared but given by nobody, with a flag that a group cannot keep. */
export function nameFaults(equations: readonly Equation[], scope: Scope): Fault[] {
  const given = [...scope.parameters, ...scope.inputs];
  return equations.flatMap((equation): Fault[] => {
    const { name, from, to, text, kind } = equation;
    const fault = (message: string): Fault[] => [{ message, from, to }];
    const source = given.find((candidate) => candidate.name === name);
    if (RESERVED.has(name)) return fault(`"${name}" in "${text}" is reserved; choose another name.`);
    if (kind === 'declaration' && !source) {
      return fault(`"${name}" is declared by "${text}", but is neither a parameter nor an input here.`);
    }
    if (kind !== 'declaration' && source)
      return fault(`"${name}" in "${text}" is also the name of a parameter or input.`);
    const flag = equation.flags.find((candidate) => !GROUP_FLAGS.has(candidate));
    if (flag !== undefined) return fault(`"(${flag})" in "${text}" has no meaning here; "(unless refractory)" has.`);
    if (kind !== 'differential' && equation.flags.includes('unless refractory')) {
      return fault(`"(unless refractory)" in "${text}" needs a differential equation.`);
    }
    return [];
  });
}

/** Subexpressions that need themselves to be known. */
export function cycleFaults(scope: Scope): Fault[] {
  const reaches = (start: Equation): boolean => {
    const seen = new Set<string>();
    const visit = (equation: Equation): boolean =>
      equation.expression !== null &&
      [...namesIn(equation.expression)].some((name) => {
        if (name === start.name) return true;
        const meaning = scope.find(name);
        if (meaning?.kind !== 'subexpression' || seen.has(name)) return false;
        seen.add(name);
        return visit(meaning.equation);
      });
    return visit(start);
  };
  return scope.subexpressions.filter(reaches).map(({ name, text, from, to }) => ({
    message: `"${name}" in "${text}" is defined by itself.`,
    from,
    to,
  }));
}
