import { DIMENSIONLESS, parseUnit } from '../units/index.ts';
import { type Equation, type Expression, printEquation, type Span, type Statement } from './ast.ts';

/**
 * Models are composed of trees: an equation that is added, a name that becomes another, an expression that takes the place of a
 * name. Units, flags, comments and functions are no names, and stay as they are whatever names are called.
 */

/** Rebuilds an expression with its names replaced where `replace` gives something. */
function mapNames(
  expression: Expression,
  replace: (name: Extract<Expression, { kind: 'name' }>) => Expression | undefined,
): Expression {
  switch (expression.kind) {
    case 'number':
      return expression;
    case 'name':
      return replace(expression) ?? expression;
    case 'call':
      return { ...expression, operands: expression.operands.map((operand) => mapNames(operand, replace)) };
    case 'unary':
      return { ...expression, operand: mapNames(expression.operand, replace) };
    case 'binary':
      return { ...expression, left: mapNames(expression.left, replace), right: mapNames(expression.right, replace) };
  }
}

/** Names that an expression reads, functions not among them. */
export function namesIn(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  mapNames(expression, ({ name }) => {
    names.add(name);
    return undefined;
  });
  return names;
}

/** What stands for a name. */
export type Substitutes = Readonly<Record<string, Expression>>;

const substituteOf = (substitutes: Substitutes, name: string): Expression | undefined =>
  Object.hasOwn(substitutes, name) ? substitutes[name] : undefined;

/** The same expression, all of it at one place: what stands for a name lies where the name is written. */
function placedAt(expression: Expression, { from, to }: Span): Expression {
  const at = (part: Expression) => placedAt(part, { from, to });
  switch (expression.kind) {
    case 'number':
    case 'name':
      return { ...expression, from, to };
    case 'call':
      return { ...expression, operands: expression.operands.map(at), from, to };
    case 'unary':
      return { ...expression, operand: at(expression.operand), from, to };
    case 'binary':
      return { ...expression, left: at(expression.left), right: at(expression.right), from, to };
  }
}

/** The expression with what stands for its names (once: that may read the name itself). */
export function substitute(expression: Expression, substitutes: Substitutes): Expression {
  return mapNames(expression, (name) => {
    const substitute = substituteOf(substitutes, name.name);
    return substitute && placedAt(substitute, name);
  });
}

/** The same in equations. The declaration of a name is dropped, unless what stands for it reads it. */
export function substituteInEquations(equations: readonly Equation[], substitutes: Substitutes): Equation[] {
  return equations.flatMap((equation) => {
    const { kind, name, expression } = equation;
    const replacement = kind === 'declaration' ? substituteOf(substitutes, name) : undefined;
    if (replacement !== undefined && !namesIn(replacement).has(name)) return [];
    return [expression === null ? equation : { ...equation, expression: substitute(expression, substitutes) }];
  });
}

/** Substitutes names in the expressions of statements, as `substitute` does in one expression. */
export function substituteInStatements(statements: readonly Statement[], substitutes: Substitutes): Statement[] {
  return statements.map((statement) => ({ ...statement, expression: substitute(statement.expression, substitutes) }));
}

/** New names by old ones; a name that has none stays. */
export type Renaming = ReadonlyMap<string, string>;

/** The expression with its names renamed, all at once. */
export function renameNames(expression: Expression, names: Renaming): Expression {
  return mapNames(expression, (reference) => {
    const name = names.get(reference.name);
    return name === undefined ? undefined : { ...reference, name };
  });
}

/** Equations with the names renamed that they define and read. */
export function renameEquations(equations: readonly Equation[], names: Renaming): Equation[] {
  return equations.map((equation) => {
    const expression = equation.expression && renameNames(equation.expression, names);
    const renamed = { ...equation, name: names.get(equation.name) ?? equation.name, expression };
    return { ...renamed, text: printEquation(renamed) };
  });
}

/** What is composed stands in no text. */
const NOWHERE: Span = { from: 0, to: 0 };

export const named = (name: string): Expression => ({ kind: 'name', name, ...NOWHERE });

export const product = (left: Expression, right: Expression): Expression => ({
  ...{ kind: 'binary', operator: '*', left, right },
  ...NOWHERE,
});

const plus = (left: Expression, right: Expression): Expression => ({
  ...{ kind: 'binary', operator: '+', left, right },
  ...NOWHERE,
});

/** The sum, in this order; of none 0, which fits every unit. */
export function sumOf([first, ...others]: readonly Expression[]): Expression {
  return first === undefined ? { kind: 'number', value: 0, ...NOWHERE } : others.reduce(plus, first);
}

/** `NAME = EXPRESSION : UNIT`. */
export function subexpression(name: string, expression: Expression, unitText: string): Equation {
  const dimension = parseUnit(unitText)?.dimension ?? DIMENSIONLESS;
  const parts = { kind: 'subexpression', name, expression, unitText, dimension, flags: [], ...NOWHERE } as const;
  return { ...parts, text: printEquation(parts) };
}

/** A summand of the derivative of one state. */
export interface Drive {
  readonly state: string;
  readonly summand: Expression;
}

/** The equations with summands added to the derivatives of single states, in their order. */
export function withDrives(equations: readonly Equation[], drives: readonly Drive[]): Equation[] {
  return equations.map((equation) => {
    const { kind, name, expression } = equation;
    if (kind !== 'differential' || expression === null) return equation;
    const drivesOfState = drives.filter(({ state }) => state === name);
    return { ...equation, expression: drivesOfState.map(({ summand }) => summand).reduce(plus, expression) };
  });
}

/**
 * A suffix which, with any number behind it, is the end of none of the names: the first such of those that are wished for, else
 * the last of these after as many `_` as that takes.
 */
export function freeSuffix(wished: readonly [string, ...string[]], taken: Iterable<string>): string {
  const numbered = [...taken].flatMap((name) => {
    const stem = name.replace(/\d+$/u, '');
    return stem === name ? [] : [stem];
  });
  const isFree = (suffix: string): boolean => !numbered.some((stem) => stem.endsWith(suffix));
  const free = wished.find(isFree);
  if (free !== undefined) return free;
  let suffix = `_${wished.at(-1)}`;
  while (!isFree(suffix)) suffix = `_${suffix}`;
  return suffix;
}
