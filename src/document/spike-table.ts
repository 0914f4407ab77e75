import { parseQuantity, parseUnit, sameDimension, TIME } from '../units/index.ts';

/** `columns`: index and time of a spike a line. `rows`: the times of a neuron a line. */
export type SpikeTableLayout = 'columns' | 'rows';

/** Spike times as a document holds them: "12.5 ms", a row for each neuron, ascending. */
interface SpikeTable {
  readonly layout: SpikeTableLayout;
  readonly spikeTimes: readonly (readonly string[])[];
  readonly spikes: number;
}

export interface SpikeTableFault {
  /** Counted from 1. */
  readonly line: number;
  /** A whole sentence, which names the line. */
  readonly message: string;
}

export type SpikeTableResult =
  | { readonly table: SpikeTable; readonly faults: readonly [] }
  | { readonly table: null; readonly faults: readonly SpikeTableFault[] };

/** A line that holds something, in its fields. */
interface Line {
  readonly line: number;
  readonly fields: readonly string[];
}

interface Time {
  readonly ms: number;
  readonly text: string;
}

/** Rows are made up to the highest index, also for neurons without a spike. */
const HIGHEST_INDEX = 99_999;

/**
 * Reads spike times that were pasted or come from a file: fields between semicolons, tabs, commas or spaces (the first of these
 * that occurs), `#` before a remark. A first line of words is a header, from which come which column is which and the unit of
 * the times, `time (s)` or `time_s`; else times are in ms. Without a layout that is asked for, two columns of which the first
 * is of whole numbers are taken for index and time.
 */
export function parseSpikeTable(text: string, asked: SpikeTableLayout | 'auto' = 'auto'): SpikeTableResult {
  const lines = linesOf(text);
  const filled = lines.filter(({ fields }) => fields.length > 0);
  const [first] = filled;
  if (first === undefined) return refused({ line: 1, message: 'There is no spike time.' });
  const header = isHeader(first) ? first : null;
  const data = filled.filter((line) => line !== header);
  const layout = asked === 'auto' ? (looksLikeColumns(header, data) ? 'columns' : 'rows') : asked;
  if (layout === 'columns') return readColumns(header, data);
  const from = header === null ? 0 : lines.indexOf(header) + 1;
  return readRows(header, trimmed(lines.slice(from)));
}

const refused = (...faults: SpikeTableFault[]): SpikeTableResult => ({ table: null, faults });

