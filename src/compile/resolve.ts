import type { Problem, Values } from '../contract/index.ts';
import { type ProblemCode, problem, type Subject } from '../document/problems.ts';
import type { Quantity, Value } from '../document/schema.ts';
import { valueText } from '../document/summarise.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import { type Dimension, dimensionName, parseQuantity, parseUnit, sameDimension } from '../units/index.ts';
import { streamKey } from './stream-key.ts';

/** What a number is called, its unit and its range: a parameter of a model, or a field of the document. */
export type Declaration = Omit<ParameterDeclaration, 'name' | 'symbol'>;

/** Number of the declaration's own text; models are checked by the conformance tests. */
function internal(text: string): number {
  const quantity = parseQuantity(text);
  if ('fault' in quantity) throw new RangeError(quantity.fault);
  return quantity.value;
}

export function dimensionOf(unit: string): Dimension {
  const parsed = parseUnit(unit);
  if (parsed === null) throw new RangeError(`"${unit}" is not a unit.`);
  return parsed.dimension;
}

/** "more than 0 ms", "from 0 to 1", or null where everything is allowed. */
function rangeText({ min, max, exclusiveMin, exclusiveMax }: Declaration): string | null {
  const low = min === undefined ? null : `${exclusiveMin ? 'more than' : 'at least'} ${min}`;
  const high = max === undefined ? null : `${exclusiveMax ? 'less than' : 'at most'} ${max}`;
  return low !== null && high !== null ? `${low} and ${high}` : (low ?? high);
}

function isAllowed(value: number, { min, max, exclusiveMin, exclusiveMax }: Declaration): boolean {
  const low = min === undefined ? Number.NEGATIVE_INFINITY : internal(min);
  const high = max === undefined ? Number.POSITIVE_INFINITY : internal(max);
  return (exclusiveMin ? value > low : value >= low) && (exclusiveMax ? value < high : value <= high);
}

/** Reads the document's texts as numbers in internal units, and gathers a problem for each that does not fit. */
export class Resolver {
  readonly problems: Problem[] = [];

  report(
    code: ProblemCode,
    subject: Subject,
    field: string,
    details: { given?: string; allowed?: string; sentence: string; severity?: 'error' | 'warning' },
  ): void {
    this.problems.push(problem({ code, subject, field, ...details }));
  }

  /** One number; null (and a problem) where it does not fit. */
  number(given: Quantity, declaration: Declaration, subject: Subject, field: string): number | null {
    const value = this.quantity(given, declaration, subject, field);
    if (value === null || isAllowed(value, declaration)) return value;
    const allowed = rangeText(declaration) ?? '';
    const sentence = `${declaration.meaning} is ${given}; must be ${allowed}. Try ${declaration.default}.`;
    this.report('out-of-range', subject, field, { given: String(given), allowed, sentence });
    return null;
  }

  /** A constant whole number. */
  whole(given: Value, declaration: Declaration, subject: Subject, field: string): number | null {
    const value = this.constant(given, declaration, subject, field);
    if (value === null || Number.isInteger(value)) return value;
    const sentence = `${declaration.meaning} is ${valueText(given)}; must be a whole number. Try ${Math.round(value)}.`;
    this.report('not-whole', subject, field, { given: valueText(given), allowed: 'a whole number', sentence });
    return null;
  }

  /** A number that may not be drawn. */
  constant(given: Value, declaration: Declaration, subject: Subject, field: string): number | null {
    if (typeof given !== 'object') return this.number(given, declaration, subject, field);
    const sentence = `${declaration.meaning} is drawn (${valueText(given)}); must be one number here. Try ${declaration.default}.`;
    this.report('not-constant', subject, field, { given: valueText(given), allowed: 'one number', sentence });
    return null;
  }

  /** One number per element: constant or drawn, from a stream of its own. Null where something does not fit. */
  values(given: Value, declaration: Declaration, subject: Subject, field: string): Values | null {
    if (typeof given !== 'object') {
      const value = this.number(given, declaration, subject, field);
      return value === null ? null : { kind: 'constant', value };
    }
    const key = streamKey(`${subject.id}/${field}`);
    return 'uniform' in given
      ? this.uniform(given.uniform, declaration, subject, field, key)
      : this.normal(given.normal, declaration, subject, field, key);
  }

  private uniform(
    [from, to]: readonly [Quantity, Quantity],
    declaration: Declaration,
    subject: Subject,
    field: string,
    key: number,
  ): Values | null {
    const low = this.number(from, declaration, subject, field);
    const high = this.number(to, declaration, subject, field);
    if (low === null || high === null) return null;
    if (low <= high) return { kind: 'uniform', low, high, key };
    const sentence = `${declaration.meaning} is drawn from ${from} to ${to}; the first must not be larger. Try ${to} to ${from}.`;
    this.report('out-of-range', subject, field, {
      given: `${from} to ${to}`,
      allowed: 'low before high',
      sentence,
    });
    return null;
  }

  private normal(
    [centre, spread]: readonly [Quantity, Quantity],
    declaration: Declaration,
    subject: Subject,
    field: string,
    key: number,
  ): Values | null {
    const { unit } = declaration;
    const mean = this.number(centre, declaration, subject, field);
    const width: Declaration = {
      unit,
      meaning: `standard deviation of the ${declaration.meaning}`,
      default: `1 ${unit}`,
      min: `0 ${unit}`,
    };
    const sd = this.number(spread, width, subject, field);
    if (mean === null || sd === null) return null;
    const { min, max, exclusiveMin, exclusiveMax } = declaration;
    const inside = (bound: number, towards: number) => bound + towards * Math.max(Number.MIN_VALUE, Math.abs(bound) * 1e-15);
    const low = min === undefined ? Number.NEGATIVE_INFINITY : internal(min);
    const high = max === undefined ? Number.POSITIVE_INFINITY : internal(max);
    return {
      kind: 'normal',
      mean,
      sd,
      min: exclusiveMin ? inside(low, 1) : low,
      max: exclusiveMax ? inside(high, -1) : high,
      key,
    };
  }

  private quantity(given: Quantity, declaration: Declaration, subject: Subject, field: string): number | null {
    const quantity = parseQuantity(given);
    if ('fault' in quantity) {
      const sentence = `${declaration.meaning} cannot be read: ${quantity.fault}`;
      this.report('quantity-syntax', subject, field, { given: String(given), allowed: 'a number with a unit', sentence });
      return null;
    }
    const wanted = dimensionOf(declaration.unit);
    if (sameDimension(quantity.dimension, wanted)) return quantity.value;
    const allowed = declaration.unit === '1' ? 'a pure number' : `a ${dimensionName(wanted)}`;
    const sentence = `${declaration.meaning} is ${given}, a ${dimensionName(quantity.dimension)}; must be ${allowed}. Try ${declaration.default}.`;
    this.report('quantity-dimension', subject, field, { given: String(given), allowed, sentence });
    return null;
  }
}
