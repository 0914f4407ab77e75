import type { BinaryOp, Program, ProgramNode, UnaryOp } from '../contract/index.ts';
import { bernoulliNear, bernoulliOf, cos, exp, expm1, exprel, log, log1p, pow, sin, tanh } from './elementary.ts';

/** What a program may read: one element's values, in the order of the group's lists, in internal units. */
export interface ElementValues {
  readonly states: ArrayLike<number>;
  readonly parameters: ArrayLike<number>;
  readonly inputs: ArrayLike<number>;
  /** ms */
  readonly time: number;
  readonly normals: ArrayLike<number>;
  readonly notRefractory: boolean;
}

/** The operations of one number, by portable elementary functions. */
export const UNARY: Readonly<Record<UnaryOp, (a: number) => number>> = {
  neg: (a) => -a,
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp,
  expm1,
  log,
  log1p,
  sin,
  cos,
  tanh,
  exprel,
  bernoulli: bernoulliOf,
  bernoulliNearZero: bernoulliNear,
  floor: Math.floor,
  not: (a) => (a === 0 ? 1 : 0),
};

export const BINARY: Readonly<Record<BinaryOp, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow,
  /** With the sign of the divisor, as in Python. */
  mod: (a, b) => a - b * Math.floor(a / b),
  min: Math.min,
  max: Math.max,
  lt: (a, b) => (a < b ? 1 : 0),
  le: (a, b) => (a <= b ? 1 : 0),
  gt: (a, b) => (a > b ? 1 : 0),
  ge: (a, b) => (a >= b ? 1 : 0),
  eq: (a, b) => (a === b ? 1 : 0),
  ne: (a, b) => (a !== b ? 1 : 0),
  and: (a, b) => (a !== 0 && b !== 0 ? 1 : 0),
  or: (a, b) => (a !== 0 || b !== 0 ? 1 : 0),
};

export function applyUnary(op: UnaryOp, a: number): number {
  return UNARY[op](a);
}

export function applyBinary(op: BinaryOp, a: number, b: number): number {
  return BINARY[op](a, b);
}

const isUnary = (op: string): op is UnaryOp => op in UNARY;

function evaluateNode(node: ProgramNode, done: Float64Array, element: ElementValues): number {
  switch (node.op) {
    case 'constant':
      return node.value;
    case 'state':
      return element.states[node.index] ?? Number.NaN;
    case 'parameter':
      return element.parameters[node.index] ?? Number.NaN;
    case 'input':
      return element.inputs[node.index] ?? Number.NaN;
    case 'normal':
      return element.normals[node.index] ?? Number.NaN;
    case 'time':
      return element.time;
    case 'notRefractory':
      return element.notRefractory ? 1 : 0;
    case 'select':
      return (done[node.a] !== 0 ? done[node.b] : done[node.c]) ?? Number.NaN;
    default: {
      const a = done[node.a] ?? Number.NaN;
      if ('b' in node) return BINARY[node.op](a, done[node.b] ?? Number.NaN);
      return isUnary(node.op) ? UNARY[node.op](a) : Number.NaN;
    }
  }
}

/** The reference interpreter: the program's results for one element, by double arithmetic in the order of the nodes. */
export function evaluateProgram(program: Program, element: ElementValues): number[] {
  const done = new Float64Array(program.nodes.length);
  program.nodes.forEach((node, index) => {
    done[index] = evaluateNode(node, done, element);
  });
  return program.results.map((index) => done[index] ?? Number.NaN);
}
