export type Cell = string | number | null;

/** A column of a part of a table: one text for all of its rows, or a number for each, times a factor. */
export type Column =
  | string
  | {
      readonly values: Int32Array | Float64Array;
      readonly factor: number;
      /** Without the noise of binary fractions. */
      readonly rounded?: true;
    };

/** Rows of a table that are written at once: as they are, or by columns. */
export type Part =
  | { readonly rows: readonly (readonly Cell[])[] }
  | { readonly length: number; readonly columns: readonly Column[] };

/** One cell: quoted where it must be (RFC 4180). */
function cell(value: Cell): string {
  if (value === null || (typeof value === 'number' && Number.isNaN(value))) return '';
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

const line = (row: readonly Cell[]): string => `${row.map(cell).join(',')}\n`;

/** A part of a table as CSV text; an undefined number is an empty cell. */
export function partText(part: Part): string {
  if ('rows' in part) return part.rows.map(line).join('');
  const columns = part.columns.map((column): ((k: number) => string) => {
    if (typeof column === 'string') {
      const text = cell(column);
      return () => text;
    }
    const { values, factor, rounded: isRounded } = column;
    return (k) => {
      const value = (values[k] ?? Number.NaN) * factor;
      return cell(isRounded ? rounded(value) : value);
    };
  });
  let text = '';
  for (let k = 0; k < part.length; k++) text += `${columns.map((of) => of(k)).join(',')}\n`;
  return text;
}

/** A table as CSV text; an undefined number is an empty cell. */
export const csvText = (header: readonly string[], rows: Iterable<readonly Cell[]>): string =>
  partText({ rows: [header, ...rows] });

/** A number without the noise of binary fractions. */
export function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
