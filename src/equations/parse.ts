import type { SyntaxNode, Tree } from '@lezer/common';
import { DIMENSIONLESS, parseUnit } from '../units/index.ts';
import type { BinaryOperator, Equation, Expression, Fault, Statement } from './ast.ts';
import { parser } from './parser.generated.ts';
import { remembered } from './remembered.ts';

const equationParser = parser.configure({ top: 'Equations' });
const expressionParser = parser.configure({ top: 'SingleExpression' });
const statementParser = parser.configure({ top: 'Statements' });

/** The line of `text` around a position, without the spaces at its ends. */
function lineAt(text: string, position: number): string {
  const start = text.lastIndexOf('\n', position - 1) + 1;
  const end = text.indexOf('\n', position);
  return text.slice(start, end < 0 ? text.length : end).trim();
}

/** The first place in each line that the grammar could not read. */
function syntaxFaults(text: string, tree: Tree): Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  tree.iterate({
    enter(node) {
      if (!node.type.isError) return;
      const position = Math.min(node.from, Math.max(0, text.trimEnd().length));
      const line = lineAt(text, position);
      if (seen.has(line)) return;
      seen.add(line);
      const rest = text.slice(node.from).split('\n', 1)[0]?.trim() ?? '';
      const where = rest === '' ? 'ends too early' : `cannot be read from "${rest}" on`;
      faults.push({ message: `"${line}" ${where}.`, from: position, to: Math.max(node.to, position) });
    },
  });
  return faults;
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (!child.type.isError) children.push(child);
  return children;
}

const EXPRESSIONS = new Set([
  'Number',
  'Name',
  'Call',
  'Parenthesized',
  'Power',
  'Sign',
  'Product',
  'Sum',
  'Comparison',
  'Not',
  'And',
  'Or',
]);

/** Only trees without faults come here: every node has the children that the grammar states. */
function readExpression(node: SyntaxNode, text: string): Expression {
  const { from, to } = node;
  const children = childrenOf(node);
  const parts = children.filter((child) => EXPRESSIONS.has(child.name));
  const [first, second] = parts;
  if (node.name === 'Number') return { kind: 'number', value: Number(text.slice(from, to)), from, to };
  if (node.name === 'Name' || !first) return { kind: 'name', name: text.slice(from, to), from, to };
  switch (node.name) {
    case 'Parenthesized':
      return readExpression(first, text);
    case 'Call': {
      const operands = parts.slice(1).map((part) => readExpression(part, text));
      return { kind: 'call', callee: text.slice(first.from, first.to), operands, from, to };
    }
    case 'Sign': {
      const operator = text[from] === '-' ? '-' : '+';
      return { kind: 'unary', operator, operand: readExpression(first, text), from, to };
    }
    case 'Not':
      return { kind: 'unary', operator: 'not', operand: readExpression(first, text), from, to };
    default: {
      const symbol = children.find((child) => child.name.endsWith('Operator'));
      const operator = toBinary(symbol ? text.slice(symbol.from, symbol.to) : node.name.toLowerCase());
      const left = readExpression(first, text);
      const right = readExpression(second ?? first, text);
      if (node.name !== 'Comparison' || first.name !== 'Comparison')
        return { kind: 'binary', operator, left, right, from, to };
      return chained(left, readExpression(childrenOf(first).at(-1) ?? first, text), operator, right);
    }
  }
}

/** A chain of comparisons is read as Python reads it: `a < b < c` is `a < b and b < c`; `earlier` is what stands before the last. */
function chained(earlier: Expression, shared: Expression, operator: BinaryOperator, right: Expression): Expression {
  const last: Expression = { kind: 'binary', operator, left: shared, right, from: shared.from, to: right.to };
  return { kind: 'binary', operator: 'and', left: earlier, right: last, from: earlier.from, to: right.to };
}

function toBinary(operator: string): BinaryOperator {
  return operator === '^' ? '**' : (operator as BinaryOperator);
}

function textOf(node: SyntaxNode, name: string, text: string): string {
  const child = node.getChild(name);
  return child ? text.slice(child.from, child.to).trim() : '';
}

