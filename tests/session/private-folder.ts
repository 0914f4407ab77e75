import type { PrivateStorage } from '../../src/session/recordings/private-files.ts';

type Folder = Map<string, Folder | FileOfBytes>;

interface FileOfBytes {
  /** With room to grow. */
  bytes: Uint8Array;
  length: number;
  isOpen: boolean;
}

const gone = (name: string): Error => new DOMException(`there is no ${name}`, 'NotFoundError');

/** An origin's private file system in memory, with the locks of its pages. */
export class PrivateOrigin {
  readonly root: Folder = new Map();
  readonly locks = new Set<string>();
  /** Bytes that files may take; more is refused. */
  quota = 2 ** 40;

  get usage(): number {
    const sizeOf = (folder: Folder): number =>
      [...folder.values()].reduce((sum, one) => sum + (one instanceof Map ? sizeOf(one) : one.length), 0);
    return sizeOf(this.root);
  }

  /** Paths of all files. */
  get paths(): string[] {
    const pathsOf = (folder: Folder): string[] =>
      [...folder].flatMap(([name, one]) =>
        one instanceof Map ? pathsOf(one).map((path) => `${name}/${path}`) : [name],
      );
    return pathsOf(this.root);
  }

  /** What a page sees of it. */
  page(): PrivateStorage {
    const request = (name: string, held: () => Promise<unknown>): Promise<unknown> => {
      this.locks.add(name);
      return held();
    };
    const query = async () => ({ held: [...this.locks].map((name) => ({ name })), pending: [] });
    return {
      storage: {
        getDirectory: async () => this.handleOf(this.root),
        estimate: async () => ({ quota: this.quota, usage: this.usage }),
      },
      locks: { request, query } as unknown as PrivateStorage['locks'],
    };
  }

  private handleOf(folder: Folder): FileSystemDirectoryHandle {
    const handle = {
      getDirectoryHandle: async (name: string, { create = false } = {}) => {
        if (create && !folder.has(name)) folder.set(name, new Map());
        const inner = folder.get(name);
        if (!(inner instanceof Map)) throw gone(name);
        return this.handleOf(inner);
      },
      getFileHandle: async (name: string) => {
        if (!folder.has(name)) folder.set(name, { bytes: new Uint8Array(0), length: 0, isOpen: false });
        const file = folder.get(name) as FileOfBytes;
        return { createSyncAccessHandle: async () => this.accessTo(file) };
      },
      removeEntry: async (name: string, { recursive = false } = {}) => {
        const entry = folder.get(name);
        if (entry === undefined) throw gone(name);
        if (entry instanceof Map ? !recursive : entry.isOpen)
          throw new DOMException(name, 'NoModificationAllowedError');
        folder.delete(name);
      },
      async *keys() {
        yield* [...folder.keys()];
      },
    };
    return handle as unknown as FileSystemDirectoryHandle;
  }

  private accessTo(file: FileOfBytes): FileSystemSyncAccessHandle {
    if (file.isOpen) throw new DOMException('open', 'NoModificationAllowedError');
    file.isOpen = true;
    const bytesOf = (data: ArrayBufferView): Uint8Array =>
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const handle = {
      write: (data: ArrayBufferView, { at = 0 } = {}) => {
        const end = at + data.byteLength;
        if (this.usage + Math.max(0, end - file.length) > this.quota)
          throw new DOMException('full', 'QuotaExceededError');
        if (end > file.bytes.length) {
          const grown = new Uint8Array(2 * end);
          grown.set(file.bytes);
          file.bytes = grown;
        }
        file.bytes.set(bytesOf(data), at);
        file.length = Math.max(file.length, end);
        return data.byteLength;
      },
      read: (data: ArrayBufferView, { at = 0 } = {}) => {
        const part = file.bytes.subarray(at, Math.min(file.length, at + data.byteLength));
        bytesOf(data).set(part);
        return part.length;
      },
      close: () => {
        file.isOpen = false;
      },
    };
    return handle as unknown as FileSystemSyncAccessHandle;
  }
}
