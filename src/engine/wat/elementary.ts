import { type Arithmetic, type Elementary, elementaryF64 } from '../../equations/elementary.ts';
import { elementaryF32 } from '../../equations/elementary-f32.ts';
import type { Precision } from '../memory/precision.ts';
import { type Dialect, dialects, FORMAT } from './dialect.ts';

/** An arithmetic whose operations write instructions; its operands are text that is cheap to repeat. */
export type EmittingArithmetic = Arithmetic<string, string>;

/** The definitions of elementary functions, which the interpreter uses too, so that both do the same operations. */
export const elementary: Readonly<Record<Precision, Readonly<Record<string, Elementary>>>> = {
  f64: elementaryF64,
  f32: elementaryF32,
};

/** Where an arithmetic puts its instructions. */
export interface Sink {
  /** Keeps an expression in a local, and returns how to read it. */
  local(kind: 'number' | 'mask', expression: string): string;
  /** Takes a value for common arguments, and writes what computes it otherwise as a branch (see Arithmetic). */
  guarded(common: string, value: string, rare: () => string): string;
}

export function arithmeticInto(sink: Sink, dialect: Dialect): EmittingArithmetic {
  const { significand, bias } = FORMAT[dialect.precision];
  const number = (expression: string) => sink.local('number', expression);
  const binary = (op: string) => (a: string, b: string) => number(dialect.arithmetic(op, a, b));
  const unary = (op: string) => (a: string) => number(dialect.arithmetic(op, a));
  /**
   * `pmin` (b < a ? b : a) against a constant other than 0 gives what `min` gives, NaN included, and is one machine instruction
   * instead of seven.
   */
  const bounded = (op: 'min' | 'max') => (a: string, bound: string) =>
    number(dialect.arithmetic(dialect.lanes > 1 && isNonZeroConstant(bound, dialect) ? `p${op}` : op, a, bound));
  /** The unit in the last place of 2^significand is 1, so that with the bias added, its low bits are those of an exponent. */
  const two = 2 ** significand;
  const carrier = dialect.constant(two + bias);
  const masked = bitPattern(dialect, significand === 52 ? '0x000fffffffffffff' : '0x007fffff');
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
    lt: (a, b) => sink.local('mask', dialect.compare('lt', a, b)),
    eq: (a, b) => sink.local('mask', dialect.compare('eq', a, b)),
    select: (condition, whenTrue, whenFalse) => number(dialect.choose(condition, whenTrue, whenFalse)),
    guarded: sink.guarded,
    powerOfTwo: (n) => number(dialect.shift('shl', dialect.arithmetic('add', n, carrier))),
    exponent: (a) =>
      number(dialect.arithmetic('sub', dialect.orBits(dialect.shift('shr_u', a), dialect.constant(two)), carrier)),
    mantissa: (a) => number(dialect.orBits(dialect.andBits(a, masked), dialect.constant(1))),
  };
}

/** A constant with given bits. */
function bitPattern({ lanes, precision }: Dialect, pattern: string): string {
  if (lanes === 2) return `(v128.const i64x2 ${pattern} ${pattern})`;
  if (lanes === 4) return `(v128.const i32x4 ${pattern} ${pattern} ${pattern} ${pattern})`;
  return precision === 'f64'
    ? `(f64.reinterpret_i64 (i64.const ${pattern}))`
    : `(f32.reinterpret_i32 (i32.const ${pattern}))`;
}

const isNonZeroConstant = (operand: string, dialect: Dialect): boolean =>
  operand.startsWith('(v128.const') && operand !== dialect.constant(0);

/** The function `$name` with the dialect's suffix. */
function elementaryFunction(name: string, { arity, define }: Elementary, dialect: Dialect): string {
  const type = dialect.numberType;
  const locals: string[] = [];
  let lines: string[] = [];
  const sink: Sink = {
    local(kind, expression) {
      const local = `$e${locals.length}`;
      locals.push(`(local ${local} ${kind === 'number' ? type : dialect.maskType})`);
      lines.push(`(local.set ${local} ${expression})`);
      return `(local.get ${local})`;
    },
    guarded(common, value, rare) {
      const kept = sink.local('number', value);
      const outer = lines;
      lines = [];
      const result = dialect.choose(common, value, rare());
      outer.push(unlessText(dialect.allTrue(common), kept, lines, result));
      lines = outer;
      return kept;
    },
  };
  const result = define(arithmeticInto(sink, dialect), '(local.get $x)', '(local.get $y)');
  const parameters = `(param $x ${type})${arity === 2 ? ` (param $y ${type})` : ''}`;
  return `(func $${name}${dialect.suffix} ${parameters} (result ${type}) ${locals.join(' ')}\n${lines.join('\n')}\n${result})`;
}

/** Instructions that run only where a condition (i32) does not hold, and then set the local `kept` to a result. */
export function unlessText(condition: string, kept: string, lines: readonly string[], result: string): string {
  const assign = `${kept.replace('local.get', 'local.set').slice(0, -1)} ${result})`;
  return `(if (i32.eqz ${condition}) (then\n${lines.join('\n')}\n${assign}))`;
}

const everyDialect: readonly Dialect[] = Object.values(dialects).flatMap(({ one, vector }) => [one, vector]);

/** The elementary functions that the text of a module calls. */
export function elementaryFunctions(text: string): string {
  const called = new Set(Array.from(text.matchAll(/\(call \$(\w+)/g), (match) => match[1]));
  return everyDialect
    .flatMap((dialect) =>
      Object.entries(elementary[dialect.precision])
        .filter(([name]) => called.has(name + dialect.suffix))
        .map(([name, definition]) => elementaryFunction(name, definition, dialect)),
    )
    .join('\n');
}
