import { parseQuantity, parseUnit, sameDimension } from '../units/index.ts';
import type { Rule } from './schema.ts';
import { isFilled, type LineFault, readTable, type TableLine, unitIn, widthFault } from './table.ts';

type ListRule = Extract<Rule, { type: 'list' }>;
type MatrixRule = Extract<Rule, { type: 'matrix' }>;

export type Read<R> = { readonly rule: R } | { readonly faults: readonly LineFault[] };

interface Context {
  /** Weights have this unit where the text names none. */
  readonly weightUnit: string;
  /** They are the sizes of the ends; null means that they are not known. */
  readonly sources: number | null;
  readonly targets: number | null;
}

const COLUMNS = {
  pre: /^(pre|presynaptic|sources?|from|i)(?![a-z])/i,
  post: /^(post|postsynaptic|targets?|to|j)(?![a-z])/i,
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

/** Finds columns by a header such as `pre, post, weight (mV), delay (ms)`, or in this order where there is none. */
function columnsOf(header: TableLine | null, width: number, weightUnit: string): Columns {
  const place = (name: ColumnName, k: number): number =>
    header === null ? (k < width ? k : -1) : header.fields.findIndex((field) => COLUMNS[name].test(field));
  const places = Object.fromEntries(NAMES.map((name, k) => [name, place(name, k)]).filter(([, at]) => at !== -1));
  const unitOf = (name: ColumnName): string | null => unitIn(header?.fields[places[name] ?? -1] ?? '');
  return { places, weightUnit: unitOf('weight') ?? weightUnit, delayUnit: unitOf('delay') ?? 'ms' };
}

const isNumber = (field: string): boolean => field !== '' && Number.isFinite(Number(field));

/** Reads a bare number, or a quantity such as "0.5 nS" in its column's unit; gives NaN for neither, or below 0. */
function amountOf(field: string, unit: string): number {
  if (isNumber(field)) return Number(field) >= 0 ? Number(field) : Number.NaN;
  const [quantity, column] = [parseQuantity(field), parseUnit(unit)];
  if ('fault' in quantity || column === null || !sameDimension(quantity.dimension, column.dimension)) return Number.NaN;
  return quantity.value >= 0 ? Number((quantity.value / column.factor).toPrecision(12)) : Number.NaN;
}

/**
 * Reads pairs with, perhaps, a weight and a delay each, one synapse a line; or says which lines are at fault, and why.
 */
export function readList(text: string, context: Context): Read<ListRule> {
  const { header, lines } = readTable(text);
  const rows = lines.filter(isFilled);
  const width = (header ?? rows[0])?.fields.length ?? 2;
  const columns = columnsOf(header, width, context.weightUnit);
  const { places, weightUnit, delayUnit } = columns;
  if (header !== null && (places.pre === undefined || places.post === undefined)) {
    const example = 'pre, post, weight (mV), delay (ms)';
    const message = `Line ${header.line}: the header must name a column for pre and one for post, such as "${example}".`;
    return { faults: [{ line: header.line, message }] };
  }
  const faults: LineFault[] = [];
  const synapses = rows.map((row) => {
    const { line, fields } = row;
    const fault = (message: string): number => {
      faults.push({ line, message });
      return 0;
    };
    const index = (name: 'pre' | 'post', size: number | null): number => {
      const field = fields[places[name] ?? -1] ?? '';
      const value = Number(field);
      const which = `Line ${line}: the ${name}synaptic index is`;
      if (!isNumber(field) || !Number.isInteger(value) || value < 0)
        return fault(`${which} "${field}"; must be a whole number, at least 0.`);
      if (size !== null && value >= size)
        return fault(`${which} ${value}; must be at most ${size - 1}, the last neuron.`);
      return value;
    };
    const amount = (name: 'weight' | 'delay', unit: string): number => {
      const place = places[name];
      if (place === undefined) return 0;
      const value = amountOf(fields[place] ?? '', unit);
      return Number.isNaN(value)
        ? fault(`Line ${line}: the ${name} is "${fields[place]}"; must be a number, at least 0.`)
        : value;
    };
    if (fields.length !== width || width < 2 || (header === null && width > 4)) {
      faults.push(widthFault(row, width < 2 || (header === null && width > 4) ? '2 to 4' : width));
      return { pre: 0, post: 0, weight: 0, delay: 0 };
    }
    return {
      pre: index('pre', context.sources),
      post: index('post', context.targets),
      weight: amount('weight', weightUnit),
      delay: amount('delay', delayUnit),
    };
  });
  if (faults.length > 0) return { faults };
  const has = (name: ColumnName) => places[name] !== undefined;
  return {
    rule: {
      type: 'list',
      pairs: synapses.map(({ pre, post }): [number, number] => [pre, post]),
      ...(has('weight') ? { weights: { unit: weightUnit, values: synapses.map(({ weight }) => weight) } } : {}),
      ...(has('delay') ? { delays: { unit: delayUnit, values: synapses.map(({ delay }) => delay) } } : {}),
    },
  };
}

/** Reads a matrix of weights, a line for each source; or says which lines are at fault, and why. */
export function readMatrix(text: string, { weightUnit, sources, targets }: Context): Read<MatrixRule> {
  const lines = readTable(text).lines.filter(isFilled);
  const width = targets ?? lines[0]?.fields.length ?? 0;
  const faults = lines.flatMap((entries, row): LineFault[] => {
    const { line, fields } = entries;
    const wrong = fields.find((field) => !isNumber(field) || Number(field) < 0);
    if (wrong !== undefined)
      return [{ line, message: `Line ${line}: an entry is "${wrong}"; must be a number, at least 0.` }];
    if (sources !== null && row >= sources)
      return [{ line, message: `Line ${line}: there are only ${sources} presynaptic neurons.` }];
    return fields.length === width ? [] : [widthFault(entries, width)];
  });
  if (faults.length > 0) return { faults };
  if (sources !== null && lines.length < sources) {
    const message = `There are ${lines.length} lines; must be ${sources}, one for each presynaptic neuron.`;
    return { faults: [{ line: lines.at(-1)?.line ?? 1, message }] };
  }
  return { rule: { type: 'matrix', unit: weightUnit, rows: lines.map(({ fields }) => fields.map(Number)) } };
}

/** Reads probabilities of pairs of `parts` (layers, modules), a line for each source; or says what is wrong. */
export function readProbabilities(text: string, parts: number, part: string): number[][] | string {
  const lines = readTable(text).lines.filter(isFilled);
  if (lines.length !== parts) return `There are ${lines.length} lines; must be ${parts}, one for each source ${part}.`;
  const isProbability = (field: string): boolean => isNumber(field) && Number(field) >= 0 && Number(field) <= 1;
  const wrong = lines.find(({ fields }) => fields.length !== parts || !fields.every(isProbability));
  return wrong === undefined
    ? lines.map(({ fields }) => fields.map(Number))
    : `Line ${wrong.line} must be ${parts} numbers between 0 and 1.`;
}

/** Writes the text that `readList` reads. */
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
