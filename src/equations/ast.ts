import type { Dimension } from '../units/index.ts';

/** Place in the text that was parsed. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A sentence for people about what is wrong, and where. */
export interface Fault extends Span {
  readonly message: string;
  /** Which text of a group's model it lies in; absent: the equations. */
  readonly part?: 'threshold' | 'reset' | 'refractoryWhile' | 'integrator';
  /** The name that nothing defines, where that is the fault. */
  readonly unknown?: string;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '**' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'and' | 'or';
type UnaryOperator = '+' | '-' | 'not';

export type Expression = Span &
  (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'call'; readonly callee: string; readonly operands: readonly Expression[] }
    | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
    | {
        readonly kind: 'binary';
        readonly operator: BinaryOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
  );

/** One line of a model. `from`, `to` delimit it in the text; `text` is the line itself. */
export interface Equation extends Span {
  /** `dv/dt = ... : mV`, `x = ... : mV`, or `I : pA` (given from outside). */
  readonly kind: 'differential' | 'subexpression' | 'declaration';
  readonly name: string;
  /** Null for a declaration. */
  readonly expression: Expression | null;
  readonly unitText: string;
  readonly dimension: Dimension;
  /** Among `unless refractory`, `summed`, `event-driven`, `constant`, ... */
  readonly flags: readonly string[];
  readonly text: string;
}

/** `v = V_r`, `w += b`. */
export interface Statement extends Span {
  readonly target: string;
  readonly operator: '=' | '+=' | '-=' | '*=' | '/=';
  readonly expression: Expression;
  readonly text: string;
}

/** How tightly an expression binds: or, and, not, comparison, sum, product, sign, power, atom. */
const BINDING: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '==': 4,
  '!=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
  '**': 8,
};

export function bindingOf(expression: Expression): number {
  if (expression.kind === 'binary') return BINDING[expression.operator];
  if (expression.kind === 'unary') return expression.operator === 'not' ? 3 : 7;
  return expression.kind === 'number' && expression.value < 0 ? 7 : 9;
}

/** What the left operand must bind at least so tightly as, to need no parentheses: `(a < b) < c` is no chain. */
export function leftBinding(operator: BinaryOperator): number {
  const own = BINDING[operator];
  return operator === '**' || own === BINDING['<'] ? own + 1 : own;
}

/** The expression as text that parses to it again, with as few parentheses as possible. */
export function printExpression(expression: Expression, binding = 0): string {
  const own = bindingOf(expression);
  const text = printBare(expression, own);
  return own < binding ? `(${text})` : text;
}

function printBare(expression: Expression, own: number): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'name':
      return expression.name;
    case 'call':
      return `${expression.callee}(${expression.operands.map((operand) => printExpression(operand)).join(', ')})`;
    case 'unary': {
      const operand = printExpression(expression.operand, own);
      return expression.operator === 'not' ? `not ${operand}` : expression.operator + operand;
    }
    case 'binary': {
      const { operator } = expression;
      const right = operator === '**' ? own - 1 : own + 1;
      const sides = [printExpression(expression.left, leftBinding(operator)), printExpression(expression.right, right)];
      return sides.join(operator === '**' || own === 6 ? operator : ` ${operator} `);
    }
  }
}

/** The line of an equation, printed from its parts. */
export function printEquation({ kind, name, expression, unitText, flags }: Omit<Equation, 'text'>): string {
  const head = kind === 'differential' ? `d${name}/dt` : name;
  const right = expression === null ? '' : ` = ${printExpression(expression)}`;
  return `${head}${right} : ${unitText}${flags.length > 0 ? ` (${flags.join(', ')})` : ''}`;
}
