/** An address, or another integer of 32 bits, as an instruction. */
export const i32 = (value: number): string => `(i32.const ${value | 0})`;

/** A double as an instruction. */
export const f64 = (value: number): string => `(f64.const ${literal(value)})`;

/** A double as exact text: decimal where that is short, else hexadecimal, so that no decimal parser has to be trusted. */
export function literal(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return Object.is(value, -0) ? '-0' : String(value);
  return hexadecimal(value);
}

/** The sign, 1.mantissa (0.mantissa for subnormal numbers), and the binary exponent. */
function hexadecimal(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn).toString(16).padStart(13, '0');
  const sign = bits >> 63n ? '-' : '';
  return exponent === 0 ? `${sign}0x0.${mantissa}p-1022` : `${sign}0x1.${mantissa}p${exponent - 1023}`;
}
