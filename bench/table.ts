/** Rows of text under headings; the first column names the row. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export const NONE = '–';

/** Three significant digits, without exponent where it is readable so. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  if (value !== 0 && (Math.abs(value) >= 1e6 || Math.abs(value) < 1e-3)) return value.toExponential(2);
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

export function textTable({ title, head, rows }: Table): string {
  const widths = widthsOf(head, rows);
  const line = (cells: readonly string[]) => aligned(cells, widths).join('  ');
  return [title, line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** Columns of one width, as the formatter wants them. */
export function markdownTable({ title, head, rows }: Table): string {
  const widths = widthsOf(head, rows).map((width) => Math.max(3, width));
  const line = (cells: readonly string[]) => `| ${aligned(cells, widths).join(' | ')} |`;
  const rule = widths.map((width, k) => (k === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [`**${title}**`, '', line(head), line(rule), ...rows.map(line)].join('\n');
}

const widthsOf = (head: readonly string[], rows: readonly (readonly string[])[]): number[] =>
  head.map((heading, k) => Math.max(heading.length, ...rows.map((row) => (row[k] ?? '').length)));

const aligned = (cells: readonly string[], widths: readonly number[]): string[] =>
  cells.map((cell, k) => (k === 0 ? cell.padEnd(widths[k] ?? 0) : cell.padStart(widths[k] ?? 0)));

/** The text with what lies between two like markers replaced; a RangeError where they are not there. */
export function fillSection(text: string, marker: string, content: string): string {
  const [before, , after] = text.split(marker);
  if (before === undefined || after === undefined) throw new RangeError(`there is no section ${marker}`);
  return `${before}${marker}\n\n${content}\n\n${marker}${after}`;
}
