import type { NodeIndex, UnaryOp } from '../contract/index.ts';
import type { ProgramBuilder } from './builder.ts';
import { ON_GRID } from './steps.ts';

/**
 * Under `pure`, operands and result are pure numbers. Under `same`, all operands have one dimension, and the result has
 * it too. `sqrt` halves the exponents. Under `sign`, an operand of any dimension gives a pure number; under `ratio`,
 * operands of one dimension do. `choice` is the rule of where(condition, a, b).
 */
type DimensionRule = 'pure' | 'same' | 'sqrt' | 'sign' | 'ratio' | 'choice';

export interface ModelFunction {
  readonly operands: number;
  readonly dimension: DimensionRule;
  /** They name the operands, for suggestions; absent means x, y, z. */
  readonly names?: readonly string[];
  /** It is TeX with #1, #2 ... for the operands. */
  readonly tex: string;
  readonly build: (builder: ProgramBuilder, operands: readonly NodeIndex[]) => NodeIndex;
}

function elementary(op: UnaryOp, tex: string, dimension: DimensionRule = 'pure'): ModelFunction {
  return { operands: 1, dimension, tex, build: (builder, [a = 0]) => builder.unary(op, a) };
}

/** Makes half the sum or difference of a function of x and of -x. */
function halves(of: UnaryOp, join: 'add' | 'sub', tex: string): ModelFunction {
  return {
    operands: 1,
    dimension: 'pure',
    tex,
    build: (builder, [a = 0]) => {
      const rising = builder.unary(of, a);
      const falling = builder.unary(of, builder.unary('neg', a));
      return builder.mul(builder.constant(0.5), builder.binary(join, rising, falling));
    },
  };
}

/** Rounds a share of a step to 0 or 1 where it misses that by no more than rounding errors do. */
function onGrid(builder: ProgramBuilder, share: NodeIndex): NodeIndex {
  const nearest = builder.unary('floor', builder.add(share, builder.constant(0.5)));
  const miss = builder.unary('abs', builder.sub(share, nearest));
  return builder.select(builder.binary('lt', miss, builder.constant(ON_GRID)), nearest, share);
}

/** Computes max(x, low), then min of that and high. */
const clipped = (builder: ProgramBuilder, x: NodeIndex, low: NodeIndex, high: NodeIndex): NodeIndex =>
  builder.binary('min', builder.binary('max', x, low), high);

/** It is the share of the step from t to t + dt that lies between two times. */
const coverage: ModelFunction = {
  operands: 4,
  dimension: 'ratio',
  names: ['t', 'dt', 'from', 'to'],
  tex: '\\operatorname{coverage}\\left(#1, #2, #3, #4\\right)',
  build(builder, [t = 0, dt = 0, from = 0, to = 0]) {
    const [zero, unity] = [builder.constant(0), builder.constant(1)];
    // Times count in steps from t on, so that a step well within is covered by exactly 1.
    const end = builder.binary('min', builder.div(builder.sub(to, t), dt), unity);
    const start = builder.binary('max', builder.div(builder.sub(from, t), dt), zero);
    return onGrid(builder, builder.binary('max', builder.sub(end, start), zero));
  },
};

/**
 * It is the share of the step from `since` to since + dt that pulses cover, each `width` long, beginning at 0, period,
 * 2 period ... before `last`. Pulses may be shorter than a step, and steps longer than a period. Pulses longer than
 * their period are one, which the width of the last one ends.
 */
const pulses: ModelFunction = {
  operands: 5,
  dimension: 'ratio',
  names: ['since', 'dt', 'width', 'period', 'last'],
  tex: '\\operatorname{pulses}\\left(#1, #2, #3, #4, #5\\right)',
  build(builder, [since = 0, dt = 0, width = 0, period = 0, last = 0]) {
    const zero = builder.constant(0);
    // Times count from the beginning of the period that holds `since`, so that nothing large cancels.
    const begun = builder.mul(builder.unary('floor', builder.div(since, period)), period);
    const phase = builder.sub(since, begun);
    const first = builder.unary('neg', begun);
    const excess = builder.binary('max', builder.sub(width, period), zero);
    const end = builder.add(builder.sub(last, begun), builder.select(builder.binary('gt', last, zero), excess, zero));
    const length = builder.binary('min', width, period);
    const covered = (time: NodeIndex): NodeIndex => {
      const within = clipped(builder, time, first, end);
      const periods = builder.unary('floor', builder.div(within, period));
      const rest = builder.sub(within, builder.mul(periods, period));
      return builder.add(builder.mul(periods, length), builder.binary('min', rest, length));
    };
    return onGrid(builder, builder.div(builder.sub(covered(builder.add(phase, dt)), covered(phase)), dt));
  },
};

/** The model language knows these functions; they have Brian2's names where it has them. */
export const FUNCTIONS: Readonly<Record<string, ModelFunction>> = {
  exp: elementary('exp', '\\exp\\left(#1\\right)'),
  expm1: elementary('expm1', '\\left(e^{#1} - 1\\right)'),
  exprel: elementary('exprel', '\\operatorname{exprel}\\left(#1\\right)'),
  log: elementary('log', '\\ln\\left(#1\\right)'),
  log1p: elementary('log1p', '\\ln\\left(1 + #1\\right)'),
  sin: elementary('sin', '\\sin\\left(#1\\right)'),
  cos: elementary('cos', '\\cos\\left(#1\\right)'),
  tanh: elementary('tanh', '\\tanh\\left(#1\\right)'),
  /** It is (e^x - 1 - (e^-x - 1))/2, because near 0 the exponentials themselves would cancel. */
  sinh: halves('expm1', 'sub', '\\sinh\\left(#1\\right)'),
  cosh: halves('exp', 'add', '\\cosh\\left(#1\\right)'),
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
  /** It turns a condition into 1 or 0. */
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
    build: (builder, [a = 0, low = 0, high = 0]) => clipped(builder, a, low, high),
  },
  where: {
    operands: 3,
    dimension: 'choice',
    tex: '\\begin{cases} #2 & #1 \\\\ #3 & \\text{else} \\end{cases}',
    build: (builder, [condition = 0, whenTrue = 0, whenFalse = 0]) => builder.select(condition, whenTrue, whenFalse),
  },
  coverage,
  pulses,
};

export function findFunction(name: string): ModelFunction | null {
  return Object.hasOwn(FUNCTIONS, name) ? (FUNCTIONS[name] ?? null) : null;
}
