import type { Precision } from '../memory/precision.ts';
import { literal } from './literal.ts';

/**
 * A dialect is a way in which the same arithmetic is written in WebAssembly: in double or single precision, one element
 * at a time or as many as a vector holds. Within a precision all do the same IEEE operations in the same order, so a
 * result does not depend on which of them computed it.
 */
export interface Dialect {
  readonly precision: Precision;
  readonly lanes: 1 | 2 | 4;
  /** They are the types of numbers and of masks (truth values): 0 or 1 in an i32, or all bits of a vector's lane. */
  readonly numberType: 'f64' | 'f32' | 'v128';
  readonly maskType: 'i32' | 'v128';
  /** The names of elementary functions in this dialect end with it. */
  readonly suffix: '' | '_f32' | '_x2' | '_x4';
  constant(value: number): string;
  /** Applies an instruction on numbers, such as `f64.add`. */
  arithmetic(name: string, ...operands: string[]): string;
  /** Compares numbers, which gives a mask. */
  compare(name: 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne', a: string, b: string): string;
  and(a: string, b: string): string;
  or(a: string, b: string): string;
  not(a: string): string;
  choose(mask: string, yes: string, no: string): string;
  /** Gives an i32: whether a mask holds in every lane, or, from `bits`, a bit for each lane in which it holds. */
  allTrue(mask: string): string;
  bits(mask: string): string;
  toNumber(mask: string): string;
  toMask(number: string): string;
  /** Turns a scalar f64 into a number of the dialect, the same in all lanes. */
  ofDouble(number: string): string;
  /** Reads or writes the numbers of the next elements, at a fixed address plus a byte index. */
  load(address: number, index: string): string;
  store(address: number, index: string, value: string): string;
  /** Gives the mask of those of the next elements whose i32, in a column at `address`, is at most `$step`. */
  due(address: number, index: string): string;
  /** Adds 1 to the i32 of those of the next elements for which it is `$step` and the mask holds. */
  prolong(address: number, index: string, mask: string): string;
  /** These are integer operations on the bits of numbers, for exponents and mantissas. */
  shift(name: 'shl' | 'shr_u', number: string): string;
  andBits(number: string, bits: string): string;
  orBits(number: string, bits: string): string;
}

/** A significand has so many bits without its leading 1, and an exponent has this bias. */
export const FORMAT = { f64: { significand: 52, bias: 1023 }, f32: { significand: 23, bias: 127 } } as const;

const comparison =
  (type: string): Dialect['compare'] =>
  (name, a, b) =>
    `(${type}.${name} ${a} ${b})`;
const operation =
  (type: string): Dialect['arithmetic'] =>
  (name, ...operands) =>
    `(${type}.${name} ${operands.join(' ')})`;

const scalarMasks = {
  lanes: 1,
  maskType: 'i32',
  and: (a: string, b: string) => `(i32.and ${a} ${b})`,
  or: (a: string, b: string) => `(i32.or ${a} ${b})`,
  not: (a: string) => `(i32.eqz ${a})`,
  choose: (mask: string, yes: string, no: string) => `(select ${yes} ${no} ${mask})`,
  allTrue: (mask: string) => mask,
  bits: (mask: string) => mask,
} as const;

const vectorMasks = {
  numberType: 'v128',
  maskType: 'v128',
  and: (a: string, b: string) => `(v128.and ${a} ${b})`,
  or: (a: string, b: string) => `(v128.or ${a} ${b})`,
  not: (a: string) => `(v128.not ${a})`,
  choose: (mask: string, yes: string, no: string) => `(v128.bitselect ${yes} ${no} ${mask})`,
  andBits: (number: string, bits: string) => `(v128.and ${number} ${bits})`,
  orBits: (number: string, bits: string) => `(v128.or ${number} ${bits})`,
} as const;

const half = (index: string): string => `(i32.shr_u ${index} (i32.const 1))`;
/** A lane in which a mask holds is -1 as an integer: subtracting it adds 1. */
const prolonged = (now: string, mask: string): string =>
  `(i32x4.sub ${now} (v128.and (i32x4.eq ${now} (i32x4.splat (local.get $step))) ${mask}))`;
const integer = (type: 'i64' | 'i32', number: string): string =>
  `(${type}.reinterpret_${type === 'i64' ? 'f64' : 'f32'} ${number})`;

function scalarIn(precision: Precision): Dialect {
  const bits = precision === 'f64' ? 'i64' : 'i32';
  const { significand } = FORMAT[precision];
  const back = (number: string): string => `(${precision}.reinterpret_${bits} ${number})`;
  return {
    ...scalarMasks,
    precision,
    numberType: precision,
    suffix: precision === 'f64' ? '' : '_f32',
    constant: (value) => `(${precision}.const ${literal(precision === 'f64' ? value : Math.fround(value))})`,
    arithmetic: operation(precision),
    compare: comparison(precision),
    toNumber: (mask) => `(${precision}.convert_i32_u ${mask})`,
    toMask: (number) => `(${precision}.ne ${number} (${precision}.const 0))`,
    ofDouble: (number) => (precision === 'f64' ? number : `(f32.demote_f64 ${number})`),
    load: (address, index) => `(${precision}.load offset=${address} ${index})`,
    store: (address, index, value) => `(${precision}.store offset=${address} ${index} ${value})`,
    due: (address, index) =>
      `(i32.le_s (i32.load offset=${address} ${precision === 'f64' ? half(index) : index}) (local.get $step))`,
    prolong: (address, index, mask) => {
      const place = precision === 'f64' ? half(index) : index;
      const now = `(i32.load offset=${address} ${place})`;
      return `(i32.store offset=${address} ${place} (i32.add ${now} (i32.and (i32.eq ${now} (local.get $step)) ${mask})))`;
    },
    shift: (name, number) => back(`(${bits}.${name} ${integer(bits, number)} (${bits}.const ${significand}))`),
    andBits: (number, other) => back(`(${bits}.and ${integer(bits, number)} ${integer(bits, other)})`),
    orBits: (number, other) => back(`(${bits}.or ${integer(bits, number)} ${integer(bits, other)})`),
  };
}

/** It computes in double precision, one element at a time. */
export const scalar: Dialect = scalarIn('f64');
/** It computes in single precision, one element at a time. */
const scalarSingle: Dialect = scalarIn('f32');

const twoDoubles: Dialect = {
  ...vectorMasks,
  precision: 'f64',
  lanes: 2,
  suffix: '_x2',
  constant: (value) => `(v128.const f64x2 ${literal(value)} ${literal(value)})`,
  arithmetic: operation('f64x2'),
  compare: comparison('f64x2'),
  allTrue: (mask) => `(i32.eq (i64x2.bitmask ${mask}) (i32.const 3))`,
  bits: (mask) => `(i64x2.bitmask ${mask})`,
  toNumber: (mask) => `(v128.and ${mask} (v128.const f64x2 1 1))`,
  toMask: (number) => `(f64x2.ne ${number} (v128.const f64x2 0 0))`,
  ofDouble: (number) => `(f64x2.splat ${number})`,
  load: (address, index) => `(v128.load offset=${address} ${index})`,
  store: (address, index, value) => `(v128.store offset=${address} ${index} ${value})`,
  due: (address, index) =>
    `(i64x2.extend_low_i32x4_s (i32x4.le_s (v128.load64_zero offset=${address} ${half(index)}) (i32x4.splat (local.get $step))))`,
  prolong: (address, index, mask) => {
    const now = `(v128.load64_zero offset=${address} ${half(index)})`;
    const narrow = `(i8x16.shuffle 0 1 2 3 8 9 10 11 0 1 2 3 8 9 10 11 ${mask} ${mask})`;
    return `(v128.store64_lane offset=${address} 0 ${half(index)} ${prolonged(now, narrow)})`;
  },
  shift: (name, number) => `(i64x2.${name} ${number} (i32.const 52))`,
};

const fourSingles: Dialect = {
  ...vectorMasks,
  precision: 'f32',
  lanes: 4,
  suffix: '_x4',
  constant: (value) =>
    `(v128.const f32x4 ${Array(4)
      .fill(literal(Math.fround(value)))
      .join(' ')})`,
  arithmetic: operation('f32x4'),
  compare: comparison('f32x4'),
  allTrue: (mask) => `(i32.eq (i32x4.bitmask ${mask}) (i32.const 15))`,
  bits: (mask) => `(i32x4.bitmask ${mask})`,
  toNumber: (mask) => `(v128.and ${mask} (v128.const f32x4 1 1 1 1))`,
  toMask: (number) => `(f32x4.ne ${number} (v128.const f32x4 0 0 0 0))`,
  ofDouble: (number) => `(f32x4.splat (f32.demote_f64 ${number}))`,
  load: twoDoubles.load,
  store: twoDoubles.store,
  due: (address, index) => `(i32x4.le_s (v128.load offset=${address} ${index}) (i32x4.splat (local.get $step)))`,
  prolong: (address, index, mask) =>
    `(v128.store offset=${address} ${index} ${prolonged(`(v128.load offset=${address} ${index})`, mask)})`,
  shift: (name, number) => `(i32x4.${name} ${number} (i32.const 23))`,
};

export const dialects: Readonly<Record<Precision, { readonly one: Dialect; readonly vector: Dialect }>> = {
  f64: { one: scalar, vector: twoDoubles },
  f32: { one: scalarSingle, vector: fourSingles },
};
