import type { BinaryOp, NodeIndex, Program, ProgramNode, UnaryOp } from '../contract/index.ts';
import { applyBinary, applyUnary } from './interpret.ts';

/** Children of a node, in order. */
export function operandsOf(node: ProgramNode): readonly NodeIndex[] {
  if (!('a' in node)) return [];
  if (!('b' in node)) return [node.a];
  return 'c' in node ? [node.a, node.b, node.c] : [node.a, node.b];
}

/** Differs between elements or steps; the rest are constants and parameters. */
const isVarying = ({ op }: ProgramNode): boolean =>
  op === 'state' || op === 'input' || op === 'time' || op === 'normal' || op === 'notRefractory';

/**
 * Grows one shared graph of nodes: equal nodes are the same node (hash-consing), constants are folded with the interpreter's own
 * arithmetic, and what is neutral disappears (x + 0, x * 1, ...). 0 * x becomes 0, as if all values were finite: structural
 * zeros of derivatives depend on it.
 */
export class ProgramBuilder {
  readonly nodes: ProgramNode[] = [];
  /** Nodes that are a state within a Runge-Kutta stage: base + increment. */
  readonly shifts = new Map<NodeIndex, { readonly increment: NodeIndex; readonly base: NodeIndex }>();
  private readonly known = new Map<string, NodeIndex>();
  private readonly varying: boolean[] = [];

  private intern(node: ProgramNode): NodeIndex {
    const key = keyOf(node);
    const existing = this.known.get(key);
    if (existing !== undefined) return existing;
    const index = this.nodes.push(node) - 1;
    this.known.set(key, index);
    this.varying.push(isVarying(node) || operandsOf(node).some((operand) => this.varies(operand)));
    return index;
  }

  constant(value: number): NodeIndex {
    return this.intern({ op: 'constant', value });
  }

  leaf(node: Extract<ProgramNode, { index: number }> | { op: 'time' } | { op: 'notRefractory' }): NodeIndex {
    return this.intern(node);
  }

  /** The value of a node that is a constant, else null. */
  valueOf(index: NodeIndex): number | null {
    const node = this.nodes[index];
    return node?.op === 'constant' ? node.value : null;
  }

  isConstant(index: NodeIndex, value: number): boolean {
    return this.valueOf(index) === value;
  }

  unary(op: UnaryOp, a: NodeIndex): NodeIndex {
    const value = this.valueOf(a);
    if (value !== null) return this.constant(applyUnary(op, value));
    const node = this.nodes[a];
    if (op === 'neg' && node?.op === 'neg') return node.a;
    if (op === 'neg' && node?.op === 'sub') return this.binary('sub', node.b, node.a);
    return this.intern({ op, a });
  }

  binary(op: BinaryOp, a: NodeIndex, b: NodeIndex): NodeIndex {
    const left = this.valueOf(a);
    const right = this.valueOf(b);
    if (left !== null && right !== null) return this.constant(applyBinary(op, left, right));
    return this.simplify(op, a, b, left, right) ?? this.intern({ op, a, b });
  }

  private simplify(op: BinaryOp, a: NodeIndex, b: NodeIndex, left: number | null, right: number | null) {
    switch (op) {
      case 'add':
        if (left === 0) return b;
        if (right === 0) return a;
        if (this.negated(b) !== null) return this.sub(a, this.negated(b) ?? b);
        return this.negated(a) === null ? null : this.sub(b, this.negated(a) ?? a);
      case 'sub':
        if (right === 0) return a;
        if (a === b) return this.constant(0);
        if (left === 0) return this.unary('neg', b);
        return this.negated(b) === null ? null : this.add(a, this.negated(b) ?? b);
      case 'mul':
        if (left === 0 || right === 0) return this.constant(0);
        if (left === 1) return b;
        if (right === 1) return a;
        if (left === -1) return this.unary('neg', b);
        return right === -1 ? this.unary('neg', a) : null;
      case 'div':
        if (left === 0) return this.constant(0);
        if (right === -1) return this.unary('neg', a);
        if (right === 1) return a;
        if (this.nodes[b]?.op === 'exprel')
          return this.mul(a, this.unary('bernoulli', operandsOf(this.nodes[b])[0] ?? b));
        // What stays as long as parameters do is inverted once; a division costs ten times a multiplication.
        if (left === 1 || this.varies(b) || !this.varies(a)) return null;
        return this.mul(a, this.div(this.constant(1), b));
      default:
        return null;
    }
  }

  /** The product with what stays as long as parameters do multiplied once: (x c)(y d) = (x y)(c d). */
  gatheredProduct(...factors: readonly NodeIndex[]): NodeIndex {
    const parts = factors.map((factor) => this.factors(factor));
    const product = (of: readonly (NodeIndex | null)[]): NodeIndex | null =>
      of.reduce((all, factor) => (all === null || factor === null ? (all ?? factor) : this.mul(all, factor)), null);
    const varying = product(parts.map((part) => part.varying));
    const fixed = product(parts.map((part) => part.fixed));
    if (varying === null || fixed === null) return varying ?? fixed ?? this.constant(1);
    return this.mul(varying, fixed);
  }

