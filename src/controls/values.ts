import type { Value } from '../document/schema.ts';
import { defaultText, END } from '../library/timing.ts';
import type { ParameterDeclaration } from '../library/types.ts';

/** How a value is given: one number for all, drawn, or spread over the neurons without chance. */
export type ValueKind = 'constant' | 'uniform' | 'normal' | 'normalQuantiles' | 'lorentzianQuantiles';

export function kindOf(value: Value): ValueKind {
  if (typeof value !== 'object') return 'constant';
  if ('uniform' in value) return 'uniform';
  if ('normal' in value) return 'normal';
  return 'normalQuantiles' in value ? 'normalQuantiles' : 'lorentzianQuantiles';
}

/** The texts of a value's fields: one, or [low, high], or [mean, sd]. */
export function partsOf(value: Value): readonly string[] {
  if (typeof value !== 'object') return [String(value)];
  return Object.values(value).flat().map(String);
}

/** A bare number gets the shown unit; anything else stays as it was typed. */
export function withUnit(text: string, unit: string): string {
  const trimmed = text.trim().replace(/^−/, '-');
  return unit !== '1' && /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(trimmed) ? `${trimmed} ${unit}` : trimmed;
}

/** A value of a kind from the texts of its fields. */
export function valueFrom(kind: ValueKind, parts: readonly string[]): Value {
  const [first = '', second = first] = parts;
  if (kind === 'constant') return first;
  switch (kind) {
    case 'uniform':
      return { uniform: [first, second] };
    case 'normal':
      return { normal: [first, second] };
    case 'normalQuantiles':
      return { normalQuantiles: [first, second] };
    case 'lorentzianQuantiles':
      return { lorentzianQuantiles: [first, second] };
  }
}

/** The same value given another way: about the same centre, with nothing drawn apart yet. */
export function changeKind(value: Value, kind: ValueKind, unit: string): Value {
  const [given = '0'] = partsOf(value);
  // The end of a run can be no part of a distribution.
  const first = given === END ? withUnit('500', unit) : given;
  if (kind !== 'constant' && kind !== 'uniform') return valueFrom(kind, [first, withUnit('0', unit)]);
  return valueFrom(kind, [first, first]);
}

/** One value that all of several have, or `mixed`. */
export function common<T>(values: readonly T[]): T | 'mixed' | undefined {
  const [first] = values;
  return values.every((value) => JSON.stringify(value) === JSON.stringify(first)) ? first : 'mixed';
}

/** Default and allowed range of a parameter, in words. */
export function rangeText(declaration: ParameterDeclaration): string {
  const { min, max, exclusiveMin, exclusiveMax, whole } = declaration;
  const kind = whole ? ', a whole number' : '';
  const low = min === undefined ? '' : `, ${exclusiveMin ? 'more than' : 'at least'} ${min}`;
  const high = max === undefined ? '' : `, ${exclusiveMax ? 'less than' : 'at most'} ${max}`;
  return `default ${defaultText(declaration)}${kind}${low}${high}`;
}
