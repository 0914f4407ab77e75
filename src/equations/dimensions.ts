import {
  DIMENSIONLESS,
  type Dimension,
  dimensionName,
  dimensionUnit,
  divideDimensions,
  isDimensionless,
  multiplyDimensions,
  raiseDimension,
  sameDimension,
  TIME,
} from '../units/index.ts';
import { type Expression, type Fault, printExpression, type Span } from './ast.ts';
import { findFunction } from './functions.ts';
import type { Scope } from './scope.ts';

/** A dimension; `any` of a literal 0, which fits everywhere; null after a fault, which is told once. */
type Found = Dimension | 'any' | null;

/** The line that is being checked. */
interface Line extends Span {
  readonly text: string;
}

const inUnit = (dimension: Dimension) => (isDimensionless(dimension) ? 'a pure number' : dimensionUnit(dimension));

/** Checks one line's expression against the names in scope; faults quote the line and name both units. */
export class DimensionCheck {
  readonly faults: Fault[] = [];
  private readonly scope: Scope;
  private readonly line: Line;

  constructor(scope: Scope, line: Line) {
    this.scope = scope;
    this.line = line;
  }

  /** Demands that the expression has the dimension; `what` says what it is, e.g. `the derivative of "v"`. */
  require(expression: Expression, dimension: Dimension, what: string): void {
    const inferred = this.infer(expression);
    if (inferred === null || inferred === 'any' || sameDimension(inferred, dimension)) return;
    this.report(
      expression,
      `${what} must be a ${dimensionName(dimension)}, but "${this.quote(expression)}" is a ${dimensionName(inferred)}`,
    );
  }

  /** The same of the right-hand side of `d NAME/dt`, which follows from the unit of the state. */
  requireDerivative(expression: Expression, name: string, unit: Dimension): void {
    const inferred = this.infer(expression);
    const wanted = divideDimensions(unit, TIME);
    if (inferred === null || inferred === 'any' || sameDimension(inferred, wanted)) return;
    const because = `because ${name} is ${isDimensionless(unit) ? 'a pure number' : `in ${dimensionUnit(unit)}`}`;
    const message = `"${this.quote(expression)}" is ${inUnit(inferred)}, but the right-hand side of d${name}/dt must be ${inUnit(wanted)}, ${because}`;
    this.report(expression, message);
  }

  private quote(expression: Expression): string {
    return printExpression(expression);
  }

  /** Positions of substituted parts belong to another text: those are told as the whole line. */
  private report({ from, to }: Span, message: string, unknown?: string): null {
    const inside = from >= this.line.from && to <= this.line.to && to > from;
    const place = inside ? { from, to } : { from: this.line.from, to: this.line.to };
    const named = unknown === undefined ? {} : { unknown };
    const fault: Fault = { message: `In "${this.line.text}": ${message}.`, ...place, ...named };
    // What stands between two comparisons of a chain is checked with each.
    const told = this.faults.some((earlier) => earlier.from === fault.from && earlier.message === fault.message);
    if (!told) this.faults.push(fault);
    return null;
  }

  /** Dimension of an expression; null after a fault. */
  infer(expression: Expression): Found {
    switch (expression.kind) {
      case 'number':
        return expression.value === 0 ? 'any' : DIMENSIONLESS;
      case 'name':
        return this.inferName(expression, expression.name);
      case 'call':
        return this.inferCall(expression);
      case 'unary':
        return this.infer(expression.operand);
      case 'binary':
        return this.inferBinary(expression);
    }
  }

  private inferName(expression: Expression, name: string): Found {
    const meaning = this.scope.find(name);
    if (meaning) return meaning.dimension;
    const alike = this.scope.names.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    const hint = alike ? `; did you mean "${alike}"?` : `; known are ${this.scope.names.join(', ')}`;
    this.report(expression, `"${name}" is not a state, parameter, input or unit${hint}`.replace(/\?$/, ''), name);
    return null;
  }

  private inferBinary(expression: Extract<Expression, { kind: 'binary' }>): Found {
    const { operator, left, right } = expression;
    if (operator === '**') return this.inferPower(left, right);
    const a = this.infer(left);
    const b = this.infer(right);
    if (a === null || b === null) return null;
    switch (operator) {
      case '*':
        return a === 'any' || b === 'any' ? 'any' : multiplyDimensions(a, b);
      case '/':
        return a === 'any' || b === 'any' ? 'any' : divideDimensions(a, b);
      case 'and':
      case 'or':
        return DIMENSIONLESS;
      default:
        return this.inferSame(expression, a, b);
    }
  }

