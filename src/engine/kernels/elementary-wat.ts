import {
  type Arithmetic,
  cosOn,
  expm1On,
  expOn,
  exprelOn,
  log1pOn,
  logOn,
  powOn,
  sinOn,
  tanhOn,
} from '../../equations/elementary.ts';
import { type Dialect, scalar, twoLanes } from './dialect.ts';

type Emitter = Arithmetic<string, string>;
type Definition = (m: Emitter, x: string, y: string) => string;

const definitions: Readonly<Record<string, { readonly arity: 1 | 2; readonly define: Definition }>> = {
  exp: { arity: 1, define: expOn },
  expm1: { arity: 1, define: expm1On },
  exprel: { arity: 1, define: exprelOn },
  log: { arity: 1, define: logOn },
  log1p: { arity: 1, define: log1pOn },
  sin: { arity: 1, define: sinOn },
  cos: { arity: 1, define: cosOn },
  tanh: { arity: 1, define: tanhOn },
  pow: { arity: 2, define: powOn },
};

/** Bits of 2^52 and of 1, and the number 2^52 + 1023 that carries an exponent in its lowest bits. */
const BITS_OF_TWO_52 = '0x4330000000000000';
const BITS_OF_ONE = '0x3ff0000000000000';
const MANTISSA_BITS = '0x000fffffffffffff';
const EXPONENT_CARRIER = 4503599627370496 + 1023;

/** Integer operations on the bits of numbers. */
const bits = {
  1: {
    shift: (name: 'shl' | 'shr_u', a: string) => `(i64.${name} ${a} (i64.const 52))`,
    and: (a: string, b: string) => `(i64.and ${a} ${b})`,
    or: (a: string, b: string) => `(i64.or ${a} ${b})`,
    constant: (value: string) => `(i64.const ${value})`,
    of: (a: string) => `(i64.reinterpret_f64 ${a})`,
    back: (a: string) => `(f64.reinterpret_i64 ${a})`,
  },
  2: {
    shift: (name: 'shl' | 'shr_u', a: string) => `(i64x2.${name} ${a} (i32.const 52))`,
    and: (a: string, b: string) => `(v128.and ${a} ${b})`,
    or: (a: string, b: string) => `(v128.or ${a} ${b})`,
    constant: (value: string) => `(v128.const i64x2 ${value} ${value})`,
    of: (a: string) => a,
    back: (a: string) => a,
  },
} as const;

/** An arithmetic whose operations append instructions to `lines`; its handles are locals. */
function emitterInto(lines: string[], locals: string[], dialect: Dialect): Emitter {
  const name = (type: string, expression: string): string => {
    const local = `$e${locals.length}`;
    locals.push(`(local ${local} ${type})`);
    lines.push(`(local.set ${local} ${expression})`);
    return `(local.get ${local})`;
  };
  const number = (expression: string) => name(dialect.numberType, expression);
  const binary = (op: string) => (a: string, b: string) => number(dialect.arithmetic(op, a, b));
  const unary = (op: string) => (a: string) => number(dialect.arithmetic(op, a));
  /**
   * Against a constant other than 0, `pmin` (b < a ? b : a) is the same as `min`, NaN included, and one machine instruction
   * instead of seven.
   */
  const bounded = (op: 'min' | 'max') => (a: string, bound: string) =>
    number(dialect.arithmetic(dialect.lanes === 2 && isNonZeroConstant(bound, dialect) ? `p${op}` : op, a, bound));
  const b = bits[dialect.lanes];
  return {
    constant: dialect.constant,
    add: binary('add'),
    sub: binary('sub'),
    mul: binary('mul'),
    div: binary('div'),
    min: bounded('min'),
    max: bounded('max'),
    neg: unary('neg'),
    abs: unary('abs'),
    floor: unary('floor'),
    nearest: unary('nearest'),
    lt: (a, c) => name(dialect.maskType, dialect.compare('lt', a, c)),
    eq: (a, c) => name(dialect.maskType, dialect.compare('eq', a, c)),
    select: (condition, whenTrue, whenFalse) => number(dialect.choose(condition, whenTrue, whenFalse)),
    powerOfTwo: (n) =>
      number(b.back(b.shift('shl', b.of(dialect.arithmetic('add', n, dialect.constant(EXPONENT_CARRIER)))))),
    exponent: (a) =>
      number(
        dialect.arithmetic(
          'sub',
          b.back(b.or(b.shift('shr_u', b.of(a)), b.constant(BITS_OF_TWO_52))),
          dialect.constant(EXPONENT_CARRIER),
        ),
      ),
    mantissa: (a) => number(b.back(b.or(b.and(b.of(a), b.constant(MANTISSA_BITS)), b.constant(BITS_OF_ONE)))),
  };
}

const isNonZeroConstant = (operand: string, dialect: Dialect): boolean =>
  operand.startsWith('(v128.const') && operand !== dialect.constant(0);

/** The function `$name` (or `$name_x2`), operation for operation that of equations/elementary.ts. */
function elementaryFunction(name: string, dialect: Dialect): string {
  const definition = definitions[name];
  if (!definition) throw new RangeError(`no elementary function is called ${name}`);
  const lines: string[] = [];
  const locals: string[] = [];
  const type = dialect.numberType;
  const result = definition.define(emitterInto(lines, locals, dialect), '(local.get $x)', '(local.get $y)');
  const parameters = `(param $x ${type})${definition.arity === 2 ? ` (param $y ${type})` : ''}`;
  return `(func $${name}${dialect.suffix} ${parameters} (result ${type}) ${locals.join(' ')}\n${lines.join('\n')}\n${result})`;
}

/** Those elementary functions that a module's text calls. */
export function elementaryFunctions(text: string): string {
  const called = new Set(Array.from(text.matchAll(/\(call \$(\w+)/g), (match) => match[1]));
  return Object.keys(definitions)
    .flatMap((name) =>
      [scalar, twoLanes]
        .filter((dialect) => called.has(name + dialect.suffix))
        .map((dialect) => elementaryFunction(name, dialect)),
    )
    .join('\n');
}
