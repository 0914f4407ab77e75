import type { Problem, Values } from '../contract/index.ts';
import { type ProblemInput, problem, type Subject } from '../document/problems.ts';
import type { NetworkDocument, Quantity, Value } from '../document/schema.ts';
import { streamKey } from '../equations/stream-key.ts';
import { isOpenEnd } from '../library/timing.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import { dimensionName, entryOf, parseQuantity, parseUnit, sameDimension } from '../units/index.ts';
import { type QuantileKind, quantiles } from './quantiles.ts';

/** What the parts of the compiler share: the document, and the problems found so far. */
export interface Context {
  readonly document: NetworkDocument;
  readonly dtMs: number;
  readonly problems: Problem[];
}

/** Adds a problem; what is found on several ways, such as of a stimulus by each of its edges, is told once. */
export function report(context: Context, input: ProblemInput): null {
  const found = problem(input);
  const told = ({ message, node, field }: Problem) =>
    message === found.message && node === found.node && field === found.field;
  if (!context.problems.some(told)) context.problems.push(found);
  return null;
}

export function titleOf(kind: string, name: string): string {
  return `${kind} "${name}"`;
}

/** The shown form of a bound or default: "0 ms". */
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

/** Reads one quantity for a declared parameter; null where that is a problem (which is then reported). */
export function resolveQuantity(
  context: Context,
  subject: Subject,
  field: string,
  given: Quantity,
  declaration: ParameterDeclaration,
  checkRange: 'range' | 'any' = 'range',
): number | null {
  const text = String(given);
  const parsed = parseQuantity(given);
  const base = { subject, field, given: text };
  if ('fault' in parsed) {
    const allowed = `a quantity such as ${exampleOf(declaration)}`;
    const sentence = `${declaration.meaning}: ${parsed.fault.replace(/ Try .*$/u, '')} Try ${exampleOf(declaration)}.`;
    return report(context, { ...base, code: 'quantity-syntax', allowed, sentence });
  }
  const wanted = parseUnit(declaration.unit);
  if (wanted === null) throw new Error(`${declaration.name} has the unknown unit ${declaration.unit}.`);
  // A bare 0 has no unit to be wrong.
  const bareZero = parsed.unit === '1' && parsed.value === 0;
  if (!bareZero && !sameDimension(parsed.dimension, wanted.dimension)) {
    const allowed = `a ${dimensionName(wanted.dimension)}`;
    const sentence = `${declaration.meaning} is ${text}, a ${dimensionName(parsed.dimension)}; must be ${allowed}. Try ${exampleOf(declaration)}.`;
    return report(context, { ...base, code: 'quantity-dimension', allowed, sentence });
  }
  if (checkRange === 'range' && !inRange(parsed.value, declaration)) {
    const allowed = allowedRange(declaration);
    const sentence = `${declaration.meaning} is ${text}; must be ${allowed}. Try ${exampleOf(declaration, '')}.`;
    return report(context, { ...base, code: 'out-of-range', allowed, sentence });
  }
  if (declaration.whole && !Number.isInteger(parsed.value)) {
    const allowed = 'a whole number';
    const sentence = `${declaration.meaning} is ${text}; must be ${allowed}. Try ${exampleOf(declaration)}.`;
    return report(context, { ...base, code: 'not-whole', allowed, sentence });
  }
  return parsed.value;
}

