import { bindingOf, type Equation, type Expression, leftBinding } from './ast.ts';
import { findFunction } from './functions.ts';

/** TeX of names, e.g. { tau_m: "\\tau_m" }. */
export type Symbols = Readonly<Record<string, string>>;

const GREEK = new Set([
  ...['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'eta', 'theta', 'kappa', 'lambda', 'mu', 'nu', 'xi', 'pi', 'rho'],
  ...['sigma', 'tau', 'phi', 'chi', 'psi', 'omega', 'Gamma', 'Delta', 'Theta', 'Lambda', 'Sigma', 'Phi', 'Omega'],
]);

/** A word of several letters stands upright; one letter or a Greek name is a symbol. */
function wordToTex(word: string): string {
  if (GREEK.has(word)) return `\\${word}`;
  return word.length === 1 ? word : `\\mathrm{${word}}`;
}

/** `g_L` becomes g with index L. */
export function nameToTex(name: string, symbols: Symbols = {}): string {
  const given = Object.hasOwn(symbols, name) ? symbols[name] : undefined;
  if (given !== undefined) return given;
  const [head = '', ...indices] = name.split('_').filter((part) => part !== '');
  const base = wordToTex(head);
  return indices.length === 0 ? base : `${base}_{${indices.map(wordToTex).join(',')}}`;
}

function numberToTex(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e');
  return exponent === undefined ? mantissa : `${mantissa} \\cdot 10^{${Number(exponent)}}`;
}

const RELATIONS: Readonly<Record<string, string>> = {
  '<': '<',
  '<=': '\\le',
  '>': '>',
  '>=': '\\ge',
  '==': '=',
  '!=': '\\ne',
  and: '\\land',
  or: '\\lor',
  '%': '\\bmod',
};

/** KaTeX input of an expression; quotients are fractions. */
export function expressionToTex(expression: Expression, symbols: Symbols, binding = 0): string {
  const text = bareTex(expression, symbols);
  const closed = expression.kind === 'binary' && expression.operator === '/';
  return !closed && bindingOf(expression) < binding ? `\\left(${text}\\right)` : text;
}

function bareTex(expression: Expression, symbols: Symbols): string {
  const own = bindingOf(expression);
  const inner = (part: Expression, binding = 0) => expressionToTex(part, symbols, binding);
  switch (expression.kind) {
    case 'number':
      return numberToTex(expression.value);
    case 'name':
      return nameToTex(expression.name, symbols);
    case 'call': {
      const tex = findFunction(expression.callee)?.tex ?? `\\operatorname{${expression.callee}}\\left(#1\\right)`;
      return tex.replace(/#(\d)/g, (_, k: string) => {
        const operand = expression.operands[Number(k) - 1];
        return operand ? inner(operand) : '';
      });
    }
    case 'unary':
      return expression.operator === 'not'
        ? `\\lnot ${inner(expression.operand, own)}`
        : expression.operator + inner(expression.operand, own);
    case 'binary':
      return binaryTex(expression, own, inner);
  }
}

function binaryTex(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  own: number,
  inner: (part: Expression, binding?: number) => string,
): string {
  switch (operator) {
    case '/':
      return `\\frac{${inner(left)}}{${inner(right)}}`;
    case '**':
      return `{${inner(left, leftBinding(operator))}}^{${inner(right)}}`;
    case '*':
      return `${inner(left, own)} ${right.kind === 'number' ? '\\cdot' : '\\,'} ${inner(right, own + 1)}`;
    default:
      return `${inner(left, leftBinding(operator))} ${RELATIONS[operator] ?? operator} ${inner(right, own + 1)}`;
  }
}

/** KaTeX input of each equation that says something: derivatives and subexpressions, in order; declarations are left out. */
export function equationsToTex(equations: readonly Equation[], symbols: Symbols): string[] {
  return equations.flatMap(({ kind, name, expression }) => {
    if (!expression) return [];
    const symbol = nameToTex(name, symbols);
    const left = kind === 'differential' ? `\\frac{\\mathrm{d}${symbol}}{\\mathrm{d}t}` : symbol;
    return [`${left} = ${expressionToTex(expression, symbols)}`];
  });
}
