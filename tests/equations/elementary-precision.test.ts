import { describe, expect, test } from 'vitest';
import { type Arithmetic, type Elementary, elementaryF64, NUMBERS } from '../../src/equations/elementary.ts';
import { elementaryF32, FLOATS } from '../../src/equations/elementary-f32.ts';
import * as precise from './high-precision.ts';
import { angles, inputs, pairs, type Sampled } from './precision-samples.ts';

const UNARY = {
  exp: precise.exp,
  expm1: precise.expm1,
  exprel: precise.exprel,
  bernoulli: precise.bernoulli,
  bernoulliNearZero: precise.bernoulli,
  log: precise.log,
  log1p: precise.log1p,
  tanh: precise.tanh,
  sin: precise.sin,
  cos: precise.cos,
} as const;
type Name = keyof typeof UNARY;
const NAMES = Object.keys(UNARY) as Name[];

/** Units in the last place that no error exceeds. */
const bound = (name: Name): number => (name === 'exp' || name === 'log' ? 1 : 2);

interface Subject {
  readonly format: precise.Format;
  readonly sampled: Sampled;
  readonly arithmetic: Arithmetic<number, boolean>;
  readonly functions: Readonly<Record<Name | 'pow', Elementary>>;
}

const SUBJECTS: Readonly<Record<'double' | 'single', Subject>> = {
  double: {
    format: precise.DOUBLE,
    sampled: { ...precise.DOUBLE, round: (x) => x, overflow: 800, largestAngle: 1e10 },
    arithmetic: NUMBERS,
    functions: elementaryF64,
  },
  single: {
    format: precise.SINGLE,
    sampled: { ...precise.SINGLE, round: Math.fround, overflow: 120, largestAngle: 1e5 },
    arithmetic: FLOATS,
    functions: elementaryF32,
  },
};

/** Where the reference has a value, which may be beyond the format's largest. */
function isInDomain(name: Name, x: number, { overflow }: Sampled): boolean {
  if (name === 'log') return x > 0;
  if (name === 'log1p') return x > -1;
  return x < overflow || name === 'tanh' || name === 'sin' || name === 'cos';
}

function samples(name: Name, sampled: Sampled): number[] {
  const all = name === 'sin' || name === 'cos' ? angles(sampled) : inputs(sampled);
  return all.filter((x) => isInDomain(name, x, sampled));
}

interface Worst {
  readonly ulps: number;
  readonly at: readonly number[];
}

const NONE: Worst = { ulps: 0, at: [] };
/** NaN and infinite errors count as the worst. */
const worse = (a: Worst, b: Worst): Worst => (b.ulps <= a.ulps ? a : b);

describe.each(['double', 'single'] as const)('in %s precision', (precision) => {
  const { format, sampled, arithmetic, functions } = SUBJECTS[precision];

  test.each(NAMES.map((name) => [name, bound(name)] as const))(
    '%s errs by at most %d units in the last place',
    (name, most) => {
      const worst = samples(name, sampled).reduce((found, x) => {
        const value = functions[name].define(arithmetic, x, 0);
        return worse(found, { ulps: precise.ulps(value, UNARY[name](x), format), at: [x] });
      }, NONE);
      expect(worst.ulps, `at ${worst.at}`).toBeLessThanOrEqual(most);
    },
  );

  test('pow errs by at most 2 units in the last place', () => {
    const worst = pairs(sampled).reduce((found, [x, y]) => {
      const value = functions.pow.define(arithmetic, x, y);
      return worse(found, { ulps: precise.ulps(value, precise.pow(x, y), format), at: [x, y] });
    }, NONE);
    expect(worst.ulps, `at ${worst.at}`).toBeLessThanOrEqual(2);
  });
});

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** x and f(x), for both precisions. */
const SPECIAL: Readonly<Record<Name, readonly (readonly [number, number])[]>> = {
  exp: [
    [0, 1],
    [-0, 1],
    [infinity, infinity],
    [-infinity, 0],
    [1e4, infinity],
    [-1e4, 0],
  ],
  expm1: [
    [0, 0],
    [-0, -0],
    [infinity, infinity],
    [-infinity, -1],
    [1e4, infinity],
    [-1e4, -1],
  ],
  exprel: [
    [0, 1],
    [-0, 1],
    [infinity, infinity],
    [-infinity, 0],
    [1e4, infinity],
  ],
  bernoulli: [
    [0, 1],
    [-0, 1],
    [infinity, 0],
    [-infinity, infinity],
    [1e4, 0],
    [-1e4, 1e4],
  ],
  bernoulliNearZero: [
    [0, 1],
    [-0, 1],
    [infinity, 0],
    [-infinity, infinity],
    [1e4, 0],
    [-1e4, 1e4],
  ],
  log: [
    [0, -infinity],
    [-0, -infinity],
    [1, 0],
    [infinity, infinity],
    [-1, nan],
    [-infinity, nan],
  ],
  log1p: [
    [0, 0],
    [-0, -0],
    [-1, -infinity],
    [infinity, infinity],
    [-2, nan],
    [-infinity, nan],
  ],
  tanh: [
    [0, 0],
    [-0, -0],
    [infinity, 1],
    [-infinity, -1],
    [100, 1],
    [-100, -1],
  ],
  sin: [
    [0, 0],
    [-0, -0],
    [infinity, nan],
    [-infinity, nan],
  ],
  cos: [
    [0, 1],
    [-0, 1],
    [infinity, nan],
    [-infinity, nan],
  ],
};

/** x, y and x^y. */
const SPECIAL_POWERS: readonly (readonly [number, number, number])[] = [
  ...[0, -0, 1, -3, infinity, -infinity, nan].map((x) => [x, 0, 1] as const),
  ...[0, -0, 1, -3, infinity, -infinity].map((x) => [x, nan, nan] as const),
  ...[1, -1, 0.5, infinity, -infinity].map((y) => [nan, y, nan] as const),
  [0, 3, 0],
  [-0, 3, -0],
  [-0, 2, 0],
  [0, -3, infinity],
  [-0, -3, -infinity],
  [-0, -2, infinity],
  [infinity, 0.5, infinity],
  [infinity, -0.5, 0],
  [-infinity, 3, -infinity],
  [-infinity, 2, infinity],
  [-infinity, -3, -0],
  [2, infinity, infinity],
  [2, -infinity, 0],
  [0.5, infinity, 0],
  [0.5, -infinity, infinity],
  [1, infinity, 1],
  [-1, infinity, 1],
  [-2, 3, -8],
  [-2, 4, 16],
  [-2, 0.5, nan],
  [10, 2, 100],
  [10, 1e4, infinity],
  [10, -1e4, 0],
];

describe.each(['double', 'single'] as const)('at special arguments in %s precision', (precision) => {
  const { arithmetic, functions } = SUBJECTS[precision];

  test.each(NAMES.flatMap((name) => [...SPECIAL[name], [nan, nan] as const].map(([x, y]) => [name, x, y] as const)))(
    '%s(%d) is %d',
    (name, x, expected) => {
      expect(functions[name].define(arithmetic, x, 0)).toBe(expected);
    },
  );

  test.each(SPECIAL_POWERS)('pow(%d, %d) is %d', (x, y, expected) => {
    expect(functions.pow.define(arithmetic, x, y)).toBe(expected);
  });
});
