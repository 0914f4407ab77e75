import type { ParameterDeclaration } from '../types.ts';

/** A plain number, with or without a fraction; a sweep may vary it. */
interface NumberField {
  readonly kind: 'number';
  /** What the inspector calls it. */
  readonly label: string;
  /** What a sweep calls it. */
  readonly meaning: string;
  readonly default: number;
  readonly min: number;
  readonly max?: number;
  readonly whole?: true;
}

/** A quantity with a unit; a sweep may vary it. */
interface QuantityField {
  readonly kind: 'quantity';
  readonly declaration: ParameterDeclaration;
}

/** Yes or no. */
export interface FlagField {
  readonly kind: 'flag';
  readonly label: string;
  readonly default: boolean;
}

/** One of several names. */
interface ChoiceField<V extends string = string> {
  readonly kind: 'choice';
  readonly label: string;
  readonly hint?: string;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly default: V;
}

/** Probabilities row by row, of parts of the source and of the target, in place of fewer numbers; absent unless asked for. */
interface ProbabilitiesField {
  readonly kind: 'probabilities';
  readonly optional: true;
  readonly label: string;
  /** What a row and a column stand for: "block". */
  readonly part: string;
  /** Numbers of the rule that count for nothing where the table is given. */
  readonly replaces: readonly string[];
  /** The square table that says what the numbers of a rule say. */
  readonly start: (numbers: Readonly<Record<string, unknown>>) => number[][];
}

/** Index pairs [presynaptic, postsynaptic], typed as text together with the columns of the rule. */
interface PairsField {
  readonly kind: 'pairs';
}

/** A number for each pair, all of one unit; absent where the text has no such column. */
interface ColumnField {
  readonly kind: 'column';
  readonly optional: true;
}

/** Row by row, of sources, the weight for each target, typed as text; 0 is no synapse. */
interface WeightsField {
  readonly kind: 'weights';
}

/** The unit of a rule's weights. */
interface UnitField {
  readonly kind: 'unit';
}

/**
 * A field of a rule, from which the document's schema, the rows of the inspector, the parameters of sweeps and the defaults are
 * made. A kind is said here, in document/rule-schema.ts and in editor/inspector/RuleFields.tsx.
 */
export type RuleField =
  | NumberField
  | QuantityField
  | FlagField
  | ChoiceField
  | ProbabilitiesField
  | PairsField
  | ColumnField
  | WeightsField
  | UnitField;

export type RuleFields = Readonly<Record<string, RuleField>>;

/** Whether a neuron may be joined with itself; matters where both ends are one population. */
export const AUTAPSES = {
  kind: 'flag',
  label: 'autapses (synapses of a neuron onto itself)',
  default: false,
} as const satisfies FlagField;

/** Whether a pair may have several synapses. */
export const MULTAPSES = {
  kind: 'flag',
  label: 'multapses (several synapses of one pair)',
  default: false,
} as const satisfies FlagField;

/** A quantity, or a plain number where it is dimensionless, as in the document. */
type QuantityText = string | number;

interface Numbers {
  unit: string;
  values: number[];
}

type ValueOf<F extends RuleField, Quantity> = F extends NumberField
  ? number
  : F extends QuantityField
    ? Quantity
    : F extends FlagField
      ? boolean
      : F extends ChoiceField<infer V>
        ? V
        : F extends ProbabilitiesField | WeightsField
          ? number[][]
          : F extends PairsField
            ? [number, number][]
            : F extends ColumnField
              ? Numbers
              : string;

type Optional<F extends RuleFields> = { [N in keyof F]: F[N] extends { optional: true } ? N : never }[keyof F];

type Values<F extends RuleFields, Quantity> = {
  -readonly [N in Exclude<keyof F, Optional<F>>]: ValueOf<F[N], Quantity>;
} & { -readonly [N in Optional<F>]?: ValueOf<F[N], Quantity> | undefined };

type Flat<T> = { [N in keyof T]: T[N] };

/** What a document gives for the fields of a rule. */
export type Given<F extends RuleFields> = Flat<Values<F, QuantityText>>;

/** The values of a rule's fields, with quantities in internal units. */
export type Resolved<F extends RuleFields> = Flat<Values<F, number>>;

/** Reads a quantity of a rule in internal units; null where it is at fault, which is then reported. */
export type ReadQuantity = (field: string, given: QuantityText, declaration: ParameterDeclaration) => number | null;

/** The declared fields that are given, with quantities in internal units; null where one of these is at fault. */
export function resolved<F extends RuleFields>(fields: F, given: Given<F>, read: ReadQuantity): Resolved<F> | null {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value: unknown = Reflect.get(given, name);
    if (value === undefined) continue;
    const isQuantity = field.kind === 'quantity' && (typeof value === 'string' || typeof value === 'number');
    values[name] = isQuantity ? read(name, value, field.declaration) : value;
    if (values[name] === null) return null;
  }
  return values as Resolved<F>;
}

/** Sizes of a rule's ends; null where they are not known. */
export interface Sizes {
  readonly sources: number | null;
  readonly targets: number | null;
}

/** A matrix that is larger would not be typed. */
const MOST_TYPED = 50;

/** What a field starts from; undefined: it is absent. */
export function defaultOf(field: RuleField, { sources, targets }: Sizes, weightUnit: string): unknown {
  switch (field.kind) {
    case 'number':
    case 'flag':
    case 'choice':
      return field.default;
    case 'quantity':
      return field.declaration.default;
    case 'pairs':
      return [[0, 0]];
    case 'weights': {
      const [rows, columns] = [Math.min(sources ?? 2, MOST_TYPED), Math.min(targets ?? 2, MOST_TYPED)];
      return Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
    }
    case 'unit':
      return weightUnit;
    case 'probabilities':
    case 'column':
      return undefined;
  }
}

/** Names of fields that count for nothing, since another one that is given replaces them. */
export function replacedFields(fields: RuleFields, given: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const names = Object.entries(fields).flatMap(([name, field]) =>
    field.kind === 'probabilities' && given[name] !== undefined ? field.replaces : [],
  );
  return new Set(names);
}
