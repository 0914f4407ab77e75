import { rangeOf } from '../document/schema-words.ts';

/** What is typed replaces the value of a field when the field is left; null: it says nothing new. */
export function changedText(typed: string | null, value: string): string | null {
  const text = typed?.trim();
  return text === undefined || text === value ? null : text;
}

/** What a field without a unit may hold. */
export interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly whole?: boolean | undefined;
  /** What it must be, and whether a number is that: where a range does not say it. */
  readonly allowed?: string | undefined;
  readonly takes?: ((number: number) => boolean) | undefined;
}

/** The allowed numbers in words: "a whole number from 1 to 100". */
export const boundsText = ({ min = -Infinity, max = Infinity, whole = false, allowed }: Bounds): string =>
  allowed ?? `a ${whole ? 'whole ' : ''}number${rangeOf({ minimum: min, maximum: max })}`;

/** The number that a text is; null where it is none, or not an allowed one. */
export function readNumber(text: string, bounds: Bounds): number | null {
  const { min = -Infinity, max = Infinity, whole = false, takes = () => true } = bounds;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number) || (whole && !Number.isInteger(number))) return null;
  return number >= min && number <= max && takes(number) ? number : null;
}

/** Why a text is not taken, and what stays in its place. */
export function refusalOf(label: string, text: string, bounds: Bounds, value: number | 'mixed'): string {
  const stays = value === 'mixed' ? 'as it was' : value;
  return `${label} is ${text || 'empty'}; must be ${boundsText(bounds)}. It stays ${stays}.`;
}
