import { type PokedRun, sentencesOf } from '../experiments/poked.ts';
import type { Cell, Part } from './csv.ts';

/** The data of a plot, in parts: a table may have more rows than fit into memory as text. */
export interface DataTable {
  readonly header: readonly string[];
  readonly parts: () => Iterable<Part> | AsyncIterable<Part>;
  /** Rows of all parts. */
  readonly length: number;
  /** What is missing, in a sentence; null: nothing. */
  readonly missing: string | null;
  /** Sentences about where the data come from, in lines of their own that begin with #; absent: there are none. */
  readonly remarks?: readonly string[];
}

/** A table of runs says what was done to them. */
export function withPokes(table: DataTable, runs: readonly PokedRun[]): DataTable {
  const said = sentencesOf(runs);
  return said.length === 0 ? table : { ...table, remarks: said };
}

/** Rows of one part: a part is made, and written, without a pause. */
export const PART_ROWS = 16_384;

/** A table of few rows. */
export const tableOf = (header: readonly string[], rows: readonly (readonly Cell[])[]): DataTable => ({
  header,
  parts: () => [{ rows }],
  length: rows.length,
  missing: null,
});

/** Tables below each other, parted by empty lines. */
export function joinedTables(tables: readonly DataTable[]): DataTable {
  const [first = tableOf([], []), ...others] = tables;
  return {
    header: first.header,
    length: tables.reduce((sum, { length }) => sum + length, 0),
    missing: tables.find(({ missing }) => missing !== null)?.missing ?? null,
    async *parts() {
      yield* first.parts();
      for (const { header, parts } of others) {
        yield { rows: [[], header] };
        yield* parts();
      }
    },
  };
}
