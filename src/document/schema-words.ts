import { z } from 'zod';
import { nearest } from './nearest.ts';

/** What is wrong with one field of a value that a schema refuses. */
export interface SchemaFault {
  /** Keys and indices that lead to it; none: the value itself. */
  readonly path: readonly PropertyKey[];
  /** A value that is not allowed or missing, a name that cannot be one, or a field that is not there. */
  readonly of: 'value' | 'name' | 'field';
  /** What stands there, shortened; "missing" where nothing does. */
  readonly given: string;
  readonly allowed: string;
  /** Names of the fields that there are, beside one that is not there. */
  readonly known: readonly string[];
}

/** The part of JSON Schema that our schemas are made of. */
interface Shape {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | false;
  readonly items?: Shape | false;
  readonly prefixItems?: readonly Shape[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** A name that JavaScript keeps for itself: what is stored under it would be lost without a word. */
export const FORBIDDEN_NAME = '__proto__';

const shapes = new WeakMap<z.ZodType, Shape>();

function shapeOf(schema: z.ZodType): Shape {
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const shape = z.toJSONSchema(schema) as Shape;
  shapes.set(schema, shape);
  return shape;
}

/** All faults of a value, each with its field; none where the schema takes it. */
export function schemaFaults(schema: z.ZodType, value: unknown): SchemaFault[] {
  const forbidden = forbiddenPaths(value, []);
  if (forbidden.length > 0) return forbidden.map((path) => nameFault(path, 'another name'));
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  const shape = shapeOf(schema);
  return parsed.error.issues.flatMap((issue) => {
    const { path, code } = issue;
    if (code === 'unrecognized_keys') return issue.keys.map((key) => unknownField(shape, value, path, key));
    if (code === 'invalid_key') return [nameFault(path, issue.issues[0]?.message ?? 'another name')];
    const allowed = inWords(shapesAt(shape, path, value));
    return [{ path, of: 'value', given: shown(valueAt(value, path)), allowed, known: [] }];
  });
}

const nameFault = (path: readonly PropertyKey[], allowed: string): SchemaFault => ({
  path,
  of: 'name',
  given: String(path.at(-1)),
  allowed,
  known: [],
});

function unknownField(shape: Shape, value: unknown, path: readonly PropertyKey[], key: string): SchemaFault {
  const known = fieldNames(shapesAt(shape, path, value));
  return { path: [...path, key], of: 'field', given: key, allowed: known.join(', ') || 'no field', known };
}

/** Dotted path; `from`: so many of its first keys are left out, since the subject of the sentence stands for them. */
export const fieldOf = ({ path }: Pick<SchemaFault, 'path'>, from = 0): string =>
  path.slice(from).map(String).join('.');

/** `size is 1.5; must be a whole number from 1 to 10,000,000.` */
export function faultSentence(fault: SchemaFault, from = 0): string {
  const { of, given, allowed, known } = fault;
  const field = fieldOf(fault, from);
  if (of === 'field') return `there is no field "${field}". ${whatThereIs(given, known)}`;
  if (of === 'name') return `"${field}" cannot be a name; must be ${allowed}.`;
  return `${field || 'it'} is ${given}; must be ${allowed}.`;
}

/** `There are a, b, c.`, with the one that was probably meant. */
export function whatThereIs(given: string, known: readonly string[]): string {
  if (known.length === 0) return 'It has none.';
  const meant = nearest(given, known);
  const list = known.length === 1 ? `There is ${known[0]}.` : `There are ${known.join(', ')}.`;
  return meant === null || known.length === 1 ? list : `${list} Did you mean ${meant}?`;
}

/** Names of the fields that a value may have, of alternatives those of the one that it is. */
export const fieldsOf = (schema: z.ZodType, value: unknown): string[] => fieldNames(branches(shapeOf(schema), value));

const fieldNames = (shapes: readonly Shape[]): string[] => [
  ...new Set(shapes.flatMap(({ properties = {} }) => Object.keys(properties))),
];

/** The schemas that a place of a value has: of alternatives those that fit what stands there. */
function shapesAt(root: Shape, path: readonly PropertyKey[], value: unknown): Shape[] {
  let shapes = branches(root, value);
  let at = value;
  for (const key of path) {
    const before = shapes;
    at = ownValue(at, key);
    shapes = before.flatMap((shape) => childOf(shape, key)).flatMap((shape) => branches(shape, at));
  }
  return shapes;
}

/** A schema with a description is told by that, whatever it is made of. */
function branches(shape: Shape, value: unknown): Shape[] {
  const options = shape.anyOf ?? shape.oneOf;
  if (options === undefined || shape.description !== undefined) return [shape];
  const all = options.flatMap((option) => branches(option, value));
  const fitting = all.filter((option) => agrees(option, value));
  return fitting.length > 0 ? fitting : all;
}

/** Whether what tells alternatives apart (`kind`, `type`) is as the value has it. */
const agrees = ({ properties = {} }: Shape, value: unknown): boolean =>
  Object.entries(properties).every(([name, { const: only }]) => only === undefined || ownValue(value, name) === only);

function childOf(
  { properties = {}, additionalProperties, prefixItems, items, anyOf, oneOf }: Shape,
  key: PropertyKey,
): Shape[] {
  const options = anyOf ?? oneOf;
  if (options !== undefined) return options.flatMap((option) => childOf(option, key));
  if (typeof key === 'number' || /^\d+$/.test(String(key))) {
    const item = prefixItems?.[Number(key)] ?? items;
    if (item) return [item];
  }
  const name = String(key);
  if (Object.hasOwn(properties, name)) return properties[name] === undefined ? [] : [properties[name]];
  return additionalProperties ? [additionalProperties] : [];
}

function inWords(shapes: readonly Shape[]): string {
  const choices = shapes.flatMap(({ const: only }) => (only === undefined ? [] : [only]));
  if (choices.length === shapes.length && choices.length > 0) return listed(choices);
  return exampleOf(shapes) ?? ([...new Set(shapes.map(wordsOf))].join(' or ') || 'something else');
}

/** So many kinds of objects are told by the shortest of them: a list of all would be no sentence. */
const MANY = 4;

/** `an object such as {"type": "one-to-one"}`; null where there are few kinds, or none of a tag alone. */
function exampleOf(shapes: readonly Shape[]): string | null {
  if (shapes.length < MANY) return null;
  const tags = shapes.flatMap(({ properties = {} }) => {
    const [[name, { const: only }] = ['', {}], ...others] = Object.entries(properties);
    return only === undefined || others.length > 0 ? [] : [`{"${name}": ${JSON.stringify(only)}}`];
  });
  return tags[0] === undefined ? null : `an object such as ${tags[0]}`;
}

function wordsOf(shape: Shape): string {
  const { type, description, enum: choices, const: only } = shape;
  if (description !== undefined) return description;
  if (only !== undefined) return JSON.stringify(only);
  if (choices !== undefined) return listed(choices);
  switch (type) {
    case 'integer':
    case 'number':
      return `a ${type === 'integer' ? 'whole ' : ''}number${rangeOf(shape)}`;
    case 'string':
      return shape.minLength === undefined ? 'a text' : 'a text that is not empty';
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${countOf(shape)}`;
    case 'object':
      return objectWords(shape);
    case 'null':
      return 'null';
    default:
      return 'a value of JSON';
  }
}

/** ` from 1 to 10,000,000`, ` of at least 1`; empty where every number is allowed, as of whole numbers all safe ones are. */
export function rangeOf({ minimum = -Infinity, maximum = Infinity }: Pick<Shape, 'minimum' | 'maximum'>): string {
  const [low, high] = [minimum, maximum].map((bound) => bound.toLocaleString('en'));
  const bounded = { below: minimum > -Number.MAX_SAFE_INTEGER, above: maximum < Number.MAX_SAFE_INTEGER };
  if (bounded.below && bounded.above) return ` from ${low} to ${high}`;
  if (bounded.below) return ` of at least ${low}`;
  return bounded.above ? ` of at most ${high}` : '';
}

function countOf({ prefixItems, minItems, maxItems }: Shape): string {
  if (prefixItems !== undefined) return ` of ${prefixItems.length}`;
  if (minItems !== undefined && maxItems !== undefined) return ` of ${minItems} to ${maxItems}`;
  return minItems === undefined ? '' : ` of at least ${minItems}`;
}

function objectWords({ properties }: Shape): string {
  const names = Object.keys(properties ?? {});
  return names.length === 0 ? 'an object of names and values' : `an object with ${names.join(', ')}`;
}

const listed = (values: readonly unknown[]): string => {
  const texts = values.map((value) => JSON.stringify(value));
  return texts.length < 2 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`;
};

/** A value as it may stand in a sentence. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'not a finite number';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** What stands under a name, unless it is what every object of JavaScript has. */
export function ownValue(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

export const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown => path.reduce(ownValue, value);

/** Places of the forbidden name in a value from JSON, which parsers pass over. */
function forbiddenPaths(value: unknown, path: readonly PropertyKey[]): PropertyKey[][] {
  if (typeof value !== 'object' || value === null) return [];
  // Lists of numbers may be long, and hold no names.
  if (Array.isArray(value) && typeof value[0] !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === FORBIDDEN_NAME
      ? [[...path, name]]
      : forbiddenPaths(inner, [...path, Array.isArray(value) ? Number(name) : name]),
  );
}
