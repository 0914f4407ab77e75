import { useEffect, useRef, useState } from 'react';
import { toast } from '../controls/toasts.tsx';
import { fileStem, saveBlob } from './download.ts';
import type { DataTable } from './tables.ts';
import { writeCsv } from './write-csv.ts';

interface Saving {
  /** Share of the table that is written; null: none is. */
  readonly share: number | null;
  begin(name: string, tableOf: () => DataTable | Promise<DataTable>): Promise<void>;
  cancel(): void;
}

/** Shares are told so often that the page has little to draw, ms. */
const TOLD_EVERY_MS = 100;

/** Saves tables as CSV files, one at a time; says what is missing of them, and why one could not be written. */
export function useSaving(): Saving {
  const [share, setShare] = useState<number | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  return {
    share,
    cancel: () => abort.current?.abort(),
    async begin(name, tableOf) {
      abort.current?.abort();
      const saving = new AbortController();
      abort.current = saving;
      let toldMs = 0;
      const tell = (next: number): void => {
        if (performance.now() < toldMs + TOLD_EVERY_MS || saving.signal.aborted) return;
        toldMs = performance.now();
        setShare(next);
      };
      try {
        const table = await tableOf();
        const file = await writeCsv(table, tell, saving.signal);
        if (file === null) return;
        saveBlob(`${fileStem(name)}.csv`, file);
        if (table.missing !== null) toast({ message: table.missing, withBorder: true, autoClose: 8000 });
      } catch (fault) {
        toast({ message: `The file could not be written: ${String(fault)}`, color: 'red' });
      } finally {
        if (abort.current === saving) setShare(null);
      }
    },
  };
}