  private inferSame(expression: Extract<Expression, { kind: 'binary' }>, a: Found, b: Found): Found {
    const comparison = !['+', '-', '%'].includes(expression.operator);
    const both = this.common([expression.left, expression.right], [a, b], expression, `"${expression.operator}"`);
    return comparison && both !== null ? DIMENSIONLESS : both;
  }

  /** The dimension that all share, apart from zeros. */
  private common(parts: readonly Expression[], inferred: readonly Found[], place: Span, where: string): Found {
    let known: { dimension: Dimension; part: Expression } | null = null;
    for (const [k, part] of parts.entries()) {
      const dimension = inferred[k] ?? null;
      if (dimension === null) return null;
      if (dimension === 'any') continue;
      if (known && !sameDimension(known.dimension, dimension)) {
        const first = `"${this.quote(known.part)}" is a ${dimensionName(known.dimension)}`;
        const second = `"${this.quote(part)}" is a ${dimensionName(dimension)}`;
        return this.report(place, `${where} needs one unit on both sides, but ${first} and ${second}`);
      }
      known ??= { dimension, part };
    }
    return known?.dimension ?? 'any';
  }

  private inferPower(base: Expression, exponent: Expression): Found {
    const a = this.infer(base);
    const b = this.infer(exponent);
    if (a === null || b === null) return null;
    if (b !== 'any' && !isDimensionless(b)) {
      return this.report(
        exponent,
        `an exponent must be a pure number, but "${this.quote(exponent)}" is a ${dimensionName(b)}`,
      );
    }
    if (a === 'any' || isDimensionless(a)) return a;
    const value = literalValue(exponent);
    if (value === null) {
      return this.report(
        exponent,
        `"${this.quote(base)}" is a ${dimensionName(a)}, so its exponent must be a written number`,
      );
    }
    return raiseDimension(a, value);
  }

  private inferCall(call: Extract<Expression, { kind: 'call' }>): Found {
    const known = findFunction(call.callee);
    if (!known) return this.report(call, `"${call.callee}" is not a function of the model language`);
    if (call.operands.length !== known.operands) {
      return this.report(call, `"${call.callee}" takes ${known.operands} operand(s), not ${call.operands.length}`);
    }
    const operands = call.operands.map((operand) => this.infer(operand));
    if (operands.includes(null)) return null;
    const [first = null] = operands;
    switch (known.dimension) {
      case 'same':
        return this.common(call.operands, operands, call, `"${call.callee}"`);
      case 'ratio':
        return this.common(call.operands, operands, call, `"${call.callee}"`) && DIMENSIONLESS;
      case 'choice':
        return this.common(call.operands.slice(1), operands.slice(1), call, `"${call.callee}"`);
      case 'sqrt':
        return first === 'any' || first === null ? first : raiseDimension(first, 0.5);
      case 'sign':
        return DIMENSIONLESS;
      case 'pure':
        return this.pureOperand(call, first);
    }
  }

  private pureOperand(call: Extract<Expression, { kind: 'call' }>, inferred: Found): Found {
    if (inferred === null || inferred === 'any' || isDimensionless(inferred)) return DIMENSIONLESS;
    const operand = call.operands[0] ?? call;
    return this.report(
      operand,
      `"${call.callee}" needs a pure number, but "${this.quote(operand)}" is a ${dimensionName(inferred)}`,
    );
  }
}

/** The value of an expression of written numbers only, e.g. `-1` or `1/2`; else null. */
function literalValue(expression: Expression): number | null {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'unary': {
      const value = literalValue(expression.operand);
      return value === null || expression.operator === 'not' ? null : expression.operator === '-' ? -value : value;
    }
    case 'binary': {
      const left = literalValue(expression.left);
      const right = literalValue(expression.right);
      if (left === null || right === null) return null;
      if (expression.operator === '/') return left / right;
      if (expression.operator === '*') return left * right;
      if (expression.operator === '+') return left + right;
      return expression.operator === '-' ? left - right : null;
    }
    default:
      return null;
  }
}