  /** Splits a product into its varying and its fixed factors; null stands for 1. */
  factors(index: NodeIndex): { readonly varying: NodeIndex | null; readonly fixed: NodeIndex | null } {
    if (!this.varies(index)) return { varying: null, fixed: index };
    const node = this.nodes[index];
    if (node?.op !== 'mul') return { varying: index, fixed: null };
    if (!this.varies(node.a)) return { varying: node.b, fixed: node.a };
    if (!this.varies(node.b)) return { varying: node.a, fixed: node.b };
    return { varying: index, fixed: null };
  }

  /** The node of which this one is the negative, if it is written so. */
  private negated(index: NodeIndex): NodeIndex | null {
    const node = this.nodes[index];
    return node?.op === 'neg' ? node.a : null;
  }

  select(condition: NodeIndex, whenTrue: NodeIndex, whenFalse: NodeIndex): NodeIndex {
    const value = this.valueOf(condition);
    if (value !== null) return value !== 0 ? whenTrue : whenFalse;
    if (whenTrue === whenFalse) return whenTrue;
    return this.intern({ op: 'select', a: condition, b: whenTrue, c: whenFalse });
  }

  add(a: NodeIndex, b: NodeIndex): NodeIndex {
    return this.binary('add', a, b);
  }

  sub(a: NodeIndex, b: NodeIndex): NodeIndex {
    return this.binary('sub', a, b);
  }

  mul(a: NodeIndex, b: NodeIndex): NodeIndex {
    return this.binary('mul', a, b);
  }

  div(a: NodeIndex, b: NodeIndex): NodeIndex {
    return this.binary('div', a, b);
  }

  /** x^n by squaring for an integer n; the interpreter and the kernels then need no general power. */
  integerPower(base: NodeIndex, exponent: number): NodeIndex {
    if (exponent < 0) return this.div(this.constant(1), this.integerPower(base, -exponent));
    if (exponent === 0) return this.constant(1);
    if (exponent === 1) return base;
    const half = this.integerPower(base, Math.floor(exponent / 2));
    const square = this.mul(half, half);
    return exponent % 2 === 0 ? square : this.mul(square, base);
  }

  /** Whether a value depends on more than constants and parameters. */
  varies(index: NodeIndex): boolean {
    return this.varying[index] ?? false;
  }

  /** Whether any node below `root` satisfies the predicate. */
  reads(root: NodeIndex, predicate: (node: ProgramNode) => boolean): boolean {
    const seen = new Set<NodeIndex>();
    const visit = (index: NodeIndex): boolean => {
      const node = this.nodes[index];
      if (!node || seen.has(index)) return false;
      seen.add(index);
      return predicate(node) || operandsOf(node).some(visit);
    };
    return visit(root);
  }

  /** The root with some nodes replaced (by index), rebuilt and simplified. */
  rebuild(root: NodeIndex, replacements: ReadonlyMap<NodeIndex, NodeIndex>): NodeIndex {
    const done = new Map(replacements);
    const visit = (index: NodeIndex): NodeIndex => {
      const known = done.get(index);
      if (known !== undefined) return known;
      const node = this.nodes[index];
      const result = node ? this.withOperands(node, index, operandsOf(node).map(visit)) : index;
      done.set(index, result);
      return result;
    };
    return visit(root);
  }

  private withOperands(node: ProgramNode, index: NodeIndex, operands: readonly NodeIndex[]): NodeIndex {
    const [a = index, b = index, c = index] = operands;
    if (!('a' in node)) return index;
    if (!('b' in node)) return this.unary(node.op, a);
    return node.op === 'select' ? this.select(a, b, c) : this.binary(node.op, a, b);
  }

  /** The results of a program as nodes of this graph, where `replaced` may name another node for one of the program's. */
  include(program: Program, replaced: (node: ProgramNode) => NodeIndex | null = () => null): NodeIndex[] {
    const placed: NodeIndex[] = [];
    program.nodes.forEach((node, index) => {
      const operands = operandsOf(node).map((operand) => placed[operand] ?? operand);
      const other = replaced(node);
      placed[index] = other ?? ('a' in node ? this.withOperands(node, index, operands) : this.intern(node));
    });
    return program.results.map((result) => placed[result] ?? result);
  }

  /** A program of its own with just what the results need. */
  extract(results: readonly NodeIndex[]): Program {
    const moved = new Map<NodeIndex, NodeIndex>();
    const nodes: ProgramNode[] = [];
    const move = (index: NodeIndex): NodeIndex => {
      const known = moved.get(index);
      if (known !== undefined) return known;
      const node = this.nodes[index];
      if (!node) throw new RangeError(`No node ${index}.`);
      const target = nodes.push(moveOperands(node, move)) - 1;
      moved.set(index, target);
      return target;
    };
    return { results: results.map(move), nodes };
  }
}

function keyOf(node: ProgramNode): string {
  if (node.op === 'constant') return Object.is(node.value, -0) ? 'constant -0' : `constant ${node.value}`;
  if ('index' in node) return `${node.op} ${node.index}`;
  return `${node.op} ${operandsOf(node).join(' ')}`;
}

function moveOperands(node: ProgramNode, move: (index: NodeIndex) => NodeIndex): ProgramNode {
  if (!('a' in node)) return node;
  const a = move(node.a);
  if (!('b' in node)) return { ...node, a };
  const b = move(node.b);
  return node.op === 'select' ? { ...node, a, b, c: move(node.c) } : { ...node, a, b };
}
