import { DIMENSIONLESS, type Dimension } from './dimension.ts';
import { parseUnit } from './unit.ts';

/** A number with its unit: `value` in the internal system, `unit` as it was typed (`1` for a bare number). */
export interface Quantity {
  readonly value: number;
  readonly dimension: Dimension;
  readonly unit: string;
}

const QUANTITY = /^\s*([-+−]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)\s*\*?\s*(.*?)\s*$/u;

/** Decimal factors below 1 are divided by, so that `50 uV` is exactly 0.05 mV. */
function applyFactor(value: number, factor: number): number {
  return factor < 1 ? value / Math.round(1 / factor) : value * factor;
}

/** Reads "1.5 ms", "-70mV", "10*nS" or a bare number, which is dimensionless. */
export function parseQuantity(text: string | number): Quantity | { readonly fault: string } {
  if (typeof text === 'number') {
    return Number.isFinite(text)
      ? { value: text, dimension: DIMENSIONLESS, unit: '1' }
      : { fault: `"${text}" is not a finite number.` };
  }
  const match = QUANTITY.exec(text);
  if (!match) return { fault: `"${text}" is not a number with a unit. Try "1.5 ms".` };
  const value = Number((match[1] ?? '').replace('−', '-'));
  if (!Number.isFinite(value)) return { fault: `"${text}" is not a finite number.` };
  const unitText = match[2] || '1';
  const unit = parseUnit(unitText);
  if (!unit) return { fault: `"${unitText}" in "${text}" is not a unit. Try mV, ms, pA, nS, pF, MOhm or Hz.` };
  const internal = applyFactor(value, unit.factor);
  if (!Number.isFinite(internal)) return { fault: `"${text}" is too large a number.` };
  return { value: internal, dimension: unit.dimension, unit: unitText };
}

/** "1.5 ms": `value` (internal) in the unit named, to so many significant digits; the unit `1` is not written. */
export function formatQuantity(value: number, unitText: string, digits = 3): string {
  const unit = parseUnit(unitText);
  if (!unit) throw new RangeError(`"${unitText}" is not a unit.`);
  const shown = value / unit.factor;
  const number = Number.isFinite(shown) ? String(Number(shown.toPrecision(digits))) : String(shown);
  return unitText.trim() === '1' ? number : `${number} ${unitText}`;
}
