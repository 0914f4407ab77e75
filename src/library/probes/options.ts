import { z } from 'zod';
import type { Measure } from '../../analysis/measures/index.ts';
import { readRanges } from './ranges.ts';

/** How an option stands in the inspector, and what it may be, in words. */
export interface OptionRow {
  /** `variable`: a state of what is observed. `projection`, `plastic-edge`: the id of an edge, or empty. */
  readonly control:
    | 'number'
    | 'boolean'
    | 'indices'
    | 'ranges'
    | 'variable'
    | 'choice'
    | 'choices'
    | 'projection'
    | 'plastic-edge';
  readonly label: string;
  readonly meaning: string;
  /** Shown unit of a number. */
  readonly unit?: string;
  /** The values that an option of control `choice` or `choices` may have. */
  readonly choices?: readonly string[];
  /** The choices are these measures, by id. */
  readonly measures?: readonly Measure[];
  /** Its numbers are indices of neurons of what is observed. */
  readonly namesNeurons?: true;
  /** It counts, and stands in the inspector, only where another option is one of these. */
  readonly when?: { readonly option: string; readonly is: readonly string[] };
  /** Continues "must be". */
  readonly allowed: string;
}

export type OptionSchema = z.ZodType;

const rows = new WeakMap<OptionSchema, OptionRow>();

/** The row of an option that was made here. */
export function rowOf(schema: OptionSchema): OptionRow {
  const row = rows.get(schema);
  if (row === undefined) throw new Error('an option of a probe has no row');
  return row;
}

function declared<S extends OptionSchema>(schema: S, row: OptionRow): S {
  rows.set(schema, row);
  return schema;
}

interface Numeric {
  readonly default: number;
  readonly unit?: string;
  /** 0 is allowed too, and means what `meaning` says. */
  readonly orZero?: true;
}

/** A number above 0. */
export function number(label: string, meaning: string, { default: initial, unit, orZero }: Numeric) {
  const schema = (orZero ? z.number().min(0) : z.number().positive()).default(initial);
  const allowed = `a number ${orZero ? 'of at least' : 'above'} 0`;
  return declared(schema, { control: 'number', label, meaning, allowed, ...(unit && { unit }) });
}

/** How far back a figure looks. */
export const window = (initialMs: number, meaning: string) =>
  number('window', meaning, { default: initialMs, unit: 'ms' });

/** How much of the time of a run is shown. */
export const shownTime = () =>
  number('show the last', 'how much time is shown, up to the present; 0: as much as the network says', {
    default: 0,
    unit: 'ms',
    orZero: true,
  });

export const toggle = (label: string, meaning: string, initial: boolean) =>
  declared(z.boolean().default(initial), { control: 'boolean', label, meaning, allowed: 'true or false' });

const wholeNumbers = (initial: readonly number[]) =>
  z
    .array(z.int().min(0))
    .readonly()
    .default([...initial]);

const LIST = { control: 'indices', allowed: 'a list of whole numbers of at least 0, such as [0, 1, 2]' } as const;

/** Whole numbers from 0 on. */
export const indices = (label: string, meaning: string, initial: readonly number[]) =>
  declared(wholeNumbers(initial), { ...LIST, label, meaning });

/** Neurons of what is observed as a text of indices and ranges: a range of many stays short. */
export const ranges = (label: string, meaning: string, initial: string, when: OptionRow['when']) =>
  declared(
    z
      .string()
      .refine((text) => readRanges(text) !== null)
      .default(initial),
    {
      control: 'ranges',
      label,
      meaning,
      ...(when && { when }),
      namesNeurons: true,
      allowed: 'whole numbers and ranges, such as "1, 5, 10-20"',
    },
  );

/** A whole number from 1 on. */
export const whole = (label: string, meaning: string, initial: number, when: OptionRow['when']) =>
  declared(z.int().min(1).default(initial), {
    control: 'number',
    label,
    meaning,
    ...(when && { when }),
    allowed: 'a whole number of at least 1',
  });

/** Neurons of what is observed, by index. */
export const neurons = (meaning: string, initial: readonly number[]) =>
  declared(wholeNumbers(initial), { ...LIST, label: 'neurons', meaning, namesNeurons: true });

/** One neuron of what is observed, by index: the first unless another one is named. */
export const neuron = () =>
  declared(z.int().min(0).default(0), {
    control: 'number',
    label: 'neuron',
    meaning: 'index of the neuron',
    allowed: 'a whole number of at least 0',
    namesNeurons: true,
  });

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

type Measures = readonly Measure[];

const idsOf = (list: Measures): string[] => list.map(({ id }) => id);

/** One of these measures, by id. */
export const measure = (label: string, meaning: string, list: Measures, initial: string) =>
  declared(z.enum(idsOf(list)).default(initial), {
    control: 'choice',
    label,
    meaning,
    choices: idsOf(list),
    measures: list,
    allowed: `one of ${idsOf(list).join(', ')}`,
  });

/** Some of these measures, by id. */
export const measures = (label: string, meaning: string, list: Measures, initial: Measures) =>
  declared(
    z
      .array(z.enum(idsOf(list)))
      .readonly()
      .default(idsOf(initial)),
    {
      control: 'choices',
      label,
      meaning,
      choices: idsOf(list),
      measures: list,
      allowed: `a list of some of ${idsOf(list).join(', ')}`,
    },
  );

/** An edge by id; empty: the first, or all of them. */
export const edge = (control: 'projection' | 'plastic-edge', label: string, meaning: string) =>
  declared(z.string().default(''), { control, label, meaning, allowed: 'the id of an edge, or ""' });
