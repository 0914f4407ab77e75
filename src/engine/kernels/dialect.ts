/**
 * The two ways in which the same arithmetic is written in WebAssembly: one element at a time (f64), or two (f64x2). Both
 * do the same IEEE operations in the same order, so a result does not depend on which of them computed it.
 */
export interface Dialect {
  readonly lanes: 1 | 2;
  /** WebAssembly types of a number and of a truth value (scalar: i32 0/1; two lanes: all bits of the lane). */
  readonly numberType: 'f64' | 'v128';
  readonly maskType: 'i32' | 'v128';
  /** Suffix of the elementary functions. */
  readonly suffix: '' | '_x2';
  constant(value: number): string;
  /** `f64.add`-like instruction on numbers. */
  arithmetic(name: string, ...operands: string[]): string;
  /** Comparison of numbers: a mask. */
  compare(name: 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne', a: string, b: string): string;
  and(a: string, b: string): string;
  or(a: string, b: string): string;
  not(a: string): string;
  choose(mask: string, yes: string, no: string): string;
  toNumber(mask: string): string;
  toMask(number: string): string;
  /** One number for all lanes, and numbers of the elements at hand, at a fixed address plus a byte index. */
  loadOne(address: number): string;
  load(address: number, index: string): string;
  store(address: number, index: string, value: string): string;
}

export const scalar: Dialect = {
  lanes: 1,
  numberType: 'f64',
  maskType: 'i32',
  suffix: '',
  constant: (value) => `(f64.const ${literal(value)})`,
  arithmetic: (name, ...operands) => `(f64.${name} ${operands.join(' ')})`,
  compare: (name, a, b) => `(f64.${name} ${a} ${b})`,
  and: (a, b) => `(i32.and ${a} ${b})`,
  or: (a, b) => `(i32.or ${a} ${b})`,
  not: (a) => `(i32.eqz ${a})`,
  choose: (mask, yes, no) => `(select ${yes} ${no} ${mask})`,
  toNumber: (mask) => `(f64.convert_i32_u ${mask})`,
  toMask: (number) => `(f64.ne ${number} (f64.const 0))`,
  loadOne: (address) => `(f64.load ${i32(address)})`,
  load: (address, index) => `(f64.load offset=${address} ${index})`,
  store: (address, index, value) => `(f64.store offset=${address} ${index} ${value})`,
};

const ones = '(v128.const f64x2 1 1)';
const zeros = '(v128.const f64x2 0 0)';

export const twoLanes: Dialect = {
  lanes: 2,
  numberType: 'v128',
  maskType: 'v128',
  suffix: '_x2',
  constant: (value) => `(v128.const f64x2 ${literal(value)} ${literal(value)})`,
  arithmetic: (name, ...operands) => `(f64x2.${name} ${operands.join(' ')})`,
  compare: (name, a, b) => `(f64x2.${name} ${a} ${b})`,
  and: (a, b) => `(v128.and ${a} ${b})`,
  or: (a, b) => `(v128.or ${a} ${b})`,
  not: (a) => `(v128.not ${a})`,
  choose: (mask, yes, no) => `(v128.bitselect ${yes} ${no} ${mask})`,
  toNumber: (mask) => `(v128.and ${mask} ${ones})`,
  toMask: (number) => `(f64x2.ne ${number} ${zeros})`,
  loadOne: (address) => `(v128.load64_splat ${i32(address)})`,
  load: (address, index) => `(v128.load offset=${address} ${index})`,
  store: (address, index, value) => `(v128.store offset=${address} ${index} ${value})`,
};

/** An address as an instruction. */
export const i32 = (value: number): string => `(i32.const ${value | 0})`;

/** A double as WebAssembly text, exactly: decimal where that is short, else hexadecimal (no decimal parser to trust). */
export function literal(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return Object.is(value, -0) ? '-0' : String(value);
  return hexadecimal(value);
}

/** Sign, 1.mantissa (0.mantissa for subnormal numbers) and binary exponent. */
function hexadecimal(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn).toString(16).padStart(13, '0');
  const sign = bits >> 63n ? '-' : '';
  return exponent === 0 ? `${sign}0x0.${mantissa}p-1022` : `${sign}0x1.${mantissa}p${exponent - 1023}`;
}