function readEquation(node: SyntaxNode, text: string, faults: Fault[]): Equation {
  const { from, to } = node;
  const differential = node.name === 'Differential';
  const head = differential ? textOf(node, 'Derivative', text).slice(1).split('/', 1)[0]?.trim() : undefined;
  const expressionNode = childrenOf(node).findLast((child) => EXPRESSIONS.has(child.name));
  const declared = node.name === 'Declaration' || !expressionNode;
  const unitText = textOf(node, 'Unit', text);
  const unit = parseUnit(unitText);
  const line = text.slice(from, to).trim();
  if (!unit) {
    const place = node.getChild('Unit') ?? node;
    const message = `"${unitText}" in "${line}" is not a unit. Try mV, ms, pA, nS, pF, or 1 for a pure number.`;
    faults.push({ message, from: place.from, to: place.to });
  }
  const flags = node.getChild('Flags');
  return {
    kind: differential ? 'differential' : declared ? 'declaration' : 'subexpression',
    name: head ?? textOf(node, 'Name', text),
    expression: declared ? null : readExpression(expressionNode, text),
    unitText,
    dimension: unit?.dimension ?? DIMENSIONLESS,
    flags: flags ? flags.getChildren('Flag').map((flag) => text.slice(flag.from, flag.to).trim()) : [],
    text: line,
    from,
    to,
  };
}

/** A name may be defined once. */
function duplicateFaults(equations: readonly Equation[]): Fault[] {
  return equations.flatMap((equation, k) => {
    const earlier = equations.slice(0, k).find(({ name }) => name === equation.name);
    if (!earlier) return [];
    const message = `"${equation.name}" is defined twice: "${earlier.text}" and "${equation.text}".`;
    return [{ message, from: equation.from, to: equation.to }];
  });
}

/** Copies of a population have the same texts, and the same text is read for each use of it. */
const MOST_TEXTS = 400;

interface ParsedEquations {
  readonly equations: readonly Equation[];
  readonly faults: readonly Fault[];
}

/** Reads a model, one equation a line; lines that cannot be read are left out and named in `faults`. */
export const parseEquations = remembered((text: string) => text, MOST_TEXTS, readEquations);

function readEquations(text: string): ParsedEquations {
  const tree = equationParser.parse(text);
  const faults = syntaxFaults(text, tree);
  if (faults.length > 0) return { equations: [], faults };
  const equations = childrenOf(tree.topNode)
    .filter(({ name }) => name === 'Differential' || name === 'Subexpression' || name === 'Declaration')
    .map((node) => readEquation(node, text, faults));
  return { equations, faults: [...faults, ...duplicateFaults(equations)] };
}

interface ParsedExpression {
  readonly expression: Expression | null;
  readonly faults: readonly Fault[];
}

/** Reads one expression; null where it has faults. */
export const parseExpression = remembered((text: string) => text, MOST_TEXTS, readWhole);

function readWhole(text: string): ParsedExpression {
  const tree = expressionParser.parse(text);
  const faults = syntaxFaults(text, tree);
  const node = tree.topNode.firstChild;
  if (faults.length > 0 || !node) return { expression: null, faults };
  const [first] = childrenOf(tree.topNode).filter((child) => EXPRESSIONS.has(child.name));
  return { expression: first ? readExpression(first, text) : null, faults };
}

/** The expression of a text that is known to be one, such as the library's. Throws on another. */
export function expressionOf(text: string): Expression {
  const { expression, faults } = parseExpression(text);
  if (expression === null) throw new SyntaxError(faults[0]?.message ?? `"${text}" is no expression.`);
  return expression;
}

/** Reads `v = V_r; w += b`: assignments separated by `;` or lines. */
export function parseStatements(text: string): { statements: Statement[]; faults: Fault[] } {
  const tree = statementParser.parse(text);
  const faults = syntaxFaults(text, tree);
  if (faults.length > 0) return { statements: [], faults };
  const statements = tree.topNode.getChildren('Assignment').map((node): Statement => {
    const [target, operator, expression] = childrenOf(node);
    return {
      target: target ? text.slice(target.from, target.to) : '',
      operator: (operator ? text.slice(operator.from, operator.to) : '=') as Statement['operator'],
      expression: readExpression(expression ?? node, text),
      text: text.slice(node.from, node.to),
      from: node.from,
      to: node.to,
    };
  });
  return { statements, faults };
}
