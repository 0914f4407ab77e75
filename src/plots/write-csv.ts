import { transfer, wrap } from 'comlink';
import type { Part } from './csv.ts';
import type { CsvService } from './csv-worker.ts';
import type { DataTable } from './tables.ts';

/** A table as a CSV file, written by a worker; null: it was aborted. `onProgress`: told the share that is written. */
export async function writeCsv(
  table: DataTable,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Blob | null> {
  const worker = new Worker(new URL('./csv-worker.ts', import.meta.url), { type: 'module', name: 'entrain-csv' });
  try {
    const remote = wrap<CsvService>(worker);
    await remote.add({ rows: headOf(table) });
    let written = 0;
    for await (const part of table.parts()) {
      if (signal.aborted) return null;
      // The page waits for each part, so that it is free in between and no more than one is under way.
      await remote.add(transfer(part, buffersOf(part)));
      written += 'rows' in part ? part.rows.length : part.length;
      onProgress(Math.min(1, written / Math.max(1, table.length)));
    }
    return await remote.end();
  } finally {
    worker.terminate();
  }
}

/** Remarks, and the names of the columns. */
const headOf = ({ header, remarks = [] }: DataTable): readonly (readonly string[])[] => [
  ...remarks.map((sentence) => [`# ${sentence}`]),
  header,
];

function buffersOf(part: Part): ArrayBuffer[] {
  if ('rows' in part) return [];
  return part.columns.flatMap((column) => (typeof column === 'string' ? [] : [column.values.buffer as ArrayBuffer]));
}
