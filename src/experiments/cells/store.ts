import { openDB } from 'idb';
import type { CellResult } from '../sweep/sweep.ts';
import { type CellStore, cellKey } from './runner.ts';

const CELLS = 'cells';
const SWEEPS = 'sweeps';
/** Grows where fingerprints are made in another way. */
const VERSION = 2;
/** Sweeps of which cells are kept: those looked at last. */
const MOST_SWEEPS = 30;

type Database = Awaited<ReturnType<typeof openStore>>;

const openStore = (name: string) =>
  openDB(name, VERSION, {
    upgrade(db) {
      // What an earlier version kept stands under fingerprints that no sweep has any more.
      for (const old of [...db.objectStoreNames]) db.deleteObjectStore(old);
      db.createObjectStore(CELLS);
      db.createObjectStore(SWEEPS);
    },
  });

/** Every cell of a sweep. */
const cellsOfSweep = (fingerprint: string): IDBKeyRange =>
  IDBKeyRange.bound([fingerprint], [fingerprint, '\uffff'], false, false);

/** Cells in a database of the browser's own store; where there is none (a private window), each call is refused. */
export function cellStore(name: string): CellStore {
  let connection: Promise<Database> | null = null;
  const connected = (): Promise<Database> => {
    connection ??= openStore(name);
    return connection;
  };
  /** Sweeps that are known to have been looked at lately: one that has no cells yet takes nobody's place. */
  const noted = new Set<string>();
  const note = async (db: Database, fingerprint: string): Promise<void> => {
    if (noted.has(fingerprint)) return;
    noted.add(fingerprint);
    await db.put(SWEEPS, Date.now(), fingerprint);
    await forgetOld(db);
  };
  return {
    async load(fingerprint) {
      const db = await connected();
      const cells: unknown[] = await db.getAll(CELLS, cellsOfSweep(fingerprint));
      if (cells.length > 0) await note(db, fingerprint);
      return cells as CellResult[];
    },
    async add(fingerprint, result) {
      const db = await connected();
      await note(db, fingerprint);
      await db.put(CELLS, result, [fingerprint, cellKey(result.cell)]);
    },
    async clear(fingerprint) {
      const db = await connected();
      await db.delete(CELLS, cellsOfSweep(fingerprint));
    },
  };
}

/** Cells of sweeps, so that a sweep goes on after a reload. */
export const browserStore: CellStore = cellStore('entrain-sweeps');

/** Drops the sweeps that were looked at longest ago. */
async function forgetOld(db: Database): Promise<void> {
  const keys = (await db.getAllKeys(SWEEPS)).map(String);
  if (keys.length <= MOST_SWEEPS) return;
  const looked = await Promise.all(keys.map(async (key) => ({ key, at: Number(await db.get(SWEEPS, key)) })));
  for (const { key } of looked.toSorted((a, b) => b.at - a.at).slice(MOST_SWEEPS)) {
    await db.delete(CELLS, cellsOfSweep(key));
    await db.delete(SWEEPS, key);
  }
}