/** Reads a value that may be drawn, for `size` elements. A normal is redrawn until it lies in the declared range. */
export function resolveValue(
  context: Context,
  subject: Subject,
  field: string,
  given: Value,
  declaration: ParameterDeclaration,
  size: number | null = null,
): Values | null {
  const read = (quantity: Quantity, check: 'range' | 'any' = 'range') =>
    resolveQuantity(context, subject, field, quantity, declaration, check);
  const key = streamKey(`${subject.id ?? ''}/${field}`);
  if (declaration.whole && typeof given === 'object') {
    const sentence = `${declaration.meaning} cannot be drawn; it must be one whole number. Try ${exampleOf(declaration)}.`;
    const said = { given: 'a distribution', allowed: 'one whole number', sentence };
    return report(context, { code: 'not-constant', subject, field, ...said });
  }
  if (typeof given !== 'object') {
    const value = isOpenEnd(declaration, given) ? Number.POSITIVE_INFINITY : read(given);
    return value === null ? null : { kind: 'constant', value };
  }
  if ('uniform' in given) {
    const [low, high] = [read(given.uniform[0]), read(given.uniform[1])];
    if (low === null || high === null) return null;
    if (low <= high) return { kind: 'uniform', low, high, key };
    const shown = `${given.uniform[0]} to ${given.uniform[1]}`;
    const sentence = `${declaration.meaning} is drawn from ${shown}; the lower end must come first.`;
    return report(context, { code: 'out-of-range', subject, field, given: shown, allowed: 'low, then high', sentence });
  }
  const spread = quantilesOf(given);
  const [middle, width] = spread?.parts ?? ('normal' in given ? given.normal : ['', '']);
  const [mean, sd] = [read(middle), read(width, 'any')];
  if (mean === null || sd === null) return null;
  if (sd < 0) {
    const what = spread?.kind === 'lorentzianQuantiles' ? 'half width' : 'standard deviation';
    const sentence = `the ${what} of ${declaration.meaning} is ${width}; must be at least 0.`;
    const said = { given: String(width), allowed: 'at least 0', sentence };
    return report(context, { code: 'out-of-range', subject, field, ...said });
  }
  if (spread !== null && size === null) {
    const sentence = `${declaration.meaning} is given by quantiles, which the neurons of a population have; must be one number, or drawn.`;
    const said = { given: 'quantiles', allowed: 'one number, or drawn', sentence };
    return report(context, { code: 'not-constant', subject, field, ...said });
  }
  if (spread !== null) {
    const values = quantiles(spread.kind, mean, sd, size ?? 1);
    const outside = values.find((value) => !inRange(value, declaration));
    if (outside === undefined) return { kind: 'array', values };
    const allowed = allowedRange(declaration);
    const sentence = `${declaration.meaning} reaches ${Number(outside.toPrecision(4))} in internal units; must be ${allowed}.`;
    return report(context, { code: 'out-of-range', subject, field, given: `${middle}, ${width}`, allowed, sentence });
  }
  const min = declaration.min === undefined ? Number.NEGATIVE_INFINITY : internal(declaration.min);
  const max = declaration.max === undefined ? Number.POSITIVE_INFINITY : internal(declaration.max);
  return { kind: 'normal', mean, sd, min, max, key };
}

function quantilesOf(given: object & Value): { kind: QuantileKind; parts: readonly [Quantity, Quantity] } | null {
  if ('normalQuantiles' in given) return { kind: 'normalQuantiles', parts: given.normalQuantiles };
  if ('lorentzianQuantiles' in given) return { kind: 'lorentzianQuantiles', parts: given.lorentzianQuantiles };
  return null;
}

/** Resolves all declared parameters of a model; names that it does not have are checkNames' to report. */
export function resolveParameters(
  context: Context,
  subject: Subject,
  given: Readonly<Record<string, Value>>,
  declarations: readonly ParameterDeclaration[],
  defaults: Readonly<Record<string, string>> = {},
  size: number | null = null,
): Map<string, Values> {
  const values = new Map<string, Values>();
  for (const declaration of declarations) {
    const value = entryOf(given, declaration.name) ?? entryOf(defaults, declaration.name) ?? declaration.default;
    const resolved = resolveValue(context, subject, `parameters.${declaration.name}`, value, declaration, size);
    values.set(declaration.name, resolved ?? { kind: 'constant', value: 1 });
  }
  return values;
}

/** The one number of a parameter that cannot be drawn. */
export function constantOf(
  context: Context,
  subject: Subject,
  field: string,
  values: Values | undefined,
  whole: 'whole' | 'real' = 'real',
): number {
  if (values?.kind !== 'constant') {
    const sentence = `${field} cannot be drawn; it must be one number.`;
    report(context, { code: 'not-constant', subject, field, given: 'a distribution', allowed: 'one number', sentence });
    return 1;
  }
  if (whole === 'whole' && !Number.isInteger(values.value)) {
    const given = String(values.value);
    report(context, { code: 'not-whole', subject, field, given, allowed: 'a whole number' });
  }
  return values.value;
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
