import type { Values } from '../contract/index.ts';
import type { Subject } from '../document/problems.ts';
import type { NetworkDocument, Quantity, Value } from '../document/schema.ts';
import { streamKey } from '../equations/stream-key.ts';
import { isOpenEnd } from '../library/timing.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import { dimensionName, entryOf, parseQuantity, parseUnit, sameDimension } from '../units/index.ts';
import { gather, type Outcome, outcome, refused } from './outcome.ts';
import { type QuantileKind, quantiles } from './quantiles.ts';
import { checkTruncation } from './truncation.ts';

/** Holds what the parts of the compiler share. */
export interface Context {
  readonly document: NetworkDocument;
  readonly dtMs: number;
}

export function titleOf(kind: string, name: string): string {
  return `${kind} "${name}"`;
}

/** A bound or default as it is shown: "0 ms". */
function internal(text: string): number {
  const parsed = parseQuantity(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed.value;
}

function allowedRange({ min, max, exclusiveMin, exclusiveMax }: ParameterDeclaration): string {
  const low = min === undefined ? null : `${exclusiveMin ? 'more than' : 'at least'} ${min}`;
  const high = max === undefined ? null : `${exclusiveMax ? 'less than' : 'at most'} ${max}`;
  return [low, high].filter((part) => part !== null).join(' and ');
}

function inRange(value: number, { min, max, exclusiveMin, exclusiveMax }: ParameterDeclaration): boolean {
  const low = min === undefined ? Number.NEGATIVE_INFINITY : internal(min);
  const high = max === undefined ? Number.POSITIVE_INFINITY : internal(max);
  return (exclusiveMin ? value > low : value >= low) && (exclusiveMax ? value < high : value <= high);
}

/** What may be typed: the default, in quotes. */
const exampleOf = ({ default: usual, timing }: ParameterDeclaration, quote = '"'): string =>
  timing === 'offset' ? '"500 ms", or "end" for the end of the run' : `${quote}${usual}${quote}`;

/** Reads one quantity for a declared parameter. */
export function resolveQuantity(
  subject: Subject,
  field: string,
  given: Quantity,
  declaration: ParameterDeclaration,
  checkRange: 'range' | 'any' = 'range',
): Outcome<number | null> {
  const text = String(given);
  const parsed = parseQuantity(given);
  const base = { subject, field, given: text };
  if ('fault' in parsed) {
    const allowed = `a quantity such as ${exampleOf(declaration)}`;
    const sentence = `${declaration.meaning}: ${parsed.fault.replace(/ Try .*$/u, '')} Try ${exampleOf(declaration)}.`;
    return refused({ ...base, code: 'quantity-syntax', allowed, sentence });
  }
  const wanted = parseUnit(declaration.unit);
  if (wanted === null) throw new Error(`${declaration.name} has the unknown unit ${declaration.unit}.`);
  // A bare 0 has no unit to be wrong.
  const bareZero = parsed.unit === '1' && parsed.value === 0;
  if (!bareZero && !sameDimension(parsed.dimension, wanted.dimension)) {
    const allowed = `a ${dimensionName(wanted.dimension)}`;
    const sentence = `${declaration.meaning} is ${text}, a ${dimensionName(parsed.dimension)}; must be ${allowed}. Try ${exampleOf(declaration)}.`;
    return refused({ ...base, code: 'quantity-dimension', allowed, sentence });
  }
  if (checkRange === 'range' && !inRange(parsed.value, declaration)) {
    const allowed = allowedRange(declaration);
    const sentence = `${declaration.meaning} is ${text}; must be ${allowed}. Try ${exampleOf(declaration, '')}.`;
    return refused({ ...base, code: 'out-of-range', allowed, sentence });
  }
  if (declaration.whole && !Number.isInteger(parsed.value)) {
    const allowed = 'a whole number';
    const sentence = `${declaration.meaning} is ${text}; must be ${allowed}. Try ${exampleOf(declaration)}.`;
    return refused({ ...base, code: 'not-whole', allowed, sentence });
  }
  return outcome(parsed.value);
}

/** Reads a value that may be drawn, for `size` elements. A normal is redrawn until it lies in the declared range. */
export function resolveValue(
  subject: Subject,
  field: string,
  given: Value,
  declaration: ParameterDeclaration,
  size: number | null = null,
): Outcome<Values | null> {
  if (declaration.whole && typeof given === 'object') {
    const sentence = `${declaration.meaning} cannot be drawn; it must be one whole number. Try ${exampleOf(declaration)}.`;
    const said = { given: 'a distribution', allowed: 'one whole number', sentence };
    return refused({ code: 'not-constant', subject, field, ...said });
  }
  if (typeof given !== 'object') {
    if (isOpenEnd(declaration, given)) return outcome({ kind: 'constant', value: Number.POSITIVE_INFINITY });
    const { value, problems } = resolveQuantity(subject, field, given, declaration);
    return { value: value === null ? null : { kind: 'constant', value }, problems };
  }
  const key = streamKey(`${subject.id ?? ''}/${field}`);
  return 'uniform' in given
    ? resolveUniform(subject, field, given.uniform, declaration, key)
    : resolveSpread(subject, field, given, declaration, size, key);
}

function resolveUniform(
  subject: Subject,
  field: string,
  [lowest, highest]: readonly [Quantity, Quantity],
  declaration: ParameterDeclaration,
  key: number,
): Outcome<Values | null> {
  return gather(({ take }) => {
    const low = take(resolveQuantity(subject, field, lowest, declaration));
    const high = take(resolveQuantity(subject, field, highest, declaration));
    if (low === null || high === null) return null;
    if (low <= high) return { kind: 'uniform', low, high, key };
    const given = `${lowest} to ${highest}`;
    const sentence = `${declaration.meaning} is drawn from ${given}; the lower end must come first.`;
    return take(refused({ code: 'out-of-range', subject, field, given, allowed: 'low, then high', sentence }));
  });
}

/** Values about a middle: drawn from a normal distribution, or the quantiles of one. */
function resolveSpread(
  subject: Subject,
  field: string,
  given: Exclude<Value, Quantity | { uniform: unknown }>,
  declaration: ParameterDeclaration,
  size: number | null,
  key: number,
): Outcome<Values | null> {
  const spread = quantilesOf(given);
  const [middle, width] = spread?.parts ?? ('normal' in given ? given.normal : ['', '']);
  return gather(({ take, tell }) => {
    const mean = take(resolveQuantity(subject, field, middle, declaration));
    const sd = take(resolveQuantity(subject, field, width, declaration, 'any'));
    if (mean === null || sd === null) return null;
    if (sd < 0) {
      const what = spread?.kind === 'lorentzianQuantiles' ? 'half width' : 'standard deviation';
      const sentence = `the ${what} of ${declaration.meaning} is ${width}; must be at least 0.`;
      const said = { given: String(width), allowed: 'at least 0', sentence };
      return take(refused({ code: 'out-of-range', subject, field, ...said }));
    }
    if (spread !== null && size === null) {
      const sentence = `${declaration.meaning} is given by quantiles, which the neurons of a population have; must be one number, or drawn.`;
      const said = { given: 'quantiles', allowed: 'one number, or drawn', sentence };
      return take(refused({ code: 'not-constant', subject, field, ...said }));
    }
    if (spread !== null) {
      const values = quantiles(spread.kind, mean, sd, size ?? 1);
      const outside = values.find((value) => !inRange(value, declaration));
      if (outside === undefined) return { kind: 'array', values };
      const allowed = allowedRange(declaration);
      const sentence = `${declaration.meaning} reaches ${Number(outside.toPrecision(4))} in internal units; must be ${allowed}.`;
      return take(refused({ code: 'out-of-range', subject, field, given: `${middle}, ${width}`, allowed, sentence }));
    }
    const min = declaration.min === undefined ? Number.NEGATIVE_INFINITY : internal(declaration.min);
    const max = declaration.max === undefined ? Number.POSITIVE_INFINITY : internal(declaration.max);
    const parsed = parseQuantity(width);
    const unit = 'fault' in parsed ? declaration.unit : parsed.unit;
    tell(checkTruncation(subject, field, { meaning: declaration.meaning, unit }, { mean, sd, min, max }));
    return { kind: 'normal', mean, sd, min, max, key };
  });
}

function quantilesOf(given: object & Value): { kind: QuantileKind; parts: readonly [Quantity, Quantity] } | null {
  if ('normalQuantiles' in given) return { kind: 'normalQuantiles', parts: given.normalQuantiles };
  if ('lorentzianQuantiles' in given) return { kind: 'lorentzianQuantiles', parts: given.lorentzianQuantiles };
  return null;
}

/** The parameters of a model, by name; 1 stands for one that cannot be read. */
export type Parameters = ReadonlyMap<string, Values>;

/** Resolves all declared parameters of a model; names that it does not have are checkNames' to report. */
export function resolveParameters(
  subject: Subject,
  given: Readonly<Record<string, Value>>,
  declarations: readonly ParameterDeclaration[],
  defaults: Readonly<Record<string, string>> = {},
  size: number | null = null,
): Outcome<Parameters> {
  return gather(({ take }) => {
    const entries = declarations.map((declaration): [string, Values] => {
      const { name } = declaration;
      const value = entryOf(given, name) ?? entryOf(defaults, name) ?? declaration.default;
      const resolved = take(resolveValue(subject, `parameters.${name}`, value, declaration, size));
      return [name, resolved ?? { kind: 'constant', value: 1 }];
    });
    return new Map(entries);
  });
}

/** Whether a field was read: what could not be has been told, and what stands for it says nothing. */
export const isRead = ({ problems }: Outcome<unknown>, field: string): boolean =>
  !problems.some((problem) => problem.field === field && problem.severity === 'error');

/** The one number of a parameter that cannot be drawn. */
export function constantOf(
  subject: Subject,
  field: string,
  values: Values | undefined,
  whole: 'whole' | 'real' = 'real',
): Outcome<number> {
  return gather(({ take }) => {
    if (values?.kind !== 'constant') {
      const sentence = `${field} cannot be drawn; it must be one number.`;
      take(refused({ code: 'not-constant', subject, field, given: 'a distribution', allowed: 'one number', sentence }));
      return 1;
    }
    if (whole === 'whole' && !Number.isInteger(values.value)) {
      const given = String(values.value);
      take(refused({ code: 'not-whole', subject, field, given, allowed: 'a whole number' }));
    }
    return values.value;
  });
}

/** Values multiplied by a factor (a weight's sign and relative strength). */
export function scaleValues(values: Values, factor: number): Values {
  if (factor === 1) return values;
  const ends = (a: number, b: number): [number, number] =>
    factor < 0 ? [b * factor, a * factor] : [a * factor, b * factor];
  switch (values.kind) {
    case 'constant':
      return { ...values, value: values.value * factor };
    case 'distance':
      return { ...values, offset: values.offset * factor, perUm: values.perUm * factor };
    case 'array':
      return { ...values, values: values.values.map((value) => value * factor) };
    case 'uniform': {
      const [low, high] = ends(values.low, values.high);
      return { ...values, low, high };
    }
    case 'normal': {
      const [min, max] = ends(values.min, values.max).map((end) => (Number.isNaN(end) ? 0 : end)) as [number, number];
      return { ...values, mean: values.mean * factor, sd: values.sd * Math.abs(factor), min, max };
    }
  }
}
