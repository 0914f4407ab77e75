import { type Remote, transfer, wrap } from 'comlink';
import { type PrivateStorage, removeLeftFiles } from './recordings/private-files.ts';
import { Spill, type SpillFiles } from './recordings/spill.ts';

/** Whether the browser has a private file system and locks; where not, results beyond the memory are let go. */
const isPossible = (): boolean =>
  typeof navigator !== 'undefined' && navigator.storage?.getDirectory !== undefined && navigator.locks !== undefined;

/** The files of this page in the origin's private file system, which a worker writes from the first time on. */
export function privateSpill(): Spill | null {
  if (!isPossible()) return null;
  let started: Remote<SpillFiles> | null = null;
  const remote = (): Remote<SpillFiles> => {
    started ??= wrap<SpillFiles>(
      new Worker(new URL('./spill-worker.ts', import.meta.url), { type: 'module', name: 'entrain-spill' }),
    );
    return started;
  };
  return new Spill({
    room: () => remote().room(),
    write: (file, at, arrays) =>
      remote().write(file, at, transfer(arrays, [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))])),
    read: (file, at, bytes) => remote().read(file, at, bytes),
    remove: (file) => remote().remove(file),
  });
}

/** Removes results of pages that have ended, as after a crash. */
export async function removeLeftResults(): Promise<void> {
  if (isPossible()) await removeLeftFiles(navigator satisfies PrivateStorage).catch(() => undefined);
}
