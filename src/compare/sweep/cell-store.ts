import { openDB } from 'idb';
import { cellKey } from './fingerprint.ts';
import type { CellStore } from './runner.ts';
import type { CellResult } from './sweep.ts';

const CELLS = 'cells';
const SWEEPS = 'sweeps';
/** Sweeps of which cells are kept: those looked at last. */
const MOST_SWEEPS = 30;

const database = () =>
  openDB('entrain-sweeps', 1, {
    upgrade(db) {
      db.createObjectStore(CELLS);
      db.createObjectStore(SWEEPS);
    },
  });

type Database = Awaited<ReturnType<typeof database>>;

/** One connection for the page; where there is no store (a private window), each call is refused. */
let connection: Promise<Database> | null = null;
const connected = (): Promise<Database> => {
  connection ??= database();
  return connection;
};

/** Every cell of a sweep. */
const cellsOfSweep = (fingerprint: string): IDBKeyRange =>
  IDBKeyRange.bound([fingerprint], [fingerprint, '\uffff'], false, false);

/** Cells in the browser's own store, so that a sweep goes on after a reload. */
export const browserStore: CellStore = {
  async load(fingerprint) {
    const db = await connected();
    await db.put(SWEEPS, Date.now(), fingerprint);
    await forgetOld(db);
    const found: unknown[] = await db.getAll(CELLS, cellsOfSweep(fingerprint));
    return found as CellResult[];
  },
  async add(fingerprint, result) {
    const db = await connected();
    await db.put(CELLS, result, [fingerprint, cellKey(result.cell)]);
  },
  async clear(fingerprint) {
    const db = await connected();
    await db.delete(CELLS, cellsOfSweep(fingerprint));
  },
};

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
