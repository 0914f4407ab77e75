import type { NodeIndex, UnaryOp } from '../contract/index.ts';
import type { ProgramBuilder } from './builder.ts';

/**
 * `pure`: pure numbers in and out. `same`: all operands of one dimension, and the result has it. `sqrt`: half the exponents.
 * `sign`: any dimension in, a pure number out. `choice`: where(condition, a, b).
 */
export type DimensionRule = 'pure' | 'same' | 'sqrt' | 'sign' | 'choice';

export interface ModelFunction {
  readonly operands: number;
  readonly dimension: DimensionRule;
  /** TeX with #1, #2 ... for the operands. */
  readonly tex: string;
  readonly build: (builder: ProgramBuilder, operands: readonly NodeIndex[]) => NodeIndex;
}

function elementary(op: UnaryOp, tex: string, dimension: DimensionRule = 'pure'): ModelFunction {
  return { operands: 1, dimension, tex, build: (builder, [a = 0]) => builder.unary(op, a) };
}

/** (e^x + sign e^-x)/2. */
function hyperbolic(sign: 1 | -1, tex: string): ModelFunction {
  return {
    operands: 1,
    dimension: 'pure',
    tex,
    build: (builder, [a = 0]) => {
      const rising = builder.unary('exp', a);
      const falling = builder.unary('exp', builder.unary('neg', a));
      return builder.mul(builder.constant(0.5), builder.binary(sign > 0 ? 'add' : 'sub', rising, falling));
    },
  };
}

/** The functions that the model language knows; Brian2's names. */
export const FUNCTIONS: Readonly<Record<string, ModelFunction>> = {
  exp: elementary('exp', '\\exp\\left(#1\\right)'),
  expm1: elementary('expm1', '\\left(e^{#1} - 1\\right)'),
  exprel: elementary('exprel', '\\operatorname{exprel}\\left(#1\\right)'),
  log: elementary('log', '\\ln\\left(#1\\right)'),
  log1p: elementary('log1p', '\\ln\\left(1 + #1\\right)'),
  sin: elementary('sin', '\\sin\\left(#1\\right)'),
  cos: elementary('cos', '\\cos\\left(#1\\right)'),
  tanh: elementary('tanh', '\\tanh\\left(#1\\right)'),
  sinh: hyperbolic(-1, '\\sinh\\left(#1\\right)'),
  cosh: hyperbolic(1, '\\cosh\\left(#1\\right)'),
  tan: {
    operands: 1,
    dimension: 'pure',
    tex: '\\tan\\left(#1\\right)',
    build: (builder, [a = 0]) => builder.div(builder.unary('sin', a), builder.unary('cos', a)),
  },
  sqrt: elementary('sqrt', '\\sqrt{#1}', 'sqrt'),
  abs: elementary('abs', '\\left|#1\\right|', 'same'),
  floor: elementary('floor', '\\left\\lfloor #1 \\right\\rfloor'),
  ceil: {
    operands: 1,
    dimension: 'pure',
    tex: '\\left\\lceil #1 \\right\\rceil',
    build: (builder, [a = 0]) => builder.unary('neg', builder.unary('floor', builder.unary('neg', a))),
  },
  /** A condition as 1 or 0. */
  int: {
    operands: 1,
    dimension: 'pure',
    tex: '\\left[#1\\right]',
    build: (builder, [a = 0]) =>
      builder.select(
        builder.binary('lt', a, builder.constant(0)),
        builder.unary('neg', builder.unary('floor', builder.unary('neg', a))),
        builder.unary('floor', a),
      ),
  },
  sign: {
    operands: 1,
    dimension: 'sign',
    tex: '\\operatorname{sign}\\left(#1\\right)',
    build: (builder, [a = 0]) => {
      const zero = builder.constant(0);
      return builder.sub(builder.binary('gt', a, zero), builder.binary('lt', a, zero));
    },
  },
  min: {
    operands: 2,
    dimension: 'same',
    tex: '\\min\\left(#1, #2\\right)',
    build: (builder, [a = 0, b = 0]) => builder.binary('min', a, b),
  },
  max: {
    operands: 2,
    dimension: 'same',
    tex: '\\max\\left(#1, #2\\right)',
    build: (builder, [a = 0, b = 0]) => builder.binary('max', a, b),
  },
  clip: {
    operands: 3,
    dimension: 'same',
    tex: '\\operatorname{clip}\\left(#1, #2, #3\\right)',
    build: (builder, [a = 0, low = 0, high = 0]) => builder.binary('min', builder.binary('max', a, low), high),
  },
  where: {
    operands: 3,
    dimension: 'choice',
    tex: '\\begin{cases} #2 & #1 \\\\ #3 & \\text{else} \\end{cases}',
    build: (builder, [condition = 0, whenTrue = 0, whenFalse = 0]) => builder.select(condition, whenTrue, whenFalse),
  },
};

export function findFunction(name: string): ModelFunction | null {
  return Object.hasOwn(FUNCTIONS, name) ? (FUNCTIONS[name] ?? null) : null;
}
