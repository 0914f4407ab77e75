import type { NetworkDocument } from '../../document/schema.ts';
import type { FieldPlace } from '../../document/set-field.ts';
import { formatNumber } from './numbers.ts';

/** One parameter that a sweep varies. */
export interface SweepAxis {
  /** Node or edge; null: the run settings. */
  readonly node: string | null;
  /** Dotted path as `setField` takes it. */
  readonly field: string;
  /** Other fields that get the same value. */
  readonly also?: readonly FieldPlace[] | undefined;
  /** The number of each value, in `unit`. */
  readonly numbers: readonly number[];
  /** Empty for pure numbers. */
  readonly unit: string;
}

export type AxisScale = 'linear' | 'log';

/** `count` numbers from one to the other, both included; to 12 digits, so that 0.1 stays 0.1. */
export function ladder(from: number, to: number, count: number, scale: AxisScale): number[] {
  return Array.from({ length: count }, (_, k) => {
    const share = count === 1 ? 0 : k / (count - 1);
    const value = scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
    return Number(value.toPrecision(12));
  });
}

/** All fields that an axis sets. */
export const fieldsOf = ({ node, field, also = [] }: Pick<SweepAxis, 'node' | 'field' | 'also'>): FieldPlace[] => [
  { node, field },
  ...also,
];

/** What the field is set to at a value: a quantity as text, or a pure number. */
export function valueAt({ numbers, unit }: SweepAxis, index: number): string | number {
  const number = numbers[index] ?? Number.NaN;
  return unit === '' ? number : `${formatNumber(number)} ${unit}`;
}

/** `NODE.PARAM`, as the user wrote it or as a heading; `+` joins fields that are varied together. */
export function axisName(axis: Pick<SweepAxis, 'node' | 'field' | 'also'>): string {
  return fieldsOf(axis)
    .map(({ node, field }) => `${node ?? 'run'}.${field.replace(/^(parameters|rule)\./, '')}`)
    .join('+');
}

/**
 * Parses `NODE.PARAM=a:b:n`, with `:log` at the end for a logarithmic scale, and `NODE.PARAM+NODE.PARAM=a:b:n` for fields that
 * are varied together. Throws with a sentence.
 */
export function parseAxis(
  document: NetworkDocument,
  text: string,
  locate: (document: NetworkDocument, path: string) => FieldPlace,
): SweepAxis {
  const fault = (why: string): Error =>
    new Error(`--vary ${text}: ${why} Write it as NODE.PARAM=a:b:n, for example E.tau_m="10 ms:20 ms:5".`);
  const equals = text.indexOf('=');
  if (equals < 1) throw fault('there is no "=".');
  const [from = '', to = '', count = '', scale = 'linear', ...rest] = text.slice(equals + 1).split(':');
  if (rest.length > 0 || (scale !== 'linear' && scale !== 'log')) throw fault(`"${scale}" is neither linear nor log.`);
  const range = valuesOf({ from, to, count: Number(count), scale });
  if ('fault' in range) throw fault(range.fault);
  const paths = text.slice(0, equals).split('+');
  const [first, ...also] = paths.map((path) => {
    try {
      return locate(document, path.trim());
    } catch (gone) {
      throw new Error(`--vary ${text}: ${gone instanceof Error ? gone.message : gone}`);
    }
  });
  if (first === undefined) throw fault('there is no field.');
  return { ...first, ...(also.length === 0 ? {} : { also }), ...range };
}

/** Values of an axis, at most. */
const MOST_VALUES = 10_000;

/** A range as it is typed: the first end may leave its unit to the other. */
export interface TypedRange {
  readonly from: string | number;
  readonly to: string | number;
  readonly count: number;
  readonly scale: AxisScale;
}

/** The values of a range, or the sentence on why it is none. Whole fields take each whole number once. */
export function valuesOf(
  { from, to, count, scale }: TypedRange,
  whole = false,
): Pick<SweepAxis, 'numbers' | 'unit'> | { readonly fault: string } {
  const [first, last] = [numberAndUnit(String(from)), numberAndUnit(String(to))];
  if (first === null || last === null) return { fault: 'the ends are not both numbers.' };
  if (first.unit !== last.unit && first.unit !== '')
    return { fault: `the ends are in ${first.unit} and ${last.unit || 'no unit'}.` };
  if (!Number.isInteger(count) || count < 1 || count > MOST_VALUES)
    return { fault: `"${count}" values; must be 1 to ${MOST_VALUES}.` };
  if (scale === 'log' && !(first.number * last.number > 0))
    return { fault: 'a logarithmic range has ends above 0 (or both below).' };
  const numbers = ladder(first.number, last.number, count, scale);
  return { numbers: whole ? [...new Set(numbers.map(Math.round))] : numbers, unit: last.unit };
}

function numberAndUnit(text: string): { number: number; unit: string } | null {
  const match = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*(.*?)\s*$/i.exec(text);
  return match ? { number: Number(match[1]), unit: match[2] ?? '' } : null;
}
