import { parseQuantity, parseUnit, sameDimension, TIME } from '../units/index.ts';
import { isFilled, type LineFault, readTable, type TableLine, unitIn, widthFault } from './table.ts';

/** `columns`: index and time of a spike a line. `rows`: the times of a neuron a line. */
export type SpikeTableLayout = 'columns' | 'rows';

/** Spike times as a document holds them: "12.5 ms", a row for each neuron, ascending. */
interface SpikeTable {
  readonly layout: SpikeTableLayout;
  readonly spikeTimes: readonly (readonly string[])[];
  readonly spikes: number;
}

export type SpikeTableResult =
  | { readonly table: SpikeTable; readonly faults: readonly [] }
  | { readonly table: null; readonly faults: readonly LineFault[] };

interface Time {
  readonly ms: number;
  readonly text: string;
}

/** Rows are made up to the highest index, also for neurons without a spike. */
const HIGHEST_INDEX = 99_999;

/**
 * Reads spike times from a table: from its header come which column is which and the unit of the times, which else are in ms.
 * Without a layout that is asked for, two columns of which the first is of whole numbers are taken for index and time. An empty
 * line is a neuron without spikes where each has a row.
 */
export function parseSpikeTable(text: string, asked: SpikeTableLayout | 'auto' = 'auto'): SpikeTableResult {
  const { header, lines } = readTable(text);
  const data = lines.filter(isFilled);
  const layout = asked === 'auto' ? (looksLikeColumns(header, data) ? 'columns' : 'rows') : asked;
  return layout === 'columns' ? readColumns(header, data) : readRows(header, trimmed(lines));
}

const refused = (...faults: LineFault[]): SpikeTableResult => ({ table: null, faults });

/** Without the empty lines at the end of a file. */
const trimmed = (lines: readonly TableLine[]): readonly TableLine[] =>
  lines.slice(0, lines.findLastIndex(isFilled) + 1);

const isIndex = (field: string | undefined): boolean => /^\d+$/.test(field ?? '');

function looksLikeColumns(header: TableLine | null, data: readonly TableLine[]): boolean {
  if (header !== null && header.fields.length > 1) return true;
  return data.length > 0 && data.every(({ fields }) => fields.length === 2 && isIndex(fields[0]));
}

const TIME_WORD = /time|^t\b|^t_|spike/i;
const INDEX_WORD = /index|neuron|sender|cell|train|element|unit|^id\b|^i\b|_id$/i;

interface Columns {
  readonly index: number;
  readonly time: number;
}

function columnsOf(header: TableLine | null): Columns | null {
  if (header === null || header.fields.length === 2) {
    const [a = '', b = ''] = header?.fields ?? [];
    const swapped = TIME_WORD.test(a) && !TIME_WORD.test(b);
    return swapped ? { index: 1, time: 0 } : { index: 0, time: 1 };
  }
  const time = header.fields.findIndex((field) => TIME_WORD.test(field));
  const index = header.fields.findIndex((field, k) => k !== time && INDEX_WORD.test(field));
  return time < 0 || index < 0 ? null : { index, time };
}

/** The unit that a header names; ms where it names none. */
function unitOf(header: TableLine | null, column: number): string | LineFault {
  const named = unitIn(header?.fields[column] ?? '') ?? 'ms';
  const unit = parseUnit(named);
  if (unit !== null && sameDimension(unit.dimension, TIME)) return named;
  const line = header?.line ?? 1;
  return { line, message: `Line ${line}: the unit "${named}" of the times is none of time. Try "time (ms)".` };
}

function readColumns(header: TableLine | null, data: readonly TableLine[]): SpikeTableResult {
  const columns = columnsOf(header);
  if (columns === null) {
    const line = header?.line ?? 1;
    const message = `Line ${line}: the header must name one column for the index and one for the time, such as "neuron, time (ms)".`;
    return refused({ line, message });
  }
  const unit = unitOf(header, columns.time);
  if (typeof unit !== 'string') return refused(unit);
  const width = header?.fields.length ?? 2;
  const faults: LineFault[] = [];
  const rows: Time[][] = [];
  for (const row of data) {
    const { line, fields } = row;
    const index = Number(fields[columns.index]);
    const time = readTime(fields[columns.time] ?? '', unit);
    if (fields.length !== width) faults.push(widthFault(row, `${width}: index and time of a spike`));
    else if (!isIndex(fields[columns.index]) || index > HIGHEST_INDEX) {
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

function readRows(header: TableLine | null, data: readonly TableLine[]): SpikeTableResult {
  const unit = unitOf(header, 0);
  if (typeof unit !== 'string') return refused(unit);
  const faults: LineFault[] = [];
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

function resultOf(layout: SpikeTableLayout, rows: readonly Time[][], faults: LineFault[]): SpikeTableResult {
  if (faults.length > 0) return refused(...faults);
  const spikes = rows.reduce((sum, row) => sum + row.length, 0);
  if (spikes === 0) return refused({ line: 1, message: 'There is no spike time.' });
  const spikeTimes = rows.map((row) => [...row].sort((a, b) => a.ms - b.ms).map(({ text }) => text));
  return { table: { layout, spikeTimes, spikes }, faults: [] };
}
