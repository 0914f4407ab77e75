import { parseUnit } from '../units/index.ts';

/** What is wrong with a line of a text that was pasted. */
export interface LineFault {
  /** Counted from 1. */
  readonly line: number;
  /** A whole sentence, which names the line. */
  readonly message: string;
}

/** A line in its fields, of which an empty line has none. */
export interface TableLine {
  /** Counted from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

export interface Table {
  /** The first line that holds something, where none of its fields is, or starts as, a number. */
  readonly header: TableLine | null;
  /** All lines below the header, the empty ones too. */
  readonly lines: readonly TableLine[];
}

const NUMBER = /^[-+−.]?\d|^[-+]?(nan|inf|infinity)$/i;

/** The lines of a table, and its header where it has one. */
export function readTable(text: string): Table {
  const lines = tableLines(text);
  const first = lines.findIndex(isFilled);
  const header = lines[first];
  return header?.fields.every((field) => !NUMBER.test(field))
    ? { header, lines: lines.slice(first + 1) }
    : { header: null, lines };
}

/** A line with too few fields, or too many. `width`: how many there must be, and what they are. */
export function widthFault({ line, fields }: TableLine, width: string | number): LineFault {
  const given = fields.length === 1 ? '1 field' : `${fields.length} fields`;
  return { line, message: `Line ${line} has ${given}; must have ${width}.` };
}

export const isFilled = ({ fields }: TableLine): boolean => fields.length > 0;

/** The unit that a field of a header names: "time (s)", "time [s]", "time_s". */
export function unitIn(field: string): string | null {
  const bracketed = /[([]\s*([^)\]]+?)\s*[)\]]/.exec(field)?.[1];
  const suffix = /_([a-zµμ][^_\s]*)$/i.exec(field)?.[1];
  return bracketed ?? (suffix !== undefined && parseUnit(suffix) !== null ? suffix : null);
}

/**
 * Reads the lines of a table that was pasted, typed, or comes from a file: fields between semicolons, tabs, commas or spaces (the
 * first of these that occurs in it), perhaps in quotes; `#` before a remark; decimal commas where commas separate no fields.
 */
export function tableLines(text: string): TableLine[] {
  const all = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const bare = all.map((line) => line.replace(/#.*$/, '').trim());
  const separator = [';', '\t', ','].find((candidate) => bare.some((line) => line.includes(candidate)));
  return bare.flatMap((written, k): TableLine[] => {
    // A line that is only a remark is none; an empty one may stand for something.
    if (written === '' && all[k]?.trim() !== '') return [];
    const parts = separator === undefined ? bySpaces(written) : written === '' ? [] : written.split(separator);
    const fields = parts.map((part) =>
      part
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    );
    const decimal = separator === ',' ? fields : fields.map((field) => field.replace(/^(-?\d+),(\d+)/, '$1.$2'));
    // A separator at the end of a line begins no field.
    return [{ line: k + 1, fields: decimal.slice(0, decimal.findLastIndex((field) => field !== '') + 1) }];
  });
}

/** Words; what stands in brackets belongs to the word before them, as in "time (ms)". */
const WORD = /(?:[([][^)\]]*[)\]]|\S|\s+(?=[([]))+/g;

/** Fields between spaces, of which one with a unit is two words: "7 ms". */
function bySpaces(written: string): string[] {
  const fields: string[] = [];
  for (const word of written.match(WORD) ?? []) {
    const before = fields.at(-1) ?? '';
    const isUnit = /\d$/.test(before) && /^\D/.test(word) && parseUnit(word) !== null;
    if (isUnit) fields[fields.length - 1] = `${before} ${word}`;
    else fields.push(word);
  }
  return fields;
}
