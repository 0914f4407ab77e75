import type { Rule } from './schema.ts';

type ListRule = Extract<Rule, { type: 'list' }>;
type MatrixRule = Extract<Rule, { type: 'matrix' }>;

/** What is wrong with a line of a text; lines are counted from 1. */
export interface LineFault {
  readonly line: number;
  readonly sentence: string;
}

export type Read<R> = { readonly rule: R } | { readonly faults: readonly LineFault[] };

interface Context {
  /** Unit of weights where the text names none. */
  readonly weightUnit: string;
  /** Sizes of the ends; null: not known. */
  readonly sources: number | null;
  readonly targets: number | null;
}

interface Line {
  readonly number: number;
  readonly cells: readonly string[];
}

/** Lines that say something, with their cells; `#` begins a comment. */
function linesOf(text: string): Line[] {
  return text.split(/\r?\n/).flatMap((raw, k) => {
    const content = raw.replace(/#.*/, '').trim();
    if (content === '') return [];
    const separator = /[,;\t]/.test(content) ? /\s*[,;\t]\s*/ : /\s+/;
    return [{ number: k + 1, cells: content.split(separator).map((cell) => cell.replace(/^"|"$/g, '')) }];
  });
}

const COLUMNS = {
  pre: /^(pre|source|from|i)\b/i,
  post: /^(post|target|to|j)\b/i,
  weight: /^w/i,
  delay: /^d/i,
} as const;
type ColumnName = keyof typeof COLUMNS;
const NAMES = Object.keys(COLUMNS) as ColumnName[];

interface Columns {
  readonly places: Readonly<Partial<Record<ColumnName, number>>>;
  readonly weightUnit: string;
  readonly delayUnit: string;
}

const isNumber = (cell: string): boolean => cell !== '' && Number.isFinite(Number(cell));

/** Columns by the names of a heading such as `pre, post, weight (mV), delay (ms)`; null: the line is none. */
function heading({ cells }: Line, weightUnit: string): Columns | null {
  if (cells.some(isNumber)) return null;
  const places: Partial<Record<ColumnName, number>> = {};
  let units = { weightUnit, delayUnit: 'ms' };
  cells.forEach((cell, k) => {
    const name = NAMES.find((candidate) => COLUMNS[candidate].test(cell));
    if (name === undefined) return;
    places[name] ??= k;
    const unit = /[([]\s*([^)\]]+?)\s*[)\]]/.exec(cell)?.[1];
    if (unit !== undefined && name === 'weight') units = { ...units, weightUnit: unit };
    if (unit !== undefined && name === 'delay') units = { ...units, delayUnit: unit };
  });
  return places.pre === undefined || places.post === undefined ? null : { places, ...units };
}

/** Joins in the order pre, post, weight, delay where no heading says otherwise. */
function plainColumns({ cells }: Line, weightUnit: string): Columns {
  const places = Object.fromEntries(NAMES.slice(0, cells.length).map((name, k) => [name, k]));
  return { places, weightUnit, delayUnit: 'ms' };
}

/** Reads pairs with, perhaps, a weight and a delay each, one synapse a line; or says which lines are at fault, and why. */
export function readList(text: string, context: Context): Read<ListRule> {
  const lines = linesOf(text);
  const [first] = lines;
  if (first === undefined) return { rule: { type: 'list', pairs: [] } };
  const named = heading(first, context.weightUnit);
  const columns = named ?? plainColumns(first, context.weightUnit);
  const faults: LineFault[] = [];
  const width = first.cells.length;
  const rows = (named === null ? lines : lines.slice(1)).map(({ number, cells }) => {
    const fault = (sentence: string) => {
      faults.push({ line: number, sentence });
      return 0;
    };
    if (cells.length !== width || width < 2 || (named === null && width > 4)) {
      fault(`${cells.length} columns; must be ${width < 2 || width > 4 ? '2 to 4' : width}.`);
      return { pre: 0, post: 0, weight: 0, delay: 0 };
    }
    const cellOf = (name: ColumnName) => cells[columns.places[name] ?? -1];
    const index = (name: 'pre' | 'post', size: number | null): number => {
      const cell = cellOf(name) ?? '';
      const value = Number(cell);
      const which = name === 'pre' ? 'presynaptic' : 'postsynaptic';
      if (!isNumber(cell) || !Number.isInteger(value) || value < 0)
        return fault(`the ${which} index is "${cell}"; must be a whole number, at least 0.`);
      if (size !== null && value >= size)
        return fault(`the ${which} index is ${value}; must be at most ${size - 1}, the last neuron.`);
      return value;
    };
    const amount = (name: 'weight' | 'delay'): number => {
      const cell = cellOf(name);
      if (cell === undefined || (isNumber(cell) && Number(cell) >= 0)) return Number(cell ?? 0);
      return fault(`the ${name} is "${cell}"; must be a number, at least 0.`);
    };
    return {
      pre: index('pre', context.sources),
      post: index('post', context.targets),
      weight: amount('weight'),
      delay: amount('delay'),
    };
  });
  if (faults.length > 0) return { faults };
  const has = (name: ColumnName) => columns.places[name] !== undefined;
  return {
    rule: {
      type: 'list',
      pairs: rows.map(({ pre, post }): [number, number] => [pre, post]),
      ...(has('weight') ? { weights: { unit: columns.weightUnit, values: rows.map(({ weight }) => weight) } } : {}),
      ...(has('delay') ? { delays: { unit: columns.delayUnit, values: rows.map(({ delay }) => delay) } } : {}),
    },
  };
}

/** Reads a matrix of weights, a line for each source; or says which lines are at fault, and why. */
export function readMatrix(text: string, { weightUnit, sources, targets }: Context): Read<MatrixRule> {
  const lines = linesOf(text);
  const width = targets ?? lines[0]?.cells.length ?? 0;
  const faults = lines.flatMap(({ number, cells }, row): LineFault[] => {
    const wrong = cells.find((cell) => !isNumber(cell) || Number(cell) < 0);
    if (wrong !== undefined)
      return [{ line: number, sentence: `an entry is "${wrong}"; must be a number, at least 0.` }];
    if (sources !== null && row >= sources)
      return [{ line: number, sentence: `there are only ${sources} presynaptic neurons.` }];
    return cells.length === width ? [] : [{ line: number, sentence: `${cells.length} entries; must be ${width}.` }];
  });
  if (faults.length > 0) return { faults };
  if (sources !== null && lines.length < sources)
    return { faults: [{ line: lines.at(-1)?.number ?? 1, sentence: `${lines.length} lines; must be ${sources}.` }] };
  return { rule: { type: 'matrix', unit: weightUnit, rows: lines.map(({ cells }) => cells.map(Number)) } };
}

/** The text that `readList` reads. */
export function listText({ pairs, weights, delays }: ListRule): string {
  const columns = [
    ...(weights === undefined ? [] : [{ name: `weight (${weights.unit})`, values: weights.values }]),
    ...(delays === undefined ? [] : [{ name: `delay (${delays.unit})`, values: delays.values }]),
  ];
  const rows = pairs.map((pair, k) => [...pair, ...columns.map(({ values }) => values[k] ?? 0)].join(', '));
  return (columns.length === 0 ? rows : [['pre', 'post', ...columns.map(({ name }) => name)].join(', '), ...rows]).join(
    '\n',
  );
}

export const matrixText = ({ rows }: MatrixRule): string => rows.map((row) => row.join(', ')).join('\n');
