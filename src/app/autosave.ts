import { openDB } from 'idb';
import { create } from 'zustand';
import { emptyNetwork } from '../document/schema.ts';
import { validateDocument } from '../document/validate.ts';
import { useEditor } from '../editor/store.ts';
import { FIRST_PRESET, loadPreset } from './presets.ts';

const DELAY_MS = 500;
const STORE = 'networks';
const KEY = 'open';

/** When the open network was last written to the browser's own store, ms since 1970; null: not yet. */
export const useAutosave = create<{ readonly savedAt: number | null; readonly failed: boolean }>()(() => ({
  savedAt: null,
  failed: false,
}));

const database = () =>
  openDB('entrain', 1, {
    upgrade(db) {
      db.createObjectStore(STORE);
    },
  });

async function write(): Promise<void> {
  try {
    const db = await database();
    await db.put(STORE, useEditor.getState().base, KEY);
    db.close();
    useAutosave.setState({ savedAt: Date.now(), failed: false });
  } catch {
    useAutosave.setState({ failed: true });
  }
}

async function read(): Promise<unknown> {
  try {
    const db = await database();
    const saved: unknown = await db.get(STORE, KEY);
    db.close();
    return saved;
  } catch {
    // A private window may have no store: then every visit is a first one.
    return undefined;
  }
}

/** Opens the network of the last visit, or the first preset; from then on keeps the open network saved. */
export async function restore(): Promise<void> {
  const saved = await read();
  const { document } = saved === undefined ? { document: null } : validateDocument(saved);
  useEditor.getState().load(document ?? (await loadPreset(FIRST_PRESET).catch(emptyNetwork)));
  let timer: ReturnType<typeof setTimeout> | undefined;
  useEditor.subscribe((state, previous) => {
    if (state.base === previous.base) return;
    clearTimeout(timer);
    timer = setTimeout(() => void write(), DELAY_MS);
  });
  window.addEventListener('pagehide', () => {
    clearTimeout(timer);
    void write();
  });
}