/** Not those before or within brackets: "time (ms)" is one field. */
const SPACES = /\s+(?![([])(?![^([]*[)\]])/;

function linesOf(text: string): Line[] {
  const all = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const separator = [';', '\t', ','].find((candidate) => all.some((line) => bare(line).includes(candidate)));
  return all.flatMap((content, k): Line[] => {
    const written = bare(content).trim();
    // A line that is only a remark is none; an empty one is a neuron without spikes.
    if (written === '' && content.trim() !== '') return [];
    const parts = written === '' ? [] : written.split(separator ?? SPACES);
    const decimal = (field: string) => (separator === ',' ? field : field.replace(/^(-?\d+),(\d+)/, '$1.$2'));
    return [{ line: k + 1, fields: dropLast(parts.map((part) => decimal(unquoted(part.trim())))) }];
  });
}

const bare = (line: string): string => line.replace(/#.*$/, '');
const unquoted = (field: string): string => field.replace(/^"(.*)"$/, '$1').trim();
/** A separator at the end of a line begins no field. */
const dropLast = (fields: string[]): string[] => (fields.at(-1) === '' ? dropLast(fields.slice(0, -1)) : fields);

/** Without the empty lines at the end of a file. */
function trimmed(lines: readonly Line[]): readonly Line[] {
  const last = lines.findLastIndex(({ fields }) => fields.length > 0);
  return lines.slice(0, last + 1);
}

/** No field starts as a number does. */
const isHeader = ({ fields }: Line): boolean => fields.every((field) => !/^[-+−.]?\d/.test(field));

const isIndex = (field: string | undefined): boolean => /^\d+$/.test(field ?? '');

function looksLikeColumns(header: Line | null, data: readonly Line[]): boolean {
  if (header !== null && header.fields.length > 1) return true;
  return data.length > 0 && data.every(({ fields }) => fields.length === 2 && isIndex(fields[0]));
}

const TIME_WORD = /time|^t\b|^t_|spike/i;
const INDEX_WORD = /index|neuron|sender|cell|train|element|unit|^id\b|^i\b|_id$/i;

interface Columns {
  readonly index: number;
  readonly time: number;
}

function columnsOf(header: Line | null): Columns | null {
  if (header === null || header.fields.length === 2) {
    const [a = '', b = ''] = header?.fields ?? [];
    const swapped = TIME_WORD.test(a) && !TIME_WORD.test(b);
    return swapped ? { index: 1, time: 0 } : { index: 0, time: 1 };
  }
  const time = header.fields.findIndex((field) => TIME_WORD.test(field));
  const index = header.fields.findIndex((field, k) => k !== time && INDEX_WORD.test(field));
  return time < 0 || index < 0 ? null : { index, time };
}

/** The unit that a header names: "time (s)", "time [s]", "time_s"; ms where it names none. */
function unitOf(header: Line | null, column: number): string | SpikeTableFault {
  const field = header?.fields[column] ?? '';
  const named = /[([]\s*([^)\]]+?)\s*[)\]]/.exec(field)?.[1] ?? /_(us|ms|s)$/.exec(field)?.[1] ?? 'ms';
  const unit = parseUnit(named);
  if (unit !== null && sameDimension(unit.dimension, TIME)) return named;
  const line = header?.line ?? 1;
  return { line, message: `Line ${line}: the unit "${named}" of the times is none of time. Try "time (ms)".` };
}

function readColumns(header: Line | null, data: readonly Line[]): SpikeTableResult {
  const columns = columnsOf(header);
  if (columns === null) {
    const line = header?.line ?? 1;
    const message = `Line ${line}: the header must name one column for the index and one for the time, such as "neuron, time (ms)".`;
    return refused({ line, message });
  }
  const unit = unitOf(header, columns.time);
  if (typeof unit !== 'string') return refused(unit);
  const width = header?.fields.length ?? 2;
  const faults: SpikeTableFault[] = [];
  const rows: Time[][] = [];
  for (const { line, fields } of data) {
    const index = Number(fields[columns.index]);
    const time = readTime(fields[columns.time] ?? '', unit);
    if (fields.length !== width) {
      const shown = fields.length === 1 ? '1 field' : `${fields.length} fields`;
      faults.push({ line, message: `Line ${line} has ${shown}; must have ${width}: index and time of a spike.` });
    } else if (!isIndex(fields[columns.index]) || index > HIGHEST_INDEX) {
      const given = fields[columns.index];
      const message = `Line ${line}: the index is "${given}"; must be a whole number from 0 to ${HIGHEST_INDEX}.`;
      faults.push({ line, message });
    } else if (typeof time === 'string') faults.push({ line, message: `Line ${line}: ${time}` });
    else {
      while (rows.length <= index) rows.push([]);
      rows[index]?.push(time);
    }
  }
  return resultOf('columns', rows, faults);
}

function readRows(header: Line | null, data: readonly Line[]): SpikeTableResult {
  const unit = unitOf(header, 0);
  if (typeof unit !== 'string') return refused(unit);
  const faults: SpikeTableFault[] = [];
  const rows = data.map(({ line, fields }) =>
    fields.flatMap((field) => {
      const time = readTime(field, unit);
      if (typeof time !== 'string') return [time];
      faults.push({ line, message: `Line ${line}: ${time}` });
      return [];
    }),
  );
  return resultOf('rows', rows, faults);
}

/** A time, or why a field is none. */
function readTime(field: string, unit: string): Time | string {
  const text = Number.isNaN(Number(field)) || field === '' ? field : `${field} ${unit}`;
  const quantity = parseQuantity(text);
  if ('fault' in quantity || !sameDimension(quantity.dimension, TIME))
    return `"${field}" is not a time. Try "12.5" or "12.5 ms".`;
  return quantity.value < 0 ? `the time is ${text}; must be at least 0 ms.` : { ms: quantity.value, text };
}

function resultOf(layout: SpikeTableLayout, rows: readonly Time[][], faults: SpikeTableFault[]): SpikeTableResult {
  if (faults.length > 0) return refused(...faults);
  const spikes = rows.reduce((sum, row) => sum + row.length, 0);
  if (spikes === 0) return refused({ line: 1, message: 'There is no spike time.' });
  const spikeTimes = rows.map((row) => [...row].sort((a, b) => a.ms - b.ms).map(({ text }) => text));
  return { table: { layout, spikeTimes, spikes }, faults: [] };
}
