import type { SpillFiles } from './spill.ts';

/** The folder of all pages in the origin's private file system; each page has one of its own in it. */
const FOLDER = 'results';
/** Bytes that results may take of a disk: so many at most, and this share of what the browser has left for the origin. */
const MOST_BYTES = 2 * 2 ** 30;
const SHARE = 1 / 4;

const lockOf = (page: string): string => `entrain results ${page}`;

/** Of the browser, as far as it is needed; the private file system and locks are missing where pages are not trusted. */
export interface PrivateStorage {
  readonly storage: Pick<StorageManager, 'getDirectory' | 'estimate'>;
  readonly locks: Pick<LockManager, 'request' | 'query'>;
}

/** Files of one page, in a worker: only there they are written without a copy. They are known to be in use by a lock. */
export class PrivateFiles implements SpillFiles {
  private folder: Promise<FileSystemDirectoryHandle> | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private readonly handles = new Map<number, FileSystemSyncAccessHandle>();

  /** `page`: a name that no other page has. */
  constructor(
    private readonly browser: PrivateStorage,
    private readonly page: string,
  ) {}

  async room(): Promise<number> {
    try {
      await this.opened();
      const { quota = 0, usage = 0 } = await this.browser.storage.estimate();
      return Math.max(0, Math.min(MOST_BYTES, SHARE * (quota - usage)));
    } catch {
      return 0;
    }
  }

  write(file: number, at: number, arrays: readonly (Int32Array | Float64Array)[]): Promise<boolean> {
    return this.inOrder(async () => {
      const handle = await this.handle(file);
      let place = at;
      for (const array of arrays) {
        if (handle.write(array as Int32Array<ArrayBuffer>, { at: place }) < array.byteLength) return false;
        place += array.byteLength;
      }
      return true;
    }).catch(() => false);
  }

  read(file: number, at: number, bytes: number): Promise<ArrayBuffer | null> {
    return this.inOrder(async () => {
      const handle = this.handles.get(file);
      const read = new Uint8Array(bytes);
      return handle !== undefined && handle.read(read, { at }) === bytes ? read.buffer : null;
    });
  }

  remove(file: number): Promise<void> {
    return this.inOrder(async () => {
      this.handles.get(file)?.close();
      this.handles.delete(file);
      await (await this.opened()).removeEntry(String(file));
    });
  }

  /** Each waits for the browser, and may be asked for before the one before it is done. */
  private inOrder<T>(work: () => Promise<T>): Promise<T> {
    const next = this.last.then(work);
    this.last = next.catch(() => undefined);
    return next;
  }

  private async handle(file: number): Promise<FileSystemSyncAccessHandle> {
    const known = this.handles.get(file);
    if (known !== undefined) return known;
    const created = await (await this.opened()).getFileHandle(String(file), { create: true });
    const handle = await created.createSyncAccessHandle();
    this.handles.set(file, handle);
    return handle;
  }

  private opened(): Promise<FileSystemDirectoryHandle> {
    this.folder ??= this.open();
    return this.folder;
  }

  /** The lock is held before there is a folder, so that no other page takes it for one that was left. */
  private async open(): Promise<FileSystemDirectoryHandle> {
    const { storage, locks } = this.browser;
    await new Promise<void>((resolve, reject) => {
      // Until the worker ends.
      const held = () => new Promise<never>(() => resolve());
      locks.request(lockOf(this.page), held).catch(reject);
    });
    const all = await (await storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
    return all.getDirectoryHandle(this.page, { create: true });
  }
}

/** Removes what pages have left that are not there any more. */
export async function removeLeftFiles({ storage, locks }: PrivateStorage): Promise<void> {
  const root = await storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER).catch(() => null);
  if (folder === null) return;
  const pages: string[] = [];
  for await (const page of folder.keys()) pages.push(page);
  // Asked for after the folders were listed: whoever made one of them held its lock before.
  const held = new Set((await locks.query()).held?.map(({ name }) => name));
  for (const page of pages) {
    // Another page may remove it at the same time.
    if (!held.has(lockOf(page))) await folder.removeEntry(page, { recursive: true }).catch(() => undefined);
  }
}
