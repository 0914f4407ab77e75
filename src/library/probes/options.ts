import { z } from 'zod';

/** How an option stands in the inspector, and what it may be, in words. */
export interface OptionRow {
  /** `variable`: a state of what is observed. `projection`, `plastic-edge`: the id of an edge, or empty. */
  readonly control:
    | 'number'
    | 'boolean'
    | 'indices'
    | 'variable'
    | 'choice'
    | 'choices'
    | 'projection'
    | 'plastic-edge';
  readonly label: string;
  readonly meaning: string;
  /** Shown unit of a number. */
  readonly unit?: string;
  /** Of `choice` and `choices`; absent: the measures, which the view lists. */
  readonly choices?: readonly string[];
  /** Continues "must be". */
  readonly allowed: string;
}

export type OptionSchema = z.ZodType;

const rows = z.registry<OptionRow>();

/** The row of an option that was made here. */
export function rowOf(schema: OptionSchema): OptionRow {
  const row = rows.get(schema);
  if (row === undefined) throw new Error('an option of a probe has no row');
  return row;
}

function declared<S extends OptionSchema>(schema: S, row: OptionRow): S {
  rows.add(schema, row);
  return schema;
}

interface Numeric {
  readonly default: number;
  readonly unit?: string;
  /** 0 is allowed too, and means what `meaning` says. */
  readonly orZero?: true;
  /** An index or a count. */
  readonly whole?: true;
}

/** A number above 0. */
export function number(label: string, meaning: string, { default: initial, unit, orZero, whole }: Numeric) {
  const kind = whole ? z.int() : z.number();
  const schema = (orZero ? kind.min(0) : kind.positive()).default(initial);
  const allowed = `a ${whole ? 'whole ' : ''}number ${orZero ? 'of at least' : 'above'} 0`;
  return declared(schema, { control: 'number', label, meaning, allowed, ...(unit && { unit }) });
}

/** How far back a figure looks. */
export const window = (initialMs: number, meaning: string) =>
  number('window', meaning, { default: initialMs, unit: 'ms' });

export const toggle = (label: string, meaning: string, initial: boolean) =>
  declared(z.boolean().default(initial), { control: 'boolean', label, meaning, allowed: 'true or false' });

/** Whole numbers from 0 on. */
export const indices = (label: string, meaning: string, initial: readonly number[]) =>
  declared(
    z
      .array(z.int().min(0))
      .readonly()
      .default([...initial]),
    {
      control: 'indices',
      label,
      meaning,
      allowed: 'a list of whole numbers of at least 0, such as [0, 1, 2]',
    },
  );

/** A variable of what is observed. Its default is the model's: see `records`. */
export const variable = (label: string, meaning: string) =>
  declared(z.string().optional(), { control: 'variable', label, meaning, allowed: 'the name of a state' });

export const choice = <const C extends readonly [string, ...string[]]>(
  label: string,
  meaning: string,
  choices: C,
  initial: C[number],
) =>
  declared(z.enum(choices).default(initial as z.util.NoUndefined<C[number]>), {
    control: 'choice',
    label,
    meaning,
    choices,
    allowed: `one of ${choices.join(', ')}`,
  });

/** A measure, of which the analysis has the list; its default is the view's. */
export const measure = (label: string, meaning: string) =>
  declared(z.string().optional(), { control: 'choice', label, meaning, allowed: 'the name of a measure' });

export const measures = (label: string, meaning: string) =>
  declared(z.array(z.string()).readonly().optional(), {
    control: 'choices',
    label,
    meaning,
    allowed: 'a list of names of measures',
  });

/** An edge by id; empty: the first, or all of them. */
export const edge = (control: 'projection' | 'plastic-edge', label: string, meaning: string) =>
  declared(z.string().default(''), { control, label, meaning, allowed: 'the id of an edge, or ""' });
