import { describe, expect, test } from 'vitest';
import { readList, readMatrix } from '../../src/document/connection-csv.ts';
import { parseSpikeTable } from '../../src/document/spike-table.ts';
import { tableLines } from '../../src/document/table.ts';

type Rows = readonly (readonly string[])[];

const joined = (rows: Rows, separator: string, end = '\n'): string => rows.map((row) => row.join(separator)).join(end);
const each = (rows: Rows, of: (field: string) => string): Rows => rows.map((row) => row.map(of));
const withCommas = (rows: Rows): Rows => each(rows, (field) => field.replace('.', ','));

/** How a table may be written: its header, in words and brackets, and its rows of numbers. */
const FORMS: readonly (readonly [name: string, write: (header: readonly string[], rows: Rows) => string])[] = [
  ['commas', (_, rows) => joined(rows, ',')],
  ['commas and spaces', (_, rows) => joined(rows, ', ')],
  ['semicolons', (_, rows) => joined(rows, ';')],
  ['semicolons and decimal commas', (_, rows) => joined(withCommas(rows), ';')],
  ['tabs', (_, rows) => joined(rows, '\t')],
  ['tabs and decimal commas', (_, rows) => joined(withCommas(rows), '\t')],
  ['spaces', (_, rows) => joined(rows, ' ')],
  [
    'spaces that align columns',
    (_, rows) =>
      each(rows, (field) => field.padStart(8))
        .map((row) => row.join(' '))
        .join('\n'),
  ],
  [
    'quotes',
    (_, rows) =>
      joined(
        each(rows, (field) => `"${field}"`),
        ',',
      ),
  ],
  [
    'quotes and decimal commas',
    (_, rows) =>
      joined(
        each(withCommas(rows), (field) => `"${field}"`),
        '; ',
      ),
  ],
  ['a byte order mark', (_, rows) => `\uFEFF${joined(rows, ',')}`],
  ['CRLF', (_, rows) => `${joined(rows, ',', '\r\n')}\r\n`],
  ['CR', (_, rows) => joined(rows, ',', '\r')],
  ['remarks', (_, rows) => `# of a recording; 1, 2\n${joined(rows, ',', ' # said\n# between\n')}`],
  ['empty lines', (_, rows) => `\n${joined(rows, ',', '\n\n')}\n\n`],
  ['a separator at the end of each line', (_, rows) => joined(rows, ',', ',\n')],
  ['a header', (header, rows) => joined([header, ...rows], ',')],
  ['a header between tabs, with CRLF and a mark', (header, rows) => `\uFEFF${joined([header, ...rows], '\t', '\r\n')}`],
  ['a header between spaces', (header, rows) => joined([header, ...rows], ' ')],
  [
    'a header in quotes, below a remark',
    (header, rows) =>
      `# a\n${joined(
        each([header, ...rows], (f) => `"${f}"`),
        ';',
      )}`,
  ],
  [
    'a column of no concern',
    (header, rows) => joined([[...header, 'area'], ...rows.map((row) => [...row, 'V1'])], ','),
  ],
];

const SYNAPSES = [
  ['0', '5', '0.25', '1.5'],
  ['9', '19', '2', '0.75'],
  ['3', '4', '1e-3', '12'],
];
const SPIKES = [
  ['0', '10.5'],
  ['2', '7'],
  ['0', '3.25'],
];
const context = { weightUnit: 'mV', sources: 10, targets: 20 };

/** Where a text has a word, counted in lines from 1. */
const lineWith = (text: string, word: string): number =>
  text.split(/\r\n|\r|\n/).findIndex((line) => line.includes(word)) + 1;

describe.each(FORMS)('a table with %s', (_name, write) => {
  test('is read as synapses', () => {
    expect(
      readList(write(['pre', 'post', 'weight (nS)', 'delay [ms]'], SYNAPSES), { ...context, weightUnit: 'nS' }),
    ).toEqual({
      rule: {
        type: 'list',
        pairs: [
          [0, 5],
          [9, 19],
          [3, 4],
        ],
        weights: { unit: 'nS', values: [0.25, 2, 0.001] },
        delays: { unit: 'ms', values: [1.5, 0.75, 12] },
      },
    });
  });

  test('is read as spikes', () => {
    const { table } = parseSpikeTable(write(['neuron', 'time (ms)'], SPIKES), 'columns');
    expect(table?.spikeTimes).toEqual([['3.25 ms', '10.5 ms'], [], ['7 ms']]);
  });

  test('names the line at fault', () => {
    const synapses = write(['pre', 'post', 'weight (mV)', 'delay (ms)'], [...SYNAPSES, ['1', '2', 'oops', '1']]);
    const line = lineWith(synapses, 'oops');
    const message = `Line ${line}: the weight is "oops"; must be a number, at least 0.`;
    expect(readList(synapses, context)).toEqual({ faults: [{ line, message }] });
    const spikes = write(['neuron', 'time (ms)'], [...SPIKES, ['1', 'oops']]);
    const at = lineWith(spikes, 'oops');
    expect(parseSpikeTable(spikes, 'columns').faults).toEqual([
      { line: at, message: `Line ${at}: "oops" is not a time. Try "12.5" or "12.5 ms".` },
    ]);
  });
});

describe('a field', () => {
  test('may have its unit with it, also between spaces', () => {
    for (const text of ['0,5,0.5 nS,2 ms\n9,19,1500 pS,0.004 s', '0 5 0.5 nS 2 ms\n9 19 1500 pS 0.004 s']) {
      expect(readList(text, { ...context, weightUnit: 'nS' })).toMatchObject({
        rule: { weights: { unit: 'nS', values: [0.5, 1.5] }, delays: { unit: 'ms', values: [2, 4] } },
      });
    }
    expect(readList('0,5,0.5 mV', { ...context, weightUnit: 'nS' })).toMatchObject({ faults: [{ line: 1 }] });
    expect(parseSpikeTable('7 ms\n0.004 s 9 ms').table?.spikeTimes).toEqual([['7 ms'], ['0.004 s', '9 ms']]);
  });

  test('keeps what stands in brackets', () => {
    expect(tableLines('pre post weight (1/ms)\n0 1 2')).toEqual([
      { line: 1, fields: ['pre', 'post', 'weight (1/ms)'] },
      { line: 2, fields: ['0', '1', '2'] },
    ]);
  });
});

test('columns are told by any of their usual names, and the unit by any of its usual forms', () => {
  for (const header of ['j,i,w', 'target,source,weight_mV', 'post_id,pre_id,w [mV]', 'to,from,Weights (mV)'])
    expect(readList(`${header}\n5,0,2`, context)).toEqual({
      rule: { type: 'list', pairs: [[0, 5]], weights: { unit: 'mV', values: [2] } },
    });
});

test('a large matrix between spaces is read in time that grows with its size', () => {
  const row = Array.from({ length: 20_000 }, (_, k) => k % 2).join(' ');
  const before = performance.now();
  const read = readMatrix(`${row}\n${row}`, { weightUnit: 'mV', sources: 2, targets: 20_000 });
  expect('rule' in read && read.rule.rows[1]?.length).toBe(20_000);
  expect(performance.now() - before).toBeLessThan(2000);
});
