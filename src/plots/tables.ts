import type { Cell, Column, Part } from './csv.ts';
import { type SampledLine, shownTime } from './sampled-lines.ts';

/** The data of a plot, in parts: a table may have more rows than fit into memory as text. */
export interface DataTable {
  readonly header: readonly string[];
  readonly parts: () => Iterable<Part>;
  /** Rows of all parts. */
  readonly length: number;
  /** What is missing, in a sentence; null: nothing. */
  readonly missing: string | null;
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
    *parts() {
      yield* first.parts();
      for (const { header, parts } of others) {
        yield { rows: [[], header] };
        yield* parts();
      }
    },
  };
}

/** Samples of lines of one recorder after the other against time: the lines of all share the times of the first. */
export function samplesTable(lines: readonly SampledLine[], headingOf: (line: SampledLine) => string): DataTable {
  const [first] = lines;
  const header = ['time (ms)', ...lines.map(headingOf)];
  if (first === undefined) return tableOf(header, []);
  const { recordings, map } = first.run;
  const { firstStep, everySteps, samples } = recordings.trace(first.recorder);
  const since = recordings.traceSince(first.recorder) ?? firstStep;
  return {
    header,
    length: samples,
    missing:
      firstStep > since
        ? `Samples before ${shownTime(firstStep * map.dtMs)} are not held any more: the file begins there.`
        : null,
    *parts() {
      for (let from = 0; from < samples; from += PART_ROWS) {
        const fromStep = firstStep + from * everySteps;
        const length = Math.min(PART_ROWS, samples - from);
        const stretch = { fromStep, toStep: fromStep + length * everySteps };
        const times = Float64Array.from({ length }, (_, k) => (fromStep + k * everySteps) * map.dtMs);
        const columns = lines.map(({ run, recorder, row, factor }): Column => {
          const own = run.recordings.traceWithin(recorder, stretch, Number.POSITIVE_INFINITY);
          const values = own.of === 'samples' ? own.row(row).slice() : new Float64Array(0);
          return { values, factor };
        });
        yield { length, columns: [{ values: times, factor: 1, rounded: true }, ...columns] };
      }
    },
  };
}
